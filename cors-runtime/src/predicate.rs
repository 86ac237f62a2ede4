//! Origins that only code can tell: the predicates of `origins = dynamic(path)`.
//!
//! All that reads an origin for a predicate, and says why there is none to ask about, is reached through the [`Predicate`]: it is
//! compiled in programs that have one, and nowhere else.

use crate::eventual::Eventual;
use crate::handler::Never;
use crate::origin::Origin;
use crate::policy::Policy;
use crate::reason::Reason;
use crate::report;
use crate::request::OriginHeader;
use axum::extract::State;
use http::HeaderValue;
use pin_project_lite::pin_project;
use std::any::{Any, TypeId, type_name};
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};

/// The value of `Access-Control-Allow-Origin`, or why there is none. A panic says no.
type Asking = Eventual<Result<HeaderValue, Reason>>;
type Ask = Arc<dyn Fn(&Policy, &OriginHeader<'_>) -> Asking + Send + Sync>;
/// Of a state of another type nothing can be made.
type Bind = Box<dyn Fn(&dyn Any) -> Option<Ask> + Send + Sync>;

/// What `dynamic` may name, whatever it answers. Of the second impl nothing holds: without it rustc reports one mismatch of the
/// arguments (E0593, E0631), and proposes a closure, in place of the words below.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no predicate",
    label = "a predicate takes an `Origin` and a `State`",
    note = "write `async fn ...(origin: Origin, State(app): State<App>) -> bool`, or `_: State<()>` if it needs no state"
)]
pub trait Asks<Shape> {
    type State;
    type Answering;

    fn ask(&self, origin: Origin, state: Self::State) -> Self::Answering;
}

impl<F: Fn(Origin, State<D>) -> Fut, D, Fut> Asks<fn(State<D>) -> Fut> for F {
    type State = D;
    type Answering = Fut;

    fn ask(&self, origin: Origin, state: D) -> Fut {
        self(origin, State(state))
    }
}

impl<F: Fn(Never) -> Never> Asks<fn(Never) -> Never> for F {
    type State = ();
    type Answering = ();

    fn ask(&self, _origin: Origin, _state: ()) {}
}

/// What a predicate returns when it is called.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a predicate is an async fn, and this one returns `{Self}` at once",
    label = "no async fn",
    note = "write `async fn` in place of `fn`"
)]
pub trait Answering: Future<Output = Self::Answer> {
    type Answer;
}

#[diagnostic::do_not_recommend]
impl<F: Future> Answering for F {
    type Answer = F::Output;
}

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

#[diagnostic::do_not_recommend]
impl Answer for bool {
    fn admits(self, _predicate: &'static str) -> Result<(), Reason> {
        if self { Ok(()) } else { Err(Reason::OriginNotAdmitted) }
    }
}

#[diagnostic::do_not_recommend]
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
    pub fn of<F, Shape>(name: &'static str, predicate: F) -> Predicate
    where
        F: Asks<Shape> + Clone + Send + Sync + 'static,
        F::State: Clone + Send + Sync + 'static,
        F::Answering: Answering<Answer: Answer> + Send + 'static,
    {
        let bind = move |state: &dyn Any| {
            let (state, predicate) = (state.downcast_ref::<F::State>()?.clone(), predicate.clone());
            let ask: Ask = Arc::new(move |policy, origin| {
                let (asked, value) = match policy.question(origin) {
                    Ok(question) => question,
                    Err(reason) => return Eventual::known(Err(reason)),
                };
                let (state, predicate) = (state.clone(), predicate.clone());
                let answer = async move { predicate.ask(asked, state).await.admits(name) };
                Eventual::asked(FailClosed { asking: Some(answer), value })
            });
            Some(ask)
        };
        Predicate { name, state: TypeId::of::<F::State>(), state_name: type_name::<F::State>(), bind: Box::new(bind) }
    }

    /// Whether a router with this state can give what the predicate takes. `()` needs nothing.
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

    pub(crate) fn bind(&self, state: &dyn Any, scope: Scope) -> Option<Bound> {
        let ask = (self.bind)(state).or_else(|| (self.bind)(&()))?;
        Some(Bound { ask, scope })
    }
}

impl fmt::Debug for Predicate {
    #[inline]
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
    pub(crate) fn ask(&self, policy: &Policy, origin: &OriginHeader<'_>) -> Asking {
        (self.ask)(policy, origin)
    }
}

impl fmt::Debug for Bound {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Bound").field(&self.scope).finish()
    }
}

pin_project! {
    /// The future of a predicate's answer, whose panic is a no. The panic hook has reported it by then.
    #[project = FailClosedProjection]
    struct FailClosed<F> {
        // `None` after a panic: what is left of the future is not to be polled again.
        #[pin]
        asking: Option<F>,
        // What the predicate was asked about.
        value: HeaderValue,
    }
}

impl<F: Future<Output = Result<(), Reason>>> Future for FailClosed<F> {
    type Output = Result<HeaderValue, Reason>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        const PANICKED: Result<HeaderValue, Reason> = Err(Reason::PredicatePanicked);
        let FailClosedProjection { mut asking, value } = self.project();
        let Some(future) = asking.as_mut().as_pin_mut() else { return Poll::Ready(PANICKED) };
        match catch_unwind(AssertUnwindSafe(|| future.poll(cx))) {
            Ok(Poll::Pending) => Poll::Pending,
            Ok(Poll::Ready(answer)) => Poll::Ready(answer.map(|()| value.clone())),
            Err(_panic) => {
                asking.set(None);
                Poll::Ready(PANICKED)
            }
        }
    }
}
