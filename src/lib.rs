#![doc = include_str!("../README.md")]
// docs.rs says which feature an item needs. It sets `docsrs` by itself.
#![cfg_attr(docsrs, feature(doc_cfg))]

pub use handler_cors_macros::cors;
pub use handler_cors_runtime::{
    AllFit, AsService, AxumHandler, BuildError, BuildFault, CorsMethodRouter, CorsRouter, CorsService, Enforcement,
    Explanation, Handlers, IntoCorsRouter, IntoFallback, IntoService, InvalidOrigin, LayeredHandler, Methods, Origin,
    Original, Origins, OriginsFrom, Policy, PolicyForMethods, Predicate, PredicateFuture, PredicateResult,
    PredicateState, ReadsCookies, ReadsHeaders, Reason, RegisterWithCorsRouter, Report, ReportAction, RequestInfo,
    ResponseFuture, RoutableService, ServiceUnderPolicy, surface,
};

#[cfg(feature = "testing")]
#[doc(inline)]
pub use handler_cors_testing as testing;

#[doc(hidden)]
pub use handler_cors_runtime::__private;

// Not a part of `__private`, so that messages of rustc name its types without their paths.
#[doc(hidden)]
pub use handler_cors_runtime::method_names as __method_names;
