//! Why a page is not let in, in one typed enum. Its words are `#[inline]`: only programs that ask for them have them.

use crate::request::OriginHeader;
use handler_cors_policy::{MAX_ORIGIN_LEN, Pattern};
use std::error::Error;
use std::fmt;

/// Why a request or a preflight is refused, or its answer kept from the page.
///
/// It is for operators and tools: the feature `tracing` emits it, and [`Policy::explain`](crate::Policy::explain) returns it. Nothing of it
/// reaches the client. It displays as a sentence.
///
/// ```
/// use handler_cors::Reason;
///
/// assert_eq!(Reason::OriginNotListed.to_string(), "the policy does not list the origin");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// No Origin, but `Sec-Fetch-Site` says that a page of another origin sent the request: a form, an image, or a WebSocket of a
    /// browser that hides the origin.
    OriginMissing,
    /// Several Origin lines, which no browser sends.
    OriginRepeated,
    /// `null`: a page in a sandboxed frame, from a file, or after a redirect across origins (Fetch, "serializing a request
    /// origin").
    OriginNull,
    /// Nothing that a browser sends as an Origin: more than one, with a path, in upper case, not ASCII, too long.
    OriginMalformed,
    /// No element of the policy's list admits the origin.
    OriginNotListed,
    /// An `http://` origin that network attackers can forge, which no predicate is asked about under a policy with `credentials`.
    OriginInsecure,
    /// The predicate of `origins = dynamic(…)` answered no.
    OriginNotAdmitted,
    /// The predicate answered with an error.
    PredicateFailed,
    /// The predicate panicked.
    PredicatePanicked,
    /// A preflight for a method that no `#[cors]` handler of the path answers.
    MethodNotAnswered,
    /// A preflight with several lines of `Access-Control-Request-Method`, which no browser sends.
    MethodRepeated,
}

impl Reason {
    /// Why an Origin that no list admits is not admitted.
    pub(crate) fn of_unlisted(origin: &OriginHeader<'_>) -> Reason {
        let value = match origin {
            OriginHeader::One(value) => value.to_str().unwrap_or_default(),
            OriginHeader::None => return Reason::OriginMissing,
            OriginHeader::Several => return Reason::OriginRepeated,
        };
        if value == "null" {
            Reason::OriginNull
        } else if value.len() <= MAX_ORIGIN_LEN && Pattern::read(value).is_some_and(|pattern| pattern.is_exact()) {
            Reason::OriginNotListed
        } else {
            Reason::OriginMalformed
        }
    }

    /// The sentence.
    #[inline]
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Reason::OriginMissing => {
                "a page of another origin sent the request, as `Sec-Fetch-Site` says, and no Origin"
            }
            Reason::OriginRepeated => "there are several Origin lines, and no browser sends that",
            Reason::OriginNull => "the origin is `null`, which any page can take on",
            Reason::OriginMalformed => "the Origin is nothing that a browser sends",
            Reason::OriginNotListed => "the policy does not list the origin",
            Reason::OriginInsecure => {
                "the origin is `http://`, which network attackers can forge, and the policy has `credentials`"
            }
            Reason::OriginNotAdmitted => "the predicate does not admit the origin",
            Reason::PredicateFailed => "the predicate failed",
            Reason::PredicatePanicked => "the predicate panicked",
            Reason::MethodNotAnswered => "no `#[cors]` handler of the path answers the method",
            Reason::MethodRepeated => {
                "there are several lines of `Access-Control-Request-Method`, and no browser sends that"
            }
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
