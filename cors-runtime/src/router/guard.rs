//! CORS as the outermost service of a route: judge the request, let it be answered, stamp the answer.

use crate::decision::{Verdict, judge, judge_at};
use crate::eventual::{BoxFuture, Eventual};
use crate::gate::Gate;
use crate::path::{PathPolicies, Ruling};
use crate::prepared::Prepared;
use crate::request::Facts;
use crate::response::{Varies, refused};
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use pin_project_lite::pin_project;
use std::convert::Infallible;
use std::mem;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker, ready};
use tower_layer::Layer;
use tower_service::Service;

/// Who judges the requests of a route that is layered, or that only its state can judge. axum clones and drops it with its
/// service for each request, so that what is rare stands behind one pointer.
#[derive(Clone)]
pub(crate) enum Guard {
    /// A handler's policy.
    Policy(&'static Prepared),
    Other(Arc<Judge>),
}

/// What is no policy by itself.
pub(crate) enum Judge {
    /// A handler's policy with a predicate.
    Predicate(Gate),
    /// The policies of a path together, for methods that no handler answers.
    NotAllowed(Arc<PathPolicies>),
    /// The policy of a service that answers what has no route.
    Fallback(Arc<PathPolicies>),
}

impl Judge {
    fn rule(&self, request: Facts<'_>) -> Eventual<Ruling> {
        match self {
            Judge::Predicate(gate) => judge_at(gate, request).map(Ruling::Verdict),
            Judge::NotAllowed(path) => path.judge(request),
            Judge::Fallback(path) => path.judge_fallback(request),
        }
    }
}

impl Guard {
    pub(crate) fn of_handler(gate: Gate) -> Guard {
        if gate.has_predicate() { Guard::other(Judge::Predicate(gate)) } else { Guard::Policy(gate.policy) }
    }

    pub(crate) fn other(judge: Judge) -> Guard {
        Guard::Other(Arc::new(judge))
    }

    /// The judgement of whatever guard this is.
    #[cold]
    pub(crate) fn rule(&self, request: Facts<'_>) -> Eventual<Ruling> {
        match self {
            Guard::Policy(policy) => Eventual::known(Ruling::Verdict(judge(policy, request))),
            Guard::Other(other) => other.rule(request),
        }
    }

    /// The guard around a service, within the one that axum boxes.
    pub(crate) fn around<Svc>(self, service: Svc) -> Guarded<Svc> {
        Guarded { guard: self, service }
    }
}

/// Puts a [`Guard`] around a user's layer, within the one service that axum boxes.
#[derive(Clone)]
pub(crate) struct GuardLayer<L> {
    pub(crate) guard: Guard,
    pub(crate) layer: L,
}

impl<Inner, L: Layer<Inner>> Layer<Inner> for GuardLayer<L> {
    type Service = Guarded<L::Service>;

    fn layer(&self, inner: Inner) -> Self::Service {
        self.guard.clone().around(self.layer.layer(inner))
    }
}

/// A service behind a [`Guard`].
///
/// It is always ready, so that a request that will be refused neither waits for a layer's permit nor holds one; the
/// future waits for the layer instead.
#[derive(Clone)]
pub(crate) struct Guarded<Svc> {
    guard: Guard,
    service: Svc,
}

impl<Svc> Service<Request> for Guarded<Svc>
where
    Svc: Service<Request, Response: IntoResponse, Error: Into<Infallible>> + Clone,
{
    type Response = Response;
    type Error = Infallible;
    type Future = GuardedFuture<Svc, Svc::Future>;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let verdict = match &self.guard {
            Guard::Policy(policy) => judge(policy, Facts::of(&request)),
            Guard::Other(other) => match other.rule(Facts::of(&request)) {
                Eventual::Known(Some(Ruling::Verdict(verdict))) => verdict,
                ruling => return self.without_verdict(ruling, request),
            },
        };
        if let Verdict::Refuse(varies) = verdict {
            return GuardedFuture::Refused { varies };
        }
        // Most services are ready at once. One that is not is asked again by the future, which has a task to wake.
        match self.service.poll_ready(&mut Context::from_waker(Waker::noop())).map_err(Into::into) {
            // Called here, not in a function of ours: a request is large, and would be moved once more.
            Poll::Ready(Ok(())) => {
                GuardedFuture::Serving { future: self.service.call(request), verdict: Some(verdict) }
            }
            Poll::Pending => self.late(None, request, Some(verdict)),
        }
    }
}

