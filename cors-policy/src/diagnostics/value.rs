//! Values of the attribute.

use super::table::{Row, table};
use super::template::Value::{Char, Number, Plain, Str};
use super::template::{fill, say, write};
use crate::problem::ValueProblem;

table! { ValueProblem:
    // Values that are not lists.
    MissingValue { key, example } => "missing_value",
        fill("missing value of `{}`", &[Str(key)]),
        fill("write `{}`", &[Plain(example)]);
    FlagWithValue { key, is_set } => "flag_with_value",
        fill("`{}` is a flag and takes no value", &[Str(key)]),
        if is_set { write(key) } else { fill("remove `{} = false`", &[Str(key)]) };
    MaxAgeForm { written, meant } => "max_age_form",
        fill("`max_age` must be an integer number of seconds, found `{}`", &[Str(written)]),
        match meant {
            Some(seconds) => fill("write `max_age = {}`", &[Number(seconds)]),
            None => say("write, for example, `max_age = 600`"),
        };
    NegativeMaxAge => "negative_max_age",
        say("`max_age` cannot be negative"),
        say("write `max_age = 0` to disable caching");
    PolicyForm { assignment } => "policy_form",
        say("`policy` must be the path of a static `Policy`"),
        write(assignment);
    CrateForm { assignment } => "crate_form",
        say("`crate` must be the path of the crate `handler_cors`"),
        write(assignment);
    EnvForm { meant } => "env_form",
        say("`env` must be the name of an environment variable, as a string"),
        fill("write `env = \"{}\"`", &[Str(meant)]);
    EmptyEnv { meant } => "empty_env",
        say("`env` is empty"),
        fill("write `env = \"{}\"`", &[Str(meant)]);
    InvalidEnv { name, character, meant } => "invalid_env",
        fill("`{}` is not a valid name of an environment variable: it contains {}", &[Str(name), Char(character)]),
        fill("write `env = \"{}\"`", &[Str(meant)]);
    OriginsForm { meant } => "origins_form",
        say("`origins` must be a list in brackets, or the path of a static `Origins`"),
        fill("write `origins = {}`", &[Str(meant)]);
    AnyOrigin { path } => "any_origin",
        fill("`{}` is not a static `Origins`", &[Str(path)]),
        say("write `origins = [\"*\"]` to allow every origin");

    // Lists.
    ExpectedList { key, list, example } => "expected_list",
        fill("`{}` must be a list in brackets", &[Str(key)]),
        match list {
            Some(list) => fill("write `{}`", &[Plain(list)]),
            None => fill("write, for example, `{}`", &[Plain(example)]),
        };
    InvalidElement { key, error, example } => "invalid_element",
        fill("invalid element of `{}`: {}", &[Str(key), Str(error)]),
        fill("write, for example, `{}`", &[Plain(example)]);
    UnexpectedElement { element, expected, meant, example } => "unexpected_element",
        fill("expected {}, found `{}`", &[Plain(expected), Str(element)]),
        match meant {
            Some(meant) => fill("write `{}`", &[Plain(meant)]),
            None => fill("write, for example, `{}`", &[Plain(example)]),
        };
    ConvertedOrigin { written, meant } => "converted_origin",
        fill("`{}` cannot be evaluated at compile time, and origins are plain strings here", &[Str(written)]),
        fill("write `{}`", &[Plain(meant)]);
    AnyElement { path } => "any_element",
        fill("`{}` is not an origin", &[Str(path)]),
        say("write `\"*\"` to allow every origin");
    AttributeOnElement { attribute } => "attribute_on_element",
        say("elements cannot have attributes other than `#[cfg(...)]`"),
        fill("remove `{}`, or put it on the item", &[Str(attribute)]);
    CfgOnElement { key } => "cfg_on_element",
        fill("elements of `{}` cannot have `#[cfg]`", &[Str(key)]),
        say("put the whole policy under the condition, with one `#[cfg_attr(condition, cors(...))]` for each case");
    EmptyCfg => "empty_cfg",
        say("`#[cfg]` without a condition"),
        say("write `#[cfg(debug_assertions)]`");
    UnquotedStar => "unquoted_star",
        say("`*` must be in quotation marks"),
        say("write `\"*\"`");
    VariableRead { declaration } => "variable_read",
        say("`std::env::var` cannot be called at compile time"),
        say(declaration);
    AnyMethod { found, all } => "any_method",
        fill("`methods` cannot contain `{}`: the router needs to know each method", &[Str(found)]),
        fill("write the methods that the handler serves, such as `{}`", &[Plain(all)]);
    QuotedMethod { method } => "quoted_method",
        fill("`{}` must not be in quotation marks", &[Str(method)]),
        write(method);
    JoinedMethods { methods } => "joined_methods",
        say("methods must be separated by commas"),
        write(methods);
    AnyHeader { constant } => "any_header",
        fill("unknown constant `{}` in `http::header`", &[Str(constant)]),
        say("write `\"*\"` for all headers");
    UnknownHeaderConstant { constant, near, header } => "unknown_header_constant",
        fill("unknown constant `{}` in `http::header`", &[Str(constant)]),
        match near {
            Some(near) => fill("did you mean `{}`? write other headers as strings, as in `\"{}\"`", &[Str(near), Str(header)]),
            None => fill("write `\"{}\"`", &[Str(header)]),
        };

    // `dangerously`.
    EmptyDangerously { example } => "empty_dangerously",
        say("`dangerously(...)` is empty"),
        fill("name the check to disable, as in `{}`, or remove it", &[Plain(example)]);
    DangerouslyForm { elements } => "dangerously_form",
        say("the elements of `dangerously` must be in parentheses"),
        fill("write `dangerously({})`", &[Str(elements)]);
    QuotedExemption { name } => "quoted_exemption",
        fill("`{}` must not be in quotation marks", &[Str(name)]),
        write(name);

    // What names origins at run time is bound to the router.
    RunTimeOrigins { written, key, declaration, binding } => "run_time_origins",
        fill("`{}` names origins when the program runs, but `{}` is checked by the compiler", &[Str(written), Str(key)]),
        fill("{}, and {}", &[Plain(declaration), Plain(binding)]);
}
