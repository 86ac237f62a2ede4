//! The router: handlers, services and applications under their policies, with all layers inside CORS.

// First, so that rustdoc begins with what is in it.
mod cors_router;

mod application;
mod as_axum;
mod asked;
mod bind;
mod bounds;
mod build;
mod configure;
#[cfg(feature = "tokio")]
mod connect_info;
mod defined_at;
mod embed;
mod empty;
mod endpoint;
mod engine;
mod fallback;
mod guard;
mod guarded;
mod handler;
mod handler_future;
mod has_fallback;
mod late;
mod layers;
mod method_router;
mod methods;
mod mounted;
mod nested_path;
mod own_layer;
mod parts;
mod path;
mod recipe;
mod registered;
mod registration;
mod request_headers;
mod respond;
mod serve;
mod served;
mod service;
mod shadow;
mod state;
mod surface;

pub use bounds::{AxumApplication, AxumHandler, MethodList, OriginList, RoutableService};
pub use build::BuildError;
pub use cors_router::{CorsRouter, IntoCorsRouter};
pub use fallback::IntoFallback;
pub use handler::{AllFit, Handlers, LayeredHandler, Original, RegisterWithCorsRouter, method_names};
pub use method_router::{CorsMethodRouter, Methods};
pub use request_headers::{ReadsCookies, ReadsHeaders};
pub use serve::{AsService, IntoService, ResponseFuture};
pub use service::{CorsService, PolicyForMethods, ServiceUnderPolicy};

/// The part of the crate's `__private` that is here.
pub(crate) mod __private {
    pub use super::handler::method_names::*;
    pub use super::handler::{DeclaredHandler, not_callable, register};
    pub use super::request_headers::{Cookies, Probe, ReadsNothing};
}
