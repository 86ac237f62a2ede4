#![doc = include_str!("../README.md")]

pub use handler_cors_macros::cors;
pub use handler_cors_runtime::{
    AllFit, CorsRouter, Enforcement, Explanation, Handlers, InvalidOrigin, Origin, Origins, OriginsError, Policy,
    ReadsCookies, ReadsHeaders, Reason, RegisterWithCorsRouter, surface,
};

#[cfg(feature = "testing")]
pub use handler_cors_runtime::testing;

#[doc(hidden)]
pub use handler_cors_runtime::__private;
