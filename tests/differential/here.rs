//! Builds a composition with `CorsRouter`. Nothing else in this test names the library.

use crate::plain::{self, EMBEDDED_STATE, ROOT_STATE};
use crate::record::{Log, Number, RecordLayer, Recorder};
use crate::tree::{Builder, FallbackKind, Id, Policy, Serves, Step, Tree};
use axum::Router;
use axum::http::Method;
use handler_cors::cors;

pub(crate) use handler_cors::CorsRouter;

#[cors(origins = ["https://shared.example"], headers = ["x-first"], expose = ["x-first"], credentials)]
static FIRST: handler_cors::Policy;

#[cors(origins = ["https://shared.example"], headers = ["x-second"], expose = ["x-second"])]
static SECOND: handler_cors::Policy;

#[cors(origins = ["https://shared.example"], headers = ["x-strict"], expose = ["x-strict"], enforce)]
static STRICT: handler_cors::Policy;

/// The origin that all policies allow, and one that none allows.
pub(crate) const ALLOWED: &str = "https://shared.example";
pub(crate) const DISALLOWED: &str = "https://disallowed.example";

/// The whole composition, ready to serve.
pub(crate) fn built(tree: &Tree, log: &Log) -> CorsRouter {
    router(tree, log).with_state(ROOT_STATE).build().expect("no policy has origins that are named at run time")
}

/// A row of the surface.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) path: String,
    pub(crate) method: String,
    pub(crate) policy: Option<String>,
}

impl Row {
    pub(crate) fn serves(&self, method: &Method) -> bool {
        self.method == "*" || self.method == method.as_str() || (self.method == "GET" && method == Method::HEAD)
    }

    /// Whether it is a row of a prefix that the path is below.
    pub(crate) fn is_above(&self, path: &str) -> bool {
        let Some(prefix) = self.path.strip_suffix("/*") else { return false };
        let mut segments = path.split('/').skip(1);
        let mut prefix = prefix.split('/').skip(1);
        prefix.all(|wanted| segments.next().is_some_and(|segment| wanted.starts_with('{') || wanted == segment))
    }
}

pub(crate) fn surface(router: &CorsRouter) -> Vec<Row> {
    let row = |row: &handler_cors::surface::Row| Row {
        path: row.path.clone(),
        method: row.method.clone(),
        policy: row.policy.clone(),
    };
    router.surface().rows().iter().map(row).collect()
}

fn policy(policy: Policy) -> &'static handler_cors::Policy {
    match policy {
        Policy::First => &FIRST,
        Policy::Second => &SECOND,
        Policy::Strict => &STRICT,
    }
}

fn router(tree: &Tree, log: &Log) -> CorsRouter<Number> {
    match tree.builder {
        Builder::Plain => CorsRouter::from(plain::router(tree, log, embedded)),
        Builder::Application(under) => policy(under).router(plain::router(tree, log, embedded)),
        Builder::Cors => cors_router(tree, log),
    }
}

fn embedded(tree: &Tree, log: &Log) -> Router {
    Router::from(router(tree, log).with_state::<()>(EMBEDDED_STATE))
}

/// A router that begins with an application is `POLICY.router(application)`, and no router that the application is merged into.
fn cors_router(tree: &Tree, log: &Log) -> CorsRouter<Number> {
    let (first, steps) = match tree.steps.split_first() {
        Some((Step::Merge { tree }, steps)) if matches!(tree.builder, Builder::Application(_)) => {
            (router(tree, log), steps)
        }
        _ => (CorsRouter::new(), tree.steps.as_slice()),
    };
    steps.iter().fold(first, |router, step| with_step(router, step, log))
}

fn with_step(router: CorsRouter<Number>, step: &Step, log: &Log) -> CorsRouter<Number> {
    match step {
        Step::Route { path, policy, handlers } => with_route(router, path, *policy, handlers, log),
        Step::RouteService { path, policy: under, id } => {
            router.route(path, policy(*under).service(Recorder::new(*id, log)))
        }
        Step::NestService { prefix, policy: under, id } => {
            router.nest_service(prefix, policy(*under).service(Recorder::new(*id, log)))
        }
        Step::Fallback { kind, id } => with_fallback(router, *kind, Recorder::new(*id, log)),
        Step::MethodNotAllowed { id } => router.method_not_allowed_fallback(Recorder::of_405(*id, log)),
        Step::Layer { id } => router.layer(RecordLayer::new(*id, log)),
        Step::RouteLayer { id } => router.route_layer(RecordLayer::new(*id, log)),
        Step::State { value } => router.with_state(Number(*value)),
        Step::Nest { prefix, tree } if tree.builder == Builder::Plain => {
            router.nest(prefix, plain::router(tree, log, embedded))
        }
        Step::Nest { prefix, tree } => router.nest(prefix, self::router(tree, log)),
        Step::Merge { tree } if tree.builder == Builder::Plain => router.merge(plain::router(tree, log, embedded)),
        Step::Merge { tree } => router.merge(self::router(tree, log)),
    }
}

fn with_route(
    router: CorsRouter<Number>,
    path: &str,
    under: Policy,
    handlers: &[(Serves, Id)],
    log: &Log,
) -> CorsRouter<Number> {
    let Some(((serves, id), others)) = handlers.split_first() else { return router };
    let (under, handler) = (policy(under), Recorder::new(*id, log));
    let mut chain = match serves {
        Serves::Get => under.get(handler),
        Serves::Post => under.post(handler),
        Serves::Put => under.put(handler),
        Serves::Options => under.on(Method::OPTIONS, handler),
        Serves::Any => under.any(handler),
    };
    for (serves, id) in others {
        let handler = Recorder::new(*id, log);
        chain = match serves {
            Serves::Get => chain.get(handler),
            Serves::Post => chain.post(handler),
            Serves::Put => chain.put(handler),
            Serves::Options => chain.on(Method::OPTIONS, handler),
            Serves::Any => chain.any(handler),
        };
    }
    router.route(path, chain)
}

fn with_fallback(router: CorsRouter<Number>, kind: FallbackKind, fallback: Recorder) -> CorsRouter<Number> {
    match kind {
        FallbackKind::Handler(under) => router.fallback(policy(under).any(fallback)),
        FallbackKind::Service(under) => router.fallback(policy(under).service(fallback)),
        FallbackKind::Plain => router.fallback(fallback),
    }
}
