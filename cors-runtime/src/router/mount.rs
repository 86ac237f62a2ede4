//! Building the axum router: each path's handlers behind their guards, its 405, and its OPTIONS.

use super::entry::{Entries, Path};
use super::guard::Guard;
use crate::eventual::Infallibly;
use crate::path::PathPolicies;
use crate::request::Facts;
use axum::Router;
use axum::extract::Request;
use axum::response::Response;
use axum::routing::options_service;
use http::StatusCode;
use std::any::Any;
use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll};
use tower_service::Service;

impl<S: Clone + Send + Sync + 'static> Entries<S> {
    /// The axum router of all paths.
    #[track_caller]
    pub(super) fn mount(self) -> Router<S> {
        let mut app = Router::new();
        let state = <dyn Any>::downcast_ref::<S>(&());
        for mut path in self.paths {
            for entry in &mut path.entries {
                entry.demand_state();
            }
            let policies = Arc::new(path.policies());
            for entry in path.entries {
                app = app.merge((entry.recipe)(Some(Guard::of_handler(entry.terms.gate)), state));
            }
            app = app.route(&path.path, options_service(Preflights(policies.clone())));
            app = app.merge((path.not_allowed.recipe)(Some(Guard::NotAllowed(policies)), state));
        }
        app
    }
}

impl<S> Path<S> {
    fn policies(&self) -> PathPolicies {
        let handlers: Vec<_> = self.entries.iter().map(|entry| entry.terms.clone()).collect();
        PathPolicies::new(&handlers, self.preflight_status.unwrap_or(StatusCode::NO_CONTENT))
    }
}

/// What answers OPTIONS on a path. It stands outside all layers, prefixes and state: it is a service rather than a handler,
/// which axum would box once more for each request, with the state that it does not need.
#[derive(Clone)]
struct Preflights(Arc<PathPolicies>);

impl Service<Request> for Preflights {
    type Response = Response;
    type Error = Infallible;
    type Future = Infallibly<Response>;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        Infallibly(self.0.answer(Facts::of(&request)))
    }
}
