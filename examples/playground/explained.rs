//! What the policies decide about a request that the server received.

use axum::extract::Request;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN};
use axum::http::{Method, Response};
use handler_cors::{CorsRouter, Explanation, Reason};
use serde::Serialize;

/// What the page shows about a request.
#[derive(Clone, Serialize)]
pub(crate) struct Explained {
    decision: Decision,
    /// The sentence that `explain` returns.
    explain: Option<String>,
    /// What `explain` does not say.
    note: Option<&'static str>,
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum Decision {
    Allowed,
    /// The browser does not send the request, or the page cannot read the response.
    Blocked,
    /// CORS does not apply.
    NotCors,
}

pub(crate) fn is_preflight(request: &Request) -> bool {
    let headers = request.headers();
    let has_headers = headers.contains_key(ORIGIN) && headers.contains_key(ACCESS_CONTROL_REQUEST_METHOD);
    *request.method() == Method::OPTIONS && has_headers
}

/// Explains a request under the policies of its path; `None` if there are none.
pub(crate) fn explain(api: &CorsRouter, request: &Request) -> Option<Explanation> {
    api.explain(request.uri().path(), request)
}

impl Explained {
    /// The explanation, and what only the response shows.
    pub(crate) fn new<B>(explanation: Option<Explanation>, response: &Response<B>) -> Explained {
        let allowed = response.headers().get(ACCESS_CONTROL_ALLOW_ORIGIN).and_then(|origin| origin.to_str().ok());
        let is_allowed = allowed.is_some();
        let Some(explanation) = explanation else {
            return Explained::by_axum("No policy: this is a plain axum route, without CORS headers.");
        };
        let (decision, note) = match explanation {
            Explanation::Allowed if allowed == Some("*") => {
                (Decision::Allowed, Some("`*` allows only requests whose credentials mode is not `include`."))
            }
            Explanation::Allowed => (Decision::Allowed, None),
            Explanation::Predicate { .. } if is_allowed => (Decision::Allowed, Some("It returned `true`.")),
            Explanation::Predicate { .. } => (Decision::Blocked, Some("It returned `false`.")),
            Explanation::NotCors | Explanation::NotPreflight => (Decision::NotCors, None),
            Explanation::MethodNotServed => {
                return Explained::by_axum("The path has no `#[cors]` handler for the method.");
            }
            Explanation::PreflightDenied(Reason::MethodNotServed) if is_allowed => (
                Decision::Blocked,
                Some("The response lists the methods of the path, so that the browser can report the missing one."),
            ),
            _ => (Decision::Blocked, None),
        };
        Explained { decision, explain: Some(explanation.to_string()), note }
    }

    fn by_axum(note: &'static str) -> Explained {
        Explained { decision: Decision::NotCors, explain: None, note: Some(note) }
    }
}
