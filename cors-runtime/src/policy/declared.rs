//! A policy as `#[cors]` declares it.

use super::origins::Origins;
use crate::methods::MethodSet;
use handler_cors_policy::is_sendable;
use handler_cors_policy::surface::Enforcement;
use http::Method;
use std::ptr;

/// A policy declares what `#[cors(...)]` allows: which origins, which headers, and whether with credentials.
///
/// A policy is declared with the attribute, on a handler or on a static that several handlers share. The compiler checks it. The
/// static is also for what has no attribute:
///
/// | method | puts under the policy |
/// |---|---|
/// | [`get`](Self::get), [`post`](Self::post) and the other methods, [`on`](Self::on), [`any`](Self::any) | axum handlers of every kind |
/// | [`service`](Self::service) | a service: files, a proxied server |
/// | [`router`](Self::router) | a whole axum application |
///
/// ```
/// use handler_cors::{CorsRouter, Policy, cors};
///
/// /// What pages of the storefront can do.
/// #[cors(origins = ["https://shop.example.com"], headers = ["x-request-id"], credentials, max_age = 600)]
/// pub static STOREFRONT: Policy;
///
/// #[cors(policy = STOREFRONT, methods = [GET])]
/// async fn basket() {}
///
/// #[cors(policy = STOREFRONT, methods = [POST])]
/// async fn order() {}
///
/// let app: CorsRouter = CorsRouter::new()
///     .route("/basket", basket)
///     .route("/orders", order)
///     .route("/ping", STOREFRONT.get(async || "pong"));
/// # let _ = app.into_make_service();
/// ```
///
/// Nothing else makes or changes one: a policy has no constructor, no public fields, no `Default` and no `Clone`.
#[derive(Debug)]
pub struct Policy {
    declared: DeclaredPolicy,
}

/// Makes the policy that an expansion declares for a static.
#[doc(hidden)]
#[must_use]
#[inline]
pub const fn seal(declared: DeclaredPolicy) -> Policy {
    Policy { declared }
}

/// What a policy declares. Const evaluation reads it too.
#[doc(hidden)]
#[must_use]
#[inline]
pub const fn declared_policy(policy: &Policy) -> &DeclaredPolicy {
    &policy.declared
}

/// The content of a [`Policy`].
///
/// It has public fields, because expansions write it as a literal: literals check in two thirds of the time of constructor calls.
#[doc(hidden)]
#[derive(Debug)]
pub struct DeclaredPolicy {
    /// The name of the static, if it is one.
    pub name: Option<&'static str>,
    pub origins: Source,
    pub headers: &'static [&'static str],
    pub expose: &'static [&'static str],
    /// Whether cookies and HTTP authentication are allowed.
    pub credentials: bool,
    pub max_age: Option<u32>,
    pub enforcement: Enforcement,
    /// The checks that are disabled.
    pub dangerously: &'static [&'static str],
}

/// The values of keys that an attribute does not have. It allows no origin.
#[doc(hidden)]
pub const DEFAULTS: DeclaredPolicy = DeclaredPolicy {
    name: None,
    origins: Source::Listed(&[]),
    headers: &[],
    expose: &[],
    credentials: false,
    max_age: None,
    enforcement: Enforcement::UnsafeMethods,
    dangerously: &[],
};

/// For each argument of a handler, the request headers that its type says it reads.
#[doc(hidden)]
pub type ArgumentHeaders = &'static [&'static [&'static str]];

/// The request headers that the extractors of a handler read.
#[derive(Clone, Copy)]
pub(crate) struct RequestHeaders {
    pub(crate) arguments: ArgumentHeaders,
    /// Whether the last extractor takes the body, and with it `content-type`.
    pub(crate) body: bool,
}

impl RequestHeaders {
    pub(crate) const NONE: RequestHeaders = RequestHeaders { arguments: &[], body: false };
    /// No extractors are to be seen: the request may be read in any way.
    pub(crate) const UNSEEN: RequestHeaders = RequestHeaders { arguments: &[], body: true };

    /// Without those that its body needs.
    pub(crate) fn of_arguments(self) -> RequestHeaders {
        RequestHeaders { body: false, ..self }
    }

    fn names(self) -> impl Iterator<Item = &'static str> {
        let content_type = self.body.then_some("content-type");
        self.arguments.iter().copied().flatten().copied().chain(content_type)
    }
}

