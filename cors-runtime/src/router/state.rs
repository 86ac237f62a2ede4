//! The state of a router.

/// What axum requires of a router's state, as one bound: expansions are checked in less time.
#[doc(hidden)]
pub trait State: Clone + Send + Sync + 'static {}

impl<S: Clone + Send + Sync + 'static> State for S {}
