//! What a router binds to the statics that name origins at run time.

use super::build_fault::BuildFault;
use super::origins::Origins;
use super::predicate::{RouterPredicate, Scope};
use std::any::Any;
use std::panic::Location;
use std::ptr;
use std::sync::Arc;

/// What names the origins of a static on one router.
#[derive(Clone)]
pub(crate) enum Named {
    List(Arc<ListBinding>),
    Predicate(RouterPredicate),
}

/// A list, and where it is bound.
pub(crate) struct ListBinding {
    pub(crate) origins: Vec<String>,
    pub(crate) at: &'static Location<'static>,
}

impl Named {
    /// Whether both are from one binding, with one state.
    pub(crate) fn is(&self, other: &Named) -> bool {
        match (self, other) {
            (Named::List(own), Named::List(other)) => Arc::ptr_eq(own, other),
            (Named::Predicate(own), Named::Predicate(other)) => own.is(other),
            _ => false,
        }
    }

    /// Gives a predicate the state of its router, if it still lacks it.
    pub(crate) fn bind_state(&mut self, state: &dyn Any, scope: Scope) {
        if let Named::Predicate(predicate) = self {
            predicate.bind(state, scope);
        }
    }
}

/// A binding of a static on a router.
#[derive(Clone)]
struct Binding {
    origins: &'static Origins,
    at: &'static Location<'static>,
    named: Named,
    /// Whether a route of the router takes its origins from it.
    is_used: bool,
}

/// The bindings of a router.
#[derive(Clone, Default)]
pub(crate) struct Bindings {
    bindings: Vec<Binding>,
    /// Bindings of merged and nested routers that none of their routes uses.
    unused: Vec<UnusedBinding>,
}

/// A binding that no route uses, and where it is.
#[derive(Clone, Copy)]
pub(crate) struct UnusedBinding {
    pub(crate) origins: &'static Origins,
    pub(crate) at: &'static Location<'static>,
}

impl UnusedBinding {
    pub(crate) fn fault(self) -> BuildFault {
        BuildFault::UnusedBinding { origins: self.origins.name(), file: self.at.file(), line: self.at.line() }
    }
}

impl Bindings {
    /// # Panics
    ///
    /// If the router has a binding of the static.
    #[track_caller]
    pub(crate) fn add(&mut self, origins: &'static Origins, named: Named) {
        let at = Location::caller();
        if let Some(known) = self.bindings.iter().find(|known| ptr::eq(known.origins, origins)) {
            panic!(
                "`{}` is bound twice on one router, at {known} and {at}\n\nhelp: remove the call at {known} or the one at {at}; to \
                 bind it differently for some routes, bind it on a router of their own and merge that",
                origins.name(),
                known = place(known.at),
                at = place(at),
            );
        }
        self.bindings.push(Binding { origins, at, named, is_used: false });
    }

    pub(crate) fn find(&self, origins: &'static Origins) -> Option<&Named> {
        self.bindings.iter().find(|known| ptr::eq(known.origins, origins)).map(|binding| &binding.named)
    }

    /// Finds the binding of a static for a route, which uses it.
    pub(crate) fn take(&mut self, origins: &'static Origins) -> Option<Named> {
        let binding = self.bindings.iter_mut().find(|known| ptr::eq(known.origins, origins))?;
        binding.is_used = true;
        Some(binding.named.clone())
    }

    /// Adds the unused bindings of a router whose routes move to this one.
    pub(crate) fn add_unused(&mut self, other: &Bindings) {
        self.unused.extend(other.unused());
    }

    pub(crate) fn unused(&self) -> impl Iterator<Item = UnusedBinding> + '_ {
        let own = self.bindings.iter().filter(|binding| !binding.is_used);
        let own = own.map(|binding| UnusedBinding { origins: binding.origins, at: binding.at });
        self.unused.iter().copied().chain(own)
    }

    pub(crate) fn bind_state(&mut self, state: &dyn Any, scope: Scope) {
        for binding in &mut self.bindings {
            binding.named.bind_state(state, scope);
        }
    }
}

fn place(at: &Location<'_>) -> String {
    format!("{}:{}", at.file(), at.line())
}
