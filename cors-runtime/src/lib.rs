//! The run-time half of `handler-cors`: the decision on a request, the headers on a response, and the axum router that
//! puts both outside everything else. Use it through the `handler-cors` crate, which documents it.
//!
//! Data flows one way: `request` reads facts from the headers, `decision` compares them with a policy, `response` stamps
//! the answer. `path` does the same for preflights, which concern all methods of a path. `handler` and `router` bring axum's
//! handlers and routes there; the decision does not know axum.

mod decision;
mod handler;
mod method;
mod origins;
mod path;
mod policy;
mod reads;
mod request;
mod response;
mod router;
#[cfg(feature = "testing")]
pub mod testing;

pub use handler::{AllFit, Handlers, RegisterWithCorsRouter};
pub use reads::ReadsHeaders;
pub use router::CorsRouter;

/// What the expansion of `#[cors]` names. Not part of the public API: it changes without notice.
#[doc(hidden)]
pub mod __private {
    pub use crate::handler::calls::*;
    pub use crate::handler::{Fits, Free, Handler, Place, RegisterWithCorsRouter, Serving, Taken, register};
    pub use crate::policy::{Declared, Enforcement, Policy};
    pub use crate::reads::{Probe, Reads, ReadsNothing};
    pub use axum::extract::{FromRequest, FromRequestParts, Request};
    pub use axum::response::{IntoResponse, Response};
    pub use handler_cors_policy::{ConstLifts, require_constant, require_distinct, require_insecure, require_some};
}
