//! Origins that only code can tell: the predicates of `origins = dynamic(path)`.
//!
//! Programs without a predicate name no [`Predicate`], and compile nothing that calls one.

use super::origin::Origin;
use crate::box_future::BoxFuture;
use crate::never::Never;
use crate::reason::Reason;
use axum::extract::State;
use pin_project_lite::pin_project;
use std::any::{Any, TypeId, type_name};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};

/// Calls a predicate. `Err` says why the origin is not allowed.
type Call = Arc<dyn Fn(Origin) -> BoxFuture<Result<(), Reason>> + Send + Sync>;
/// `None` if the state is of another type.
type Bind = Box<dyn Fn(&dyn Any) -> Option<Call> + Send + Sync>;

/// A function that `dynamic` may name, whatever it returns.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a predicate",
    label = "predicates take an `Origin` and a `State`",
    note = "write `async fn ...(origin: Origin, State(app): State<App>) -> bool`, or `_: State<()>` if it needs no state"
)]
pub trait PredicateFn<Shape> {
    type State;
    type Returned;

    fn call(&self, origin: Origin, state: Self::State) -> Self::Returned;
}

impl<F: Fn(Origin, State<D>) -> Fut, D, Fut> PredicateFn<fn(State<D>) -> Fut> for F {
    type State = D;
    type Returned = Fut;

    fn call(&self, origin: Origin, state: D) -> Fut {
        self(origin, State(state))
    }
}

// For rustc's message: see `Never`.
impl<F: Fn(Never) -> Never> PredicateFn<fn(Never) -> Never> for F {
    type State = ();
    type Returned = ();

    fn call(&self, _origin: Origin, _state: ()) {}
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
    note = "write `async fn ...(origin: Origin, state: State<App>) -> bool`"
)]
pub trait PredicateResult {
    fn result(self, predicate: &'static str) -> Result<(), Reason>;
}

#[diagnostic::do_not_recommend]
impl PredicateResult for bool {
    fn result(self, _predicate: &'static str) -> Result<(), Reason> {
        if self { Ok(()) } else { Err(Reason::PredicateDenied) }
    }
}

#[diagnostic::do_not_recommend]
impl<E: fmt::Display> PredicateResult for Result<bool, E> {
    fn result(self, predicate: &'static str) -> Result<(), Reason> {
        match self {
            Ok(allowed) => allowed.result(predicate),
            Err(error) => {
                report_error(predicate, &error);
                Err(Reason::PredicateFailed)
            }
        }
    }
}

/// Nothing but the event tells the error: its text is the application's.
#[cfg(feature = "tracing")]
fn report_error(predicate: &str, error: &dyn fmt::Display) {
    tracing::error!(target: "handler_cors", predicate, error = %error, "predicate failed");
}

#[cfg(not(feature = "tracing"))]
fn report_error(_predicate: &str, _error: &dyn fmt::Display) {}

/// A predicate without its state.
#[doc(hidden)]
pub struct Predicate {
    name: &'static str,
    state: TypeId,
    state_name: &'static str,
    bind: Bind,
}

impl Predicate {
    pub fn of<F, Shape>(name: &'static str, predicate: F) -> Predicate
    where
        F: PredicateFn<Shape> + Clone + Send + Sync + 'static,
        F::State: Clone + Send + Sync + 'static,
        F::Returned: PredicateFuture<Result: PredicateResult> + Send + 'static,
    {
        let bind = move |state: &dyn Any| {
            let (state, predicate) = (state.downcast_ref::<F::State>()?.clone(), predicate.clone());
            let call: Call = Arc::new(move |origin| {
                let (state, predicate) = (state.clone(), predicate.clone());
                let result = async move { predicate.call(origin, state).await.result(name) };
                Box::pin(FailClosed { future: Some(result) })
            });
            Some(call)
        };
        Predicate { name, state: TypeId::of::<F::State>(), state_name: type_name::<F::State>(), bind: Box::new(bind) }
    }

    /// Whether a router with this state has the state that the predicate takes. `()` is always there.
    pub(crate) fn fits(&self, state: TypeId) -> bool {
        self.state == state || self.state == TypeId::of::<()>()
    }

    #[inline]
    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    #[inline]
    pub(crate) fn state_name(&self) -> &'static str {
        self.state_name
    }

    pub(crate) fn bind(&self, state: &dyn Any, scope: Scope) -> Option<BoundPredicate> {
        let call = (self.bind)(state).or_else(|| (self.bind)(&()))?;
        Some(BoundPredicate { call, scope })
    }
}

impl fmt::Debug for Predicate {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Predicate").field("name", &self.name).field("state", &self.state_name).finish_non_exhaustive()
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
    pub(crate) scope: Scope,
}

impl BoundPredicate {
    pub(crate) fn call(&self, origin: Origin) -> BoxFuture<Result<(), Reason>> {
        (self.call)(origin)
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
