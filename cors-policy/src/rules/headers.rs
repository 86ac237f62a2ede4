//! The rules of `headers` and `expose`.

use crate::fault::{Fault, Location};
use crate::headers::{
    end_of_token, is_cors_request_header, is_cors_response_header, is_forbidden_request_header,
    is_forbidden_response_header, several,
};
use crate::problem::{HeaderProblem, Problem};
use crate::slice::{contains, decode, equal, equal_ignoring_case, index_of, index_of_ignoring_case};

/// What depends on which list the names are in.
pub(super) struct Rules {
    location: fn(usize) -> Location,
    pair: fn(usize, usize) -> Location,
    name: fn(&str) -> Option<HeaderProblem<'_>>,
    any_with_credentials: HeaderProblem<'static>,
    beside_any: fn(&str) -> Option<HeaderProblem<'_>>,
}

/// `headers`
pub(super) const REQUESTED: Rules = Rules {
    location: Location::Header,
    pair: Location::HeaderPair,
    name: requested,
    any_with_credentials: HeaderProblem::AnyHeaderWithCredentials,
    beside_any: requested_beside_any,
};

/// `expose`
pub(super) const EXPOSED: Rules = Rules {
    location: Location::Expose,
    pair: Location::ExposePair,
    name: exposed,
    any_with_credentials: HeaderProblem::AnyExposedWithCredentials,
    beside_any: exposed_beside_any,
};

/// `*` does not allow `authorization` (Fetch, "CORS non-wildcard request-header name").
#[inline]
const fn requested_beside_any(name: &str) -> Option<HeaderProblem<'_>> {
    if equal_ignoring_case(name, "authorization") { None } else { Some(HeaderProblem::HeaderBesideAny { name }) }
}

#[inline]
const fn exposed_beside_any(name: &str) -> Option<HeaderProblem<'_>> {
    Some(HeaderProblem::ExposedBesideAny { name })
}

#[inline]
pub(super) fn check<'a>(names: &[&'a str], credentials: bool, rules: &Rules, faults: &mut Vec<Fault<'a>>) {
    let any = index_of("*", names);
    for (index, name) in names.iter().enumerate() {
        let mut report = |location, problem| faults.push(Fault { location, problem: Problem::Header(problem) });
        let is_any = any == Some(index);
        if let (Some(problem), false) = ((rules.name)(name), is_any) {
            report((rules.location)(index), problem);
            continue;
        }
        if is_any && credentials {
            report((rules.location)(index), rules.any_with_credentials);
        }
        if let Some(earlier) = index_of_ignoring_case(name, &names[..index]) {
            let problem = HeaderProblem::DuplicateHeader { name, earlier: names[earlier] };
            report((rules.pair)(earlier, index), problem);
        } else if let (Some(any), false) = (any, is_any) {
            if let Some(problem) = (rules.beside_any)(name) {
                report((rules.pair)(any.min(index), any.max(index)), problem);
            }
        }
    }
}

#[inline]
pub(super) const fn requested(name: &str) -> Option<HeaderProblem<'_>> {
    if let Some(problem) = not_one_name(name) {
        return Some(problem);
    }
    if is_forbidden_request_header(name) {
        return Some(HeaderProblem::ForbiddenRequestHeader { name });
    }
    if is_cors_response_header(name) { Some(HeaderProblem::CorsHeaderRequested { name }) } else { None }
}

#[inline]
const fn exposed(name: &str) -> Option<HeaderProblem<'_>> {
    if let Some(problem) = not_one_name(name) {
        return Some(problem);
    }
    if is_forbidden_response_header(name) {
        return Some(HeaderProblem::ForbiddenResponseHeader { name });
    }
    let is_of_cors = is_cors_response_header(name) || is_cors_request_header(name);
    if is_of_cors { Some(HeaderProblem::CorsHeaderExposed { name }) } else { None }
}

/// Why a text is not one header name (RFC 9110 section 5.6.2, "token"), or has a `*` that looks like a wildcard.
#[inline]
const fn not_one_name(text: &str) -> Option<HeaderProblem<'_>> {
    if several(text).is_some() {
        return Some(HeaderProblem::SeveralHeaders { text });
    }
    if text.is_empty() {
        return Some(HeaderProblem::EmptyHeader);
    }
    let end = end_of_token(text);
    if end < text.len() {
        return Some(HeaderProblem::HeaderCharacter { text, character: decode(text, end).0 });
    }
    if !equal(text, "*") && contains(text, b'*') { Some(HeaderProblem::WildcardInHeader { text }) } else { None }
}
