//! Building the axum router: each path's handlers behind their guards, its 405, and its OPTIONS.

use super::entry::{Entries, Path};
use super::guard::Guard;
use crate::path::PathPolicies;
use crate::request::Facts;
use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::response::Response;
use axum::routing::options;
use http::StatusCode;
use std::future::{Ready, ready};
use std::sync::Arc;

impl<S: Clone + Send + Sync + 'static> Entries<S> {
    /// The axum router of all paths, and of the plain one: last, because axum keeps the 404 of the router merged last.
    #[track_caller]
    pub(super) fn mount(self, plain: Router<S>) -> Router<S> {
        let mut app = Router::new();
        for path in self.paths {
            let policies = Arc::new(path.policies());
            for entry in path.entries {
                app = app.merge((entry.recipe)(Some(Guard::Handler(entry.terms.policy))));
            }
            app = app.route(&path.path, options(Preflights(policies.clone())));
            app = app.merge((path.not_allowed.recipe)(Some(Guard::NotAllowed(policies))));
        }
        app.merge(plain)
    }
}

impl<S> Path<S> {
    fn policies(&self) -> PathPolicies {
        let handlers: Vec<_> = self.entries.iter().map(|entry| entry.terms).collect();
        PathPolicies::new(&handlers, self.preflight_status.unwrap_or(StatusCode::NO_CONTENT))
    }
}

/// The OPTIONS handler of a path. It stands outside all layers, prefixes and state.
#[derive(Clone)]
struct Preflights(Arc<PathPolicies>);

impl<S> Handler<(), S> for Preflights {
    type Future = Ready<Response>;

    fn call(self, request: Request, _state: S) -> Self::Future {
        ready(self.0.answer(Facts::of(&request)))
    }
}
