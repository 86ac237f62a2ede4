//! Builds a composition with axum's router.

use crate::record::{Log, Number, RecordLayer, Recorder};
use crate::tree::{Builder, FallbackKind, Serves, Step, Tree};
use axum::Router;
use axum::routing::{MethodFilter, MethodRouter, any, any_service, on};

/// What handlers see that no `with_state` call gave a state.
pub(crate) const ROOT_STATE: Number = Number(1000);
/// What handlers of embedded routers see.
pub(crate) const EMBEDDED_STATE: Number = Number(2000);

/// Builds a `CorsRouter` as an axum router, to nest it in one or merge it into one.
pub(crate) type Embed<'a> = &'a dyn Fn(&Tree, &Log) -> Router;

/// The whole composition in axum, as if there was no CORS.
pub(crate) fn in_axum(tree: &Tree, log: &Log) -> Router {
    router(tree, log, &embedded_in_axum).with_state(ROOT_STATE)
}

fn embedded_in_axum(tree: &Tree, log: &Log) -> Router {
    router(tree, log, &embedded_in_axum).with_state(EMBEDDED_STATE)
}

/// One axum router and the axum routers below it.
pub(crate) fn router(tree: &Tree, log: &Log, embed: Embed<'_>) -> Router<Number> {
    tree.steps.iter().fold(Router::new(), |router, step| with_step(router, tree, step, log, embed))
}

fn with_step(router: Router<Number>, tree: &Tree, step: &Step, log: &Log, embed: Embed<'_>) -> Router<Number> {
    match step {
        Step::Route { path, handlers, .. } => router.route(path, method_router(handlers, log)),
        // `CorsRouter` joins a service with what else serves its path.
        Step::RouteService { path, id, .. } if tree.builder == Builder::Cors => {
            router.route(path, any_service(Recorder::new(*id, log)))
        }
        Step::RouteService { path, id, .. } => router.route_service(path, Recorder::new(*id, log)),
        Step::NestService { prefix, id, .. } => router.nest_service(prefix, Recorder::new(*id, log)),
        Step::Fallback { kind: FallbackKind::Service(_), id } => router.fallback_service(Recorder::new(*id, log)),
        Step::Fallback { id, .. } => router.fallback(Recorder::new(*id, log)),
        Step::MethodNotAllowed { id } => router.method_not_allowed_fallback(Recorder::of_405(*id, log)),
        Step::Layer { id } => router.layer(RecordLayer::new(*id, log)),
        Step::RouteLayer { id } => router.route_layer(RecordLayer::new(*id, log)),
        Step::State { value } => router.with_state(Number(*value)),
        Step::Nest { prefix, tree: inner } => router.nest(prefix, child(tree, inner, log, embed)),
        Step::Merge { tree: inner } => router.merge(child(tree, inner, log, embed)),
    }
}

fn child(parent: &Tree, child: &Tree, log: &Log, embed: Embed<'_>) -> Router<Number> {
    if parent.embeds(child) { embed(child, log).with_state(()) } else { router(child, log, embed) }
}

fn method_router(handlers: &[(Serves, u32)], log: &Log) -> MethodRouter<Number> {
    handlers.iter().fold(MethodRouter::new(), |routes, (serves, id)| {
        let handler = Recorder::new(*id, log);
        routes.merge(match filter(*serves) {
            Some(filter) => on(filter, handler),
            None => any(handler),
        })
    })
}

fn filter(serves: Serves) -> Option<MethodFilter> {
    match serves {
        Serves::Get => Some(MethodFilter::GET),
        Serves::Post => Some(MethodFilter::POST),
        Serves::Put => Some(MethodFilter::PUT),
        Serves::Options => Some(MethodFilter::OPTIONS),
        Serves::Any => None,
    }
}
