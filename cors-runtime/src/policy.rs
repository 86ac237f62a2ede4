//! A policy: what `#[cors]` declared, and the values that are made of it once.
//!
//! What is `#[inline]` here, but for [`admit`](Policy::admit), is asked by const evaluation or by few programs: it is compiled where
//! it is called, and nowhere else.

use crate::environment::{Origins, OriginsError};
use crate::matching::Matcher;
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
use std::sync::OnceLock;

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
pub struct Policy {
    /// The static's, if it is one.
    name: Option<&'static str>,
    declared: Declared,
    /// The refusals that are lifted.
    dangerously: &'static [&'static str],
    ready: &'static Ready,
}

/// The arguments of the attribute, after its checks.
#[derive(Debug)]
struct Declared {
    origins: Source,
    headers: &'static [&'static str],
    expose: &'static [&'static str],
    credentials: bool,
    max_age: Option<u32>,
    enforcement: Enforcement,
}

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

/// The values that requests share. It is no part of [`Policy`], so that const evaluation can read what is declared.
#[doc(hidden)]
pub struct Ready(OnceLock<Values>);

impl fmt::Debug for Ready {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Ready")
    }
}

impl Ready {
    #[allow(clippy::new_without_default)]
    #[inline]
    pub const fn new() -> Ready {
        Ready(OnceLock::new())
    }
}

struct Values {
    matcher: Matcher,
    expose: Option<HeaderValue>,
    max_age: Option<HeaderValue>,
}

impl Policy {
    /// What is not said is as in `#[cors(origins = [...])]`: expansions are shorter so.
    #[doc(hidden)]
    #[inline]
    pub const fn declare(ready: &'static Ready, origins: Source) -> Policy {
        let declared = Declared {
            origins,
            headers: &[],
            expose: &[],
            credentials: false,
            max_age: None,
            enforcement: Enforcement::UnsafeMethods,
        };
        Policy { name: None, declared, dangerously: &[], ready }
    }

