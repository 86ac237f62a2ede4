//! A policy: what `#[cors]` declared, and the values that are made of it once.

use crate::origins::Origins;
use crate::request::OriginHeader;
use http::{HeaderValue, Method};
use std::sync::OnceLock;

/// What one `#[cors(...)]` grants: to which origins, with which headers, and whether with credentials.
///
/// A policy is written with the attribute and checked by the compiler; there is no other way to make one.
#[derive(Debug)]
pub struct Policy {
    declared: Declared,
    ready: OnceLock<Ready>,
}

/// The arguments of the attribute, after its checks.
#[doc(hidden)]
#[derive(Debug, PartialEq, Eq)]
pub struct Declared {
    pub origins: &'static [&'static str],
    pub headers: &'static [&'static str],
    pub expose: &'static [&'static str],
    pub credentials: bool,
    pub max_age: Option<u32>,
    pub enforcement: Enforcement,
}

/// Which requests from pages of origins that the policy does not admit are answered 403 before the handler runs.
///
/// CORS by itself only hides the answer from the page; the handler has run by then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enforcement {
    /// POST, PUT, PATCH and DELETE: what may change something (the default).
    UnsafeMethods,
    /// GET and HEAD too (`enforce`).
    AllMethods,
    /// None: plain CORS (`dangerously(unenforced)`).
    Off,
}

#[derive(Debug)]
struct Ready {
    origins: Origins,
    expose: Option<HeaderValue>,
    max_age: Option<HeaderValue>,
}

impl Policy {
    #[doc(hidden)]
    pub const fn declare(declared: Declared) -> Policy {
        Policy { declared, ready: OnceLock::new() }
    }

    /// Makes the values that requests share. Registration calls it, so that no request waits for it.
    pub(crate) fn prepare(&self) {
        self.ready();
    }

    fn ready(&self) -> &Ready {
        self.ready.get_or_init(|| Ready {
            origins: Origins::new(self.declared.origins),
            expose: joined(self.declared.expose),
            max_age: self.declared.max_age.map(HeaderValue::from),
        })
    }

    /// The value of `Access-Control-Allow-Origin` for a request with this Origin, if the policy admits it.
    pub(crate) fn admit(&self, origin: &OriginHeader<'_>) -> Option<HeaderValue> {
        match (&self.ready().origins, origin) {
            (Origins::Everyone, _) => Some(const { HeaderValue::from_static("*") }),
            (Origins::Listed(list), OriginHeader::One(origin)) => list.admit(origin),
            (Origins::Listed(_), OriginHeader::None | OriginHeader::Several) => None,
        }
    }

    pub(crate) fn is_everyone(&self) -> bool {
        self.ready().origins.is_everyone()
    }

    pub(crate) fn credentials(&self) -> bool {
        self.declared.credentials
    }

    /// The value of `Access-Control-Allow-Headers` for a handler whose extractors read these beside what is declared.
    pub(crate) fn headers_with(&self, read: &[&[&str]]) -> Option<HeaderValue> {
        let declared = self.declared.headers;
        let mut names = declared.to_vec();
        for name in read.iter().copied().flatten() {
            // `*` stands for all names but `authorization` (Fetch, "CORS non-wildcard request-header name").
            let is_allowed = declared.contains(&"*") && !name.eq_ignore_ascii_case("authorization");
            if !is_allowed && !names.iter().any(|other| other.eq_ignore_ascii_case(name)) {
                names.push(name);
            }
        }
        joined(&names)
    }

    pub(crate) fn expose(&self) -> Option<&HeaderValue> {
        self.ready().expose.as_ref()
    }

    pub(crate) fn max_age(&self) -> Option<&HeaderValue> {
        self.ready().max_age.as_ref()
    }

    pub(crate) fn is_unenforced(&self) -> bool {
        self.declared.enforcement == Enforcement::Off
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
        self.declared == other.declared
    }
}

/// The names joined by commas, in a value whose clones do not allocate.
fn joined(names: &[&str]) -> Option<HeaderValue> {
    if names.is_empty() {
        return None;
    }
    let value = HeaderValue::try_from(names.join(", ")).ok()?;
    // The first clone of a value made of a `String` allocates what all clones then share.
    Some(value.clone())
}
