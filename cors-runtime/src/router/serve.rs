//! A `CorsRouter` as a service.

use super::CorsRouter;
use super::guarded::Guarded;
use super::served::{NotServed, Served};
use crate::box_future::BoxFuture;
use crate::decide::Undecided;
use axum::Router;
use axum::body::{Body, HttpBody};
use axum::extract::Request;
use axum::response::Response;
use axum::routing::future::RouteFuture;
use pin_project_lite::pin_project;
use std::convert::Infallible;
use std::fmt;
use std::future::ready;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use tower_service::Service;

pin_project! {
    /// The future of a [`CorsRouter`] as a service.
    pub struct ResponseFuture {
        #[pin]
        served: Option<RouteFuture<Infallible>>,
        // What is done to the response of an application. Routes do theirs.
        changes: Option<Served>,
        // In place of `served`. Boxed, it enlarges no other future.
        instead: Option<BoxFuture<Result<Response, Infallible>>>,
    }
}

impl Future for ResponseFuture {
    type Output = Result<Response, Infallible>;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let future = self.project();
        let Some(served) = future.served.as_pin_mut() else {
            return future.instead.as_mut().map_or(Poll::Pending, |instead| instead.as_mut().poll(cx));
        };
        let mut polled = served.poll(cx);
        if let Poll::Ready(Ok(response)) = &mut polled {
            if let Some(changes) = future.changes.take() {
                changes.finish(response);
            }
        }
        polled
    }
}

impl fmt::Debug for ResponseFuture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseFuture").finish_non_exhaustive()
    }
}

/// For calling the router in tests, and for servers other than `axum::serve`.
///
/// # Panics
///
/// If the router is not [built](CorsRouter::build), and cannot be.
impl<B> Service<http::Request<B>> for CorsRouter
where
    B: HttpBody<Data = axum::body::Bytes> + Send + 'static,
    B::Error: Into<axum::BoxError>,
{
    type Response = Response;
    type Error = Infallible;
    type Future = ResponseFuture;

    #[inline]
    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    #[inline]
    fn call(&mut self, mut request: http::Request<B>) -> ResponseFuture {
        let engine = self.engine();
        let Some(application) = &engine.application else {
            return ResponseFuture { served: Some(engine.router.clone().call(request)), changes: None, instead: None };
        };
        match application.decide(&mut request) {
            Ok(changes) => {
                let served = application.service().clone().call(request);
                ResponseFuture { served: Some(served), changes: Some(changes), instead: None }
            }
            Err(NotServed::Responded(response)) => ResponseFuture::instead(Box::pin(ready(Ok(*response)))),
            Err(NotServed::Undecided(undecided)) => {
                ResponseFuture::undecided(application, undecided, request.map(Body::new))
            }
        }
    }
}

impl ResponseFuture {
    #[inline(never)]
    fn undecided(application: &Guarded<Router>, undecided: Undecided, request: Request) -> ResponseFuture {
        ResponseFuture::instead(Box::pin(application.clone().undecided(undecided, request)))
    }

    fn instead(instead: BoxFuture<Result<Response, Infallible>>) -> ResponseFuture {
        ResponseFuture { served: None, changes: None, instead: Some(instead) }
    }
}

/// For `axum::serve(listener, router)`.
///
/// # Panics
///
/// If the router is not [built](CorsRouter::build), and cannot be.
#[cfg(feature = "tokio")]
#[cfg_attr(docsrs, doc(cfg(feature = "tokio")))]
impl<L: axum::serve::Listener> Service<axum::serve::IncomingStream<'_, L>> for CorsRouter {
    type Response = CorsRouter;
    type Error = Infallible;
    type Future = std::future::Ready<Result<CorsRouter, Infallible>>;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _connection: axum::serve::IncomingStream<'_, L>) -> Self::Future {
        self.engine();
        std::future::ready(Ok(self.clone()))
    }
}

/// A router as a service of requests with one type of body, which [`CorsRouter::into_service`] makes.
pub struct IntoService<B> {
    router: CorsRouter,
    body: PhantomData<fn(B)>,
}

impl<B> IntoService<B> {
    pub(super) fn new(router: CorsRouter) -> Self {
        IntoService { router, body: PhantomData }
    }
}

impl<B> Clone for IntoService<B> {
    fn clone(&self) -> Self {
        IntoService::new(self.router.clone())
    }
}

impl<B> fmt::Debug for IntoService<B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IntoService").field(&self.router).finish()
    }
}

impl<B> Service<http::Request<B>> for IntoService<B>
where
    CorsRouter: Service<http::Request<B>, Response = Response, Error = Infallible, Future = ResponseFuture>,
{
    type Response = Response;
    type Error = Infallible;
    type Future = ResponseFuture;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.router.poll_ready(cx)
    }

    fn call(&mut self, request: http::Request<B>) -> ResponseFuture {
        self.router.call(request)
    }
}

/// A borrowed router as a service of requests with one type of body, which [`CorsRouter::as_service`] makes.
pub struct AsService<'a, B> {
    router: &'a mut CorsRouter,
    body: PhantomData<fn(B)>,
}

impl<'a, B> AsService<'a, B> {
    pub(super) fn new(router: &'a mut CorsRouter) -> Self {
        AsService { router, body: PhantomData }
    }
}

impl<B> fmt::Debug for AsService<'_, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AsService").field(&self.router).finish()
    }
}

impl<B> Service<http::Request<B>> for AsService<'_, B>
where
    CorsRouter: Service<http::Request<B>, Response = Response, Error = Infallible, Future = ResponseFuture>,
{
    type Response = Response;
    type Error = Infallible;
    type Future = ResponseFuture;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.router.poll_ready(cx)
    }

    fn call(&mut self, request: http::Request<B>) -> ResponseFuture {
        self.router.call(request)
    }
}
