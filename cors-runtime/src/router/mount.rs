//! Building the axum router: each path's handlers behind their guards, its 405, and its OPTIONS.

use super::entry::Entries;
use super::guard::{Guard, Judge};
use crate::decision::Verdict;
use crate::eventual::{Eventual, Infallibly};
use crate::handler::State;
use crate::path::{PathPolicies, Ruling};
use crate::request::Facts;
use crate::response::{refused, respond};
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

impl<S: State> Entries<S> {
    /// The axum router of all paths.
    #[track_caller]
    pub(super) fn mount(self) -> Router<S> {
        let mut app = Router::new();
        let state = <dyn Any>::downcast_ref::<S>(&());
        for mut path in self.paths {
            let mut terms = Vec::with_capacity(path.entries.len());
            for entry in &mut path.entries {
                entry.answerer.demand_state();
                terms.push(entry.answerer.terms.clone());
            }
            let status = path.preflight_status.unwrap_or(StatusCode::NO_CONTENT);
            let policies = Arc::new(PathPolicies::new(&terms, status));
            for entry in path.entries {
                app = app.merge((entry.recipe)(Some(Guard::of_handler(entry.answerer.terms.gate)), state));
            }
            app = app.route(&path.path, options_service(Answers::Options(policies.clone())));
            app = app.merge((path.not_allowed.recipe)(Some(Guard::other(Judge::NotAllowed(policies))), state));
        }
        app
    }
}

/// What a path answers by itself. It is a service rather than a handler, which axum would box once more for each request, with the
/// state that it does not need; and one service rather than two, which would be compiled twice.
#[derive(Clone)]
pub(super) enum Answers {
    /// OPTIONS, outside all layers, prefixes and state.
    Options(Arc<PathPolicies>),
    /// Methods that no handler answers, as axum does. A layer's guard judges in place of this one.
    NotAllowed(Option<Guard>),
}

impl Service<Request> for Answers {
    type Response = Response;
    type Error = Infallible;
    type Future = Infallibly<Response>;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let facts = Facts::of(&request);
        Infallibly(match self {
            Answers::Options(path) => path.answer(facts),
            Answers::NotAllowed(guard) => not_allowed(guard.as_ref(), facts),
        })
    }
}

fn not_allowed(guard: Option<&Guard>, request: Facts<'_>) -> Eventual<Response> {
    let mut answer = respond(StatusCode::METHOD_NOT_ALLOWED);
    let Some(guard) = guard else { return Eventual::known(answer) };
    guard.rule(request).map(|ruling| match ruling {
        Ruling::Verdict(Verdict::Serve(stamp)) => {
            stamp.apply(answer.headers_mut());
            answer
        }
        Ruling::Verdict(Verdict::Refuse(varies)) => refused(varies),
        Ruling::Answer(other) => other,
    })
}
