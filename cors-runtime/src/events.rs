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
        match (decision.report(request), decision.action) {
            (Some(report), _) => reported(request, decision, &report),
            (None, Action::Preflight(..)) => headers_missing(request, decision),
            (None, Action::Serve | Action::ServeSocket) => unreadable(request, decision),
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

    /// `INFO`: an allowed preflight after which the browser does not send its request.
    fn headers_missing(request: CorsRequest<'_>, decision: &Decision<'_>) {
        if !tracing::enabled!(target: "handler_cors", Level::INFO) {
            return;
        }
        let missing = headers_not_allowed(decision.preflight(), request.headers);
        if !missing.is_empty() {
            tracing::info!(
                target: "handler_cors",
                origin = origin(request),
                path = path(request),
                headers = cut(&missing.join(", ")),
                "preflight allowed, but not these request headers: the browser does not send the request"
            );
        }
    }

    /// `DEBUG`: a request that is served, of which the page sees nothing. Without Origin, no page waits for the response.
    fn unreadable(request: CorsRequest<'_>, decision: &Decision<'_>) {
        if !tracing::enabled!(target: "handler_cors", Level::DEBUG) {
            return;
        }
        if let Some(reason) = decision.reason(request).filter(|reason| *reason != Reason::OriginMissing) {
            tracing::debug!(
                target: "handler_cors",
                origin = origin(request),
                method = cut(request.method.as_str()),
                path = path(request),
                reason = reason.as_str(),
                "response not readable by the page"
            );
        }
    }

    /// `INFO`: a request that is served without credentials, or a response that sets no cookie; that does not know its request.
    pub(crate) fn credentials_removed(report: &Report, request: Option<CorsRequest<'_>>) {
        let text = match (report.report_only, request.is_some()) {
            (false, true) => "credentials removed",
            (false, false) => "credentials removed from the response",
            (true, true) => "report-only: would remove credentials",
            (true, false) => "report-only: would remove credentials from the response",
        };
        tracing::info!(
            target: "handler_cors",
            origin = request.and_then(origin),
            method = request.map(|request| cut(request.method.as_str())),
            path = request.map(path),
            policy = report.policy,
            reason = report.reason.as_str(),
            "{text}"
        );
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
    pub(crate) fn credentials_removed(_report: &Report, _request: Option<CorsRequest<'_>>) {}

    #[inline(always)]
    pub(crate) fn report_only_built() {}
}

pub(crate) use emitted::{credentials_removed, decided, report_only_built};
