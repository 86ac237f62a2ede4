//! The methods of a handler.

use crate::check::{Fault, Place};
use crate::nearest::nearest;
use crate::problem::Problem;

/// What a handler can answer, in the order in which generated code tells the runtime.
pub const METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

pub(crate) const ANSWERED_LISTED: &str =
    "write those of `GET`, `HEAD`, `POST`, `PUT`, `PATCH` and `DELETE` that it answers";

/// Fetch, "forbidden method".
const FORBIDDEN: [&str; 3] = ["CONNECT", "TRACE", "TRACK"];

/// Whether no page sends this method (Fetch, §2.2.1, "forbidden method"), in any case.
///
/// ```
/// assert!(handler_cors_policy::is_forbidden_method("trace"));
/// ```
#[must_use]
pub fn is_forbidden_method(method: &str) -> bool {
    FORBIDDEN.iter().any(|known| known.eq_ignore_ascii_case(method))
}

pub(crate) fn check<'a>(methods: &[&'a str], faults: &mut Vec<Fault<'a>>) {
    if methods.is_empty() {
        faults.push(Fault { place: Place::Methods, problem: Problem::NoMethods });
    }
    for (place, method) in methods.iter().enumerate() {
        let fault = match methods[..place].iter().position(|earlier| earlier == method) {
            _ if !METHODS.contains(method) => Fault { place: Place::Method(place), problem: problem(method) },
            Some(earlier) => {
                Fault { place: Place::MethodPair(earlier, place), problem: Problem::DuplicateMethod { method } }
            }
            None => continue,
        };
        faults.push(fault);
    }
}

/// Of a method that is none of those that can be answered.
fn problem(method: &str) -> Problem<'_> {
    let is_method = |known: &&&str| known.eq_ignore_ascii_case(method);
    if method.eq_ignore_ascii_case("OPTIONS") {
        return Problem::OptionsMethod { method };
    }
    if is_forbidden_method(method) {
        return Problem::ForbiddenMethod { method };
    }
    match METHODS.iter().find(is_method) {
        Some(upper) => Problem::MethodInLowerCase { method, upper },
        None => Problem::UnknownMethod { method, near: nearest(&method.to_ascii_uppercase(), &METHODS) },
    }
}
