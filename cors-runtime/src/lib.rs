//! The run-time half of `handler-cors`: policies, the decision on a request, and the axum router that applies it outside of all
//! layers. Use it through the `handler-cors` crate, which documents it.
//!
//! Modules import each other in one direction:
//!
//! - `methods`, `reason`, `report`: small vocabularies.
//! - `server_origins`, `settings`: what a router is told beside policies.
//! - `policy`: what the attribute declares and what is compiled from it.
//! - `decide`: one pure function from policies and a request to a decision with its reason. It knows neither axum nor bodies.
//! - `response`, `events`, `explain`: readers of a decision.
//! - `router`: all that knows axum.

#![cfg_attr(docsrs, feature(doc_cfg))]

// `#[inline]` on a function that is neither small nor hot keeps it out of this crate's own machine code: it is compiled in the
// programs that call it. A user's clean build does not pay for `surface`, `explain`, predicates or the reading of variables
// unless the program has them.

mod box_future;
mod decide;
mod events;
mod explain;

mod methods;
mod never;
mod policy;
mod reason;
mod report;
mod response;
mod router;
mod server_origins;
mod settings;

pub use explain::Explanation;
pub use handler_cors_policy::surface;
pub use handler_cors_policy::surface::Enforcement;
pub use policy::{
    BuildFault, InvalidOrigin, Origin, Origins, OriginsFrom, Policy, Predicate, PredicateFuture, PredicateResult,
    PredicateState, RequestInfo,
};
pub use reason::Reason;
pub use report::{Report, ReportAction};
pub use router::{
    AllFit, AsService, AxumApplication, AxumHandler, BuildError, CorsMethodRouter, CorsRouter, CorsService, Handlers,
    IntoCorsRouter, IntoFallback, IntoService, LayeredHandler, MethodList, Methods, OriginList, Original,
    PolicyForMethods, ReadsCookies, ReadsHeaders, RegisterWithCorsRouter, ResponseFuture, RoutableService,
    ServiceUnderPolicy, method_names,
};

/// The items that the expansion of `#[cors]` names. Not part of the public API: it changes without notice.
#[doc(hidden)]
pub mod __private {
    pub use crate::policy::{
        ArgumentHeaders as Reads, DEFAULTS, DeclaredOrigins, DeclaredPolicy, Mentioned, NO_ORIGINS, Origins, Policy,
        Source, declared_policy, default_origins, origins_lists, seal, seal_origins,
    };
    pub use crate::router::__private::*;
    pub use axum::response::{IntoResponse, Response};
    pub use handler_cors_policy::surface::Enforcement;
    pub use handler_cors_policy::{
        ConstExemptions, assert_any_host_within, assert_constant, assert_default, assert_distinct, assert_insecure,
        assert_insecure_within, assert_some, assert_within,
    };
}
