//! Building the axum router: each path's handlers behind their guards, its 405, and its OPTIONS.

use super::entry::{Entries, Path};
use super::guard::Guard;
use crate::eventual::Eventual;
use crate::path::PathPolicies;
use crate::request::Facts;
use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::response::Response;
use axum::routing::options;
use http::StatusCode;
use std::sync::Arc;

impl<S: Clone + Send + Sync + 'static> Entries<S> {
    /// The axum router of all paths.
    #[track_caller]
    pub(super) fn mount(self) -> Router<S> {
        let mut app = Router::new();
        for mut path in self.paths {
            for entry in &mut path.entries {
                entry.demand_state();
            }
            let policies = Arc::new(path.policies());
            for entry in path.entries {
                app = app.merge((entry.recipe)(Some(Guard::Handler(entry.terms.gate))));
            }
            app = app.route(&path.path, options(Preflights(policies.clone())));
            app = app.merge((path.not_allowed.recipe)(Some(Guard::NotAllowed(policies))));
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

/// The OPTIONS handler of a path. It stands outside all layers, prefixes and state.
#[derive(Clone)]
struct Preflights(Arc<PathPolicies>);

impl<S> Handler<(), S> for Preflights {
    type Future = Eventual<Response>;

    fn call(self, request: Request, _state: S) -> Self::Future {
        self.0.answer(Facts::of(&request))
    }
}
