//! Origins that only code can tell: the predicates that are bound to a router.
//!
//! Programs without a predicate compile nothing that calls one.

use super::origin::Origin;
use super::request_info::{Head, RequestInfo};
use crate::box_future::BoxFuture;
use crate::reason::Reason;
use axum::extract::{FromRef, State};
use pin_project_lite::pin_project;
use std::any::Any;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::ptr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};

/// Calls a predicate. `Err` says why the origin is not allowed.
type Call = Arc<dyn Fn(Origin, Head<'_>) -> BoxFuture<Result<(), Reason>> + Send + Sync>;
/// `None` if the state is of another type.
type Bind = dyn Fn(&dyn Any) -> Option<Call> + Send + Sync;

/// A function or closure that decides on origins: what [`CorsRouter::bind_predicate`](crate::CorsRouter::bind_predicate) takes.
///
/// It is async, and takes an [`Origin`], perhaps a [`RequestInfo`], and perhaps a `State<T>`, in this order. `Shape` is inferred.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a predicate",
    label = "predicates are async and take an `Origin`, then a `RequestInfo` or a `State<...>` or both",
    note = "write `async fn predicate(origin: handler_cors::Origin) -> bool`, `async fn predicate(origin: Origin, State(part): State<Part>) -> bool` or `async fn predicate(origin: Origin, request: RequestInfo, State(part): State<Part>) -> bool`",
    note = "it is passed by its name, without a call: write `.bind_predicate(&ORIGINS, predicate)`",
    note = "a closure says the type of its arguments: write `async |origin: handler_cors::Origin| ...`",
    note = "for a list of origins, write `.bind_origins(&ORIGINS, origins)`"
)]
pub trait Predicate<Shape> {
    #[doc(hidden)]
    type State;
    #[doc(hidden)]
    type Returned;
    /// Whether it takes a `RequestInfo`.
    #[doc(hidden)]
    const SEES_REQUEST: bool = false;

    #[doc(hidden)]
    fn call(&self, origin: Origin, head: Head<'_>, state: Self::State) -> Self::Returned;
}

impl<F: Fn(Origin) -> Fut, Fut> Predicate<fn() -> Fut> for F {
    type State = NoState;
    type Returned = Fut;

    fn call(&self, origin: Origin, _head: Head<'_>, _state: NoState) -> Fut {
        self(origin)
    }
}

impl<F: Fn(Origin, RequestInfo) -> Fut, Fut> Predicate<fn(RequestInfo) -> Fut> for F {
    type State = NoState;
    type Returned = Fut;

    const SEES_REQUEST: bool = true;

    fn call(&self, origin: Origin, head: Head<'_>, _state: NoState) -> Fut {
        self(origin, RequestInfo::of(head))
    }
}

impl<F: Fn(Origin, State<T>) -> Fut, T, Fut> Predicate<fn(State<T>) -> Fut> for F {
    type State = State<T>;
    type Returned = Fut;

    fn call(&self, origin: Origin, _head: Head<'_>, state: State<T>) -> Fut {
        self(origin, state)
    }
}

impl<F: Fn(Origin, RequestInfo, State<T>) -> Fut, T, Fut> Predicate<fn(RequestInfo, State<T>) -> Fut> for F {
    type State = State<T>;
    type Returned = Fut;

    const SEES_REQUEST: bool = true;

    fn call(&self, origin: Origin, head: Head<'_>, state: State<T>) -> Fut {
        self(origin, RequestInfo::of(head), state)
    }
}

/// The state of a predicate that takes none.
#[doc(hidden)]
#[derive(Debug)]
pub struct NoState;

/// What a predicate takes of the state of a router.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "the predicate takes `{Self}`, which a router with the state `{S}` does not have",
    label = "this predicate has no state here",
    note = "take the state of the router, `State<{S}>`, or a part of it that implements `FromRef<{S}>`"
)]
pub trait PredicateState<S>: Sized {
    fn of(state: &S) -> Self;
}

#[diagnostic::do_not_recommend]
impl<S> PredicateState<S> for NoState {
    fn of(_state: &S) -> Self {
        NoState
    }
}

#[diagnostic::do_not_recommend]
impl<S, T: FromRef<S>> PredicateState<S> for State<T> {
    fn of(state: &S) -> Self {
        State(T::from_ref(state))
    }
}

/// The future that a predicate returns.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "predicates must be `async fn`, but this one returns `{Self}`",
    label = "not an `async fn`",
    note = "write `async fn` instead of `fn`"
)]
pub trait PredicateFuture: Future<Output = Self::Result> {
    type Result;
}

#[diagnostic::do_not_recommend]
impl<F: Future> PredicateFuture for F {
    type Result = F::Output;
}

