//! What the policies decide about a request that the server received.

use axum::extract::Request;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN};
use axum::http::{Method, Response};
use handler_cors::surface::{Row, Surface};
use handler_cors::{Explanation, Reason};
use serde::Serialize;

/// Which policy applies to a request, and what it decides.
pub(crate) enum Applied {
    Policy(Explanation),
    /// The path has policies, but not for the method.
    MethodNotHandled,
    /// The path has no policy.
    NoPolicy,
}

/// What the page shows about it.
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

/// Explains a request by the policy of its method, or of the method that a preflight requests.
pub(crate) fn explain(surface: &Surface, request: &Request) -> Applied {
    let requested = request.headers().get(ACCESS_CONTROL_REQUEST_METHOD).and_then(|method| method.to_str().ok());
    let method = if is_preflight(request) { requested.unwrap_or_default() } else { request.method().as_str() };
    let of_path: Vec<&Row> = surface.rows().iter().filter(|row| row.path == request.uri().path()).collect();
    let row_of = |method| of_path.iter().copied().find(|row| row.method == method);
    let Some(first) = of_path.first().copied() else { return Applied::NoPolicy };
    match row_of(method).or_else(|| row_of("GET").filter(|_| method == "HEAD")) {
        Some(row) => Applied::Policy(row.explain(request)),
        // Every policy explains other OPTIONS requests alike.
        None if *request.method() == Method::OPTIONS => Applied::Policy(first.explain(request)),
        None => Applied::MethodNotHandled,
    }
}

impl Applied {
    /// Adds what only the response shows.
    pub(crate) fn with_response<B>(self, response: &Response<B>) -> Explained {
        let allowed = response.headers().get(ACCESS_CONTROL_ALLOW_ORIGIN).and_then(|origin| origin.to_str().ok());
        let is_allowed = allowed.is_some();
        let explanation = match self {
            Applied::Policy(explanation) => explanation,
            Applied::MethodNotHandled => {
                return Explained::by_axum("The path has no `#[cors]` handler for the method.");
            }
            Applied::NoPolicy => {
                return Explained::by_axum("No policy: this is a plain axum route, without CORS headers.");
            }
        };
        let (decision, note) = match explanation {
            Explanation::Granted if allowed == Some("*") => {
                (Decision::Allowed, Some("`*` allows only requests whose credentials mode is not `include`."))
            }
            Explanation::Granted => (Decision::Allowed, None),
            Explanation::Asked { .. } if is_allowed => (Decision::Allowed, Some("It returned `true`.")),
            Explanation::Asked { .. } => (Decision::Blocked, Some("It returned `false`.")),
            Explanation::NotCors | Explanation::NoPreflight => (Decision::NotCors, None),
            Explanation::Refused(Reason::MethodNotAnswered) if is_allowed => (
                Decision::Blocked,
                Some("The response lists the methods of the path, so that the browser can report the missing one."),
            ),
            _ => (Decision::Blocked, None),
        };
        Explained { decision, explain: Some(explanation.to_string()), note }
    }
}

impl Explained {
    fn by_axum(note: &'static str) -> Explained {
        Explained { decision: Decision::NotCors, explain: None, note: Some(note) }
    }
}