impl<Svc: Service<Request> + Clone> Guarded<Svc> {
    #[cold]
    fn without_verdict(&mut self, ruling: Eventual<Ruling>, request: Request) -> GuardedFuture<Svc, Svc::Future> {
        match ruling {
            Eventual::Known(Some(Ruling::Answer(answer))) => GuardedFuture::Answered { answer: Some(Box::new(answer)) },
            Eventual::Asked(judging) => self.late(Some(judging), request, None),
            Eventual::Known(_) => GuardedFuture::LOST,
        }
    }

    /// Gives the service to the future, which waits for it; the next request meets a clone.
    #[cold]
    fn late(
        &mut self,
        judging: Option<BoxFuture<Ruling>>,
        request: Request,
        verdict: Option<Verdict>,
    ) -> GuardedFuture<Svc, Svc::Future> {
        let another = self.service.clone();
        let service = mem::replace(&mut self.service, another);
        GuardedFuture::Late { late: Some(Box::new(Late { judging, service, request, verdict })) }
    }
}

/// A request that cannot be handed to its service yet. Few are, so that it has a place of its own: what all requests move
/// stays small.
pub(crate) struct Late<Svc> {
    /// The predicate that is waited for.
    judging: Option<BoxFuture<Ruling>>,
    service: Svc,
    request: Request,
    /// `None` while it is waited for.
    verdict: Option<Verdict>,
}

impl<Svc> Late<Svc>
where
    Svc: Service<Request, Error: Into<Infallible>>,
{
    /// Until the service may be called; `Err` is what is answered in its place.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Response>> {
        if let Some(judging) = &mut self.judging {
            let ruling = ready!(judging.as_mut().poll(cx));
            self.judging = None;
            match ruling {
                Ruling::Verdict(Verdict::Refuse(varies)) => return Poll::Ready(Err(refused(varies))),
                Ruling::Verdict(verdict) => self.verdict = Some(verdict),
                Ruling::Answer(answer) => return Poll::Ready(Err(answer)),
            }
        }
        let Ok(()) = ready!(self.service.poll_ready(cx)).map_err(Into::into);
        Poll::Ready(Ok(()))
    }
}

pin_project! {
    /// The future of a [`Guarded`] service.
    #[project = GuardedFutureProjection]
    pub(crate) enum GuardedFuture<Svc, F> {
        Serving { #[pin] future: F, verdict: Option<Verdict> },
        Late { late: Option<Box<Late<Svc>>> },
        Answered { answer: Option<Box<Response>> },
        Refused { varies: Varies },
    }
}

impl<Svc, F> GuardedFuture<Svc, F> {
    /// What should be there is not, which cannot be.
    const LOST: Self = GuardedFuture::Refused { varies: Varies::ByOrigin };
}

impl<Svc> Future for GuardedFuture<Svc, Svc::Future>
where
    Svc: Service<Request, Response: IntoResponse, Error: Into<Infallible>>,
{
    type Output = Result<Response, Infallible>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        loop {
            let next = match self.as_mut().project() {
                GuardedFutureProjection::Serving { future, verdict } => {
                    let mut response = ready!(future.poll(cx)).map_err(Into::into)?.into_response();
                    if let Some(Verdict::Serve(stamp)) = verdict.take() {
                        stamp.apply(response.headers_mut());
                    }
                    return Poll::Ready(Ok(response));
                }
                GuardedFutureProjection::Late { late } => {
                    if let Some(waiting) = late {
                        if let Err(answer) = ready!(waiting.poll(cx)) {
                            return Poll::Ready(Ok(answer));
                        }
                    }
                    match late.take() {
                        Some(ready) => {
                            let Late { mut service, request, verdict, .. } = *ready;
                            GuardedFuture::Serving { future: service.call(request), verdict }
                        }
                        None => GuardedFuture::LOST,
                    }
                }
                GuardedFutureProjection::Answered { answer } => {
                    let answer = answer.take().map(|answer| *answer);
                    return Poll::Ready(Ok(answer.unwrap_or_else(|| refused(Varies::ByOrigin))));
                }
                GuardedFutureProjection::Refused { varies } => return Poll::Ready(Ok(refused(*varies))),
            };
            self.set(next);
        }
    }
}