    #[doc(hidden)]
    #[must_use]
    #[inline]
    pub const fn headers(mut self, names: &'static [&'static str]) -> Policy {
        self.declared.headers = names;
        self
    }

    #[doc(hidden)]
    #[must_use]
    #[inline]
    pub const fn expose(mut self, names: &'static [&'static str]) -> Policy {
        self.declared.expose = names;
        self
    }

    #[doc(hidden)]
    #[must_use]
    #[inline]
    pub const fn credentials(mut self) -> Policy {
        self.declared.credentials = true;
        self
    }

    #[doc(hidden)]
    #[must_use]
    #[inline]
    pub const fn max_age(mut self, seconds: u32) -> Policy {
        self.declared.max_age = Some(seconds);
        self
    }

    #[doc(hidden)]
    #[must_use]
    #[inline]
    pub const fn enforcing(mut self, enforcement: Enforcement) -> Policy {
        self.declared.enforcement = enforcement;
        self
    }

    #[doc(hidden)]
    #[must_use]
    #[inline]
    pub const fn named(mut self, name: &'static str) -> Policy {
        self.name = Some(name);
        self
    }

    #[doc(hidden)]
    #[must_use]
    #[inline]
    pub const fn dangerously(mut self, lifted: &'static [&'static str]) -> Policy {
        self.dangerously = lifted;
        self
    }

    /// Whether cookies and HTTP authentication are granted.
    #[doc(hidden)]
    #[inline]
    pub const fn has_credentials(&self) -> bool {
        self.declared.credentials
    }

    /// Whether a WebSocket may stand under this policy: CORS itself does not guard it.
    #[doc(hidden)]
    #[inline]
    pub const fn guards_websockets(&self) -> bool {
        matches!(self.declared.enforcement, Enforcement::AllMethods | Enforcement::Off)
    }

    /// Makes the values that requests share. Registration calls it, so that no request waits for it.
    pub(crate) fn prepare(&self) -> Result<(), OriginsError> {
        if let Source::Environment(origins) = self.declared.origins {
            origins.load()?;
        }
        self.values();
        Ok(())
    }

    fn values(&self) -> &Values {
        self.ready.0.get_or_init(|| Values {
            matcher: match self.declared.origins {
                Source::Listed(list) => Matcher::new(list),
                Source::Environment(origins) => Matcher::new(&texts(origins)),
                Source::Dynamic(_) => Matcher::new(&[]),
            },
            expose: joined(self.declared.expose),
            max_age: self.declared.max_age.map(HeaderValue::from),
        })
    }

    /// The value of `Access-Control-Allow-Origin` for a request with this Origin, if the policy admits it. Of what a
    /// predicate would say it knows nothing, and admits nobody.
    #[inline]
    pub(crate) fn admit<'a>(&'a self, origin: &OriginHeader<'a>) -> Option<&'a HeaderValue> {
        static EVERYONE: HeaderValue = HeaderValue::from_static("*");
        match (&self.values().matcher, origin) {
            (Matcher::Everyone, _) => Some(&EVERYONE),
            (Matcher::Listed(list), OriginHeader::One(origin)) => list.admit(origin),
            (Matcher::Listed(_), OriginHeader::None | OriginHeader::Several) => None,
        }
    }

    /// The predicate of `origins = dynamic(…)`.
    pub(crate) fn predicate(&self) -> Option<Predicate> {
        match self.declared.origins {
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
            Some(parsed) if self.declared.credentials && !lifted && parsed.is_insecure() => Err(Reason::OriginInsecure),
            Some(parsed) => Ok((parsed, value.clone())),
        }
    }

    pub(crate) fn is_everyone(&self) -> bool {
        self.values().matcher.is_everyone()
    }

    /// The value of `Access-Control-Allow-Headers` for a handler whose extractors read these beside what is declared.
    pub(crate) fn headers_with(&self, read: Reads) -> Option<HeaderValue> {
        joined(&self.header_names_with(read))
    }

    pub(crate) fn header_names_with(&self, read: Reads) -> Vec<&'static str> {
        let mut names = self.declared.headers.to_vec();
        for list in read {
            for &name in *list {
                if !is_allowed(name, &names) && is_sendable(name) {
                    names.push(name);
                }
            }
        }
        names
    }

    #[inline]
    pub(crate) fn name(&self) -> Option<&'static str> {
        self.name
    }

    #[inline]
    pub(crate) fn source(&self) -> Source {
        self.declared.origins
    }

    #[inline]
    pub(crate) fn exposed(&self) -> &'static [&'static str] {
        self.declared.expose
    }

    #[inline]
    pub(crate) fn seconds(&self) -> Option<u32> {
        self.declared.max_age
    }

    #[inline]
    pub(crate) fn enforcement(&self) -> Enforcement {
        self.declared.enforcement
    }

    #[inline]
    pub(crate) fn lifted(&self) -> &'static [&'static str] {
        self.dangerously
    }

    pub(crate) fn expose_value(&self) -> Option<&HeaderValue> {
        self.values().expose.as_ref()
    }

    pub(crate) fn max_age_value(&self) -> Option<&HeaderValue> {
        self.values().max_age.as_ref()
    }

    pub(crate) fn is_unenforced(&self) -> bool {
        self.declared.enforcement == Enforcement::Off
    }

    pub(crate) fn enforces_safe_methods(&self) -> bool {
        self.declared.enforcement == Enforcement::AllMethods
    }

    pub(crate) fn enforces(&self, method: &Method) -> bool {
        match self.declared.enforcement {
            Enforcement::UnsafeMethods => !matches!(*method, Method::GET | Method::HEAD),
            Enforcement::AllMethods => true,
            Enforcement::Off => false,
        }
    }

    /// Whether both grant the same, so that a preflight may answer with the methods of both.
    pub(crate) fn grants_as(&self, other: &Policy) -> bool {
        let (own, other_own) = (&self.declared, &other.declared);
        ptr::eq(self, other)
            || own.origins.is(other_own.origins)
                && own.headers == other_own.headers
                && own.expose == other_own.expose
                && own.credentials == other_own.credentials
                && own.max_age == other_own.max_age
                && own.enforcement == other_own.enforcement
    }
}

/// What cannot be read admits nobody; registration has reported it.
fn texts(origins: &Origins) -> Vec<&'static str> {
    let mut texts = Vec::new();
    if let Ok(origins) = origins.load() {
        for origin in origins {
            texts.push(origin.as_str());
        }
    }
    texts
}

/// The names joined by commas, in a value whose clones do not allocate.
fn joined(names: &[&str]) -> Option<HeaderValue> {
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
