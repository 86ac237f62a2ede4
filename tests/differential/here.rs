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

/// What `Policy::First`, `Policy::Second` and `Policy::Strict` are.
pub(crate) type Policies = [&'static handler_cors::Policy; 3];

/// The whole composition, ready to serve.
pub(crate) fn built(tree: &Tree, log: &Log) -> CorsRouter {
    unbuilt(tree, log, [&FIRST, &SECOND, &STRICT]).build().expect("no policy has origins that are named at run time")
}

/// The composition under other policies, for calls on its outermost router.
pub(crate) fn unbuilt(tree: &Tree, log: &Log, policies: Policies) -> CorsRouter {
    Here { log, policies }.router(tree).with_state(ROOT_STATE)
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

/// Makes routers of one composition.
struct Here<'a> {
    log: &'a Log,
    policies: Policies,
}

impl Here<'_> {
    fn policy(&self, policy: Policy) -> &'static handler_cors::Policy {
        let [first, second, strict] = self.policies;
        match policy {
            Policy::First => first,
            Policy::Second => second,
            Policy::Strict => strict,
        }
    }

    fn recorder(&self, id: Id) -> Recorder {
        Recorder::new(id, self.log)
    }

    fn plain(&self, tree: &Tree) -> Router<Number> {
        plain::router(tree, self.log, &|tree, _| Router::from(self.router(tree).with_state::<()>(EMBEDDED_STATE)))
    }

    fn router(&self, tree: &Tree) -> CorsRouter<Number> {
        match tree.builder {
            Builder::Plain => CorsRouter::from(self.plain(tree)),
            Builder::Application(under) => self.policy(under).router(self.plain(tree)),
            Builder::Cors => self.cors_router(tree),
        }
    }

    /// A router that begins with an application is `POLICY.router(application)`, and no router that the application is merged into.
    fn cors_router(&self, tree: &Tree) -> CorsRouter<Number> {
        let (first, steps) = match tree.steps.split_first() {
            Some((Step::Merge { tree }, steps)) if matches!(tree.builder, Builder::Application(_)) => {
                (self.router(tree), steps)
            }
            _ => (CorsRouter::new(), tree.steps.as_slice()),
        };
        steps.iter().fold(first, |router, step| self.with_step(router, step))
    }

    fn with_step(&self, router: CorsRouter<Number>, step: &Step) -> CorsRouter<Number> {
        match step {
            Step::Route { path, policy, handlers } => self.with_route(router, path, *policy, handlers),
            Step::RouteService { path, policy: under, id } => {
                router.route(path, self.policy(*under).service(self.recorder(*id)))
            }
            Step::NestService { prefix, policy: under, id } => {
                router.nest_service(prefix, self.policy(*under).service(self.recorder(*id)))
            }
            Step::Fallback { kind, id } => self.with_fallback(router, *kind, self.recorder(*id)),
            Step::MethodNotAllowed { id } => router.method_not_allowed_fallback(Recorder::of_405(*id, self.log)),
            Step::Layer { id } => router.layer(RecordLayer::new(*id, self.log)),
            Step::RouteLayer { id } => router.route_layer(RecordLayer::new(*id, self.log)),
            Step::State { value } => router.with_state(Number(*value)),
            Step::Nest { prefix, tree } if tree.builder == Builder::Plain => router.nest(prefix, self.plain(tree)),
            Step::Nest { prefix, tree } => router.nest(prefix, self.router(tree)),
            Step::Merge { tree } if tree.builder == Builder::Plain => router.merge(self.plain(tree)),
            Step::Merge { tree } => router.merge(self.router(tree)),
        }
    }

    fn with_route(
        &self,
        router: CorsRouter<Number>,
        path: &str,
        under: Policy,
        handlers: &[(Serves, Id)],
    ) -> CorsRouter<Number> {
        let Some(((serves, id), others)) = handlers.split_first() else { return router };
        let (under, handler) = (self.policy(under), self.recorder(*id));
        let mut chain = match serves {
            Serves::Get => under.get(handler),
            Serves::Post => under.post(handler),
            Serves::Put => under.put(handler),
            Serves::Options => under.on(Method::OPTIONS, handler),
            Serves::Any => under.any(handler),
        };
        for (serves, id) in others {
            let handler = self.recorder(*id);
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

    fn with_fallback(&self, router: CorsRouter<Number>, kind: FallbackKind, fallback: Recorder) -> CorsRouter<Number> {
        match kind {
            FallbackKind::Handler(under) => router.fallback(self.policy(under).any(fallback)),
            FallbackKind::Service(under) => router.fallback(self.policy(under).service(fallback)),
            FallbackKind::Plain => router.fallback(fallback),
        }
    }
}
