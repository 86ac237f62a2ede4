//! Explains decisions to people.

// `#[inline]`: compiled in the programs that call it, not for all.

use crate::decide::{
    Action, CorsRequest, HandlerPolicy, PathPolicies, Policies, PredicateResults, PreflightHeaders, Serves, decide,
    headers_not_allowed,
};
use crate::methods::MethodSet;
use crate::policy::{CompiledPolicies, OriginCheck, Policy, RequestHeaders, declared_policy};
use crate::reason::Reason;
use crate::report::ReportAction;
use crate::settings::Settings;
use http::header::HeaderMap;
use http::{Method, Request, StatusCode};
use std::fmt;

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
    /// A predicate decides, which is not called.
    #[non_exhaustive]
    Predicate {
        /// The name of the static that it is bound to.
        origins: &'static str,
    },
    /// The request is served. It is not a CORS request: it has no `Origin` header.
    NotCors,
    /// The request is served. It is from a page of the server's own origin, which needs no CORS to read the response.
    SameOrigin,
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
            Explanation::Predicate { origins } => write!(f, "the predicate of `{origins}` decides"),
            Explanation::NotCors => f.write_str("served: not a CORS request"),
            Explanation::SameOrigin => f.write_str("served: same origin"),
            Explanation::NotPreflight => f.write_str("204 with `Allow`: not a preflight"),
            Explanation::MethodNotServed => f.write_str(Reason::MethodNotServed.as_str()),
        }
    }
}

impl Policy {
    /// Explains the decision on a request, or on a preflight for a method that a handler of this policy serves. The request is
    /// not served, and its body is not read.
    ///
    /// The policy knows neither which headers the extractors of its handlers read, nor what a router binds to its origins;
    /// [`CorsRouter::explain`](crate::CorsRouter::explain) does. A static [`Origins`](crate::Origins) is looked at as on a router without
    /// bindings.
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
    let mut policies = CompiledPolicies::default();
    let (policy, predicate) =
        policies.compile(declared_policy(policy), RequestHeaders::NONE, &Settings::default(), None);
    if *request.method != Method::OPTIONS {
        return explain(Policies::Handler(&policy), request);
    }
    let handler = HandlerPolicy {
        serves: Serves::Methods(MethodSet::ALL.without(MethodSet::OPTIONS)),
        check: OriginCheck::new(policy, predicate),
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
    let decision = match decide(policies, request, PredicateResults::NONE) {
        Ok(decision) => decision,
        Err(undecided) => return Explanation::Predicate { origins: policies.predicate_name(undecided.index) },
    };
    let reason = decision.reason(request);
    match (&decision.action, reason) {
        (Action::Options, _) => Explanation::NotPreflight,
        (Action::MethodNotServed, _) => Explanation::MethodNotServed,
        (Action::Reject | Action::Pass(ReportAction::Rejected, _), Some(reason)) => Explanation::Rejected(reason),
        (Action::Pass(..), Some(Reason::HeadersNotAllowed)) | (Action::Preflight(..), None) => {
            explain_headers(decision.preflight(), request.headers)
        }
        (Action::Preflight(..) | Action::Pass(ReportAction::PreflightDenied, _), Some(reason)) => {
            Explanation::PreflightDenied(reason)
        }
        (_, Some(Reason::OriginMissing)) => Explanation::NotCors,
        (_, Some(reason)) => Explanation::Unreadable(reason),
        (_, None) if request.first_origin().is_none() => Explanation::NotCors,
        (_, None) if !decision.is_readable() => Explanation::SameOrigin,
        (_, None) => Explanation::Allowed,
    }
}

fn explain_headers(preflight: Option<&PreflightHeaders>, headers: &HeaderMap) -> Explanation {
    let missing = headers_not_allowed(preflight, headers);
    if missing.is_empty() { Explanation::Allowed } else { Explanation::HeadersNotAllowed(missing) }
}
