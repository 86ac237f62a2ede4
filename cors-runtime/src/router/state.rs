//! The state of a router.

/// The bounds of axum on a router's state, as one.
#[doc(hidden)]
pub trait State: Clone + Send + Sync + 'static {}

impl<S: Clone + Send + Sync + 'static> State for S {}
