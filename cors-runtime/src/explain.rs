//! What would become of a request, for people who ask: `#[inline]`, so that it is compiled only in programs that do.

use crate::decision::is_enforced;
use crate::method::MethodSet;
use crate::policy::{Policy, Source, is_allowed};
use crate::prepared::Prepared;
use crate::reads::Reads;
use crate::reason::Reason;
use crate::request::{Facts, Lines};
use http::header::ACCESS_CONTROL_REQUEST_HEADERS;
use http::{HeaderMap, Method, Request};
use std::fmt;

/// What a policy does with a request: [`Policy::explain`]. It displays as a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Explanation {
    /// The page may send the request that the preflight asks for, or read the answer.
    Granted,
    /// The preflight is granted, but the browser will not send the request, as it has headers that are not allowed.
    HeadersNotAllowed(Vec<String>),
    /// It is served, and the page that asked cannot read the answer.
    Hidden(Reason),
    /// It is answered 403, and the handler does not run.
    Refused(Reason),
    /// The predicate of `origins = dynamic(…)` decides.
    Asked {
        /// Its path, as it is written.
        predicate: &'static str,
    },
    /// No page of another origin sent it: there is no Origin. It is served.
    NotCors,
    /// An OPTIONS request without what makes a preflight: it is answered with `Allow`.
    NoPreflight,
}

impl fmt::Display for Explanation {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Explanation::Granted => f.write_str("granted"),
            Explanation::HeadersNotAllowed(names) => {
                write!(f, "the browser stops, as these headers are not allowed: {}", names.join(", "))
            }
            Explanation::Hidden(reason) => write!(f, "served, and the answer is kept from the page: {reason}"),
            Explanation::Refused(reason) => write!(f, "refused: {reason}"),
            Explanation::Asked { predicate } => write!(f, "`{predicate}` decides"),
            Explanation::NotCors => f.write_str("served: no page of another origin sent it"),
            Explanation::NoPreflight => f.write_str("answered with `Allow`: it is no preflight"),
        }
    }
}

impl Policy {
    /// What the policy does with a request, or with a preflight for a method that one of its handlers answers, without
    /// serving it. Its body is not looked at.
    ///
    /// The policy does not know what the extractors of its handlers read; [`Row::explain`](crate::surface::Row::explain) does.
    ///
    /// ```
    /// use axum::http::Request;
    /// use handler_cors::{Explanation, Policy, Reason, cors};
    ///
    /// #[cors(origins = ["https://shop.example.com"], headers = ["x-request-id"], credentials)]
    /// static STOREFRONT: Policy;
    ///
    /// let request = Request::post("/orders").header("origin", "https://evil.example").body(())?;
    /// assert_eq!(STOREFRONT.explain(&request), Explanation::Refused(Reason::OriginNotListed));
    ///
    /// let preflight = Request::options("/orders")
    ///     .header("origin", "https://shop.example.com")
    ///     .header("access-control-request-method", "POST")
    ///     .header("access-control-request-headers", "x-tenant")
    ///     .body(())?;
    /// let explained = STOREFRONT.explain(&preflight).to_string();
    /// assert_eq!(explained, "the browser stops, as these headers are not allowed: x-tenant");
    /// # Ok::<(), axum::http::Error>(())
    /// ```
    #[must_use]
    pub fn explain<B>(&'static self, request: &Request<B>) -> Explanation {
        explain(Prepared::of(self), None, request)
    }
}

/// The same, for a handler's method and what its extractors read, if they are known.
pub(crate) fn explain<B>(policy: &Prepared, handler: Option<(MethodSet, Reads)>, request: &Request<B>) -> Explanation {
    let facts = Facts::of(request);
    if *request.method() == Method::OPTIONS {
        return preflight(policy, handler, facts, request.headers());
    }
    let origin = facts.origin();
    match admitted(policy, facts) {
        Admitted::Yes if facts.first_origin().is_some() => Explanation::Granted,
        Admitted::Yes => Explanation::NotCors,
        Admitted::Asked(predicate) => Explanation::Asked { predicate },
        Admitted::No(reason) if is_enforced(policy, facts, &origin) => Explanation::Refused(reason),
        Admitted::No(Reason::OriginMissing) => Explanation::NotCors,
        Admitted::No(reason) => Explanation::Hidden(reason),
    }
}

#[inline]
fn preflight(
    policy: &Prepared,
    handler: Option<(MethodSet, Reads)>,
    facts: Facts<'_>,
    headers: &HeaderMap,
) -> Explanation {
    if !facts.is_preflight() {
        return Explanation::NoPreflight;
    }
    let Lines::One(asked) = facts.requested_method() else { return Explanation::Refused(Reason::MethodRepeated) };
    let asked = MethodSet::named(asked.as_bytes());
    let answers =
        |methods: MethodSet| methods.meets(asked) || (asked == MethodSet::HEAD && methods.meets(MethodSet::GET));
    if handler.is_some_and(|(methods, _)| !answers(methods)) {
        return Explanation::Refused(Reason::MethodNotAnswered);
    }
    match admitted(policy, facts) {
        Admitted::No(reason) => Explanation::Refused(reason),
        Admitted::Asked(predicate) => Explanation::Asked { predicate },
        Admitted::Yes => {
            let missing = not_allowed(policy, handler.map_or(&[], |(_, reads)| reads), headers);
            if missing.is_empty() { Explanation::Granted } else { Explanation::HeadersNotAllowed(missing) }
        }
    }
}

enum Admitted {
    Yes,
    No(Reason),
    Asked(&'static str),
}

#[inline]
fn admitted(policy: &Prepared, facts: Facts<'_>) -> Admitted {
    let origin = facts.origin();
    if let Source::Dynamic(predicate) = policy.origins {
        return match policy.question(&origin) {
            Ok(_) => Admitted::Asked(predicate().name()),
            Err(reason) => Admitted::No(reason),
        };
    }
    if policy.admit(&origin).is_some() { Admitted::Yes } else { Admitted::No(Reason::of_unlisted(&origin)) }
}

/// The asked header names that a browser would miss in the answer (Fetch, §4.8, step 7).
#[inline]
fn not_allowed(policy: &Policy, reads: Reads, headers: &HeaderMap) -> Vec<String> {
    let allowed = policy.header_names_with(reads);
    let mut missing = Vec::new();
    for line in headers.get_all(ACCESS_CONTROL_REQUEST_HEADERS) {
        for name in line.to_str().unwrap_or_default().split(',') {
            let name = name.trim();
            if !name.is_empty() && !is_allowed(name, &allowed) {
                missing.push(name.escape_debug().to_string());
            }
        }
    }
    missing
}