/// The result of a predicate: `bool`, or a `Result` of it, whose errors deny.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "predicates must return `bool` or `Result<bool, E>`, but this one returns `{Self}`",
    label = "neither `bool` nor `Result<bool, E>` where `E: Display`",
    note = "write `async fn predicate(origin: handler_cors::Origin) -> bool`"
)]
pub trait PredicateResult {
    fn result(self, origins: &'static str) -> Result<(), Reason>;
}

#[diagnostic::do_not_recommend]
impl PredicateResult for bool {
    fn result(self, _origins: &'static str) -> Result<(), Reason> {
        if self { Ok(()) } else { Err(Reason::PredicateDenied) }
    }
}

#[diagnostic::do_not_recommend]
impl<E: fmt::Display> PredicateResult for Result<bool, E> {
    fn result(self, origins: &'static str) -> Result<(), Reason> {
        match self {
            Ok(allowed) => allowed.result(origins),
            Err(error) => {
                report_error(origins, &error);
                Err(Reason::PredicateFailed)
            }
        }
    }
}

/// Nothing but the event tells the error: its text is the application's.
#[cfg(feature = "tracing")]
fn report_error(origins: &str, error: &dyn fmt::Display) {
    tracing::error!(target: "handler_cors", origins, error = %error, "predicate failed");
}

#[cfg(not(feature = "tracing"))]
fn report_error(_origins: &str, _error: &dyn fmt::Display) {}

/// A predicate on its way to the requests: it may still lack the state of the router.
#[derive(Clone)]
pub(crate) struct RouterPredicate {
    bind: Arc<Bind>,
    bound: Option<BoundPredicate>,
    sees_request: bool,
}

impl RouterPredicate {
    /// The predicate of the static `origins` on a router with the state `S`.
    pub(crate) fn new<S, F, Shape>(origins: &'static str, predicate: F) -> RouterPredicate
    where
        S: Clone + Send + Sync + 'static,
        F: Predicate<Shape, State: PredicateState<S>> + Send + Sync + 'static,
        F::Returned: PredicateFuture<Result: PredicateResult> + Send + 'static,
    {
        let predicate = Arc::new(predicate);
        let bind = move |state: &dyn Any| {
            let (state, predicate) = (state.downcast_ref::<S>()?.clone(), predicate.clone());
            let call: Call = Arc::new(move |origin, head| {
                let call = || predicate.call(origin, head, F::State::of(&state));
                let returned = catch_unwind(AssertUnwindSafe(call)).ok();
                Box::pin(FailClosed { future: returned.map(|future| async move { future.await.result(origins) }) })
            });
            Some(call)
        };
        RouterPredicate { bind: Arc::new(bind), bound: None, sees_request: F::SEES_REQUEST }
    }

    /// Gives it the state of its router, if it still lacks it.
    pub(crate) fn bind(&mut self, state: &dyn Any, scope: Scope) {
        if self.bound.is_none() {
            self.bound = self.bound_to(state, scope);
        }
    }

    /// With its state; that of a router which is built is `()`.
    pub(crate) fn bound(&self) -> Option<BoundPredicate> {
        self.bound.clone().or_else(|| self.bound_to(&(), Scope::NONE))
    }

    fn bound_to(&self, state: &dyn Any, scope: Scope) -> Option<BoundPredicate> {
        let (predicate, sees_request) = (self.bind.clone(), self.sees_request);
        Some(BoundPredicate { call: (self.bind)(state)?, scope, predicate, sees_request })
    }

    /// Whether both are from one call of `bind_predicate`, with one state.
    pub(crate) fn is(&self, other: &RouterPredicate) -> bool {
        let scope = |predicate: &RouterPredicate| predicate.bound.as_ref().map(|bound| bound.scope);
        ptr::addr_eq(Arc::as_ptr(&self.bind), Arc::as_ptr(&other.bind)) && scope(self) == scope(other)
    }
}

/// One call of `with_state`. One predicate may return different results for the states of two calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scope(u64);

impl Scope {
    /// Without a call: the predicate needs no state.
    pub(crate) const NONE: Scope = Scope(0);

    pub(crate) fn new() -> Scope {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Scope(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// A predicate with its state.
#[derive(Clone)]
pub(crate) struct BoundPredicate {
    call: Call,
    scope: Scope,
    /// Tells predicates apart.
    predicate: Arc<Bind>,
    sees_request: bool,
}

impl BoundPredicate {
    pub(crate) fn call(&self, origin: Origin, head: Head<'_>) -> BoxFuture<Result<(), Reason>> {
        (self.call)(origin, head)
    }

    /// Whether it may return different results for different requests from one origin.
    pub(crate) fn sees_request(&self) -> bool {
        self.sees_request
    }

    /// Whether what one returns holds for the other.
    pub(crate) fn is(&self, other: &BoundPredicate) -> bool {
        ptr::addr_eq(Arc::as_ptr(&self.predicate), Arc::as_ptr(&other.predicate)) && self.scope == other.scope
    }
}

impl fmt::Debug for BoundPredicate {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BoundPredicate").field(&self.scope).finish()
    }
}

pin_project! {
    /// The future of a predicate. A panic denies; the panic hook has reported it by then.
    #[project = FailClosedProjection]
    struct FailClosed<F> {
        // `None` after a panic: what is left of the future must not be polled again.
        #[pin]
        future: Option<F>,
    }
}

impl<F: Future<Output = Result<(), Reason>>> Future for FailClosed<F> {
    type Output = Result<(), Reason>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let FailClosedProjection { mut future } = self.project();
        let Some(running) = future.as_mut().as_pin_mut() else {
            return Poll::Ready(Err(Reason::PredicatePanicked));
        };
        catch_unwind(AssertUnwindSafe(|| running.poll(cx))).unwrap_or_else(|_panic| {
            future.set(None);
            Poll::Ready(Err(Reason::PredicatePanicked))
        })
    }
}
