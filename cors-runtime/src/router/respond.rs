//! Decides on requests, reports the decision, and makes the responses that come in place of a handler's.

use super::served::{Head, NotServed, Served, Unusual, mark};
use crate::decide::{
    Action, CorsRequest, Decision, Policies, PredicateResults, ResponseHeaders, Undecided, Vary, decide,
};
use crate::events;
use crate::policy::CompiledPolicy;
use crate::reason::Reason;
use axum::body::Body;
use axum::extract::MatchedPath;
use axum::response::Response;
use http::header::{ALLOW, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use http::{HeaderMap, HeaderValue, Method, StatusCode};

/// Decides and reports, unless a predicate has to be called first.
// Not inlined: a decision in registers is taken apart and put together again, byte by byte.
#[inline(never)]
pub(super) fn decide_now<'a>(
    policies: Policies<'a>,
    request: CorsRequest<'a>,
    results: &'a PredicateResults,
) -> Result<Decision<'a>, Undecided> {
    let decision = decide(policies, request, results);
    if let Ok(decision) = &decision {
        // Most requests are not worth an event.
        if !decision.is_silent() {
            events::decided(request, decision);
        }
    }
    decision
}

/// Decides by the policy of a handler, which serves its methods by their names.
pub(super) fn decide_in_handler(
    policy: &CompiledPolicy,
    head: &mut impl Head,
    results: &PredicateResults,
) -> Result<Served, NotServed> {
    decide_on(|_| Policies::Handler(policy), head, results, |_| None, None)
}

/// What is done to a request that is served, and to its response. `matched_path` finds the path of a route that axum has not matched yet;
/// `allow` is that of the path.
#[inline]
pub(super) fn decide_on<'p>(
    policies: impl FnOnce(CorsRequest<'_>) -> Policies<'p>,
    head: &mut impl Head,
    results: &PredicateResults,
    matched_path: impl FnOnce(CorsRequest<'_>) -> Option<MatchedPath>,
    allow: Option<&HeaderValue>,
) -> Result<Served, NotServed> {
    let cors = head.cors();
    let decision = decide_now(policies(cors), cors, results).map_err(NotServed::Undecided)?;
    if decision.is_plain() {
        return Ok(Served::Plain(decision.headers()));
    }
    let path = head.extensions().get::<MatchedPath>().cloned().or_else(|| matched_path(cors));
    let allow = allow.filter(|_| decision.has_allow());
    if !decision.is_served() {
        return Err(NotServed::Responded(Box::new(respond(decision, cors, path, allow))));
    }
    let (unusual, credentials) = (Unusual::of(&decision, cors, path, allow), decision.credentials);
    Ok(unusual.without(credentials, head))
}

/// The response to a request that the router serves itself, by the policies of its path.
pub(super) fn respond(
    decision: Decision<'_>,
    request: CorsRequest<'_>,
    path: Option<MatchedPath>,
    allow: Option<&HeaderValue>,
) -> Response {
    let mut response = match decision.action {
        Action::Preflight(status, Some(allowed)) => {
            let mut response = empty(status);
            decision.headers().write(response.headers_mut());
            allowed.write(response.headers_mut());
            response
        }
        Action::Preflight(_, None) => forbidden(decision.vary),
        Action::Options => {
            let mut response = empty(StatusCode::NO_CONTENT);
            decision.headers().write(response.headers_mut());
            response
        }
        _ => rejected(&decision, request),
    };
    if let Some(allow) = allow {
        response.headers_mut().append(ALLOW, allow.clone());
    }
    if let Some(report) = decision.report(request) {
        mark(&mut response, report, path);
    }
    response
}

/// The response to a denied preflight. It tells a page nothing.
fn forbidden(vary: Vary) -> Response {
    let mut response = empty(StatusCode::FORBIDDEN);
    let mut headers = HeaderMap::with_capacity(2);
    ResponseHeaders { vary, allowed: None, keeps_others: false }.write(&mut headers);
    // axum would add it, with an allocation.
    headers.append(CONTENT_LENGTH, const { HeaderValue::from_static("0") });
    *response.headers_mut() = headers;
    response
}

/// The response to a rejected request, for people who search for it. It has nothing of the request in it, and no page can read it.
fn rejected(decision: &Decision<'_>, request: CorsRequest<'_>) -> Response {
    let mut response = empty(StatusCode::FORBIDDEN);
    let text = decision.reason(request).map_or("", |reason| text_of(reason, request.has_fetch_metadata()));
    if *request.method != Method::HEAD {
        *response.body_mut() = Body::from(text);
    }
    let headers = response.headers_mut();
    decision.headers().write(headers);
    headers.append(CONTENT_TYPE, const { HeaderValue::from_static("text/plain") });
    headers.append(X_CONTENT_TYPE_OPTIONS, const { HeaderValue::from_static("nosniff") });
    headers.append(CACHE_CONTROL, const { HeaderValue::from_static("no-store") });
    response
}

/// The texts are made by the compiler.
macro_rules! texts {
    ($($reason:ident => $code:literal,)*) => {
        /// The body of a rejection. Without Fetch Metadata, the page may be the server's own, behind a proxy that hides it.
        fn text_of(reason: Reason, has_fetch_metadata: bool) -> &'static str {
            match (reason, has_fetch_metadata) {
                $(
                    (Reason::$reason, true) => concat!("cross-origin request rejected (handler-cors: ", $code, ")\n"),
                    (Reason::$reason, false) => concat!(
                        "cross-origin request rejected (handler-cors: ", $code, ")\n",
                        "if the page is this server's own, the proxy in front must pass `Host` on, or the server must declare ",
                        "`server_origins`\n",
                    ),
                )*
            }
        }
    };
}

texts! {
    OriginMissing => "origin-missing",
    OriginRepeated => "origin-repeated",
    OriginNull => "origin-null",
    OriginMalformed => "origin-malformed",
    OriginNotAllowed => "origin-not-allowed",
    OriginInsecure => "origin-insecure",
    PredicateDenied => "predicate-denied",
    PredicateFailed => "predicate-failed",
    PredicatePanicked => "predicate-panicked",
    MethodNotServed => "method-not-served",
    MethodNotAllowed => "method-not-allowed",
    MethodRepeated => "method-repeated",
    HeadersNotAllowed => "headers-not-allowed",
    NoCredentials => "no-credentials",
}

/// A response without a body and without headers.
pub(super) fn empty(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}
