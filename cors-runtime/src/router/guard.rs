//! CORS as the outermost service of a route: decide, let the route respond, write the headers.

use super::respond::{decide_after, decide_now, forbidden, respond};
use crate::decide::{
    Action, CorsRequest, Decision, PathPolicies, Policies, ResponseHeaders, SharedPolicies, Undecided, Vary,
};
use crate::maybe_ready::BoxFuture;
use crate::policy::{CompiledPolicy, OriginCheck};
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

/// The policies of a route that is layered, or whose predicate needs the state. axum clones and drops it with its service for
/// each request, so that rare data is in one `Arc`.
#[derive(Clone)]
pub(crate) enum Guard {
    /// A handler's policy.
    Policy(Arc<CompiledPolicy>),
    Other(Arc<Guarding>),
}

/// Everything but a policy without a predicate.
pub(crate) enum Guarding {
    /// A handler's policy with its predicate.
    Handler(SharedPolicies),
    /// The policies of a path, for methods that no handler serves.
    NotAllowed(SharedPolicies),
    /// The policies of a service for all paths without a route. It serves the methods of its policies only.
    Fallback(Arc<PathPolicies>),
}

impl Guard {
    pub(crate) fn of_handler(check: OriginCheck) -> Guard {
        match check.predicate {
            None => Guard::Policy(check.policy),
            Some(_) => Guard::Other(Arc::new(Guarding::Handler(SharedPolicies::Handler(check)))),
        }
    }

    pub(crate) fn of_not_allowed(path: Arc<PathPolicies>) -> Guard {
        Guard::Other(Arc::new(Guarding::NotAllowed(SharedPolicies::Path(path))))
    }

    pub(crate) fn of_fallback(path: Arc<PathPolicies>) -> Guard {
        Guard::Other(Arc::new(Guarding::Fallback(path)))
    }

    #[inline]
    pub(super) fn decide(&self, request: CorsRequest<'_>) -> Result<Decision, Undecided> {
        let policies = match self {
            Guard::Policy(policy) => Policies::Handler(policy),
            Guard::Other(other) => match &**other {
                Guarding::Handler(policies) | Guarding::NotAllowed(policies) => policies.policies(),
                Guarding::Fallback(path) => Policies::Path(path),
            },
        };
        decide_now(policies, request)
    }

    pub(super) fn policies(&self) -> SharedPolicies {
        match self {
            Guard::Policy(policy) => SharedPolicies::Handler(OriginCheck::new(policy.clone(), None)),
            Guard::Other(other) => match &**other {
                Guarding::Handler(policies) | Guarding::NotAllowed(policies) => policies.clone(),
                Guarding::Fallback(path) => SharedPolicies::Path(path.clone()),
            },
        }
    }

