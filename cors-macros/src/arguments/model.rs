//! The arguments as types that keep the site of everything an error may be about.

use super::key::{Key, Target};
use crate::diagnostics::Site;
use handler_cors_policy::Exemption;
use syn::{Attribute, Expr, ExprPath, Path};

/// The arguments of `#[cors(...)]`. A key that is missing, or whose value cannot be read at all, is `None`.
#[derive(Default)]
pub(crate) struct Arguments {
    /// What the attribute declares; `None` on an item that it cannot be on.
    pub(crate) target: Option<Target>,
    /// All arguments; `None` if there are none.
    pub(crate) site: Option<Site>,
    /// The keys that are written, whether their values can be read or not.
    pub(crate) keys: Vec<(Key, Site)>,
    pub(crate) origins: Option<Origins>,
    pub(crate) methods: Option<List<Name>>,
    pub(crate) headers: Option<List<Name>>,
    pub(crate) expose: Option<List<Name>>,
    pub(crate) credentials: Option<Site>,
    /// In seconds.
    pub(crate) max_age: Option<(u64, Site)>,
    pub(crate) enforce: bool,
    /// A named policy.
    pub(crate) policy: Option<Path>,
    pub(crate) within: Option<List<Origin>>,
    pub(crate) always: Option<List<Origin>>,
    /// The name of an environment variable.
    pub(crate) env: Option<String>,
    pub(crate) default: Option<List<Origin>>,
    pub(crate) dangerously: Option<List<(Exemption, Site)>>,
    /// The path of the facade crate.
    pub(crate) facade: Option<Path>,
}

/// The value of `origins`.
pub(crate) enum Origins {
    Listed(List<Origin>),
    /// A static `Origins`.
    Static(ExprPath),
}

/// The elements of a list that can be read.
pub(crate) struct List<T> {
    pub(crate) elements: Vec<T>,
    /// Whether all elements can be read.
    pub(crate) is_complete: bool,
    /// The key.
    pub(crate) site: Site,
}

/// An element of `origins`, `within`, `always` or `default`.
pub(crate) struct Origin {
    /// The value of a string literal. `None` for a constant, whose value only const evaluation knows.
    pub(crate) literal: Option<String>,
    pub(crate) expr: Expr,
    pub(crate) cfgs: Vec<Attribute>,
    pub(crate) site: Site,
}

/// A method or a header name, as it is written.
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) site: Site,
}

impl<T> List<T> {
    /// The elements; none if the list is missing.
    pub(crate) fn elements_of(list: Option<&List<T>>) -> &[T] {
        list.map_or(&[], |list| &list.elements)
    }
}

impl Origin {
    pub(crate) fn is_constant(&self) -> bool {
        self.literal.is_none()
    }
}

impl Arguments {
    pub(crate) fn has(&self, key: Key) -> bool {
        self.keys.iter().any(|(written, _)| *written == key)
    }

    /// The list of origins, or of their bounds, if there is one.
    pub(crate) fn origin_list(&self) -> Option<&List<Origin>> {
        match (self.target, &self.origins) {
            (Some(Target::Origins), _) => self.within.as_ref(),
            (_, Some(Origins::Listed(list))) => Some(list),
            (_, Some(Origins::Static(_)) | None) => None,
        }
    }

    /// All lists of origins.
    pub(crate) fn origin_lists(&self) -> impl Iterator<Item = &List<Origin>> {
        [self.origin_list(), self.always.as_ref(), self.default.as_ref()].into_iter().flatten()
    }

    /// The elements of `dangerously(...)`.
    pub(crate) fn exemptions(&self) -> &[(Exemption, Site)] {
        List::elements_of(self.dangerously.as_ref())
    }

    /// The site of an exemption, if it is written.
    pub(crate) fn exemption_site(&self, exemption: Exemption) -> Option<Site> {
        self.exemptions().iter().find(|(written, _)| *written == exemption).map(|(_, site)| *site)
    }

    pub(crate) fn is_exempt(&self, exemption: Exemption) -> bool {
        self.exemption_site(exemption).is_some()
    }

    /// Whether the policy enforces nothing, as plain CORS.
    pub(crate) fn is_unenforced(&self) -> bool {
        self.is_exempt(Exemption::Unenforced)
    }
}
