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
    /// Whether segments must not begin as captures did in axum 0.7.
    has_v07_checks: bool,
}

impl<S> Clone for Shadow<S> {
    fn clone(&self) -> Self {
        Shadow { all: self.all.clone(), foreign: self.foreign.clone(), has_v07_checks: self.has_v07_checks }
    }
}

impl<S: State> Default for Shadow<S> {
    fn default() -> Self {
        Shadow { all: Router::new(), foreign: Router::new(), has_v07_checks: true }
    }
}

async fn nothing() {}

impl<S: State> Shadow<S> {
    /// Of the routes of a plain router or an application.
    pub(super) fn of_routes(routes: Router<S>) -> Shadow<S> {
        Shadow { all: routes.clone(), foreign: routes, has_v07_checks: true }
    }

    pub(super) fn has_routes(&self) -> bool {
        self.all.has_routes()
    }

    /// Handlers on a path. A new path gets OPTIONS, which the router serves itself.
    #[track_caller]
    pub(super) fn route(&mut self, path: &str, serves: &[Serves], is_new: bool) {
        assert_path(path, self.has_v07_checks);
        let mut all = mem::take(&mut self.all);
        for serves in serves {
            all = all.route(path, methods(serves));
        }
        self.all = if is_new { all.route(path, options(nothing)) } else { all };
    }

    #[track_caller]
    pub(super) fn nest_service(&mut self, prefix: &str) {
        assert_prefix(prefix, self.has_v07_checks, ".fallback(POLICY.service(service))");
        self.all = mem::take(&mut self.all).nest_service(prefix, any::<_, _, ()>(nothing));
        self.foreign = mem::take(&mut self.foreign).nest_service(prefix, any::<_, _, ()>(nothing));
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
        assert_prefix(prefix, self.has_v07_checks, ".merge(router)");
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
        self.has_v07_checks = false;
        self.all = mem::take(&mut self.all).without_v07_checks();
        self.foreign = mem::take(&mut self.foreign).without_v07_checks();
    }

    pub(super) fn with_state<S2>(self, state: &S) -> Shadow<S2> {
        Shadow {
            all: self.all.with_state(state.clone()),
            foreign: self.foreign.with_state(state.clone()),
            has_v07_checks: self.has_v07_checks,
        }
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

/// # Panics
///
/// If axum would reject the path for its form.
#[track_caller]
fn assert_path(path: &str, has_v07_checks: bool) {
    if !path.starts_with('/') {
        panic!("the path `{path}` does not start with `/`\n\nhelp: write `/{path}`");
    }
    let old = path.split('/').find(|segment| segment.starts_with([':', '*']) && has_v07_checks);
    if let Some(segment) = old {
        let capture = match segment.strip_prefix(':') {
            Some(name) => format!("{{{name}}}"),
            None => format!("{{{segment}}}"),
        };
        let new: Vec<_> = path.split('/').map(|part| if part == segment { capture.as_str() } else { part }).collect();
        panic!(
            "`{segment}` in the path `{path}` is a capture of axum 0.7\n\nhelp: write `{}`; if it is meant literally, call \
             `.without_v07_checks()` before",
            new.join("/")
        );
    }
}

/// # Panics
///
/// If nothing can be nested below the prefix.
#[track_caller]
fn assert_prefix(prefix: &str, has_v07_checks: bool, instead: &str) {
    if matches!(prefix, "" | "/") {
        panic!("nothing can be nested at the root, `{prefix}`\n\nhelp: write `{instead}`");
    }
    assert_path(prefix, has_v07_checks);
}
