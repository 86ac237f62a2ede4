//! The data of a handler on its way into the router.

use super::defined_at::DefinedAt;
use super::endpoint::Routing;
use crate::methods::MethodSet;
use crate::policy::{DeclaredPolicy, RequestHeaders};
use axum::routing::MethodRouter;
use std::fmt;

/// A handler of a list, on its way into the router.
#[doc(hidden)]
pub struct Registration<S> {
    pub(super) defined_at: DefinedAt,
    pub(super) methods: MethodSet,
    pub(super) policy: &'static DeclaredPolicy,
    pub(super) request_headers: RequestHeaders,
    pub(super) route: fn(Routing<S>) -> MethodRouter<S>,
}

impl<S> fmt::Debug for Registration<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Registration").field(&self.defined_at).finish()
    }
}
