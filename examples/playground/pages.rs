//! The playground's page, and the frames that stand for pages of several origins.

use crate::api::{PLAIN, is_logged_in};
use crate::sites::Sites;
use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, HeaderValue, X_CONTENT_TYPE_OPTIONS,
};
use axum::middleware::{Next, from_fn};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, get};
use axum::{Json, Router};
use handler_cors::surface::Surface;
use serde::Serialize;
use serde_json::{Value, json};
use std::sync::Arc;

#[derive(Clone)]
pub(crate) struct Pages {
    /// The API's origin, which is the playground's too.
    main: Arc<str>,
    senders: Arc<[Sender]>,
    surface: Arc<Surface>,
}

/// A page that sends requests, in a frame.
#[derive(Clone, Serialize)]
struct Sender {
    id: &'static str,
    name: &'static str,
    /// As the browser will send it.
    origin: String,
    frame: String,
    is_sandboxed: bool,
}

impl Pages {
    pub(crate) fn new(sites: &Sites, surface: Arc<Surface>) -> Pages {
        let sender = |id, name, origin: &str| Sender {
            id,
            name,
            origin: origin.to_owned(),
            frame: format!("{origin}/frame"),
            is_sandboxed: false,
        };
        let stranger = sender("stranger", "a stranger's page", &sites.stranger.origin);
        let sandboxed = Sender {
            id: "sandboxed",
            name: "a sandboxed frame",
            origin: "null".to_owned(),
            is_sandboxed: true,
            ..stranger.clone()
        };
        let app = sender("app", "our app's page", &sites.app.origin);
        let neighbour = sender("neighbour", "a neighbour's page", &sites.neighbour.origin);
        let own = sender("own", "the API's own page", &sites.api.origin);
        Pages {
            main: sites.api.origin.as_str().into(),
            senders: [app, stranger, neighbour, own, sandboxed].into(),
            surface,
        }
    }

    /// The page, and a frame of the API's own origin.
    pub(crate) fn playground(&self) -> Router {
        let origins: Vec<&str> =
            self.senders.iter().filter(|sender| !sender.is_sandboxed).map(|sender| &*sender.origin).collect();
        let policy = format!(
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src {}; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            origins.join(" ")
        );
        let page = Router::new()
            .route("/", get(playground))
            .route("/setup", get(setup))
            .route("/style.css", file("text/css", include_str!("page/style.css")))
            .route("/main.js", script(include_str!("page/main.js")))
            .route("/presets.js", script(include_str!("page/presets.js")))
            .route("/senders.js", script(include_str!("page/senders.js")))
            .route("/verdict.js", script(include_str!("page/verdict.js")))
            .route("/view.js", script(include_str!("page/view.js")))
            .with_state(self.clone());
        guarded(page, &policy).merge(self.frame())
    }

    /// The frame, which sends what the playground tells it to.
    pub(crate) fn frame(&self) -> Router {
        let main = &self.main;
        let policy = format!(
            "default-src 'none'; script-src 'self'; connect-src {main}; base-uri 'none'; form-action 'none'; frame-ancestors {main}"
        );
        let frame = include_str!("page/frame.html").replace("{main}", main);
        let frame = Router::new()
            .route("/frame", get(async move || Html(frame)))
            .route("/frame.js", script(include_str!("page/frame.js")));
        guarded(frame, &policy)
    }
}

/// By another name of this machine, the page would have another origin than the frames expect.
async fn playground(State(pages): State<Pages>, headers: HeaderMap) -> Response {
    let is_main = headers.get(HOST).is_some_and(|host| pages.main.strip_prefix("http://") == host.to_str().ok());
    if is_main {
        Html(include_str!("page/index.html")).into_response()
    } else {
        Redirect::to(&format!("{}/", pages.main)).into_response()
    }
}

/// What the page must know.
async fn setup(State(pages): State<Pages>, headers: HeaderMap) -> Json<Value> {
    let routes = pages.surface.rows().iter().map(|row| json!({ "method": row.method, "path": row.path }));
    Json(json!({
        "api": &*pages.main,
        "senders": &*pages.senders,
        "surface": pages.surface.to_string(),
        "routes": routes.collect::<Vec<_>>(),
        "plain": PLAIN,
        "is_logged_in": is_logged_in(&headers),
    }))
}

fn script<S: Clone + Send + Sync + 'static>(text: &'static str) -> MethodRouter<S> {
    file("text/javascript", text)
}

fn file<S: Clone + Send + Sync + 'static>(kind: &'static str, text: &'static str) -> MethodRouter<S> {
    get(async move || ([(CONTENT_TYPE, kind)], text))
}

/// With what keeps a browser from loading, or from being led to, anything else.
fn guarded(pages: Router, policy: &str) -> Router {
    let policy = HeaderValue::from_str(policy).expect("an origin is ASCII");
    pages.layer(from_fn(move |request: Request, next: Next| {
        let policy = policy.clone();
        async move {
            let mut response = next.run(request).await;
            let headers = response.headers_mut();
            headers.insert(CONTENT_SECURITY_POLICY, policy);
            headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
            response
        }
    }))
}