/// Where a policy's origins come from.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Source {
    Listed(&'static [&'static str]),
    Static(&'static Origins),
}

impl Source {
    pub(super) fn is(&self, other: Source) -> bool {
        match (*self, other) {
            (Source::Listed(list), Source::Listed(other)) => list == other,
            (Source::Static(origins), Source::Static(other)) => ptr::eq(origins, other),
            _ => false,
        }
    }
}

impl DeclaredPolicy {
    /// The name of the static that the origins come from.
    pub(crate) fn origins_name(&self) -> &'static str {
        match self.origins {
            Source::Static(origins) => origins.name(),
            Source::Listed(_) => "",
        }
    }

    pub(crate) fn header_names_with(&self, read: RequestHeaders) -> Vec<&'static str> {
        let mut names = self.headers.to_vec();
        for name in read.names() {
            if !is_allowed(name, &names) && is_sendable(name) {
                names.push(name);
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
            Enforcement::UnsafeMethods => !MethodSet::of(method).intersects(MethodSet::SAFE),
            Enforcement::AllMethods => true,
            Enforcement::Off => false,
        }
    }

    /// Whether both allow the same, so that one preflight response may list the methods of both.
    pub(crate) fn allows_same(&self, other: &DeclaredPolicy) -> bool {
        let DeclaredPolicy {
            origins,
            headers,
            expose,
            credentials,
            max_age,
            enforcement,
            // The name changes no response.
            name: _,
            // It disables checks of the compiler, and for which origins a predicate is called.
            dangerously,
        } = self;
        ptr::eq(self, other)
            || origins.is(other.origins)
                && *headers == other.headers
                && *expose == other.expose
                && *credentials == other.credentials
                && *max_age == other.max_age
                && *enforcement == other.enforcement
                && (*dangerously == other.dangerously || matches!(origins, Source::Listed(_)))
    }
}

/// `*` means all names except `authorization` (Fetch, "CORS non-wildcard request-header name").
pub(crate) fn is_allowed(name: &str, allowed: &[&str]) -> bool {
    for known in allowed {
        if known.eq_ignore_ascii_case(name) || *known == "*" && !name.eq_ignore_ascii_case("authorization") {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: DeclaredPolicy = DeclaredPolicy {
        name: Some("POLICY"),
        origins: Source::Listed(&["https://a.example"]),
        headers: &["x-a"],
        expose: &["x-b"],
        credentials: true,
        max_age: Some(60),
        enforcement: Enforcement::AllMethods,
        dangerously: &["public_suffixes"],
    };

    /// A forgotten field would let a preflight of one handler list the methods of another one.
    #[test]
    fn policies_that_differ_in_one_field_do_not_allow_the_same() {
        let others = [
            DeclaredPolicy { origins: Source::Listed(&["https://b.example"]), ..POLICY },
            DeclaredPolicy { origins: Source::Listed(&["https://a.example", "https://b.example"]), ..POLICY },
            DeclaredPolicy { headers: &["x-c"], ..POLICY },
            DeclaredPolicy { expose: &["x-c"], ..POLICY },
            DeclaredPolicy { credentials: false, ..POLICY },
            DeclaredPolicy { max_age: Some(61), ..POLICY },
            DeclaredPolicy { max_age: None, ..POLICY },
            DeclaredPolicy { enforcement: Enforcement::UnsafeMethods, ..POLICY },
            DeclaredPolicy { enforcement: Enforcement::Off, ..POLICY },
        ];
        for other in &others {
            assert!(!POLICY.allows_same(other) && !other.allows_same(&POLICY), "{other:?}");
        }
    }

    #[test]
    fn what_changes_no_response_is_not_compared() {
        for other in [POLICY, DeclaredPolicy { name: None, ..POLICY }, DeclaredPolicy { dangerously: &[], ..POLICY }] {
            assert!(POLICY.allows_same(&other), "{other:?}");
        }
    }
}
