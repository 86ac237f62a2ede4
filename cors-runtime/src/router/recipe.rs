//! How to build what a [`CorsRouter`](super::CorsRouter) has been given, once its layers, prefixes and state are known.

use super::guard::Guard;
use super::guarded::GuardLayer;
use super::state::State;
use axum::Router;
use axum::extract::Request;
use axum::response::IntoResponse;
use axum::routing::Route;
use std::convert::Infallible;
use std::sync::Arc;
use tower_layer::Layer;
use tower_service::Service;

/// Builds the axum router of one handler, service or application, with each layer and prefix that was applied to it, and with or
/// without a guard outside of all of them.
///
/// It is not the router itself, because layers are added after routes, and CORS is outside of the last layer. Built in this
/// way, the guard is part of the outermost service, which axum boxes anyway, and costs no allocation. axum applies the prefixes
/// of `nest`, so that paths, captures and `OriginalUri` are as in axum.
pub(super) type Recipe<S> = Arc<dyn Fn(Option<Guard>, &S) -> Router + Send + Sync>;

/// The change of a recipe by a layer or a prefix.
pub(super) type Change<'c, S> = &'c dyn Fn(Recipe<S>) -> Recipe<S>;

/// A layer as [`axum::Router::layer`] takes it.
pub(super) trait RouteLayer:
    Layer<
        Route,
        Service: Service<
            Request,
            Response: IntoResponse + 'static,
            Error: Into<Infallible> + 'static,
            Future: Send + 'static,
        > + Clone
                     + Send
                     + Sync
                     + 'static,
    > + Clone
    + Send
    + Sync
    + 'static
{
}

impl<L> RouteLayer for L where
    L: Layer<
            Route,
            Service: Service<
                Request,
                Response: IntoResponse + 'static,
                Error: Into<Infallible> + 'static,
                Future: Send + 'static,
            > + Clone
                         + Send
                         + Sync
                         + 'static,
        > + Clone
        + Send
        + Sync
        + 'static
{
}

/// A user's layer, with or without a guard outside of it. Its type is known here only, so that nothing else is compiled for each
/// layer.
#[derive(Clone)]
pub(super) struct AnyLayer(Arc<dyn Fn(Router, Option<Guard>) -> Router + Send + Sync>);

impl AnyLayer {
    pub(super) fn new<L: RouteLayer>(layer: L) -> AnyLayer {
        AnyLayer(Arc::new(move |router, guard| match guard {
            None => router.layer(layer.clone()),
            Some(guard) => router.layer(GuardLayer { guard, layer: layer.clone() }),
        }))
    }

    pub(super) fn around<S: State>(&self, recipe: Recipe<S>) -> Recipe<S> {
        let layer = self.clone();
        Arc::new(move |guard, state| (layer.0)(recipe(None, state), guard))
    }
}

/// A recipe below a prefix, as axum nests routes.
pub(super) fn nested<S: State>(prefix: &str, recipe: Recipe<S>) -> Recipe<S> {
    let prefix = prefix.to_owned();
    Arc::new(move |guard, state| unchecked().nest(&prefix, recipe(guard, state)))
}

/// A recipe with its state.
pub(super) fn with_state<S: State, S2>(recipe: Recipe<S>, state: &S) -> Recipe<S2> {
    let state = state.clone();
    Arc::new(move |guard, _| recipe(guard, &state))
}

/// A router that takes paths in the syntax of axum 0.7 as text. Paths are checked when they are registered, not when they are
/// built.
pub(super) fn unchecked<S: State>() -> Router<S> {
    Router::new().without_v07_checks()
}

/// Merges, and goes on taking any path: axum checks the paths of a merged router by the settings of both.
pub(super) fn merged<S: State>(router: Router<S>, other: Router<S>) -> Router<S> {
    router.merge(other).without_v07_checks()
}
