//! Why a page cannot send a request or read a response.

use handler_cors_policy::{MAX_ORIGIN_LEN, Pattern};
use http::HeaderValue;
use std::error::Error;
use std::fmt;

/// Why a request is rejected, a preflight denied, or a response not readable by the page.
///
/// It is for operators and tools: events have it (feature `tracing`), and [`Policy::explain`](crate::Policy::explain) returns it.
/// Clients never see it. It displays as a sentence.
///
/// ```
/// use handler_cors::Reason;
///
/// assert_eq!(Reason::OriginNotAllowed.to_string(), "the policy does not list the origin");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// There is no `Origin` header, but `Sec-Fetch-Site` says that the request is cross-origin: a form, an image, or a
    /// WebSocket of a browser that hides the origin.
    OriginMissing,
    /// There are several `Origin` headers. Browsers send one.
    OriginRepeated,
    /// `null`: a page in a sandboxed frame, from a file, or after a redirect across origins (Fetch, "serializing a request
    /// origin").
    OriginNull,
    /// Browsers do not send such an `Origin` header: it has a path, upper-case letters, several origins, characters outside
    /// of ASCII, or is too long.
    OriginMalformed,
    /// The policy does not list the origin.
    OriginNotAllowed,
    /// The origin is `http://`, and the policy has `credentials`. A network attacker can tamper with such pages, so that the
    /// predicate is not called.
    OriginInsecure,
    /// The predicate that is bound to the origins returned `false`.
    PredicateDenied,
    /// The predicate returned an error.
    PredicateFailed,
    /// The predicate panicked.
    PredicatePanicked,
    /// No handler or service under a policy serves the method on this path.
    MethodNotServed,
    /// The method is served, but `Policy::methods` does not name it, so that cross-origin requests cannot use it.
    MethodNotAllowed,
    /// The preflight has several `Access-Control-Request-Method` headers. Browsers send one.
    MethodRepeated,
    /// The preflight asks for request headers that the policy does not allow.
    HeadersNotAllowed,
    /// The policy has no `credentials`, so that cross-origin requests that it allows are served without.
    NoCredentials,
}

impl Reason {
    /// Why the policy does not allow this value of `Origin`.
    pub(crate) fn of_disallowed(origin: &HeaderValue) -> Reason {
        match origin.to_str().unwrap_or_default() {
            "null" => Reason::OriginNull,
            text if text.len() > MAX_ORIGIN_LEN => Reason::OriginMalformed,
            text if Pattern::read(text).is_some_and(|pattern| pattern.is_exact()) => Reason::OriginNotAllowed,
            _ => Reason::OriginMalformed,
        }
    }

    /// The sentence that `Display` writes.
    #[inline]
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Reason::OriginMissing => "no `Origin` header, but `Sec-Fetch-Site` says that the request is cross-origin",
            Reason::OriginRepeated => "several `Origin` headers",
            Reason::OriginNull => "the origin is `null`, which any page can obtain",
            Reason::OriginMalformed => "malformed `Origin` header",
            Reason::OriginNotAllowed => "the policy does not list the origin",
            Reason::OriginInsecure => {
                "the origin is `http://`, where a network attacker can tamper with pages, and the policy has `credentials`"
            }
            Reason::PredicateDenied => "the predicate denied the origin",
            Reason::PredicateFailed => "the predicate returned an error",
            Reason::PredicatePanicked => "the predicate panicked",
            Reason::MethodNotServed => "no handler or service under a policy serves the method on this path",
            Reason::MethodNotAllowed => "the policy does not allow cross-origin requests with this method",
            Reason::MethodRepeated => "several `Access-Control-Request-Method` headers",
            Reason::HeadersNotAllowed => "the policy does not allow all of the requested headers",
            Reason::NoCredentials => "the policy has no `credentials`",
        }
    }
}

impl fmt::Display for Reason {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl Error for Reason {}
