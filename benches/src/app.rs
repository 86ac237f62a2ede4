//! What is called: each app in the form in which a server calls it.

use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use handler_cors::CorsRouter;
use std::convert::Infallible;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use tower_service::Service;

/// The app of a contender.
pub enum App {
    /// Its state is provided, as `axum::serve` does for a router without state: axum would do it for each request.
    Axum(Router),
    Cors(CorsRouter),
}

impl App {
    /// Calls the app as a server does.
    pub fn response(&mut self, request: Request) -> Response {
        match self {
            App::Axum(app) => response(app, request),
            App::Cors(app) => response(app, request),
        }
    }
}

/// Nothing in these apps waits, so one poll is enough.
#[inline]
fn response(app: &mut impl Service<Request, Response = Response, Error = Infallible>, request: Request) -> Response {
    let mut future = pin!(app.call(request));
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(response)) => response,
        Poll::Pending => panic!("an app of this comparison waits"),
    }
}
