//! Builds the axum router: each path's handlers inside their guards, its 405, and its OPTIONS.

use super::entry::Entries;
use super::guard::Guard;
use super::path_service::PathService;
use super::state::State;
use crate::decide::PathPolicies;
use axum::Router;
use axum::routing::options_service;
use http::StatusCode;
use std::any::Any;
use std::sync::Arc;

impl<S: State> Entries<S> {
    /// The axum router of all paths.
    #[track_caller]
    pub(super) fn mount(self) -> Router<S> {
        let mut app = Router::new();
        let state = <dyn Any>::downcast_ref::<S>(&());
        for mut path in self.paths {
            let mut handlers = Vec::with_capacity(path.entries.len());
            for entry in &mut path.entries {
                entry.registered.assert_state();
                handlers.push(entry.registered.policy.clone());
            }
            let status = path.preflight_status.unwrap_or(StatusCode::NO_CONTENT);
            let policies = Arc::new(PathPolicies::new(&handlers, status));
            for entry in path.entries {
                app = app.merge((entry.recipe)(Some(Guard::of_handler(entry.registered.policy.check)), state));
            }
            app = app.route(&path.path, options_service(PathService::Options(policies.clone())));
            app = app.merge((path.not_allowed.recipe)(Some(Guard::of_not_allowed(policies)), state));
        }
        app
    }
}
