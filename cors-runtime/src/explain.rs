//! Explains decisions to people.

// `#[inline]`: compiled in the programs that call it, not for all.

use crate::decide::{
    Action, CorsRequest, HandlerPolicy, PathPolicies, Policies, PreflightHeaders, Serves, Undecided, decide,
};
use crate::methods::MethodSet;
use crate::policy::{CompiledPolicy, OriginCheck, Policy, RequestHeaders, declared_policy, is_allowed};
use crate::reason::Reason;
use http::header::{ACCESS_CONTROL_REQUEST_HEADERS, HeaderMap};
use http::{Method, Request, StatusCode};
use std::fmt;
use std::sync::Arc;

/// The result of a policy's decision on a request. [`Policy::explain`] and [`CorsRouter::explain`](crate::CorsRouter::explain) return it.
/// It displays as a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Explanation {
    /// The page can read the response, or send the request that the preflight announces.
    Allowed,
    /// The preflight is allowed, but the browser does not send the request: these request headers are not allowed.
    HeadersNotAllowed(Vec<String>),
    /// The request is served, and the page cannot read the response.
    Unreadable(Reason),
    /// The request is rejected: the response is 403, and the handler does not run.
    Rejected(Reason),
    /// The preflight is denied, so that the browser does not send the request.
    PreflightDenied(Reason),
    /// The predicate of `origins = dynamic(…)` decides. It is not called.
    #[non_exhaustive]
    Predicate {
        /// Its path, as written in the attribute.
        name: &'static str,
    },
    /// The request is served. It is not a CORS request: it has no `Origin` header.
    NotCors,
    /// The OPTIONS request is not a preflight, and no handler or service serves OPTIONS. The response is 204 with `Allow`.
    NotPreflight,
    /// No handler or service under a policy serves the method on this path.
    MethodNotServed,
}

impl fmt::Display for Explanation {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Explanation::Allowed => f.write_str("allowed"),
            Explanation::HeadersNotAllowed(names) => {
                write!(f, "not sent by the browser: request headers not allowed: {}", names.join(", "))
            }
            Explanation::Unreadable(reason) => {
                write!(f, "served, but the response is not readable by the page: {reason}")
            }
            Explanation::Rejected(reason) => write!(f, "rejected: {reason}"),
            Explanation::PreflightDenied(reason) => write!(f, "denied: {reason}"),
            Explanation::Predicate { name } => write!(f, "the predicate `{name}` decides"),
            Explanation::NotCors => f.write_str("served: not a CORS request"),
            Explanation::NotPreflight => f.write_str("204 with `Allow`: not a preflight"),
            Explanation::MethodNotServed => f.write_str(Reason::MethodNotServed.as_str()),
        }
    }
}

impl Policy {
    /// Explains the decision on a request, or on a preflight for a method that a handler of this policy serves. The request is
    /// not served, and its body is not read.
    ///
    /// The policy does not know which headers the extractors of its handlers read;
    /// [`CorsRouter::explain`](crate::CorsRouter::explain) does.
    ///
    /// ```
    /// use axum::http::Request;
    /// use handler_cors::{Explanation, Policy, Reason, cors};
    ///
    /// #[cors(origins = ["https://shop.example.com"], headers = ["x-request-id"], credentials)]
    /// static STOREFRONT: Policy;
    ///
    /// let request = Request::post("/orders").header("origin", "https://evil.example").body(())?;
    /// assert_eq!(STOREFRONT.explain(&request), Explanation::Rejected(Reason::OriginNotAllowed));
    ///
    /// let preflight = Request::options("/orders")
    ///     .header("origin", "https://shop.example.com")
    ///     .header("access-control-request-method", "POST")
    ///     .header("access-control-request-headers", "x-tenant")
    ///     .body(())?;
    /// let explained = STOREFRONT.explain(&preflight).to_string();
    /// assert_eq!(explained, "not sent by the browser: request headers not allowed: x-tenant");
    /// # Ok::<(), axum::http::Error>(())
    /// ```
    #[must_use]
    #[inline]
    pub fn explain<B>(&'static self, request: &Request<B>) -> Explanation {
        explain_policy(self, CorsRequest::of(request))
    }
}

fn explain_policy(policy: &'static Policy, request: CorsRequest<'_>) -> Explanation {
    let policy = CompiledPolicy::new(declared_policy(policy));
    if *request.method != Method::OPTIONS {
        return explain(Policies::Handler(&policy), request);
    }
    let check = OriginCheck::new(Arc::new(policy), None);
    let handler = HandlerPolicy {
        serves: Serves::Methods(MethodSet::ALL.without(MethodSet::OPTIONS)),
        check,
        request_headers: RequestHeaders::NONE,
    };
    explain_path(&[handler], request)
}

/// Says what the policies of a path decide.
#[inline]
pub(crate) fn explain_path(handlers: &[HandlerPolicy], request: CorsRequest<'_>) -> Explanation {
    explain(Policies::Path(&PathPolicies::new(handlers, StatusCode::NO_CONTENT)), request)
}

/// Says what is decided.
pub(crate) fn explain(policies: Policies<'_>, request: CorsRequest<'_>) -> Explanation {
    let decision = match decide(policies, request, &[]) {
        Ok(decision) => decision,
        Err(Undecided(index)) => return Explanation::Predicate { name: policies.predicate_name(index) },
    };
    match (&decision.action, decision.reason(request)) {
        (Action::Options, _) => Explanation::NotPreflight,
        (Action::MethodNotServed, _) => Explanation::MethodNotServed,
        (Action::Reject, Some(reason)) => Explanation::Rejected(reason),
        (Action::Preflight(..), Some(reason)) => Explanation::PreflightDenied(reason),
        (Action::Serve, Some(Reason::OriginMissing)) => Explanation::NotCors,
        (Action::Serve, Some(reason)) => Explanation::Unreadable(reason),
        (Action::Serve, None) if request.first_origin().is_none() => Explanation::NotCors,
        (Action::Preflight(_, preflight), None) => explain_headers(preflight.as_deref(), request.headers),
        (Action::Serve | Action::Reject, None) => Explanation::Allowed,
    }
}

fn explain_headers(preflight: Option<&PreflightHeaders>, headers: &HeaderMap) -> Explanation {
    let missing = headers_not_allowed(preflight, headers);
    if missing.is_empty() { Explanation::Allowed } else { Explanation::HeadersNotAllowed(missing) }
}

/// The requested header names that a browser does not find in `Access-Control-Allow-Headers` (Fetch §4.8, step 7).
fn headers_not_allowed(preflight: Option<&PreflightHeaders>, headers: &HeaderMap) -> Vec<String> {
    let value = preflight.and_then(|preflight| preflight.headers.as_ref()).and_then(|value| value.to_str().ok());
    let allowed: Vec<&str> = value.unwrap_or_default().split(", ").collect();
    let mut missing = Vec::new();
    for value in headers.get_all(ACCESS_CONTROL_REQUEST_HEADERS) {
        for name in value.to_str().unwrap_or_default().split(',') {
            let name = name.trim();
            if !name.is_empty() && !is_allowed(name, &allowed) {
                missing.push(name.escape_debug().to_string());
            }
        }
    }
    missing
}
