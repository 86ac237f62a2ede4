//! What the policies say of a request that has arrived.

use axum::extract::Request;
use axum::http::header::{ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN};
use axum::http::{Method, Response};
use handler_cors::surface::{Row, Surface};
use handler_cors::{Explanation, Reason};
use serde::Serialize;

/// Who has a say in a request, and what it is.
pub(crate) enum Said {
    ByPolicy(Explanation),
    /// The path has policies, and none for the method.
    NotAnswered,
    /// The path has none.
    NoPolicy,
}

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

/// What becomes of a request, by the policy of its method, or of the one that a preflight asks for.
pub(crate) fn explain(surface: &Surface, request: &Request) -> Said {
    let asked = request.headers().get(ACCESS_CONTROL_REQUEST_METHOD).and_then(|asked| asked.to_str().ok());
    let method = if is_preflight(request) { asked.unwrap_or_default() } else { request.method().as_str() };
    let of_path: Vec<&Row> = surface.rows().iter().filter(|row| row.path == request.uri().path()).collect();
    let answering = |method| of_path.iter().copied().find(|row| row.method == method);
    let Some(first) = of_path.first().copied() else { return Said::NoPolicy };
    match answering(method).or_else(|| answering("GET").filter(|_| method == "HEAD")) {
        Some(row) => Said::ByPolicy(row.explain(request)),
        // Of an OPTIONS request that no policy can answer, each says the same.
        None if *request.method() == Method::OPTIONS => Said::ByPolicy(first.explain(request)),
        None => Said::NotAnswered,
    }
}

impl Said {
    /// Together with what only the answer tells.
    pub(crate) fn beside<B>(self, response: &Response<B>) -> Explained {
        let allowed = response.headers().get(ACCESS_CONTROL_ALLOW_ORIGIN).and_then(|origin| origin.to_str().ok());
        let is_allowed = allowed.is_some();
        let explanation = match self {
            Said::ByPolicy(explanation) => explanation,
            Said::NotAnswered => return Explained::by_axum("No `#[cors]` handler of the path answers the method."),
            Said::NoPolicy => return Explained::by_axum("No policy: the route is axum's own, without CORS headers."),
        };
        let (verdict, note) = match explanation {
            Explanation::Granted if allowed == Some("*") => {
                (Verdict::Granted, Some("To requests whose credentials mode is not `include`: it is `*`."))
            }
            Explanation::Granted => (Verdict::Granted, None),
            Explanation::Asked { .. } if is_allowed => (Verdict::Granted, Some("It said yes.")),
            Explanation::Asked { .. } => (Verdict::Kept, Some("It said no.")),
            Explanation::NotCors | Explanation::NoPreflight => (Verdict::Open, None),
            Explanation::Refused(Reason::MethodNotAnswered) if is_allowed => (
                Verdict::Kept,
                Some("The answer lists the methods that there are, for the browser to name the missing one."),
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
