//! Finds collisions at the call that makes them.

use super::methods::filter;
use super::state::State;
use crate::decide::Serves;
use crate::methods::MethodSet;
use axum::Router;
use axum::routing::{MethodRouter, any, on, options};
use std::mem;

/// Axum routers that take the same calls as the `CorsRouter`, with handlers that do nothing. They panic where a call collides with
/// an earlier one, at the line of the caller. The real routers are built later.
pub(super) struct Shadow<S> {
    /// All routes.
    all: Router<S>,
    /// The routes without handlers of ours, whose OPTIONS cannot be merged twice.
    foreign: Router<S>,
}

impl<S> Clone for Shadow<S> {
    fn clone(&self) -> Self {
        Shadow { all: self.all.clone(), foreign: self.foreign.clone() }
    }
}

impl<S: State> Default for Shadow<S> {
    fn default() -> Self {
        Shadow { all: Router::new(), foreign: Router::new() }
    }
}

async fn nothing() {}

impl<S: State> Shadow<S> {
    /// Of the routes of a plain router or an application.
    pub(super) fn of_routes(routes: Router<S>) -> Shadow<S> {
        Shadow { all: routes.clone(), foreign: routes }
    }

    pub(super) fn has_routes(&self) -> bool {
        self.all.has_routes()
    }

    /// Handlers on a path. A new path gets OPTIONS, which the router serves itself.
    #[track_caller]
    pub(super) fn route(&mut self, path: &str, serves: &[Serves], is_new: bool) {
        let mut all = mem::take(&mut self.all);
        for serves in serves {
            all = all.route(path, methods(serves));
        }
        self.all = if is_new { all.route(path, options(nothing)) } else { all };
    }

    #[track_caller]
    pub(super) fn nest_service(&mut self, prefix: &str) {
        let nested = |router: Router<S>| router.nest_service(prefix, any::<_, _, ()>(nothing));
        (self.all, self.foreign) = (nested(mem::take(&mut self.all)), nested(mem::take(&mut self.foreign)));
    }

    /// Another router, whose handlers are added by [`route`](Self::route).
    #[track_caller]
    pub(super) fn merge(&mut self, other: Shadow<S>) {
        self.all = mem::take(&mut self.all).merge(other.foreign.clone());
        self.foreign = mem::take(&mut self.foreign).merge(other.foreign);
    }

    /// A nested router, whose handlers are added by [`route`](Self::route).
    #[track_caller]
    pub(super) fn nest(&mut self, prefix: &str, inner: Shadow<S>) {
        self.all = mem::take(&mut self.all).nest(prefix, inner.foreign.clone());
        self.foreign = mem::take(&mut self.foreign).nest(prefix, inner.foreign);
    }

    /// Of these paths, each with what serves it, handlers of ours serve some methods.
    #[track_caller]
    pub(super) fn method_not_allowed_fallback<'a>(&mut self, ours: impl Iterator<Item = (&'a str, Vec<Serves>)>) {
        self.foreign = mem::take(&mut self.foreign).method_not_allowed_fallback(nothing);
        self.all = self.foreign.clone();
        for (path, serves) in ours {
            self.route(path, &serves, true);
        }
    }

    pub(super) fn without_v07_checks(&mut self) {
        self.all = mem::take(&mut self.all).without_v07_checks();
        self.foreign = mem::take(&mut self.foreign).without_v07_checks();
    }

    pub(super) fn with_state<S2>(self, state: &S) -> Shadow<S2> {
        Shadow { all: self.all.with_state(state.clone()), foreign: self.foreign.with_state(state.clone()) }
    }
}

/// A route for the methods. OPTIONS of the path is there already.
fn methods<S: State>(serves: &Serves) -> MethodRouter<S> {
    match serves {
        Serves::Any(_) => any(nothing),
        Serves::Methods(methods) => match filter(methods.without(MethodSet::OPTIONS)) {
            Some(filter) => on(filter, nothing),
            None => MethodRouter::new(),
        },
    }
}
