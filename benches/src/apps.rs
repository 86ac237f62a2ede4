//! Small apps, in a version for each contender.

use crate::app::App;
use crate::by_hand;
use crate::contender::Contender;
use crate::widgets::{ORIGINS, Widgets};
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, Method};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::{MethodRouter, delete, get};
use handler_cors::{CorsRouter, Origin, Origins, Policy, cors};
use tower_http::cors::CorsLayer;

/// What the app has besides its handler.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    pub under: Under,
    /// A middleware inside CORS.
    pub layer: bool,
    pub routes: usize,
    /// Whether the `CorsRouter` becomes an axum router.
    pub embedded: bool,
}

/// What has the policy in handler-cors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Under {
    /// The handlers, by `#[cors]`.
    Attribute,
    /// The handlers, by `POLICY.get(handler)`.
    Policy,
    /// The handlers, by `#[cors]` with origins that are bound to the router.
    Bound,
    /// The handlers, by `#[cors]` with a predicate that compares with the three origins.
    Predicate,
    /// The whole application, by `POLICY.router(application)`.
    Application,
    /// An application, which is merged with a plain router.
    BesidePlain,
    /// An application, one of whose handlers has moved to the `CorsRouter`.
    HandlerMoved,
}

impl Under {
    fn is_application(self) -> bool {
        matches!(self, Under::Application | Under::BesidePlain | Under::HandlerMoved)
    }
}

async fn plain(State(widgets): State<Widgets>, Path(id): Path<u32>) -> &'static str {
    widgets.show(id)
}

#[cors(
    origins = ["https://app.example.com", "https://admin.example.com", "https://shop.example.com"],
    methods = [GET],
    credentials,
)]
async fn declared(State(widgets): State<Widgets>, Path(id): Path<u32>) -> &'static str {
    widgets.show(id)
}

#[cors(
    origins = ["https://app.example.com", "https://admin.example.com", "https://shop.example.com"],
    credentials,
)]
static WEB: Policy;

#[cors(within = ["https://*.example.com"])]
static PAGES: Origins;

#[cors(origins = PAGES, methods = [GET], credentials)]
async fn bound(State(widgets): State<Widgets>, Path(id): Path<u32>) -> &'static str {
    widgets.show(id)
}

async fn is_listed(origin: Origin) -> bool {
    ORIGINS.contains(&origin.as_str())
}

/// The app of a contender.
pub fn app(contender: Contender, shape: Shape) -> App {
    match contender {
        Contender::Bare => App::Axum(bare(shape).with_state(Widgets::new())),
        Contender::ByHand => App::Axum(layered(routed(shape, by_hand::route), shape).with_state(Widgets::new())),
        Contender::TowerHttp => App::Axum(tower_http(shape).with_state(Widgets::new())),
        Contender::HandlerCors => {
            let app = handler_cors(shape).with_state(Widgets::new());
            // The state of the axum router around it is none.
            if shape.embedded { App::Axum(Router::from(app).with_state(())) } else { App::Cors(app) }
        }
    }
}

fn routed(shape: Shape, route: fn() -> MethodRouter<Widgets>) -> Router<Widgets> {
    paths(shape).fold(Router::new(), |app, path| app.route(&path, route()))
}

/// The first one gets the requests.
fn paths(shape: Shape) -> impl Iterator<Item = String> {
    let others = (1..shape.routes).map(|at| format!("/collection-{at}/{{id}}"));
    std::iter::once(WIDGET.to_owned()).chain(others)
}

const WIDGET: &str = "/widgets/{id}";

fn layered(app: Router<Widgets>, shape: Shape) -> Router<Widgets> {
    if shape.layer { app.layer(from_fn(pass)) } else { app }
}

/// A middleware that does nothing, as most users write theirs.
async fn pass(request: Request, next: Next) -> Response {
    next.run(request).await
}

fn bare(shape: Shape) -> Router<Widgets> {
    let app = application(shape);
    match shape.under {
        Under::HandlerMoved => app.route(WIDGET, delete(plain)),
        Under::BesidePlain => app.merge(health()),
        _ => app,
    }
}

fn application(shape: Shape) -> Router<Widgets> {
    layered(routed(shape, || get(plain)), shape)
}

/// A router without CORS.
fn health() -> Router<Widgets> {
    Router::new().route("/health", get(async || "fine"))
}

fn tower_http(shape: Shape) -> Router<Widgets> {
    match shape.under {
        Under::BesidePlain => application(shape).layer(cors_layer()).merge(health()),
        _ => bare(shape).layer(cors_layer()),
    }
}

fn cors_layer() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(ORIGINS.map(HeaderValue::from_static))
        .allow_methods([Method::GET])
        .allow_credentials(true)
}

fn handler_cors(shape: Shape) -> CorsRouter<Widgets> {
    if shape.under.is_application() {
        return application_under_policy(shape);
    }
    let app = paths(shape).fold(CorsRouter::new(), |app, path| match shape.under {
        Under::Policy => app.route(&path, WEB.get(plain)),
        Under::Bound | Under::Predicate => app.route(&path, bound),
        _ => app.route(&path, declared),
    });
    let app = match shape.under {
        Under::Bound => app.bind_origins(&PAGES, ORIGINS),
        Under::Predicate => app.bind_predicate(&PAGES, is_listed),
        _ => app,
    };
    if shape.layer { app.layer(from_fn(pass)) } else { app }
}

fn application_under_policy(shape: Shape) -> CorsRouter<Widgets> {
    let app = WEB.router(application(shape));
    match shape.under {
        Under::HandlerMoved => app.route(WIDGET, WEB.delete(plain)),
        Under::BesidePlain => app.merge(health()),
        _ => app,
    }
}
