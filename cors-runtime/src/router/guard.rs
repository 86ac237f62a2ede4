//! CORS as the outermost service of a route: decide, let the route respond, write the headers.

use super::asked::Asked;
use super::respond::{decide_now, empty, respond};
use super::served::Served;
use crate::box_future::BoxFuture;
use crate::decide::{CorsRequest, Policies, PredicateResults, SharedPolicies, Undecided, call_predicates};
use crate::policy::{CompiledPolicy, OriginCheck};
use crate::reason::Reason;
use axum::extract::{MatchedPath, Request};
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode};
use pin_project_lite::pin_project;
use std::convert::Infallible;
use std::mem;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker, ready};
use tower_layer::Layer;
use tower_service::Service;

/// The policies of what is guarded. axum clones and drops it with its service for each request.
#[derive(Clone)]
pub(crate) enum Guard {
    /// A handler's policy, without a predicate.
    Handler(Arc<CompiledPolicy>),
    Shared(Arc<Shared>),
}

/// Everything else, in one `Arc`.
pub(crate) struct Shared {
    policies: SharedPolicies,
    /// What may serve the requested method of a preflight, where no handler of the path does by its name.
    others: Vec<Other>,
    /// If there are such, and none of them does.
    not_served: SharedPolicies,
}

/// An application or a plain router.
pub(super) struct Other {
    pub(super) asked: Asked,
    /// If it serves the requested method.
    pub(super) served: SharedPolicies,
}

impl Guard {
    /// For a handler that serves some methods of its path. Preflights do not reach it.
    pub(super) fn of_handler(check: OriginCheck) -> Guard {
        match check.predicate {
            None => Guard::Handler(check.policy),
            Some(_) => {
                let policies = SharedPolicies::Handler(check);
                Guard::of_path(policies.clone(), Vec::new(), policies)
            }
        }
    }

    /// For what serves OPTIONS too, or methods that no handler serves.
    pub(super) fn of_path(policies: SharedPolicies, others: Vec<Other>, not_served: SharedPolicies) -> Guard {
        Guard::Shared(Arc::new(Shared { policies, others, not_served }))
    }

    /// Whether decisions depend on what others serve.
    pub(super) fn asks(&self) -> bool {
        matches!(self, Guard::Shared(shared) if !shared.others.is_empty())
    }

    /// What is done to a request that is served, and to its response.
    #[inline]
    fn admit<B>(&self, request: &mut http::Request<B>, results: &PredicateResults) -> Result<Served, NotServed> {
        let cors = CorsRequest::of(request);
        let decided = match self {
            Guard::Handler(policy) => decide_now(Policies::Handler(policy), cors, results),
            Guard::Shared(shared) => decide_now(shared.policies(cors).policies(), cors, results),
        };
        match decided {
            Ok(decision) if decision.is_plain() => Ok(Served::plain(decision.headers())),
            Ok(decision) => {
                let path = self.matched_path(request);
                let allow = self.allow().filter(|_| decision.has_allow());
                if !decision.is_served() {
                    return Err(NotServed::Responded(Box::new(respond(decision, cors, path, allow))));
                }
                let (served, credentials) = Served::unusual(decision, cors, path, allow);
                Ok(served.without(credentials, request.headers_mut()))
            }
            Err(undecided) => Err(NotServed::Undecided(undecided)),
        }
    }

    /// The policies that decide on the request.
    fn policies(&self, request: CorsRequest<'_>) -> SharedPolicies {
        match self {
            Guard::Handler(policy) => SharedPolicies::Handler(OriginCheck::new(policy.clone(), None)),
            Guard::Shared(shared) => shared.policies(request).clone(),
        }
    }

    /// The path of the route. An application that is called as it is has not matched it yet.
    fn matched_path<B>(&self, request: &http::Request<B>) -> Option<MatchedPath> {
        let matched = request.extensions().get::<MatchedPath>().cloned();
        matched.or_else(|| match self {
            Guard::Handler(_) => None,
            Guard::Shared(shared) => {
                shared.others.iter().find_map(|other| other.asked.matched_path(request.method(), request.uri()))
            }
        })
    }

    /// `Allow`, of all that serves the path.
    fn allow(&self) -> Option<&HeaderValue> {
        match self {
            Guard::Handler(_) => None,
            Guard::Shared(shared) => shared.policies.path()?.allow.as_ref(),
        }
    }

