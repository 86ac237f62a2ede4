//! CORS as the outermost service of a route: judge the request, let it be answered, stamp the answer.

use crate::decision::{Verdict, judge};
use crate::handler::{Fits, Handler, Serving};
use crate::path::PathPolicies;
use crate::policy::Policy;
use crate::request::Facts;
use crate::response::{Stamp, VARY_ORIGIN, refused};
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
                Verdict::Refuse => return Answering::Refused,
                Verdict::Serve(stamp) => Some(stamp),
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
    Refused,
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
            Answering::Refused => Poll::Ready(refused(VARY_ORIGIN)),
        }
    }
}

/// Who judges the requests of a layered route.
#[derive(Clone, Debug)]
pub(crate) enum Guard {
    /// A handler's policy.
    Handler(&'static Policy),
    /// The policies of a path together, for methods that no handler answers.
    NotAllowed(Arc<PathPolicies>),
}

impl Guard {
    fn judge(&self, request: Facts<'_>) -> Verdict {
        match self {
            Guard::Handler(policy) => judge(policy, request),
            Guard::NotAllowed(path) => path.judge(request),
        }
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
        Guarded { guard: self.guard.clone(), service: Some(self.layer.layer(inner)) }
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
        match (self.guard.judge(Facts::of(&request)), self.service.take()) {
            (Verdict::Serve(stamp), Some(service)) => {
                GuardedFuture::Waiting { service, request: Some(request), stamp: Some(stamp) }
            }
            (Verdict::Refuse, _) | (_, None) => GuardedFuture::Refused,
        }
    }
}

pin_project! {
    /// The future of a [`Guarded`] service.
    #[project = GuardedFutureProjection]
    pub(crate) enum GuardedFuture<Svc, F> {
        Waiting { service: Svc, request: Option<Request>, stamp: Option<Stamp> },
        Serving { #[pin] future: F, stamp: Option<Stamp> },
        Refused,
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
                GuardedFutureProjection::Waiting { service, request, stamp } => {
                    ready!(service.poll_ready(cx)).map_err(Into::into)?;
                    match request.take() {
                        Some(request) => GuardedFuture::Serving { future: service.call(request), stamp: stamp.take() },
                        None => GuardedFuture::Refused,
                    }
                }
                GuardedFutureProjection::Serving { future, stamp } => {
                    let mut response = ready!(future.poll(cx)).map_err(Into::into)?.into_response();
                    if let Some(stamp) = stamp.take() {
                        stamp.apply(response.headers_mut());
                    }
                    return Poll::Ready(Ok(response));
                }
                GuardedFutureProjection::Refused => return Poll::Ready(Ok(refused(VARY_ORIGIN))),
            };
            self.set(next);
        }
    }
}
