#![doc = include_str!("../README.md")]

pub use handler_cors_macros::cors;
pub use handler_cors_runtime::{AllFit, CorsRouter, Handlers, ReadsHeaders, RegisterWithCorsRouter};

#[doc(hidden)]
pub use handler_cors_runtime::__private;