    /// The guard around a service, within the one that axum boxes.
    pub(crate) fn around<Svc>(self, service: Svc) -> Guarded<Svc> {
        Guarded { guard: self, service }
    }
}

impl Shared {
    fn policies(&self, request: CorsRequest<'_>) -> &SharedPolicies {
        if self.others.is_empty() {
            return &self.policies;
        }
        // Other requests than preflights tell by themselves whether they are served.
        let Some(method) = self.policies.path().and_then(|path| path.method_to_look_up(request)) else {
            return &self.policies;
        };
        let serving = self.others.iter().find(|other| other.asked.serves(&method, request.uri));
        serving.map_or(&self.not_served, |other| &other.served)
    }
}

/// Why a request is not served now.
pub(super) enum NotServed {
    /// This is the response.
    Responded(Box<Response>),
    /// A predicate has to be called first.
    Undecided(Undecided),
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
        let served = match self.guard.admit(&mut request, &[]) {
            Ok(served) => served,
            Err(NotServed::Responded(response)) => return GuardedFuture::responded(response),
            Err(NotServed::Undecided(undecided)) => return self.undecided(undecided, request),
        };
        // Most services are ready at once. One that is not is polled again by the future, which has a task to wake.
        match self.service.poll_ready(&mut Context::from_waker(Waker::noop())).map_err(Into::into) {
            // Called here, not in a function of ours: a request is large, and would be moved once more.
            Poll::Ready(Ok(())) => GuardedFuture::Serving { future: self.service.call(request), served: Some(served) },
            Poll::Pending => self.late(None, Some((request, served))),
        }
    }
}

impl<Svc> Guarded<Svc> {
    #[inline]
    pub(super) fn admit<B>(&self, request: &mut http::Request<B>) -> Result<Served, NotServed> {
        self.guard.admit(request, &[])
    }

    #[inline]
    pub(super) fn service(&self) -> &Svc {
        &self.service
    }
}

impl<Svc: Service<Request> + Clone> Guarded<Svc> {
    #[cold]
    pub(super) fn undecided(&mut self, undecided: Undecided, request: Request) -> GuardedFuture<Svc, Svc::Future> {
        let policies = self.guard.policies(CorsRequest::of(&request));
        let deciding = Box::pin(call_predicates(policies, request, undecided));
        self.late(Some(deciding), None)
    }

    /// Gives the service to the future, which waits for it; the next request meets a clone.
    #[cold]
    fn late(
        &mut self,
        deciding: Option<Deciding>,
        decided: Option<(Request, Served)>,
    ) -> GuardedFuture<Svc, Svc::Future> {
        let another = self.service.clone();
        let service = mem::replace(&mut self.service, another);
        let late = Late { deciding, decided, guard: self.guard.clone(), service };
        GuardedFuture::Late { late: Some(Box::new(late)) }
    }
}

/// The results of predicates, and the request.
type Deciding = BoxFuture<(Vec<Option<Result<(), Reason>>>, Request)>;

/// A request that cannot be handed to its service yet. Few are: in a box, they do not enlarge what all requests move.
pub(crate) struct Late<Svc> {
    /// The predicate that the decision waits for.
    deciding: Option<Deciding>,
    /// `None` until it is decided that the service is called.
    decided: Option<(Request, Served)>,
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
            let (results, mut request) = ready!(deciding.as_mut().poll(cx));
            self.deciding = None;
            let served = match self.guard.admit(&mut request, &results) {
                Ok(served) => served,
                Err(NotServed::Responded(response)) => return Poll::Ready(Err(response)),
                // A predicate that cannot be called.
                Err(NotServed::Undecided(undecided)) => {
                    let response = respond(undecided.rejected(), CorsRequest::of(&request), None, None);
                    return Poll::Ready(Err(Box::new(response)));
                }
            };
            self.decided = Some((request, served));
        }
        let Ok(()) = ready!(self.service.poll_ready(cx)).map_err(Into::into);
        Poll::Ready(Ok(()))
    }
}

pin_project! {
    /// The future of a [`Guarded`] service.
    #[project = GuardedFutureProjection]
    pub(crate) enum GuardedFuture<Svc, F> {
        Serving { #[pin] future: F, served: Option<Served> },
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
                        Some(Late { decided: Some((request, served)), mut service, .. }) => {
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
