//! A service that responds with a status and nothing else.

use super::respond::empty;
use axum::extract::Request;
use axum::response::Response;
use http::StatusCode;
use std::convert::Infallible;
use std::future::{Ready, ready};
use std::task::{Context, Poll};
use tower_service::Service;

/// A response without a body and without headers.
#[derive(Clone)]
pub(super) struct Empty(pub(super) StatusCode);

impl Service<Request> for Empty {
    type Response = Response;
    type Error = Infallible;
    type Future = Ready<Result<Response, Infallible>>;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _request: Request) -> Self::Future {
        ready(Ok(empty(self.0)))
    }
}
