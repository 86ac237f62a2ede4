//! Arguments of the attribute.

use super::table::{Row, table};
use super::template::Value::{Number, Plain, Str};
use super::template::{fill, say};
use crate::problem::AttributeProblem;

table! { AttributeProblem:
    NoArguments { example } => "no_arguments",
        say("`#[cors]` needs arguments"),
        fill("write `{}`", &[Plain(example)]);
    MissingComma { before } => "missing_comma",
        fill("missing comma before `{}`", &[Str(before)]),
        fill("write `, {}`", &[Str(before)]);
    Semicolon => "semicolon",
        say("expected `,`, found `;`"),
        say("write `,` in place of `;`");
    AttributeOnKey => "attribute_on_key",
        say("keys cannot have attributes"),
        say("put `#[cfg(...)]` on elements of `origins`, or the whole policy under a condition with \
         `#[cfg_attr(condition, cors(...))]`");
    MissingEquals { argument } => "missing_equals",
        say("expected `=` between key and value"),
        fill("write `{}`", &[Plain(argument)]);
    GroupedArguments { open, close } => "grouped_arguments",
        fill("the arguments of `#[cors(...)]` must not be in `{}` and `{}`", &[Plain(open), Plain(close)]),
        fill("remove `{}` and `{}`", &[Plain(open), Plain(close)]);
    LayerForKeys { written, arguments } => "layer_for_keys",
        fill("`{}` is a layer, but `#[cors(...)]` takes keys", &[Str(written)]),
        fill("write `#[cors({})]`", &[Plain(arguments)]);
    ValueWithoutKey { found, key, value } => "value_without_key",
        fill("expected a key, found `{}`", &[Str(found)]),
        fill("write `{} = {}`", &[Str(key), Str(value)]);

    UnknownKey { key, argument, keys } => "unknown_key",
        fill("unknown key `{}` in `#[cors(...)]`", &[Str(key)]),
        match argument {
            Some(argument) => fill("write `{}`", &[Plain(argument)]),
            None => fill("write one of the keys {}", &[Plain(keys)]),
        };
    UnneededKey { key, argument, reason } => "unneeded_key",
        fill("unknown key `{}` in `#[cors(...)]`, which needs none for it", &[Str(key)]),
        fill("remove `{}`; {}", &[Plain(argument), Plain(reason)]);
    DuplicateKey { key, merged } => "duplicate_key",
        fill("duplicate key `{}`", &[Str(key)]),
        match merged {
            Some(merged) => fill("write one `{}` with the elements of both", &[Str(merged)]),
            None => say("remove one of the two"),
        };
    ExpectedKey { quoted, keys } => "expected_key",
        say("expected a key"),
        match quoted {
            Some(key) => fill("write `{}` without quotation marks", &[Str(key)]),
            None => fill("write one of the keys {}", &[Plain(keys)]),
        };
    MissingKey { key, example } => "missing_key",
        fill("missing key `{}`", &[Str(key)]),
        fill("add `{}`", &[Plain(example)]);
    OriginsKey { key, declaration } => "origins_key",
        fill("`{}` can only be used on a static `Origins`", &[Str(key)]),
        fill("declare `{} static PAGES: handler_cors::Origins;`, and write `origins = PAGES` here", &[Plain(declaration)]);
    MethodsOnPolicy { name } => "methods_on_policy",
        say("`methods` can only be used on handlers"),
        fill("write it on each handler, as in `#[cors(policy = {}, methods = [GET])]`", &[Str(name)]);
    PolicyOnPolicy => "policy_on_policy",
        say("`policy` can only be used on handlers"),
        say("write what the other policy declares here, in place of `policy`");
    OriginsOnOrigins { name } => "origins_on_origins",
        fill("`origins` cannot be used on `{}`, whose origins are named when the program starts", &[Str(name)]),
        say("write what may be named in `within`, and what is always allowed in `always`");
    PolicyKeyOnOrigins { key, name } => "policy_key_on_origins",
        fill("`{}` cannot be used on a static `Origins`", &[Str(key)]),
        fill("write it on the handlers and policies with `origins = {}`", &[Str(name)]);
    BesidePolicy { key, policy } => "beside_policy",
        fill("`{}` cannot be used beside `policy`", &[Str(key)]),
        match policy {
            Some(policy) => fill("write `{}` on `{}`, or replace `policy` by all that `{}` declares", &[Str(key), Str(policy), Str(policy)]),
            None => fill("write `{}` on the named policy, or replace `policy` by all that it declares", &[Str(key)]),
        };

    EmptyArgument => "empty_argument",
        say("empty argument"),
        say("remove the extra comma");
    EmptyElement => "empty_element",
        say("empty element"),
        say("remove the extra comma");
    MaxAgeTooLarge { seconds } => "max_age_too_large",
        fill(
            "`max_age` is {} seconds; browsers keep the response to a preflight for at most 86400",
            &[Number(seconds)],
        ),
        say(
            "write `max_age = 86400` or less; Firefox keeps it for up to 86400 seconds, Chromium for 7200, WebKit for 600",
        );
}
