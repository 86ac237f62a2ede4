//! One small app, in four versions.

use crate::by_hand;
use crate::contender::Contender;
use crate::widgets::{ORIGINS, Widgets};
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderValue, Method};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::get;
use handler_cors::{CorsRouter, cors};
use tower_http::cors::CorsLayer;

/// What the app has besides its handler.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// A middleware inside CORS.
    pub layer: bool,
    pub routes: usize,
    /// Whether the `CorsRouter` becomes an axum router before its state is provided.
    pub embedded: bool,
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

/// The app of a contender.
pub fn app(contender: Contender, shape: Shape) -> Router {
    match contender {
        Contender::Bare => layered(routed(shape, || get(plain)), shape).with_state(Widgets::new()),
        Contender::ByHand => layered(routed(shape, by_hand::route), shape).with_state(Widgets::new()),
        Contender::TowerHttp => {
            layered(routed(shape, || get(plain)), shape).layer(cors_layer()).with_state(Widgets::new())
        }
        Contender::HandlerCors if shape.embedded => Router::from(handler_cors(shape)).with_state(Widgets::new()),
        Contender::HandlerCors => handler_cors(shape).with_state(Widgets::new()).into(),
    }
}

fn routed(shape: Shape, route: fn() -> axum::routing::MethodRouter<Widgets>) -> Router<Widgets> {
    paths(shape).fold(Router::new(), |app, path| app.route(&path, route()))
}

fn layered(app: Router<Widgets>, shape: Shape) -> Router<Widgets> {
    if shape.layer { app.layer(from_fn(pass)) } else { app }
}

fn handler_cors(shape: Shape) -> CorsRouter<Widgets> {
    let app = paths(shape).fold(CorsRouter::new(), |app, path| app.route(&path, declared));
    if shape.layer { app.layer(from_fn(pass)) } else { app }
}

/// The first one gets the requests.
fn paths(shape: Shape) -> impl Iterator<Item = String> {
    let others = (1..shape.routes).map(|at| format!("/collection-{at}/{{id}}"));
    std::iter::once("/widgets/{id}".to_owned()).chain(others)
}

/// A middleware that does nothing, as most users write theirs.
async fn pass(request: Request, next: Next) -> Response {
    next.run(request).await
}

fn cors_layer() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(ORIGINS.map(HeaderValue::from_static))
        .allow_methods([Method::GET])
        .allow_credentials(true)
}
