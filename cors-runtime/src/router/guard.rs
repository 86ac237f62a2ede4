//! CORS as the outermost service of a route: judge the request, let it be answered, stamp the answer.

use crate::decision::{Verdict, judge, judge_at};
use crate::eventual::Eventual;
use crate::gate::Gate;
use crate::handler::{Fits, Handler, Serving};
use crate::path::PathPolicies;
use crate::request::Facts;
use crate::response::{Stamp, Varies, refused};
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use pin_project_lite::pin_project;
use std::convert::Infallible;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use tower_layer::Layer;
use tower_service::Service;

/// A handler as axum calls it. It has no fields, so that axum's clone of it for each request allocates nothing; the
/// policy is found through the type.
pub(crate) struct Endpoint<H, M, const GUARDED: bool>(PhantomData<fn() -> (H, M)>);

impl<H, M, const GUARDED: bool> Endpoint<H, M, GUARDED> {
    pub(crate) fn new() -> Self {
        Endpoint(PhantomData)
    }
}

impl<H, M, const GUARDED: bool> Clone for Endpoint<H, M, GUARDED> {
    fn clone(&self) -> Self {
        Endpoint(PhantomData)
    }
}

impl<H, M, S, const GUARDED: bool> axum::handler::Handler<(), S> for Endpoint<H, M, GUARDED>
where
    H: Fits<M, S>,
    M: 'static,
    S: Clone + Send + Sync + 'static,
{
    type Future = Answering;

    fn call(self, request: Request, state: S) -> Answering {
        let stamp = if GUARDED {
            match judge(<H as Handler>::policy(), Facts::of(&request)) {
                Verdict::Serve(stamp) => Some(stamp),
                Verdict::Refuse(varies) => return Answering::Refused(varies),
                // No handler's policy says so.
                Verdict::Answer(_) => return Answering::Refused(Varies::ByOrigin),
            }
        } else {
            None
        };
        Answering::Served { serving: H::serve(request, state), stamp }
    }
}

/// The future of an [`Endpoint`].
pub(crate) enum Answering {
    /// Without a stamp behind a layer, which has it.
    Served {
        serving: Serving,
        stamp: Option<Stamp>,
    },
    Refused(Varies),
}

impl Future for Answering {
    type Output = Response;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Response> {
        match self.get_mut() {
            Answering::Served { serving, stamp } => {
                let mut response = ready!(serving.as_mut().poll(cx));
                if let Some(stamp) = stamp.take() {
                    stamp.apply(response.headers_mut());
                }
                Poll::Ready(response)
            }
            Answering::Refused(varies) => Poll::Ready(refused(*varies)),
        }
    }
}

/// Who judges the requests of a route that is layered, or that only its state can judge.
#[derive(Clone, Debug)]
pub(crate) enum Guard {
    /// A handler's policy.
    Handler(Gate),
    /// The policies of a path together, for methods that no handler answers.
    NotAllowed(Arc<PathPolicies>),
    /// The policy of a service that answers what has no route.
    Fallback(Arc<PathPolicies>),
}

impl Guard {
    fn judge(&self, request: Facts<'_>) -> Eventual<Verdict> {
        match self {
            Guard::Handler(gate) => judge_at(gate, request),
            Guard::NotAllowed(path) => path.judge(request),
            Guard::Fallback(path) => path.judge_fallback(request),
        }
    }

    /// Whether more than its policy is needed to judge.
    pub(crate) fn has_predicate(&self) -> bool {
        matches!(self, Guard::Handler(gate) if gate.has_predicate())
    }

    /// The guard around a service, within the one that axum boxes.
    pub(crate) fn around<Svc>(self, service: Svc) -> Guarded<Svc> {
        Guarded { guard: self, service: Some(service) }
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
/// future waits for the layer instead. For that it takes the service out: axum calls each of its clones once.
#[derive(Clone)]
pub(crate) struct Guarded<Svc> {
    guard: Guard,
    service: Option<Svc>,
}

impl<Svc> Service<Request> for Guarded<Svc>
where
    Svc: Service<Request, Response: IntoResponse, Error: Into<Infallible>>,
{
    type Response = Response;
    type Error = Infallible;
    type Future = GuardedFuture<Svc, Svc::Future>;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let Some(service) = self.service.take() else { return GuardedFuture::LOST };
        match self.guard.judge(Facts::of(&request)) {
            Eventual::Known(verdict) => GuardedFuture::after(verdict, service, Some(request)),
            Eventual::Asked(judging) => {
                GuardedFuture::Judging { judging, service: Some(service), request: Some(request) }
            }
        }
    }
}

pin_project! {
    /// The future of a [`Guarded`] service.
    #[project = GuardedFutureProjection]
    pub(crate) enum GuardedFuture<Svc, F> {
        Judging {
            judging: Pin<Box<dyn Future<Output = Verdict> + Send>>,
            service: Option<Svc>,
            request: Option<Request>,
        },
        Waiting { service: Svc, request: Option<Request>, stamp: Option<Stamp> },
        Serving { #[pin] future: F, stamp: Option<Stamp> },
        Answered { response: Option<Response> },
        Refused { varies: Varies },
    }
}

impl<Svc, F> GuardedFuture<Svc, F> {
    /// What should be there is not, which cannot be.
    const LOST: Self = GuardedFuture::Refused { varies: Varies::ByOrigin };

    fn after(verdict: Option<Verdict>, service: Svc, request: Option<Request>) -> Self {
        match verdict {
            Some(Verdict::Serve(stamp)) => GuardedFuture::Waiting { service, request, stamp: Some(stamp) },
            Some(Verdict::Answer(response)) => GuardedFuture::Answered { response: Some(response) },
            Some(Verdict::Refuse(varies)) => GuardedFuture::Refused { varies },
            None => GuardedFuture::LOST,
        }
    }
}

impl<Svc> Future for GuardedFuture<Svc, Svc::Future>
where
    Svc: Service<Request, Response: IntoResponse, Error: Into<Infallible>>,
{
    type Output = Result<Response, Infallible>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        loop {
            let next = match self.as_mut().project() {
                GuardedFutureProjection::Judging { judging, service, request } => {
                    let verdict = ready!(judging.as_mut().poll(cx));
                    match service.take() {
                        Some(service) => GuardedFuture::after(Some(verdict), service, request.take()),
                        None => GuardedFuture::LOST,
                    }
                }
                GuardedFutureProjection::Waiting { service, request, stamp } => {
                    ready!(service.poll_ready(cx)).map_err(Into::into)?;
                    match request.take() {
                        Some(request) => GuardedFuture::Serving { future: service.call(request), stamp: stamp.take() },
                        None => GuardedFuture::LOST,
                    }
                }
                GuardedFutureProjection::Serving { future, stamp } => {
                    let mut response = ready!(future.poll(cx)).map_err(Into::into)?.into_response();
                    if let Some(stamp) = stamp.take() {
                        stamp.apply(response.headers_mut());
                    }
                    return Poll::Ready(Ok(response));
                }
                GuardedFutureProjection::Answered { response } => {
                    return Poll::Ready(Ok(response.take().unwrap_or_else(|| refused(Varies::ByOrigin))));
                }
                GuardedFutureProjection::Refused { varies } => return Poll::Ready(Ok(refused(*varies))),
            };
            self.set(next);
        }
    }
}
