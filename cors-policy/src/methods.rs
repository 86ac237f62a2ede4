//! The methods of a handler.

// `#[inline]`: compiled where it is called, if anywhere; see lib.rs.

use crate::check::{Fault, Location};
use crate::nearest::nearest;
use crate::problem::Problem;
use crate::slice::{equal_ignoring_case, place_of, place_of_ignoring_case};

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
#[inline]
pub fn is_forbidden_method(method: &str) -> bool {
    place_of_ignoring_case(method, &FORBIDDEN).is_some()
}

#[inline]
pub(crate) fn check<'a>(methods: &[&'a str], faults: &mut Vec<Fault<'a>>) {
    if methods.is_empty() {
        faults.push(Fault { location: Location::Methods, problem: Problem::NoMethods });
    }
    for place in 0..methods.len() {
        let method = methods[place];
        if place_of(method, &METHODS).is_none() {
            faults.push(Fault { location: Location::Method(place), problem: problem(method) });
        } else if let Some(earlier) = place_of(method, &methods[..place]) {
            let problem = Problem::DuplicateMethod { method };
            faults.push(Fault { location: Location::MethodPair(earlier, place), problem });
        }
    }
}

/// Of a method that is none of those that can be answered.
#[inline]
fn problem(method: &str) -> Problem<'_> {
    if equal_ignoring_case(method, "OPTIONS") {
        return Problem::OptionsMethod { method };
    }
    if is_forbidden_method(method) {
        return Problem::ForbiddenMethod { method };
    }
    match place_of_ignoring_case(method, &METHODS) {
        Some(known) => Problem::MethodInLowerCase { method, upper: METHODS[known] },
        None => Problem::UnknownMethod { method, near: nearest(&method.to_ascii_uppercase(), &METHODS) },
    }
}
