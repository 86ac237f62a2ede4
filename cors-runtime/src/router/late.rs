//! Requests that cannot be handed to their service at once: a predicate decides, or the service is not ready.

use super::guard::Guard;
use super::respond::empty;
use super::served::{NotServed, Served};
use crate::box_future::BoxFuture;
use crate::decide::{CorsRequest, PredicateResults, Undecided};
use crate::policy::Head;
use crate::reason::Reason;
use axum::extract::Request;
use axum::response::Response;
use http::StatusCode;
use std::convert::Infallible;
use std::task::{Context, Poll, ready};
use tower_service::Service;

/// A request that waits, with its service.
pub(crate) struct Late<Svc> {
    pub(super) request: Request,
    pub(super) progress: Progress,
    pub(super) guard: Guard,
    pub(super) service: Svc,
}

pub(super) enum Progress {
    Deciding(Deciding),
    Decided(Served),
}

impl<Svc> Late<Svc>
where
    Svc: Service<Request, Error: Into<Infallible>>,
{
    /// Until the service can be called; `Err` is the response in its place.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Box<Response>>> {
        if let Progress::Deciding(deciding) = &mut self.progress {
            match ready!(deciding.poll(&self.guard, &mut self.request, cx)) {
                Ok(served) => self.progress = Progress::Decided(served),
                Err(response) => return Poll::Ready(Err(response)),
            }
        }
        let Ok(()) = ready!(self.service.poll_ready(cx)).map_err(Into::into);
        Poll::Ready(Ok(()))
    }
}

/// Calls the predicates that a decision needs, one after the other.
pub(super) struct Deciding {
    next: Next,
    results: PredicateResults,
}

enum Next {
    Call(Undecided),
    /// The predicate of the policy with this index.
    Wait(usize, BoxFuture<Result<(), Reason>>),
}

impl Deciding {
    pub(super) fn new(undecided: Undecided) -> Deciding {
        Deciding { next: Next::Call(undecided), results: PredicateResults::default() }
    }

    /// `Err` is the response in place of the service's.
    fn poll(
        &mut self,
        guard: &Guard,
        request: &mut Request,
        cx: &mut Context<'_>,
    ) -> Poll<Result<Served, Box<Response>>> {
        loop {
            self.next = match &mut self.next {
                Next::Call(undecided) => {
                    let check = guard.check(undecided.index, CorsRequest::of(request));
                    let origin = undecided.origin.clone();
                    match check.map(|check| check.call_predicate(origin, Head::of(request))) {
                        Some(calling) => Next::Wait(undecided.index, calling),
                        None => return Poll::Ready(Err(Box::new(empty(StatusCode::FORBIDDEN)))),
                    }
                }
                Next::Wait(index, calling) => {
                    self.results.insert(*index, ready!(calling.as_mut().poll(cx)));
                    match guard.decide(request, &self.results) {
                        Ok(served) => return Poll::Ready(Ok(served)),
                        Err(NotServed::Responded(response)) => return Poll::Ready(Err(response)),
                        Err(NotServed::Undecided(undecided)) => Next::Call(undecided),
                    }
                }
            }
        }
    }
}
