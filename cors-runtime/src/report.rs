//! What layers outside of CORS learn about a response.

use crate::reason::Reason;

/// Why a response is not, or is not only, what the handler, service or application responds. It is in the extensions of the response,
/// so that a layer around the router can count rejections, or replace their response.
///
/// The response has axum's `MatchedPath` in its extensions too, where a route matched.
///
/// ```
/// use axum::body::Body;
/// use axum::http::Request;
/// use axum::{Router, extract::MatchedPath};
/// use handler_cors::{CorsRouter, Policy, Reason, Report, ReportAction, cors};
/// use tower::ServiceExt;
///
/// #[cors(origins = ["https://app.example.com"])]
/// static WEB: Policy;
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let app: CorsRouter = CorsRouter::new().route("/widgets/{id}", WEB.post(async || "saved"));
/// let request = Request::post("/widgets/7").header("origin", "https://evil.example").body(Body::empty())?;
/// let response = Router::from(app).oneshot(request).await?;
///
/// let report = response.extensions().get::<Report>().ok_or("a report")?;
/// assert_eq!(report.action, ReportAction::Rejected);
/// assert_eq!(report.reason, Reason::OriginNotAllowed);
/// assert_eq!(report.policy, Some("WEB"));
/// let path = response.extensions().get::<MatchedPath>().ok_or("a path")?;
/// assert_eq!(path.as_str(), "/widgets/{id}");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Report {
    /// What was done.
    pub action: ReportAction,
    /// Why.
    pub reason: Reason,
    /// The name of the policy, if it is a static.
    pub policy: Option<&'static str>,
    /// Whether it was not done, because the router is [report-only](crate::CorsRouter::report_only).
    pub report_only: bool,
}

/// What was done to a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ReportAction {
    /// The request was rejected with 403. Nothing else ran.
    Rejected,
    /// The preflight was denied, so that the browser does not send the request.
    PreflightDenied,
    /// Only where the router is report-only: the response has no CORS headers, so that its page cannot read it.
    Unreadable,
    /// `Cookie`, `Authorization` or `Set-Cookie` was removed, because the policy has no `credentials`.
    CredentialsRemoved,
}
