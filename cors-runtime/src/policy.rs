//! A policy: what `#[cors]` declared.
//!
//! What is `#[inline]` here is asked by const evaluation or by few programs: it is compiled where it is called, and nowhere else.

use crate::environment::{Origins, OriginsError};
use crate::method::listed;
use crate::origin::Origin;
use crate::predicate::Predicate;
use crate::reads::Reads;
use crate::reason::Reason;
use crate::request::OriginHeader;
use handler_cors_policy::{MAX_ORIGIN_LEN, is_sendable};
use http::{HeaderValue, Method};
use std::fmt;
use std::ptr;

/// What one `#[cors(...)]` grants: to which origins, with which headers, and whether with credentials.
///
/// A policy is written with the attribute, on a handler or on a static that several of them share, and checked by the
/// compiler; there is no other way to make one.
///
/// ```
/// use handler_cors::{CorsRouter, Policy, cors};
///
/// /// What the storefront's pages may do.
/// #[cors(origins = ["https://shop.example.com"], headers = ["x-request-id"], credentials, max_age = 600)]
/// pub static STOREFRONT: Policy;
///
/// #[cors(policy = STOREFRONT, methods = [GET])]
/// async fn basket() {}
///
/// #[cors(policy = STOREFRONT, methods = [POST])]
/// async fn order() {}
///
/// let app: CorsRouter = CorsRouter::new().route("/basket", basket).route("/orders", order);
/// # let _ = app.into_make_service();
/// ```
#[derive(Debug)]
// Expansions write policies as literals: each costs the check of the user's crate two thirds of what calls of constructors do.
pub struct Policy {
    /// The static's, if it is one.
    #[doc(hidden)]
    pub name: Option<&'static str>,
    #[doc(hidden)]
    pub origins: Source,
    #[doc(hidden)]
    pub headers: &'static [&'static str],
    #[doc(hidden)]
    pub expose: &'static [&'static str],
    /// Whether cookies and HTTP authentication are granted.
    #[doc(hidden)]
    pub credentials: bool,
    #[doc(hidden)]
    pub max_age: Option<u32>,
    #[doc(hidden)]
    pub enforcement: Enforcement,
    /// The refusals that are lifted.
    #[doc(hidden)]
    pub dangerously: &'static [&'static str],
}

/// What an attribute leaves unsaid. It admits nobody.
#[doc(hidden)]
pub const DEFAULTS: Policy = Policy {
    name: None,
    origins: Source::Listed(&[]),
    headers: &[],
    expose: &[],
    credentials: false,
    max_age: None,
    enforcement: Enforcement::UnsafeMethods,
    dangerously: &[],
};

/// Where a policy's origins come from.
#[doc(hidden)]
#[derive(Clone, Copy)]
pub enum Source {
    Listed(&'static [&'static str]),
    Environment(&'static Origins),
    Dynamic(fn() -> Predicate),
}

impl Source {
    fn is(self, other: Source) -> bool {
        match (self, other) {
            (Source::Listed(list), Source::Listed(other)) => list == other,
            (Source::Environment(origins), Source::Environment(other)) => ptr::eq(origins, other),
            // Functions have no identity that could be compared.
            _ => false,
        }
    }
}

impl fmt::Debug for Source {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Source::Listed(list) => f.debug_tuple("Listed").field(list).finish(),
            Source::Environment(origins) => f.debug_tuple("Environment").field(origins).finish(),
            Source::Dynamic(predicate) => f.debug_tuple("Dynamic").field(&predicate()).finish(),
        }
    }
}

/// Which requests from pages of origins that the policy does not admit are answered 403 before the handler runs.
///
/// CORS by itself only hides the answer from the page; the handler has run by then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "snake_case"))]
pub enum Enforcement {
    /// POST, PUT, PATCH and DELETE: what may change something (the default).
    UnsafeMethods,
    /// GET and HEAD too (`enforce`).
    AllMethods,
    /// None: plain CORS (`dangerously(unenforced)`).
    Off,
}

