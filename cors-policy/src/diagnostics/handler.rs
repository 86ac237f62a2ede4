//! What a handler serves.

use super::table::{Row, table};
use super::template::Value::Str;
use super::template::{did_you_mean, fill, say, write};
use crate::problem::HandlerProblem;

table! { HandlerProblem:
    NoMethods => "no_methods",
        say("`methods` is empty, so the handler would serve nothing"),
        say("write the methods that it serves, as in `methods = [GET]`");
    UnknownMethod { method, near } => "unknown_method",
        fill("unknown method `{}`", &[Str(method)]),
        did_you_mean(near, "write the methods that it serves: `GET`, `HEAD`, `POST`, `PUT`, `PATCH`, `DELETE` or `OPTIONS`");
    MethodInLowerCase { method, upper } => "lower_case_method",
        fill("`{}` is not upper case; methods are case-sensitive", &[Str(method)]),
        write(upper);
    ForbiddenMethod { method } => "forbidden_method",
        fill("`{}` is a forbidden method: browsers never let scripts send it", &[Str(method)]),
        say("remove it");
    DuplicateMethod { method } => "duplicate_method",
        fill("duplicate method `{}`", &[Str(method)]),
        say("remove one of the two");
}
