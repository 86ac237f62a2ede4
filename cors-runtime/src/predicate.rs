//! Origins that only code can tell: the predicates of `origins = dynamic(path)`.

use crate::origin::Origin;
use crate::reason::Reason;
use crate::report;
use axum::extract::State;
use pin_project_lite::pin_project;
use std::any::{Any, TypeId, type_name};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};

type Asking = Pin<Box<dyn Future<Output = Result<(), Reason>> + Send>>;
type Ask = Arc<dyn Fn(Origin) -> Asking + Send + Sync>;
/// Of a state of another type nothing can be made.
type Bind = Box<dyn Fn(&dyn Any) -> Option<Ask> + Send + Sync>;

/// What a predicate answers: `bool`, or a `Result` of it whose errors refuse.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no answer to whether an origin is admitted",
    label = "a predicate answers `bool`, or `Result<bool, E>` where `E: Display`",
    note = "write `async fn ...(origin: Origin, state: State<App>) -> bool`"
)]
pub trait Answer {
    fn admits(self, predicate: &'static str) -> Result<(), Reason>;
}

impl Answer for bool {
    fn admits(self, _predicate: &'static str) -> Result<(), Reason> {
        if self { Ok(()) } else { Err(Reason::OriginNotAdmitted) }
    }
}

impl<E: fmt::Display> Answer for Result<bool, E> {
    fn admits(self, predicate: &'static str) -> Result<(), Reason> {
        match self {
            Ok(answer) => answer.admits(predicate),
            Err(error) => {
                report::failed(predicate, &error);
                Err(Reason::PredicateFailed)
            }
        }
    }
}

/// A predicate that has no state yet.
#[doc(hidden)]
pub struct Predicate {
    name: &'static str,
    state: TypeId,
    state_name: &'static str,
    bind: Bind,
}

impl Predicate {
    pub fn of<F, D, Fut>(name: &'static str, predicate: F) -> Predicate
    where
        F: Fn(Origin, State<D>) -> Fut + Clone + Send + Sync + 'static,
        D: Clone + Send + Sync + 'static,
        Fut: Future<Output: Answer> + Send + 'static,
    {
        let bind = move |state: &dyn Any| {
            let (state, predicate) = (state.downcast_ref::<D>()?.clone(), predicate.clone());
            let ask: Ask = Arc::new(move |origin| {
                let (state, predicate) = (state.clone(), predicate.clone());
                Box::pin(FailClosed { asking: Some(async move { predicate(origin, State(state)).await.admits(name) }) })
            });
            Some(ask)
        };
        Predicate { name, state: TypeId::of::<D>(), state_name: type_name::<D>(), bind: Box::new(bind) }
    }

    /// Whether a router with the state `S` can give what the predicate takes. `()` needs nothing.
    pub(crate) fn fits<S: 'static>(&self) -> bool {
        [TypeId::of::<S>(), TypeId::of::<()>()].contains(&self.state)
    }

    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    pub(crate) fn state_name(&self) -> &'static str {
        self.state_name
    }

    pub(crate) fn bind<S: 'static>(&self, state: &S, scope: Scope) -> Option<Bound> {
        let ask = (self.bind)(state).or_else(|| (self.bind)(&()))?;
        Some(Bound { ask, scope })
    }
}

impl fmt::Debug for Predicate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Predicate").field("name", &self.name).field("state", &self.state_name).finish_non_exhaustive()
    }
}

/// One call of `with_state`: what the same predicate answers to two of them need not be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Scope(u64);

impl Scope {
    /// No such call: the predicate needs no state.
    pub(crate) const NONE: Scope = Scope(0);

    pub(crate) fn new() -> Scope {
        static NEXT: AtomicU64 = AtomicU64::new(1);
        Scope(NEXT.fetch_add(1, Ordering::Relaxed))
    }
}

/// A predicate with its state.
#[derive(Clone)]
pub(crate) struct Bound {
    ask: Ask,
    pub(crate) scope: Scope,
}

impl Bound {
    /// Whether the origin is admitted. A panic says no.
    pub(crate) fn ask(&self, origin: Origin) -> Asking {
        (self.ask)(origin)
    }
}

impl fmt::Debug for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Bound").field(&self.scope).finish()
    }
}

pin_project! {
    /// The future of a predicate's answer, whose panic is a no. The panic hook has reported it by then.
    struct FailClosed<F> {
        // `None` after a panic: what is left of the future is not to be polled again.
        #[pin]
        asking: Option<F>,
    }
}

impl<F: Future<Output = Result<(), Reason>>> Future for FailClosed<F> {
    type Output = Result<(), Reason>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        const PANICKED: Poll<Result<(), Reason>> = Poll::Ready(Err(Reason::PredicatePanicked));
        let mut asking = self.project().asking;
        let Some(future) = asking.as_mut().as_pin_mut() else { return PANICKED };
        catch_unwind(AssertUnwindSafe(|| future.poll(cx))).unwrap_or_else(|_panic| {
            asking.set(None);
            PANICKED
        })
    }
}
