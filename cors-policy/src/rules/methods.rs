//! The rules of `methods`.

use crate::fault::{Fault, Location};
use crate::methods::{METHODS, is_forbidden_method};
use crate::nearest::nearest;
use crate::problem::{HandlerProblem, Problem};
use crate::slice::{index_of, index_of_ignoring_case};

/// Returns all faults of the methods of a handler.
///
/// ```
/// use handler_cors_policy::{Location, check_methods};
///
/// assert_eq!(check_methods(&["GET", "HEAD"]), []);
/// assert_eq!(check_methods(&["GET", "TRACE"])[0].location, Location::Method(1));
/// ```
#[must_use]
#[inline]
pub fn check_methods<'a>(methods: &[&'a str]) -> Vec<Fault<'a>> {
    let mut faults = Vec::new();
    let mut report = |location, problem| faults.push(Fault { location, problem: Problem::Handler(problem) });
    if methods.is_empty() {
        report(Location::Methods, HandlerProblem::NoMethods);
    }
    for (index, method) in methods.iter().enumerate() {
        if index_of(method, &METHODS).is_none() {
            report(Location::Method(index), unserved(method));
        } else if let Some(earlier) = index_of(method, &methods[..index]) {
            report(Location::MethodPair(earlier, index), HandlerProblem::DuplicateMethod { method });
        }
    }
    faults
}

/// The problem of a method that handlers cannot serve.
#[inline]
fn unserved(method: &str) -> HandlerProblem<'_> {
    if is_forbidden_method(method) {
        return HandlerProblem::ForbiddenMethod { method };
    }
    match index_of_ignoring_case(method, &METHODS) {
        Some(known) => HandlerProblem::MethodInLowerCase { method, upper: METHODS[known] },
        None => HandlerProblem::UnknownMethod { method, near: nearest(&method.to_ascii_uppercase(), &METHODS) },
    }
}
