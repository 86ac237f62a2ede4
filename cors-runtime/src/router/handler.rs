//! The types through which a `#[cors]` handler reaches the router.
//!
//! Registration goes in two steps so that every error is the precise one. [`Handlers`] looks at the shape alone: one
//! handler, or a tuple of them. [`AllFit`] then checks that each handler fits the router's state; each has exactly
//! one impl that can match, so that rustc reports the extractor that does not fit, and not the whole handler.

mod arguments;
mod layered;
pub mod method_names;
mod register;
mod tuple;
mod under_policy;

use super::defined_at::DefinedAt;
use super::endpoint;
use super::registration::Registration;
use super::request_headers::takes_body;
use super::state::State;
use crate::decide::Serves;
use crate::never::Never;
use crate::policy::RequestHeaders;
use method_names::{Flags, MethodFlags};
use std::sync::Arc;

use arguments::Extract;
pub use arguments::Original;
pub use layered::LayeredHandler;
pub use register::{DeclaredHandler, RegisterWithCorsRouter, not_callable, register};
pub(super) use tuple::Disjoint;

/// What [`CorsRouter::route`](crate::CorsRouter::route) takes: a `#[cors]` handler, axum handlers or a service under a policy, or
/// a tuple of up to eight of these.
///
/// `#[cors]` handlers, [`CorsMethodRouter`](crate::CorsMethodRouter) and [`CorsService`](crate::CorsService) implement it; `Shape`
/// is inferred.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be registered with `CorsRouter::route`",
    label = "neither the name of a `#[cors]` handler nor under a policy",
    note = "write `POLICY.get(handler)` or `POLICY.service(service)`, with `#[handler_cors::cors(origins = [\"https://app.example.com\"])] static POLICY: handler_cors::Policy;`",
    note = "a `#[cors]` handler is registered by its name, without a call and without `get(...)`: write `.route(path, handler)`, and `.route(path, (handler, other))` for several",
    note = "without CORS, write `.merge(axum::Router::new().route(path, get(handler)))`"
)]
pub trait Handlers<Shape> {
    /// The types of the handlers.
    #[doc(hidden)]
    type List;

    /// The handlers.
    #[doc(hidden)]
    fn list(self) -> Self::List;
}

impl<H, Arguments, F, Methods> Handlers<fn() -> (Arguments, F, Methods)> for H
where
    H: Fn() -> RegisterWithCorsRouter<Arguments, F, Methods>,
{
    type List = RegisterWithCorsRouter<Arguments, F, Methods>;

    fn list(self) -> Self::List {
        self()
    }
}

// For rustc's message: see `Never`.
impl<H, Arguments, F, Methods> Handlers<fn(Never) -> (Arguments, F, Methods)> for H
where
    H: Fn(Never) -> RegisterWithCorsRouter<Arguments, F, Methods>,
{
    type List = RegisterWithCorsRouter<Arguments, F, Methods>;

    fn list(self) -> Self::List {
        self(Never)
    }
}

/// Handlers whose extractors all fit the state `S`. `M` is inferred.
pub trait AllFit<M, S> {
    /// Hands each handler to the router.
    #[doc(hidden)]
    fn register(self, registrations: &mut Vec<Registration<S>>);
}

impl<Arguments, F, Methods, M, S> AllFit<M, S> for RegisterWithCorsRouter<Arguments, F, Methods>
where
    Arguments: Extract<M, S>,
    F: Original<Arguments>,
    Methods: MethodFlags,
    M: 'static,
    S: State,
{
    fn register(self, registrations: &mut Vec<Registration<S>>) {
        let RegisterWithCorsRouter { original, declared, .. } = self;
        let &DeclaredHandler { name, file, line, policy, reads } = declared;
        let serves = Serves::Methods(<Methods::Flags as Flags>::SET);
        registrations.push(Registration {
            defined_at: DefinedAt { name, file, line },
            serves: serves.clone(),
            policy,
            request_headers: RequestHeaders { arguments: reads, body: takes_body::<M>() },
            make: Arc::new(move |guard, state| {
                endpoint::routed(&serves, guard, state, move |request, state, policy| {
                    Arguments::respond(original, request, state, policy)
                })
            }),
        });
    }
}
