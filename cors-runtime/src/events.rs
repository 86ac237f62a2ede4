//! Events for operators (feature `tracing`), with the target `handler_cors`.

#[cfg(feature = "tracing")]
mod emitted {
    use crate::decide::{Action, CorsRequest, Decision, headers_not_allowed};
    use crate::reason::Reason;
    use crate::report::{Report, ReportAction};
    use tracing::Level;

    /// Longer values of a request are cut.
    const LONGEST: usize = 340;

    /// Emits an event about what a page cannot do.
    pub(crate) fn decided(request: CorsRequest<'_>, decision: &Decision<'_>) {
        match decision.report(request) {
            Some(report) => reported(request, decision, &report),
            _ if tracing::enabled!(target: "handler_cors", Level::DEBUG) => unreadable(request, decision),
            _ => {}
        }
    }

    /// `INFO`: a request that is rejected, or would be.
    fn reported(request: CorsRequest<'_>, decision: &Decision<'_>, report: &Report) {
        if !tracing::enabled!(target: "handler_cors", Level::INFO) {
            return;
        }
        let text = match (report.action, report.report_only) {
            (ReportAction::Rejected, false) => "request rejected",
            (ReportAction::Rejected, true) => "report-only: would reject the request",
            (ReportAction::PreflightDenied, false) => "preflight denied",
            (ReportAction::PreflightDenied, true) => "report-only: would deny the preflight",
            (ReportAction::Unreadable, _) => "report-only: the page would not be able to read the response",
            (ReportAction::CredentialsRemoved, _) => return,
        };
        let missing = || headers_not_allowed(decision.preflight(), request.headers);
        let headers = (report.reason == Reason::HeadersNotAllowed).then(|| cut(&missing().join(", ")).to_owned());
        tracing::info!(
            target: "handler_cors",
            origin = origin(request),
            method = cut(request.method.as_str()),
            path = path(request),
            policy = report.policy,
            reason = report.reason.as_str(),
            headers,
            hint = request.names_forwarded_host().then_some(
                "`X-Forwarded-Host` is the host of the origin: if the proxy in front is yours, let it pass `Host` on, or declare `server_origins`"
            ),
            "{text}"
        );
    }

    /// `DEBUG`: a request that is served, of which the page sees nothing.
    fn unreadable(request: CorsRequest<'_>, decision: &Decision<'_>) {
        let (text, reason) = match (&decision.action, decision.reason(request)) {
            // Without Origin, no page waits for the response.
            (_, Some(Reason::OriginMissing)) => return,
            (Action::Serve | Action::ServeSocket, Some(reason)) => ("response not readable by the page", reason),
            (Action::Preflight(..), None) => {
                let missing = headers_not_allowed(decision.preflight(), request.headers);
                if missing.is_empty() {
                    return;
                }
                tracing::debug!(
                    target: "handler_cors",
                    origin = origin(request),
                    path = path(request),
                    headers = cut(&missing.join(", ")),
                    "preflight allowed, but not these request headers: the browser does not send the request"
                );
                return;
            }
            _ => return,
        };
        tracing::debug!(
            target: "handler_cors",
            origin = origin(request),
            method = cut(request.method.as_str()),
            path = path(request),
            reason = reason.as_str(),
            "{text}"
        );
    }

    /// `INFO`: a request that is served without credentials, or whose response sets no cookie.
    pub(crate) fn credentials_removed(report: &Report) {
        let text = if report.report_only { "report-only: would remove credentials" } else { "credentials removed" };
        tracing::info!(target: "handler_cors", policy = report.policy, reason = report.reason.as_str(), "{text}");
    }

    /// `WARN`: a router that rejects nothing.
    pub(crate) fn report_only_built() {
        tracing::warn!(target: "handler_cors", "report-only: nothing is rejected, only reported");
    }

    fn origin(request: CorsRequest<'_>) -> Option<String> {
        request.first_origin().map(|origin| escaped(origin.as_bytes()))
    }

    fn path(request: CorsRequest<'_>) -> String {
        escaped(request.uri.path().as_bytes())
    }

    /// A text of ASCII.
    fn cut(text: &str) -> &str {
        text.get(..LONGEST).unwrap_or(text)
    }

    /// Clients cannot forge lines of a log, nor fill it.
    fn escaped(bytes: &[u8]) -> String {
        bytes.get(..LONGEST).unwrap_or(bytes).escape_ascii().to_string()
    }
}

#[cfg(not(feature = "tracing"))]
mod emitted {
    use crate::decide::{CorsRequest, Decision};
    use crate::report::Report;

    #[inline(always)]
    pub(crate) fn decided(_request: CorsRequest<'_>, _decision: &Decision<'_>) {}

    #[inline(always)]
    pub(crate) fn credentials_removed(_report: &Report) {}

    #[inline(always)]
    pub(crate) fn report_only_built() {}
}

pub(crate) use emitted::{credentials_removed, decided, report_only_built};
