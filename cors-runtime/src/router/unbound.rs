//! Predicates that wait for the router's state.

use crate::handler::Place;
use crate::predicate::{Bound, Predicate, Scope};
use std::any::type_name;
use std::sync::Arc;

/// The predicate of a handler before [`with_state`](super::CorsRouter::with_state).
#[derive(Clone, Debug)]
pub(super) struct Unbound {
    place: Place,
    predicate: Arc<Predicate>,
}

impl Unbound {
    /// # Panics
    ///
    /// If the predicate takes another state than `S`.
    #[track_caller]
    pub(super) fn of<S: 'static>(place: Place, predicate: Predicate) -> Unbound {
        let (name, takes, has) = (predicate.name(), predicate.state_name(), type_name::<S>());
        assert!(
            predicate.fits::<S>(),
            "{place} takes its origins from `dynamic({name})`, and `{name}` takes `State<{takes}>`, but the state of this router \
             is `{has}`; let `{name}` take `State<{has}>`"
        );
        Unbound { place, predicate: Arc::new(predicate) }
    }

    pub(super) fn bind<T: 'static>(&self, state: &T, scope: Scope) -> Option<Bound> {
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
