//! The types through which a `#[cors]` handler reaches the router.
//!
//! Registration goes in two steps so that every error is the precise one. [`Handlers`] looks at the shape alone: one
//! handler, or a tuple of them. [`AllFit`] then checks that each handler fits the router's state; each has exactly
//! one impl that can match, so that rustc reports the extractor that does not fit, and not the whole handler.

pub(crate) mod calls;
pub mod method_names;
mod tuple;

use super::defined_at::DefinedAt;
use super::endpoint::Routing;
use super::registration::Registration;
use super::request_headers::takes_body;
use super::state::State;
use crate::never::Never;
use crate::policy::{ArgumentHeaders, DeclaredPolicy, RequestHeaders};
use axum::routing::MethodRouter;
use method_names::{Flags, MethodFlags};
use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

pub(crate) use tuple::Disjoint;

/// The return type of the function that has a `#[cors]` handler's name. The handler is registered with
/// [`CorsRouter::route`](crate::CorsRouter::route), which routes it for its declared methods and responds to its preflights.
///
/// It is not a future, so that `axum::routing::get(handler)`, without preflights, does not compile.
#[must_use = "a `#[cors]` handler is registered with `CorsRouter::route`"]
pub struct RegisterWithCorsRouter<H>(PhantomData<fn() -> H>);

/// Nothing implements it. Its message replaces "is not a future" where a handler is awaited, or where `#[debug_handler]` above
/// `#[cors]` makes a copy that calls it.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is a `#[cors]` handler, which is registered, not called",
    label = "register it with `CorsRouter::route`",
    note = "in a unit test, call the handler itself: `{Self}::call(...)`",
    note = "`#[debug_handler]` goes below `#[cors(...)]`, not above it"
)]
pub trait Called {}

impl<H: Called> Future for RegisterWithCorsRouter<H> {
    type Output = Infallible;

    fn poll(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<Infallible> {
        Poll::Pending
    }
}

impl<H> fmt::Debug for RegisterWithCorsRouter<H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RegisterWithCorsRouter")
    }
}

/// The body of the function of a handler's name.
#[doc(hidden)]
pub const fn register<H>() -> RegisterWithCorsRouter<H> {
    RegisterWithCorsRouter(PhantomData)
}

/// The declaration of a handler, for every state.
#[doc(hidden)]
pub trait Handler: 'static {
    type Methods: MethodFlags;
    const READS: ArgumentHeaders = &[];
    fn declared() -> Declared;
}

/// The result of [`Handler::declared`], in one item: each item of an expansion costs time at every check of the user's crate.
#[doc(hidden)]
#[derive(Debug)]
pub struct Declared {
    pub name: &'static str,
    pub file: &'static str,
    pub line: u32,
    pub policy: &'static DeclaredPolicy,
}

/// A handler whose extractors fit the state `S`.
#[doc(hidden)]
pub trait Fits<M, S>: Handler {
    fn route(to: Routing<S>) -> MethodRouter<S>;
}

/// One `#[cors]` handler, or a tuple of up to eight, for [`CorsRouter::route`](crate::CorsRouter::route).
///
/// The attribute implements it; `Shape` is inferred.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a `#[cors]` handler or a tuple of them",
    label = "no CORS policy",
    note = "put `#[cors(origins = [...], methods = [...])]` on the handler, and pass its name, without a call and without `get(...)`,\nor register it on a plain `axum::Router` and `.merge(...)` that: its routes have no CORS headers"
)]
pub trait Handlers<Shape> {
    /// The handlers as types.
    #[doc(hidden)]
    type List;
}

impl<F: Fn() -> RegisterWithCorsRouter<H>, H> Handlers<fn() -> H> for F {
    type List = One<H>;
}

// For rustc's message: see `Never`.
impl<F: Fn(Never) -> RegisterWithCorsRouter<H>, H> Handlers<fn(Never) -> H> for F {
    type List = One<H>;
}

/// Handlers whose extractors all fit the state `S`. The attribute implements it; `M` is inferred.
pub trait AllFit<M, S> {
    /// Hands each handler to the router.
    #[doc(hidden)]
    fn register(add: &mut dyn FnMut(Registration<S>));
}

/// A list of one handler.
#[doc(hidden)]
#[derive(Debug)]
pub struct One<H>(PhantomData<fn() -> H>);

impl<H, M, S> AllFit<M, S> for One<H>
where
    H: Fits<M, S>,
    M: 'static,
    S: State,
{
    fn register(add: &mut dyn FnMut(Registration<S>)) {
        let Declared { name, file, line, policy } = H::declared();
        add(Registration {
            defined_at: DefinedAt { name, file, line },
            methods: <H::Methods as MethodFlags>::Flags::SET,
            policy,
            request_headers: RequestHeaders { arguments: H::READS, body: takes_body::<M>() },
            route: H::route,
        });
    }
}
