#![doc = include_str!("../README.md")]

pub use handler_cors_macros::cors;
pub use handler_cors_runtime::{AllFit, CorsRouter, Handlers, ReadsHeaders, RegisterWithCorsRouter};

#[cfg(feature = "testing")]
pub use handler_cors_runtime::testing;

#[doc(hidden)]
pub use handler_cors_runtime::__private;
