//! Events for operators (feature `tracing`), with the target `handler_cors`.

#[cfg(feature = "tracing")]
mod emitted {
    use crate::decide::{Action, CorsRequest, Decision};
    use crate::reason::Reason;

    /// Longer values of a request are cut.
    const LONGEST: usize = 340;

    /// Reports what a page cannot do.
    pub(crate) fn report(request: CorsRequest<'_>, decision: &Decision) {
        if !tracing::enabled!(target: "handler_cors", tracing::Level::DEBUG) {
            return;
        }
        let Some(reason) = decision.reason(request) else { return };
        let text = match decision.action {
            Action::Reject => "request rejected",
            Action::Preflight(_, None) => "preflight denied",
            // Without Origin, no page waits for the response.
            Action::Serve if reason != Reason::OriginMissing => "response not readable by the page",
            Action::Serve | Action::Preflight(_, Some(_)) | Action::MethodNotServed | Action::Options => return,
        };
        let origin = request.first_origin().map(|origin| escaped(origin.as_bytes()));
        tracing::debug!(
            target: "handler_cors",
            origin,
            method = request.method.as_str(),
            path = escaped(request.uri.path().as_bytes()),
            reason = reason.as_str(),
            "{text}"
        );
    }

    /// Clients cannot forge lines of a log, nor fill it.
    fn escaped(bytes: &[u8]) -> String {
        bytes.get(..LONGEST).unwrap_or(bytes).escape_ascii().to_string()
    }
}

#[cfg(not(feature = "tracing"))]
mod emitted {
    use crate::decide::{CorsRequest, Decision};

    #[inline(always)]
    pub(crate) fn report(_request: CorsRequest<'_>, _decision: &Decision) {}
}

pub(crate) use emitted::report;
