//! The methods that a handler, a service or an application serves.

use crate::methods::{MethodSet, listed};
use crate::policy::DeclaredPolicy;
use http::Method;
use std::sync::Arc;

/// The methods that one entry of a path serves.
#[derive(Clone, Debug)]
pub(crate) enum Serves {
    /// These. `Access-Control-Allow-Methods` lists them.
    Methods(MethodSet),
    /// Every method, extension methods included. `Access-Control-Allow-Methods` is the requested one.
    Any(CrossOriginMethods),
}

/// The methods that cross-origin requests can use, of those that an entry serves. Requests of the server's own pages and of
/// programs can use all of them.
#[derive(Clone, Debug)]
pub(crate) enum CrossOriginMethods {
    All,
    /// These, and HEAD with GET.
    Only(Arc<[Method]>),
}

impl Serves {
    pub(crate) const ANY: Serves = Serves::Any(CrossOriginMethods::All);

    /// The methods that are served by name; none where every method is.
    pub(crate) fn by_name(&self) -> MethodSet {
        match self {
            Serves::Methods(methods) => *methods,
            Serves::Any(_) => MethodSet::EMPTY,
        }
    }

    pub(crate) fn is_any(&self) -> bool {
        matches!(self, Serves::Any(_))
    }

    /// Whether OPTIONS requests that are not preflights are served.
    pub(crate) fn serves_options(&self) -> bool {
        self.is_any() || self.by_name().intersects(MethodSet::OPTIONS)
    }

    /// What both serve, in words. Where one serves every method, the other one serves its own on the same path.
    pub(crate) fn in_common(&self, other: &Serves) -> Option<String> {
        if self.is_any() && other.is_any() {
            return Some("every method".to_owned());
        }
        let both = self.by_name().and(other.by_name());
        (!both.is_empty()).then(|| listed(&both.names()))
    }

    /// The methods that cross-origin requests can use; `*` for every one.
    pub(crate) fn names(&self) -> Vec<&str> {
        match self {
            Serves::Methods(methods) => methods.names(),
            Serves::Any(CrossOriginMethods::All) => vec!["*"],
            Serves::Any(CrossOriginMethods::Only(methods)) => methods.iter().map(Method::as_str).collect(),
        }
    }

    /// Whether cross-origin requests can use a method that is served.
    pub(super) fn allows_cross_origin(&self, method: &Method) -> bool {
        match self {
            Serves::Methods(_) | Serves::Any(CrossOriginMethods::All) => true,
            Serves::Any(CrossOriginMethods::Only(methods)) => {
                methods.contains(method) || *method == Method::HEAD && methods.contains(&Method::GET)
            }
        }
    }

    /// Whether a cross-origin request from any origin reaches what serves it, with a method that cross-origin requests can use.
    pub(super) fn serves_unenforced(&self, policy: &DeclaredPolicy) -> bool {
        let serves_safe = self.is_any() || self.by_name().intersects(MethodSet::SAFE);
        policy.is_unenforced() || serves_safe && !policy.enforces(&Method::GET)
    }

    /// Whether a cross-origin request reaches what serves it with a method that it cannot use, because the policy does not
    /// enforce that method.
    pub(super) fn leaves_unenforced(&self, policy: &DeclaredPolicy) -> bool {
        match self {
            Serves::Methods(_) | Serves::Any(CrossOriginMethods::All) => false,
            Serves::Any(CrossOriginMethods::Only(_)) => {
                policy.is_unenforced() || !policy.enforces(&Method::GET) && !self.allows_cross_origin(&Method::GET)
            }
        }
    }
}
