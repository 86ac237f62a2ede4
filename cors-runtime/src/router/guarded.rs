//! A service inside a guard.

use super::guard::Guard;
use super::late::{Deciding, Late, Progress};
use super::respond::empty;
use super::served::{NotServed, Served};
use crate::decide::{PredicateResults, Undecided};
use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use pin_project_lite::pin_project;
use std::convert::Infallible;
use std::mem;
use std::pin::Pin;
use std::task::{Context, Poll, Waker, ready};
use tower_layer::Layer;
use tower_service::Service;

impl Guard {
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

/// A service inside a [`Guard`].
///
/// It is always ready, so that a request that is rejected neither waits for a layer's permit nor holds one. The future waits
/// for the layer instead.
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

    fn call(&mut self, mut request: Request) -> Self::Future {
        let served = match self.guard.decide(&mut request, PredicateResults::NONE) {
            Ok(served) => served,
            Err(NotServed::Responded(response)) => return GuardedFuture::responded(response),
            Err(NotServed::Undecided(undecided)) => return self.undecided(undecided, request),
        };
        // Most services are ready at once. One that is not is polled again by the future, which has a task to wake.
        match self.service.poll_ready(&mut Context::from_waker(Waker::noop())).map_err(Into::into) {
            // Called here, not in a function of ours: a request is large, and would be moved once more.
            Poll::Ready(Ok(())) => GuardedFuture::Serving { future: self.service.call(request), served: Some(served) },
            Poll::Pending => self.late(request, Progress::Decided(served)),
        }
    }
}

impl<Svc> Guarded<Svc> {
    #[inline]
    pub(super) fn decide<B>(&self, request: &mut http::Request<B>) -> Result<Served, NotServed> {
        self.guard.decide(request, PredicateResults::NONE)
    }

    #[inline]
    pub(super) fn service(&self) -> &Svc {
        &self.service
    }
}

impl<Svc: Service<Request> + Clone> Guarded<Svc> {
    pub(super) fn undecided(&mut self, undecided: Undecided, request: Request) -> GuardedFuture<Svc, Svc::Future> {
        self.late(request, Progress::Deciding(Deciding::new(undecided)))
    }

    /// Gives the service to the future, which waits for it; the next request meets a clone.
    #[cold]
    fn late(&mut self, request: Request, progress: Progress) -> GuardedFuture<Svc, Svc::Future> {
        let another = self.service.clone();
        let service = mem::replace(&mut self.service, another);
        let late = Late { request, progress, guard: self.guard.clone(), service };
        GuardedFuture::Late { late: Some(Box::new(late)) }
    }
}

pin_project! {
    /// The future of a [`Guarded`] service.
    #[project = GuardedFutureProjection]
    pub(crate) enum GuardedFuture<Svc, F> {
        Serving { #[pin] future: F, served: Option<Served> },
        // In a box, it does not enlarge what all requests move.
        Late { late: Option<Box<Late<Svc>>> },
        Responded { response: Option<Box<Response>> },
    }
}

impl<Svc, F> GuardedFuture<Svc, F> {
    /// What no guard here decides on.
    pub(super) fn unguarded(future: F) -> Self {
        GuardedFuture::Serving { future, served: None }
    }

    pub(super) fn responded(response: Box<Response>) -> Self {
        GuardedFuture::Responded { response: Some(response) }
    }

    /// For states that cannot occur.
    const LOST: Self = GuardedFuture::Responded { response: None };
}

impl<Svc> Future for GuardedFuture<Svc, Svc::Future>
where
    Svc: Service<Request, Response: IntoResponse, Error: Into<Infallible>>,
{
    type Output = Result<Response, Infallible>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        loop {
            let next = match self.as_mut().project() {
                GuardedFutureProjection::Serving { future, served } => {
                    let mut response = ready!(future.poll(cx)).map_err(Into::into)?.into_response();
                    if let Some(served) = served.take() {
                        served.finish(&mut response);
                    }
                    return Poll::Ready(Ok(response));
                }
                GuardedFutureProjection::Late { late } => {
                    if let Some(waiting) = late {
                        if let Err(response) = ready!(waiting.poll(cx)) {
                            return Poll::Ready(Ok(*response));
                        }
                    }
                    match late.take().map(|ready| *ready) {
                        Some(Late { request, progress: Progress::Decided(served), mut service, .. }) => {
                            GuardedFuture::Serving { future: service.call(request), served: Some(served) }
                        }
                        _ => GuardedFuture::LOST,
                    }
                }
                GuardedFutureProjection::Responded { response } => {
                    let response = response.take().map(|response| *response);
                    return Poll::Ready(Ok(response.unwrap_or_else(|| empty(StatusCode::FORBIDDEN))));
                }
            };
            self.set(next);
        }
    }
}
