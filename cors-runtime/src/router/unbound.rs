//! Predicates that wait for the router's state.

use super::defined_at::DefinedAt;
use crate::policy::{BoundPredicate, Predicate, Scope};
use std::any::{Any, TypeId};
use std::sync::Arc;

/// The predicate of a handler before [`with_state`](super::CorsRouter::with_state).
#[derive(Clone)]
pub(super) struct Unbound {
    defined_at: DefinedAt,
    predicate: Arc<Predicate>,
}

impl Unbound {
    /// # Panics
    ///
    /// If the predicate takes another state than the router's.
    #[track_caller]
    pub(super) fn of(defined_at: DefinedAt, predicate: Predicate, (state, has): (TypeId, &str)) -> Unbound {
        let (name, takes) = (predicate.name(), predicate.state_name());
        assert!(
            predicate.fits(state),
            "{defined_at} takes its origins from `dynamic({name})`, and `{name}` takes `State<{takes}>`, but the state of this router \
             is `{has}`; let `{name}` take `State<{has}>`"
        );
        Unbound { defined_at, predicate: Arc::new(predicate) }
    }

    pub(super) fn bind(&self, state: &dyn Any, scope: Scope) -> Option<BoundPredicate> {
        self.predicate.bind(state, scope)
    }

    #[track_caller]
    pub(super) fn report(&self) -> ! {
        let (defined_at, name) = (self.defined_at, self.predicate.name());
        panic!(
            "{defined_at} takes its origins from `dynamic({name})`, which has no state yet; call `.with_state(...)` on the \
             `CorsRouter`, before it becomes an `axum::Router`"
        )
    }
}
