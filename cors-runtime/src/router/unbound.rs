//! Predicates that wait for the router's state.

use crate::handler::Place;
use crate::predicate::{Bound, Predicate, Scope};
use std::any::{Any, TypeId};
use std::sync::Arc;

/// The predicate of a handler before [`with_state`](super::CorsRouter::with_state).
#[derive(Clone)]
pub(super) struct Unbound {
    place: Place,
    predicate: Arc<Predicate>,
}

impl Unbound {
    /// # Panics
    ///
    /// If the predicate takes another state than the router's.
    #[track_caller]
    pub(super) fn of(place: Place, predicate: Predicate, (state, has): (TypeId, &str)) -> Unbound {
        let (name, takes) = (predicate.name(), predicate.state_name());
        assert!(
            predicate.fits(state),
            "{place} takes its origins from `dynamic({name})`, and `{name}` takes `State<{takes}>`, but the state of this router \
             is `{has}`; let `{name}` take `State<{has}>`"
        );
        Unbound { place, predicate: Arc::new(predicate) }
    }

    pub(super) fn bind(&self, state: &dyn Any, scope: Scope) -> Option<Bound> {
        self.predicate.bind(state, scope)
    }

    #[track_caller]
    pub(super) fn report(&self) -> ! {
        let (place, name) = (self.place, self.predicate.name());
        panic!(
            "{place} takes its origins from `dynamic({name})`, which has no state yet; call `.with_state(...)` on the \
             `CorsRouter`, before it becomes an `axum::Router`"
        )
    }
}
