//! The errors about the form of the attribute and of its item: name, message and help side by side.

use std::fmt;

macro_rules! problems {
    ($(
        $(#[$doc:meta])*
        $variant:ident $({ $($field:ident: $ty:ty),* })?: $name:literal, $message:expr, $help:expr;
    )*) => {
        /// An error about the form of the attribute or of its item.
        pub(crate) enum AttributeProblem<'a> {
            $($(#[$doc])* $variant $({ $($field: $ty),* })?,)*
        }

        impl fmt::Display for AttributeProblem<'_> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                match self {
                    $(AttributeProblem::$variant $({ $($field),* })? => write(f, $name, &$message, &$help),)*
                }
            }
        }
    };
}

fn write(f: &mut fmt::Formatter<'_>, name: &str, message: &dyn fmt::Display, help: &dyn fmt::Display) -> fmt::Result {
    write!(f, "{message} [cors::{name}]\n\nhelp: {help}")
}

problems! {
    // The item.

    /// Neither a function nor a static.
    UnsupportedItem: "unsupported_item",
        "`#[cors]` can only be used on an `async fn` or a `static`",
        "put it on each `async fn` that handles requests, or on a `static` of type `Policy` or `Origins`";
    /// A function with a `self` argument.
    SelfArgument: "self_argument",
        "handlers cannot take `self`",
        "move the handler out of the `impl` block, and take what `self` holds from an extractor such as `State`";
    /// A function that names `Self`.
    HandlerInImpl: "handler_in_impl",
        "handlers cannot be inside an `impl` block",
        "move the handler out of the block, and write the type in place of `Self`";
    /// A function of a trait.
    HandlerWithoutBody: "handler_without_body",
        "handlers must have a body",
        "put `#[cors(...)]` on an `async fn` outside of the trait";
    /// An attribute that must be above `#[cors]`.
    AttributeOrder { attribute: &'a str }: "attribute_order",
        format_args!("`#[{attribute}]` must be above `#[cors]`"),
        format_args!("move `#[{attribute}(...)]` above `#[cors(...)]`");
    /// A second `#[cors]` on one item.
    DuplicateAttribute { item: &'a str }: "duplicate_attribute",
        format_args!("duplicate `#[cors]` on one {item}"),
        format_args!("remove one of them, or write another {item} for the other policy");
    /// A function that is not `async`.
    NotAsync { name: &'a str }: "not_async",
        "handlers must be `async fn`",
        format_args!("write `async fn {name}`");
    /// A `const fn`.
    ConstHandler { name: &'a str }: "const_handler",
        "handlers cannot be `const fn`",
        format_args!("write `async fn {name}`");
    /// An `unsafe fn`.
    UnsafeHandler { name: &'a str }: "unsafe_handler",
        "handlers cannot be `unsafe fn`",
        format_args!("write `async fn {name}`");
    /// An `extern fn`.
    ExternHandler { name: &'a str }: "extern_handler",
        "handlers cannot be `extern fn`",
        format_args!("write `async fn {name}`");
    /// An argument of type `impl Trait`.
    ImplTraitArgument { name: &'a str, bounds: &'a str }: "impl_trait_argument",
        "handlers cannot take `impl Trait` arguments",
        format_args!(
            "name the type, or write a generic parameter, `{name}<T: {bounds}>`, and register `{name}::<...>`"
        );
    /// An argument with `impl Trait` in its type.
    NestedImplTrait: "nested_impl_trait",
        "handlers cannot take `impl Trait` in the type of an argument",
        "write a concrete type or a generic parameter";
    /// `#[cfg]` on an argument.
    CfgOnArgument { cfg: &'a str }: "cfg_on_argument",
        "arguments of handlers cannot have `#[cfg]`",
        format_args!("put `{cfg}` on a handler of its own");
    /// More arguments than axum extracts.
    TooManyArguments { max: usize, count: usize }: "too_many_arguments",
        format_args!("handlers take at most {max} arguments, found {count}"),
        "combine some of them in a struct that derives `FromRequestParts`";
    /// A constant in place of a static.
    ConstItem { name: &'a str, declaration: &'a str }: "const_item",
        format_args!("`{name}` must be a `static`, not a `const`"),
        format_args!("write `{declaration}`");
    /// `static mut`
    MutableStatic { name: &'a str, declaration: &'a str }: "mutable_static",
        format_args!("`{name}` cannot be `mut`"),
        format_args!("write `{declaration}`");
    /// A static with a value.
    StaticWithValue { name: &'a str, declaration: &'a str }: "static_with_value",
        format_args!("`{name}` cannot have a value, because `#[cors]` generates it"),
        format_args!("write `{declaration}`");
    /// A type that contradicts the keys.
    WrongType { key: &'a str, name: &'a str, expected: &'a str, found: &'a str, declaration: &'a str }: "wrong_type",
        format_args!("`{key}` is a key of `{expected}`, but `{name}` has type `{found}`"),
        format_args!("write `{declaration}`");

    // The arguments as a whole.

    /// `#[cors]` without arguments.
    NoArguments { example: &'a str }: "no_arguments",
        "`#[cors]` needs arguments",
        format_args!("write `{example}`");
    /// A comma too many.
    EmptyElement: "empty_element",
        "empty element",
        "remove the extra comma";
    /// A comma too few.
    MissingComma { before: &'a str }: "missing_comma",
        format_args!("missing comma before `{before}`"),
        format_args!("write `, {before}`");
    /// A semicolon in place of a comma.
    Semicolon: "semicolon",
        "expected `,`, found `;`",
        "write `,` in place of `;`";
    /// An attribute on a key.
    AttributeOnKey: "attribute_on_key",
        "keys cannot have attributes",
        "put `#[cfg(...)]` on elements of `origins`, or the whole policy under a condition with \
         `#[cfg_attr(condition, cors(...))]`";
    /// Another sign in place of `=`.
    MissingEquals { key: &'a str }: "missing_equals",
        "expected `=` between key and value",
        format_args!("write `{key} =`");
    /// A method, an origin or a predicate without its key.
    ValueWithoutKey { found: &'a str, key: &'a str, value: &'a str }: "value_without_key",
        format_args!("expected a key, found `{found}`"),
        format_args!("write `{key} = {value}`");

    // Keys.

    /// A word that is not a key.
    UnknownKey { key: &'a str, near: Option<&'a str>, keys: &'a str }: "unknown_key",
        format_args!("unknown key `{key}` in `#[cors(...)]`"),
        match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("write one of the keys {keys}"),
        };
    /// Tokens that do not resemble a key.
    ExpectedKey { quoted: Option<&'a str>, keys: &'a str }: "expected_key",
        "expected a key",
        match quoted {
            Some(key) => format!("write `{key}` without quotation marks"),
            None => format!("write one of the keys {keys}"),
        };
    /// A key for the second time.
    DuplicateKey { key: &'a str, merged: Option<&'a str> }: "duplicate_key",
        format_args!("duplicate key `{key}`"),
        match merged {
            Some(merged) => format!("write one `{merged}` with the elements of both"),
            None => "remove one of them".to_owned(),
        };
    /// A key that the item needs.
    MissingKey { key: &'a str, example: &'a str }: "missing_key",
        format_args!("missing key `{key}`"),
        format_args!("add `{example}`");
    /// A key of `Origins` elsewhere.
    OriginsKey { key: &'a str, declaration: &'a str }: "origins_key",
        format_args!("`{key}` can only be used on a static `Origins`"),
        format_args!("declare `{declaration} static WEB: Origins;`, and write `origins = WEB` here");
    /// `methods` on a static.
    MethodsOnPolicy { name: &'a str }: "methods_on_policy",
        "`methods` can only be used on handlers",
        format_args!("write it on each handler, as in `#[cors(policy = {name}, methods = [GET])]`");
    /// `policy` on a static.
    PolicyOnPolicy: "policy_on_policy",
        "`policy` can only be used on handlers",
        "write what the other policy declares here, in place of `policy`";
    /// `origins` on a static `Origins`.
    OriginsOnOrigins { name: &'a str }: "origins_on_origins",
        format_args!("`origins` cannot be used on `{name}`, whose origins come from the environment variable"),
        "write the bounds of the variable in `within`";
    /// Another key of policies on a static `Origins`.
    PolicyKeyOnOrigins { key: &'a str, name: &'a str }: "policy_key_on_origins",
        format_args!("`{key}` cannot be used on a static `Origins`"),
        format_args!("write it where you write `origins = {name}`");
    /// A key of policies beside `policy`.
    BesidePolicy { key: &'a str, policy: Option<&'a str> }: "beside_policy",
        format_args!("`{key}` cannot be used beside `policy`"),
        match policy {
            Some(policy) => format!("write `{key}` on `{policy}`, or replace `policy` by all that `{policy}` declares"),
            None => format!("write `{key}` on the named policy, or replace `policy` by all that it declares"),
        };

    // Values that are not lists.

    /// A key without its value.
    MissingValue { key: &'a str, example: &'a str }: "missing_value",
        format_args!("missing value of `{key}`"),
        format_args!("write `{example}`");
    /// A value after a flag.
    FlagWithValue { key: &'a str, is_set: bool }: "flag_with_value",
        format_args!("`{key}` is a flag and takes no value"),
        if *is_set { format!("write `{key}`") } else { format!("remove `{key} = false`") };
    /// Another value of `max_age` than an integer.
    MaxAgeForm { written: &'a str, meant: Option<u64> }: "max_age_form",
        format_args!("`max_age` must be an integer number of seconds, found `{written}`"),
        match meant {
            Some(seconds) => format!("write `max_age = {seconds}`"),
            None => "write, for example, `max_age = 600`".to_owned(),
        };
    /// A negative value of `max_age`.
    NegativeMaxAge: "negative_max_age",
        "`max_age` cannot be negative",
        "write `max_age = 0` to disable caching";
    /// Another value of `policy` than a path.
    PolicyForm { assignment: &'a str }: "policy_form",
        "`policy` must be the path of a static `Policy`",
        format_args!("write `{assignment}`");
    /// Another value of `crate` than a path.
    CrateForm { assignment: &'a str }: "crate_form",
        "`crate` must be the path of the crate `handler_cors`",
        format_args!("write `{assignment}`");
    /// Another value of `env` than a string.
    EnvForm { meant: &'a str }: "env_form",
        "`env` must be the name of an environment variable, as a string",
        format_args!("write `env = {meant:?}`");
    /// An empty value of `env`.
    EmptyEnv { meant: &'a str }: "empty_env",
        "`env` is empty",
        format_args!("write `env = {meant:?}`");
    /// A value of `env` that cannot be the name of a variable.
    InvalidEnv { name: &'a str, character: char, meant: &'a str }: "invalid_env",
        {
            let part = match character {
                '=' => "`=`",
                '\0' => "a NUL character",
                _ => "white space",
            };
            format!("`{}` is not a valid name of an environment variable: it contains {part}", name.escape_debug())
        },
        format_args!("write `env = {meant:?}`");
    /// Another value of `origins`.
    OriginsForm { meant: &'a str }: "origins_form",
        "`origins` must be a list in brackets, the path of a static `Origins`, or `dynamic(path)`",
        format_args!("write `origins = {meant}`");
    /// `origins = Any`
    AnyOrigin { path: &'a str }: "any_origin",
        format_args!("`{path}` is not a static `Origins`"),
        "write `origins = [\"*\"]` to allow every origin";

    // Lists.

    /// Another value than a list.
    ExpectedList { key: &'a str, list: &'a str }: "expected_list",
        format_args!("`{key}` must be a list in brackets"),
        format_args!("write `{list}`");
    /// An element that is not an expression.
    InvalidElement { key: &'a str, error: &'a str, example: &'a str }: "invalid_element",
        format_args!("invalid element of `{key}`: {error}"),
        format_args!("write, for example, `{example}`");
    /// An expression of another kind.
    UnexpectedElement { element: &'a str, expected: &'a str, example: &'a str }: "unexpected_element",
        format_args!("expected {expected}, found `{element}`"),
        format_args!("write, for example, `{example}`");
    /// An attribute other than `#[cfg]` on an element.
    AttributeOnElement { attribute: &'a str }: "attribute_on_element",
        "elements cannot have attributes other than `#[cfg(...)]`",
        format_args!("remove `{attribute}`, or put it on the item");
    /// `#[cfg]` on an element of a list that cannot have it.
    CfgOnElement { key: &'a str }: "cfg_on_element",
        format_args!("elements of `{key}` cannot have `#[cfg]`"),
        "put the whole policy under the condition, with one `#[cfg_attr(condition, cors(...))]` for each case";
    /// `#[cfg]` alone.
    EmptyCfg: "empty_cfg",
        "`#[cfg]` without a condition",
        "write `#[cfg(debug_assertions)]`";
    /// `*` without quotation marks.
    UnquotedStar: "unquoted_star",
        "`*` must be in quotation marks",
        "write `\"*\"`";
    /// A call of `std::env::var`.
    VariableRead { declaration: &'a str }: "variable_read",
        "`std::env::var` cannot be called at compile time",
        format_args!("declare `{declaration} static WEB: Origins;`, and write `origins = WEB` here");
    /// `*` among the methods.
    AnyMethod: "any_method",
        "`methods` cannot contain `*`",
        "list the methods that the handler serves, as in `GET, POST`";
    /// A method in quotation marks.
    QuotedMethod { method: &'a str }: "quoted_method",
        format_args!("`{method}` must not be in quotation marks"),
        format_args!("write `{method}`");
    /// `GET | POST`
    JoinedMethods { methods: &'a str }: "joined_methods",
        "methods must be separated by commas",
        format_args!("write `{methods}`");
    /// `headers = [Any]`
    AnyHeader { constant: &'a str }: "any_header",
        format_args!("unknown constant `{constant}` in `http::header`"),
        "write `\"*\"` for all headers";
    /// A word that is not a constant of `http::header`.
    UnknownHeaderConstant { constant: &'a str, near: Option<&'a str>, header: &'a str }: "unknown_header_constant",
        format_args!("unknown constant `{constant}` in `http::header`"),
        match near {
            Some(near) => format!("did you mean `{near}`? Write other headers as strings: `{header:?}`"),
            None => format!("write `{header:?}`"),
        };

    // `dangerously`.

    /// `dangerously` without elements.
    EmptyDangerously { example: &'a str }: "empty_dangerously",
        "`dangerously(...)` is empty",
        format_args!("name the check to disable, as in `{example}`, or remove it");
    /// `dangerously` without parentheses.
    DangerouslyForm { elements: &'a str }: "dangerously_form",
        "the elements of `dangerously` must be in parentheses",
        format_args!("write `dangerously({elements})`");
    /// A check in quotation marks.
    QuotedExemption { name: &'a str }: "quoted_exemption",
        format_args!("`{name}` must not be in quotation marks"),
        format_args!("write `{name}`");

    // Predicates.

    /// `dynamic` without a path.
    NoPredicate: "no_predicate",
        "`dynamic` names no predicate",
        "name an async fn that says whether an origin may call, as in `origins = dynamic(is_tenant)`";
    /// `dynamic[path]`
    PredicateParentheses { path: &'a str }: "predicate_parentheses",
        "`dynamic` takes its predicate in parentheses",
        format_args!("write `dynamic({path})`");
    /// `dynamic(one, another)`
    SeveralPredicates { first: &'a str }: "several_predicates",
        "`dynamic` takes one predicate, which answers for all origins",
        format_args!("name an async fn that asks all of them, or write `dynamic({first})`");
    /// `dynamic(path())`
    PredicateCalled { path: &'a str }: "predicate_called",
        "a predicate is named here, not called: it is called for each origin",
        format_args!("write `dynamic({path})`");
    /// Another value than a path.
    PredicatePath { meant: Option<&'a str> }: "predicate_path",
        "`dynamic` takes the path of an async fn",
        match meant {
            Some(path) => format!("write `dynamic({path})`"),
            None => "name an async fn, as in `dynamic(is_tenant)` with \
                     `async fn is_tenant(origin: Origin, State(app): State<App>) -> bool`".to_owned(),
        };
    /// `origins = [dynamic(path)]`
    PredicateInList { predicate: &'a str }: "predicate_in_list",
        "a predicate answers for all origins, in place of a list",
        format_args!("write `origins = {predicate}`");
}
