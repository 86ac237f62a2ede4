//! Events for operators, by the feature `tracing`; without it nothing of this is there.
//!
//! The target is `handler_cors`. What clients send is data: it is escaped and cut.

use crate::reason::Reason;
use crate::request::{Facts, OriginHeader};
#[cfg(feature = "tracing")]
use http::{HeaderValue, Method, Uri};

/// What an event says of a request, so cheap to keep that a predicate may be waited for in between.
#[cfg(feature = "tracing")]
#[derive(Clone)]
pub(crate) struct Subject {
    method: Method,
    uri: Uri,
    origin: Option<HeaderValue>,
    is_repeated: bool,
}

#[cfg(feature = "tracing")]
impl Subject {
    pub(crate) fn of(request: Facts<'_>) -> Subject {
        let (method, uri, origin) = (request.method.clone(), request.uri.clone(), request.first_origin().cloned());
        Subject { method, uri, origin, is_repeated: matches!(request.origin(), OriginHeader::Several) }
    }

    pub(crate) fn origin(&self) -> OriginHeader<'_> {
        match &self.origin {
            _ if self.is_repeated => OriginHeader::Several,
            Some(origin) => OriginHeader::One(origin),
            None => OriginHeader::None,
        }
    }
}

/// Nothing is kept where nothing is said.
#[cfg(not(feature = "tracing"))]
#[derive(Clone)]
pub(crate) struct Subject;

#[cfg(not(feature = "tracing"))]
impl Subject {
    pub(crate) fn of(_request: Facts<'_>) -> Subject {
        Subject
    }

    pub(crate) fn origin(&self) -> OriginHeader<'_> {
        OriginHeader::None
    }
}

/// What became of a request.
#[derive(Clone, Copy)]
pub(crate) enum Outcome {
    /// 403, and no layer, extractor or handler ran.
    Refused,
    /// A preflight was answered 403.
    PreflightRefused,
    /// It was served, and the page that asked cannot read the answer.
    Hidden,
}

#[cfg(feature = "tracing")]
pub(crate) fn report(outcome: Outcome, explain: impl FnOnce() -> (Subject, Reason)) {
    const LONGEST: usize = 340;
    if !tracing::enabled!(target: "handler_cors", tracing::Level::DEBUG) {
        return;
    }
    let (subject, reason) = explain();
    // From no page at all, there is nobody to keep an answer from.
    if subject.origin.is_none() && matches!(outcome, Outcome::Hidden) {
        return;
    }
    let cut = |bytes: &[u8]| bytes.get(..LONGEST).unwrap_or(bytes).escape_ascii().to_string();
    let origin = subject.origin.as_ref().map(|origin| cut(origin.as_bytes()));
    let path = cut(subject.uri.path().as_bytes());
    let text = match outcome {
        Outcome::Refused => "refused",
        Outcome::PreflightRefused => "refused a preflight",
        Outcome::Hidden => "kept the answer from the page",
    };
    tracing::debug!(
        target: "handler_cors",
        origin,
        method = subject.method.as_str(),
        path,
        reason = reason.as_str(),
        "{text}"
    );
}

#[cfg(not(feature = "tracing"))]
#[inline(always)]
pub(crate) fn report(_outcome: Outcome, _explain: impl FnOnce() -> (Subject, Reason)) {}

/// A predicate could not answer, and its origins are refused.
#[cfg(feature = "tracing")]
pub(crate) fn failed(predicate: &str, error: &dyn std::fmt::Display) {
    tracing::error!(target: "handler_cors", predicate, error = %error, "a predicate failed");
}

#[cfg(not(feature = "tracing"))]
#[inline(always)]
pub(crate) fn failed(_predicate: &str, _error: &dyn std::fmt::Display) {}
