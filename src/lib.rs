#![doc = include_str!("../README.md")]
//!
//! # In this documentation
//!
//! - [`guide`]: the pages of the guide, [each message of the browsers' consoles](guide::browser_errors), [recipes](guide::recipes), and a
//!   [catalogue of diagnostics](guide::diagnostics)
//! - [`#[cors]`](macro@cors): the attribute, its keys and what does not compile
//! - [`CorsRouter`]: the router; [`Policy`]: named policies; [`Origins`]: origins that are named at run time
//!
//! # Features
//!
//! | feature | what it adds |
//! |---|---|
//! | `tokio` (default) | `axum::serve(listener, cors_router)`, and [`CorsRouter::into_make_service_with_connect_info`] |
//! | `tracing` (default) | events with the target `handler_cors`: see [roll-out](guide::production#reading-reports) |
//! | `axum-extra` | the headers that axum-extra's `TypedHeader` and `Cached` read are allowed by themselves, and a warning for handlers that read cookies under a policy without `credentials` |
//! | `axum-extra-cookie-signed`, `axum-extra-cookie-private` | the warning for those jars too |
//! | `public-suffixes` | operators can name wildcards within `https://*`: the Public Suffix List is in the program, some 200 KB |
//! | `testing` | [`testing::Browser`], what a page sees; [`testing::probe`], what a deployment makes of it |
//! | `serde` | `Serialize` and `Deserialize` for the [`surface`], and for the reports of `testing::probe` |

// docs.rs says which feature an item needs. It sets `docsrs` by itself.
#![cfg_attr(docsrs, feature(doc_cfg))]

// Only for the documentation: a user's build does not read it.
#[cfg(any(doc, doctest))]
pub mod guide;

pub use handler_cors_macros::cors;
pub use handler_cors_runtime::{
    AllFit, AsService, AxumApplication, AxumHandler, BuildError, BuildFault, CorsMethodRouter, CorsRouter, CorsService,
    Enforcement, Explanation, Handlers, IntoCorsRouter, IntoFallback, IntoService, InvalidOrigin, LayeredHandler,
    MethodList, Methods, Origin, OriginList, Original, Origins, OriginsFrom, Policy, PolicyForMethods, Predicate,
    PredicateFuture, PredicateResult, PredicateState, ReadsCookies, ReadsHeaders, Reason, RegisterWithCorsRouter,
    Report, ReportAction, RequestInfo, ResponseFuture, RoutableService, ServiceUnderPolicy, surface,
};

#[cfg(feature = "testing")]
#[doc(inline)]
pub use handler_cors_testing as testing;

#[doc(hidden)]
pub use handler_cors_runtime::__private;

// Not a part of `__private`, so that messages of rustc name its types without their paths.
#[doc(hidden)]
pub use handler_cors_runtime::method_names as __method_names;
