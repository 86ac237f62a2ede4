//! Compares a response with what the surface promises of it.

use super::exchange::{Planned, Seen};
use super::expected::{Expected, PREFLIGHT_VARY, Preflight, Readable};
use super::kind::FindingKind;
use super::status;
use crate::blocked::Stage;
use crate::check::cors_check;
use crate::safelist::is_safelisted_method;
use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, HeaderName, VARY,
};
use http::{Method, StatusCode};
use std::collections::BTreeSet;

/// A difference between a response and what was expected of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) kind: FindingKind,
    pub(super) expected: String,
    pub(super) seen: String,
}

impl Problem {
    pub(super) fn new(kind: FindingKind, expected: impl Into<String>, seen: impl Into<String>) -> Problem {
        Problem { kind, expected: expected.into(), seen: seen.into() }
    }

    fn of_status(kind: FindingKind, expected: &str, seen: &Seen) -> Problem {
        Problem::new(kind, expected, format!("status {}", seen.status.as_u16()))
    }
}

/// All differences.
pub(super) fn compare(expected: &Expected, request: &Planned, seen: &Seen) -> Vec<Problem> {
    let comparing = Comparing { request, seen };
    match expected {
        Expected::Preflight(preflight) => comparing.preflight(preflight),
        Expected::MaybePreflight(preflight) => comparing.maybe_preflight(preflight),
        Expected::Denied => comparing.denied(),
        Expected::NotServed { method } => comparing.not_served(method).into_iter().collect(),
        Expected::Options { allows_any } => comparing.options(*allows_any),
        Expected::Readable(readable) => comparing.readable(readable),
        Expected::Unreadable { is_rejected, vary } => comparing.unreadable(*is_rejected, vary),
        Expected::Unasked { allows_any, vary } => {
            let problems = comparing.no_origin_allowed(*allows_any).into_iter();
            let vary = if seen.status.is_success() { comparing.vary(vary) } else { None };
            problems.chain(vary).collect()
        }
    }
}

struct Comparing<'a> {
    request: &'a Planned,
    seen: &'a Seen,
}

