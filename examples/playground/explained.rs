//! What the policies say of a request that has arrived.

use axum::extract::Request;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN};
use axum::http::{Method, Response};
use handler_cors::{CorsRouter, Explanation, Reason};
use serde::Serialize;

/// What the page shows of it.
#[derive(Clone, Serialize)]
pub(crate) struct Explained {
    verdict: Verdict,
    /// `explain`'s sentence.
    explain: Option<String>,
    /// What there is to say beyond it.
    note: Option<&'static str>,
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum Verdict {
    Granted,
    /// The browser gets no further, or its page sees nothing.
    Kept,
    /// CORS has no say.
    Open,
}

pub(crate) fn is_preflight(request: &Request) -> bool {
    let headers = request.headers();
    let is_asking = headers.contains_key(ORIGIN) && headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    *request.method() == Method::OPTIONS && is_asking
}

/// What becomes of a request under the policies of its path; `None` if it has none.
pub(crate) fn explain(api: &CorsRouter, request: &Request) -> Option<Explanation> {
    api.explain(request.uri().path(), request)
}

impl Explained {
    /// The explanation, together with what only the response tells.
    pub(crate) fn of<B>(explanation: Option<Explanation>, response: &Response<B>) -> Explained {
        let allowed = response.headers().get(ACCESS_CONTROL_ALLOW_ORIGIN).and_then(|origin| origin.to_str().ok());
        let is_allowed = allowed.is_some();
        let Some(explanation) = explanation else {
            return Explained::by_axum("No policy: the route is axum's own, without CORS headers.");
        };
        let (verdict, note) = match explanation {
            Explanation::Allowed if allowed == Some("*") => {
                (Verdict::Granted, Some("To requests whose credentials mode is not `include`: it is `*`."))
            }
            Explanation::Allowed => (Verdict::Granted, None),
            Explanation::Predicate { .. } if is_allowed => (Verdict::Granted, Some("It returned `true`.")),
            Explanation::Predicate { .. } => (Verdict::Kept, Some("It returned `false`.")),
            Explanation::NotCors | Explanation::NotPreflight => (Verdict::Open, None),
            Explanation::MethodNotServed => {
                return Explained::by_axum("No `#[cors]` handler of the path serves the method.");
            }
            Explanation::Rejected(Reason::MethodNotServed) if is_allowed => (
                Verdict::Kept,
                Some("The response lists the methods of the path, so that the browser can name the missing one."),
            ),
            _ => (Verdict::Kept, None),
        };
        Explained { verdict, explain: Some(explanation.to_string()), note }
    }
}

impl Explained {
    fn by_axum(note: &'static str) -> Explained {
        Explained { verdict: Verdict::Open, explain: None, note: Some(note) }
    }
}