impl Policy {
    /// A method, so that rustc underlines the whole value, down to its end, where the static's type is another.
    #[doc(hidden)]
    #[must_use]
    #[inline]
    pub const fn named(mut self, name: &'static str) -> Policy {
        self.name = Some(name);
        self
    }

    /// Whether a WebSocket may stand under this policy: CORS itself does not guard it.
    #[doc(hidden)]
    #[inline]
    pub const fn guards_websockets(&self) -> bool {
        matches!(self.enforcement, Enforcement::AllMethods | Enforcement::Off)
    }

    /// Reads the origins, if they are another place's. Registration calls it, so that no request waits for it.
    pub(crate) fn load(&self) -> Result<(), OriginsError> {
        if let Source::Environment(origins) = self.origins {
            origins.load()?;
        }
        Ok(())
    }

    /// The predicate of `origins = dynamic(…)`.
    pub(crate) fn predicate(&self) -> Option<Predicate> {
        match self.origins {
            Source::Dynamic(predicate) => Some(predicate()),
            Source::Listed(_) | Source::Environment(_) => None,
        }
    }

    /// What a predicate is to be asked about a request with this Origin, and how the answer names it. With credentials it is
    /// not asked about pages that network attackers can forge, just as a list could not name them.
    #[inline]
    pub(crate) fn question(&self, origin: &OriginHeader<'_>) -> Result<(Origin, HeaderValue), Reason> {
        let OriginHeader::One(value) = *origin else { return Err(Reason::of_unlisted(origin)) };
        let text = value.to_str().ok().filter(|text| text.len() <= MAX_ORIGIN_LEN);
        let parsed = text.and_then(Origin::read);
        let lifted = self.dangerously.contains(&"insecure_origins");
        match parsed {
            None => Err(Reason::of_unlisted(origin)),
            Some(parsed) if self.credentials && !lifted && parsed.is_insecure() => Err(Reason::OriginInsecure),
            Some(parsed) => Ok((parsed, value.clone())),
        }
    }

    /// The value of `Access-Control-Allow-Headers` for a handler whose extractors read these beside what is declared.
    pub(crate) fn headers_with(&self, read: Reads) -> Option<HeaderValue> {
        joined(&self.header_names_with(read))
    }

    pub(crate) fn header_names_with(&self, read: Reads) -> Vec<&'static str> {
        let mut names = self.headers.to_vec();
        for list in read {
            for &name in *list {
                if !is_allowed(name, &names) && is_sendable(name) {
                    names.push(name);
                }
            }
        }
        names
    }

    pub(crate) fn is_unenforced(&self) -> bool {
        self.enforcement == Enforcement::Off
    }

    pub(crate) fn enforces_safe_methods(&self) -> bool {
        self.enforcement == Enforcement::AllMethods
    }

    pub(crate) fn enforces(&self, method: &Method) -> bool {
        match self.enforcement {
            Enforcement::UnsafeMethods => !matches!(*method, Method::GET | Method::HEAD),
            Enforcement::AllMethods => true,
            Enforcement::Off => false,
        }
    }

    /// Whether both grant the same, so that a preflight may answer with the methods of both.
    pub(crate) fn grants_as(&self, other: &Policy) -> bool {
        ptr::eq(self, other)
            || self.origins.is(other.origins)
                && self.headers == other.headers
                && self.expose == other.expose
                && self.credentials == other.credentials
                && self.max_age == other.max_age
                && self.enforcement == other.enforcement
    }
}

/// The names joined by commas, in a value whose clones do not allocate.
pub(crate) fn joined(names: &[&str]) -> Option<HeaderValue> {
    if names.is_empty() {
        return None;
    }
    let value = HeaderValue::try_from(listed(names)).ok()?;
    // The first clone of a value made of a `String` allocates what all clones then share.
    Some(value.clone())
}

/// `*` stands for all names but `authorization` (Fetch, "CORS non-wildcard request-header name").
pub(crate) fn is_allowed(name: &str, allowed: &[&str]) -> bool {
    for known in allowed {
        if known.eq_ignore_ascii_case(name) || *known == "*" && !name.eq_ignore_ascii_case("authorization") {
            return true;
        }
    }
    false
}