impl Comparing<'_> {
    fn preflight(&self, expected: &Preflight) -> Vec<Problem> {
        if !self.seen.status.is_success() {
            let kind = self.rejected_by_router().unwrap_or_else(|| status::kind(self.request, self.seen));
            return vec![Problem::of_status(kind, "an allowed preflight", self.seen)];
        }
        if !self.seen.has_cors_headers() && self.vary(PREFLIGHT_VARY).is_some() {
            return vec![self.swallowed("an allowed preflight")];
        }
        let mut problems = self.allowed_origin(&expected.origin, expected.credentials);
        problems.extend(self.doubled(&ACCESS_CONTROL_MAX_AGE).or_else(|| self.max_age(expected)));
        problems.extend(self.methods(expected));
        let allowed = (&expected.headers, &expected.shared_headers);
        problems.extend(self.names(&ACCESS_CONTROL_ALLOW_HEADERS, allowed));
        problems.extend(self.vary(PREFLIGHT_VARY));
        problems
    }

    /// An application says whether it serves the method. GET, HEAD and POST are denied where it does not (by whom, the response does not
    /// tell: something in front that rejects all would also reject others), and others allowed without headers and without the method.
    fn maybe_preflight(&self, expected: &Preflight) -> Vec<Problem> {
        let has_list = self.seen.headers.contains_key(ACCESS_CONTROL_ALLOW_METHODS);
        let method = Method::from_bytes(expected.method.as_bytes());
        let is_safelisted = method.is_ok_and(|method| is_safelisted_method(&method));
        let is_denied = is_safelisted && self.seen.status == StatusCode::FORBIDDEN;
        let methods = self.seen.members(&ACCESS_CONTROL_ALLOW_METHODS);
        let is_not_served = !is_safelisted
            && self.seen.status.is_success()
            && has_list
            && !methods.iter().any(|method| *method == expected.method || method == "*");
        // A wrong list of methods does not tell whether the method is served.
        let is_preflight = self.seen.status.is_success() && self.seen.has_cors_headers();
        let is_wrong = |problem: &Problem| is_preflight && (problem.kind == FindingKind::Wider || !has_list);
        let wrong_list = self.methods(expected).filter(is_wrong);
        if is_denied {
            Vec::new()
        } else if let Some(problem) = wrong_list {
            vec![problem]
        } else if is_not_served {
            // The response is under the first policy of the path that allows the origin.
            let lets_in = self.request.origin.as_ref().is_some_and(|origin| self.lets_in(origin));
            let problems =
                if lets_in { Vec::new() } else { self.allowed_origin(&expected.origin, expected.credentials) };
            problems.into_iter().chain(self.vary(PREFLIGHT_VARY)).collect()
        } else {
            self.preflight(expected)
        }
    }

    fn denied(&self) -> Vec<Problem> {
        if let Some(problem) = self.no_origin_allowed(false) {
            return vec![problem];
        }
        let expected = "a denied preflight: status 403, no CORS headers";
        match self.seen.status {
            StatusCode::FORBIDDEN => Vec::new(),
            status if status.is_success() => vec![self.swallowed(expected)],
            _ => vec![Problem::of_status(status::kind(self.request, self.seen), expected, self.seen)],
        }
    }

    fn not_served(&self, method: &str) -> Option<Problem> {
        let methods = self.seen.members(&ACCESS_CONTROL_ALLOW_METHODS);
        let is_allowed = self.seen.status.is_success()
            && self.request.origin.as_ref().is_some_and(|origin| self.lets_in(origin))
            && methods.iter().any(|listed| listed == method || listed == "*");
        let expected = format!("{method} not allowed: nothing serves it");
        is_allowed.then(|| self.header(FindingKind::Wider, expected, &ACCESS_CONTROL_ALLOW_METHODS))
    }

    fn options(&self, allows_any: bool) -> Vec<Problem> {
        let problem = self.no_origin_allowed(allows_any);
        // Without `Vary`, something else than the router may have responded, which preflights tell.
        let is_routers = self.seen.status.is_success() && self.seen.headers.contains_key(VARY);
        let vary = if is_routers { self.vary(PREFLIGHT_VARY) } else { None };
        problem.into_iter().chain(vary).collect()
    }

    fn readable(&self, expected: &Readable) -> Vec<Problem> {
        let is_behind_router = self.varies_by_origin() && self.seen.status != StatusCode::FORBIDDEN;
        let is_readable = self.seen.headers.contains_key(ACCESS_CONTROL_ALLOW_ORIGIN);
        if !is_readable && !self.seen.status.is_success() && !is_behind_router {
            let kind = self.rejected_by_router().unwrap_or_else(|| status::kind(self.request, self.seen));
            return vec![Problem::of_status(kind, "a readable response", self.seen)];
        }
        let mut problems = self.allowed_origin(&expected.origin, expected.credentials);
        problems.extend(self.names(&ACCESS_CONTROL_EXPOSE_HEADERS, (&expected.expose, &expected.expose)));
        problems.extend(self.vary(expected.vary));
        problems
    }

    fn unreadable(&self, is_rejected: bool, vary: &[&str]) -> Vec<Problem> {
        let mut problems: Vec<_> = self.no_origin_allowed(false).into_iter().collect();
        let is_served = self.seen.status.is_success() || self.varies_by_origin();
        if is_rejected && is_served && self.seen.status != StatusCode::FORBIDDEN {
            problems.push(Problem::of_status(FindingKind::Wider, "a rejected request: status 403", self.seen));
        }
        if self.seen.status.is_success() {
            problems.extend(self.vary(vary));
        }
        problems
    }

    /// A 403 is the router's if it varies by what the router looks at.
    fn rejected_by_router(&self) -> Option<FindingKind> {
        let is_rejected = self.seen.status == StatusCode::FORBIDDEN && self.varies_by_origin();
        is_rejected.then_some(FindingKind::Narrower)
    }

    fn varies_by_origin(&self) -> bool {
        self.seen.members(&VARY).iter().any(|name| name.eq_ignore_ascii_case("origin"))
    }

    fn swallowed(&self, expected: &str) -> Problem {
        let seen = format!("status {} without CORS headers", self.seen.status.as_u16());
        Problem::new(FindingKind::OptionsSwallowed, expected, seen)
    }

    /// `Access-Control-Allow-Origin` and `Access-Control-Allow-Credentials` for an allowed origin.
    fn allowed_origin(&self, origin: &str, credentials: bool) -> Vec<Problem> {
        let (allow_origin, allow_credentials) = (&ACCESS_CONTROL_ALLOW_ORIGIN, &ACCESS_CONTROL_ALLOW_CREDENTIALS);
        let of_origin = self.doubled(allow_origin).or_else(|| self.value(allow_origin, origin));
        let of_credentials = self.doubled(allow_credentials).or_else(|| {
            if credentials {
                return self.value(allow_credentials, "true");
            }
            let expected = format!("no {allow_credentials}");
            let is_there = self.seen.headers.contains_key(allow_credentials);
            is_there.then(|| self.header(FindingKind::Wider, expected, allow_credentials))
        });
        of_origin.into_iter().chain(of_credentials).collect()
    }

    /// A header that has one value.
    fn value(&self, name: &HeaderName, expected: &str) -> Option<Problem> {
        let described = format!("{name}: {expected}");
        match self.seen.values(name).first() {
            Some(value) if value == expected => None,
            Some(_) => Some(self.header(FindingKind::HeaderOverwritten, described, name)),
            None => Some(self.header(FindingKind::HeaderMissing, described, name)),
        }
    }

    fn doubled(&self, name: &HeaderName) -> Option<Problem> {
        let is_doubled = self.seen.values(name).len() > 1 || self.seen.members(name).len() > 1;
        is_doubled.then(|| self.header(FindingKind::HeaderDoubled, format!("one {name}"), name))
    }

    fn max_age(&self, expected: &Preflight) -> Option<Problem> {
        let name = &ACCESS_CONTROL_MAX_AGE;
        if expected.may_be_uncached && self.seen.values(name).first().is_some_and(|age| age == "0") {
            return None;
        }
        match expected.max_age {
            Some(seconds) => self.value(name, &seconds.to_string()),
            None => {
                let is_there = self.seen.headers.contains_key(name);
                is_there.then(|| self.header(FindingKind::HeaderOverwritten, format!("no {name}"), name))
            }
        }
    }

    fn methods(&self, expected: &Preflight) -> Option<Problem> {
        let name = &ACCESS_CONTROL_ALLOW_METHODS;
        let listed = self.seen.members(name);
        let described = format!("{name}: {}", expected.method);
        if listed.is_empty() {
            Some(self.header(FindingKind::HeaderMissing, described, name))
        } else if listed.iter().any(|method| !expected.methods.contains(method)) {
            let methods: Vec<&str> = expected.methods.iter().map(String::as_str).collect();
            let expected = format!("{name}: only methods of the path, {}", methods.join(", "));
            Some(self.header(FindingKind::Wider, expected, name))
        } else if !listed.contains(&expected.method) {
            Some(self.header(FindingKind::Narrower, described, name))
        } else {
            None
        }
    }

    /// A list of header names: those that must be there, and those that may.
    fn names(&self, name: &HeaderName, allowed: (&BTreeSet<String>, &BTreeSet<String>)) -> Option<Problem> {
        let (must, may) = allowed;
        let listed: BTreeSet<String> = self.seen.members(name).iter().map(|name| name.to_ascii_lowercase()).collect();
        let described = match must.iter().map(String::as_str).collect::<Vec<_>>().join(", ") {
            names if names.is_empty() => format!("no {name}"),
            names => format!("{name}: {names}"),
        };
        if listed.is_empty() && !must.is_empty() {
            Some(self.header(FindingKind::HeaderMissing, described, name))
        } else if !listed.is_subset(may) && !may.contains("*") {
            Some(self.header(FindingKind::Wider, described, name))
        } else if !must.is_subset(&listed) && !listed.contains("*") {
            Some(self.header(FindingKind::Narrower, described, name))
        } else {
            None
        }
    }

    fn vary(&self, expected: &[&str]) -> Option<Problem> {
        let listed = self.seen.members(&VARY);
        let varies = |name: &&str| listed.iter().any(|known| known == "*" || known.eq_ignore_ascii_case(name));
        let is_complete = expected.iter().all(varies);
        let described = || format!("{VARY}: {}", expected.join(", "));
        (!is_complete).then(|| self.header(FindingKind::VaryStripped, described(), &VARY))
    }

    /// There is no `Access-Control-Allow-Origin`, or it is `*` where every origin is allowed.
    fn no_origin_allowed(&self, allows_any: bool) -> Option<Problem> {
        let name = &ACCESS_CONTROL_ALLOW_ORIGIN;
        let values = self.seen.values(name);
        let is_right = values.is_empty() || allows_any && values == ["*"];
        let lets_in = match &self.request.origin {
            Some(origin) => self.lets_in(origin),
            None => values == ["*"],
        };
        let kind = match self.seen.members(name).len() {
            0 | 1 if lets_in => FindingKind::Wider,
            0 | 1 => FindingKind::HeaderOverwritten,
            _ => FindingKind::HeaderDoubled,
        };
        (!is_right).then(|| self.header(kind, format!("no {name}"), name))
    }

    /// Whether a browser lets a page of the origin read the response.
    fn lets_in(&self, origin: &str) -> bool {
        cors_check(&self.seen.headers, origin, false, Stage::Response).is_ok()
    }

    fn header(&self, kind: FindingKind, expected: impl Into<String>, name: &HeaderName) -> Problem {
        let values = self.seen.values(name);
        let lines: Vec<String> = values.iter().map(|value| format!("{name}: {value}")).collect();
        Problem::new(kind, expected, if lines.is_empty() { format!("no {name}") } else { lines.join("; ") })
    }
}