    /// The headers for what the guarded service responds, or the response in its place.
    pub(super) fn apply(&self, decision: Decision) -> Result<ResponseHeaders, Box<Response>> {
        match (&decision.action, self) {
            (Action::Serve, _) => Ok(decision.headers),
            (_, Guard::Policy(_)) => Err(Box::new(forbidden(decision.headers.vary))),
            (action, Guard::Other(other)) => match (action, &**other) {
                (Action::MethodNotServed, Guarding::NotAllowed(_)) => Ok(decision.headers),
                (_, Guarding::Fallback(path)) => Err(Box::new(respond(decision, path))),
                _ => Err(Box::new(forbidden(decision.headers.vary))),
            },
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

    fn call(&mut self, request: Request) -> Self::Future {
        let decision = match self.guard.decide(CorsRequest::of(&request)) {
            Ok(decision) => decision,
            Err(undecided) => return self.undecided(undecided, request),
        };
        let headers = match decision.action {
            Action::Serve => decision.headers,
            Action::Reject => return GuardedFuture::Rejected { vary: decision.headers.vary },
            _ => match self.guard.apply(decision) {
                Ok(headers) => headers,
                Err(response) => return GuardedFuture::Responded { response: Some(response) },
            },
        };
        // Most services are ready at once. One that is not is polled again by the future, which has a task to wake.
        match self.service.poll_ready(&mut Context::from_waker(Waker::noop())).map_err(Into::into) {
            // Called here, not in a function of ours: a request is large, and would be moved once more.
            Poll::Ready(Ok(())) => {
                GuardedFuture::Serving { future: self.service.call(request), headers: Some(headers) }
            }
            Poll::Pending => self.late(None, Some((request, headers))),
        }
    }
}

impl<Svc: Service<Request> + Clone> Guarded<Svc> {
    #[cold]
    fn undecided(&mut self, undecided: Undecided, request: Request) -> GuardedFuture<Svc, Svc::Future> {
        let deciding = Box::pin(decide_after(undecided, self.guard.policies(), request));
        self.late(Some(deciding), None)
    }

    /// Gives the service to the future, which waits for it; the next request meets a clone.
    #[cold]
    fn late(
        &mut self,
        deciding: Option<Deciding>,
        decided: Option<(Request, ResponseHeaders)>,
    ) -> GuardedFuture<Svc, Svc::Future> {
        let another = self.service.clone();
        let service = mem::replace(&mut self.service, another);
        let late = Late { deciding, decided, guard: self.guard.clone(), service };
        GuardedFuture::Late { late: Some(Box::new(late)) }
    }
}

type Deciding = BoxFuture<(Decision, Request)>;

/// A request that cannot be handed to its service yet. Few are: in a box, they do not enlarge what all requests move.
pub(crate) struct Late<Svc> {
    /// The predicate that the decision waits for.
    deciding: Option<Deciding>,
    /// `None` until it is decided that the service is called.
    decided: Option<(Request, ResponseHeaders)>,
    guard: Guard,
    service: Svc,
}

impl<Svc> Late<Svc>
where
    Svc: Service<Request, Error: Into<Infallible>>,
{
    /// Until the service can be called; `Err` is the response in its place.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Box<Response>>> {
        if let Some(deciding) = &mut self.deciding {
            let (decision, request) = ready!(deciding.as_mut().poll(cx));
            self.deciding = None;
            match self.guard.apply(decision) {
                Ok(headers) => self.decided = Some((request, headers)),
                Err(response) => return Poll::Ready(Err(response)),
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
        Serving { #[pin] future: F, headers: Option<ResponseHeaders> },
        Late { late: Option<Box<Late<Svc>>> },
        Responded { response: Option<Box<Response>> },
        Rejected { vary: Vary },
    }
}

impl<Svc, F> GuardedFuture<Svc, F> {
    /// For states that cannot occur.
    const LOST: Self = GuardedFuture::Rejected { vary: Vary::Origin };
}

impl<Svc> Future for GuardedFuture<Svc, Svc::Future>
where
    Svc: Service<Request, Response: IntoResponse, Error: Into<Infallible>>,
{
    type Output = Result<Response, Infallible>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        loop {
            let next = match self.as_mut().project() {
                GuardedFutureProjection::Serving { future, headers } => {
                    let mut response = ready!(future.poll(cx)).map_err(Into::into)?.into_response();
                    if let Some(headers) = headers.take() {
                        headers.write(response.headers_mut());
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
                        Some(Late { decided: Some((request, headers)), mut service, .. }) => {
                            GuardedFuture::Serving { future: service.call(request), headers: Some(headers) }
                        }
                        _ => GuardedFuture::LOST,
                    }
                }
                GuardedFutureProjection::Responded { response } => {
                    let response = response.take().map(|response| *response);
                    return Poll::Ready(Ok(response.unwrap_or_else(|| forbidden(Vary::Origin))));
                }
                GuardedFutureProjection::Rejected { vary } => return Poll::Ready(Ok(forbidden(*vary))),
            };
            self.set(next);
        }
    }
}
