//! The run-time half of `handler-cors`: the decision on a request, the headers on a response, and the axum router that
//! puts both outside everything else. Use it through the `handler-cors` crate, which documents it.
//!
//! Data flows one way: `request` reads facts from the headers, `decision` compares them with a policy, `response` stamps
//! the answer. `path` does the same for preflights, which concern all methods of a path. `handler` and `router` bring axum's
//! handlers and routes there; the decision does not know axum.

mod decision;
mod environment;
mod eventual;
mod explain;
mod gate;
mod handler;
mod matching;
mod method;
mod named;
mod origin;
mod path;
mod policy;
mod predicate;
mod prepared;
mod reads;
mod reason;
mod report;
mod request;
mod response;
mod router;
pub mod surface;

pub use environment::{Origins, OriginsError};
pub use explain::Explanation;
pub use handler::{AllFit, Handlers, RegisterWithCorsRouter};
pub use origin::{InvalidOrigin, Origin};
pub use policy::{Enforcement, Policy};
pub use reads::{ReadsCookies, ReadsHeaders};
pub use reason::Reason;
pub use router::CorsRouter;

/// What the expansion of `#[cors]` names. Not part of the public API: it changes without notice.
#[doc(hidden)]
pub mod __private {
    pub use crate::environment::{Loaded, Origins};
    pub use crate::handler::calls::*;
    pub use crate::handler::single::*;
    pub use crate::handler::{Declared, Fits, Free, Handler, RegisterWithCorsRouter, State, Taken, register};
    pub use crate::named::{constant_origin, named_origins, named_policy};
    pub use crate::policy::{DEFAULTS, Enforcement, Policy, Source};
    pub use crate::predicate::Predicate;
    pub use crate::reads::{Cookies, Probe, Reads, ReadsNothing};
    pub use crate::router::Routing;
    pub use axum::extract::{FromRequest, FromRequestParts};
    pub use axum::response::{IntoResponse, Response};
    pub use axum::routing::MethodRouter;
    pub use handler_cors_policy::{
        ConstExemptions, assert_constant, assert_distinct, assert_enforced, assert_insecure, assert_some, assert_within,
    };
}
