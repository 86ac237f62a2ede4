//! Arguments of the attribute.

use super::table::{Row, table};
use super::template::Value::{Number, Plain, Str};
use super::template::{fill, say};
use crate::problem::AttributeProblem;

table! { AttributeProblem:
    UnknownKey { key, near, keys } => "unknown_key",
        fill("unknown key `{}` in `#[cors(...)]`", &[Str(key)]),
        match near {
            Some(near) => fill("did you mean `{}`?", &[Str(near)]),
            None => fill("write one of the keys {}", &[Plain(keys)]),
        };
    DuplicateKey { key, merged } => "duplicate_key",
        fill("duplicate key `{}`", &[Str(key)]),
        match merged {
            Some(merged) => fill("write one `{}` with the elements of both", &[Str(merged)]),
            None => say("remove one of the two"),
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
