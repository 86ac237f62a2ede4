//! The page of the playground, and the frames that act as pages of several origins.

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
    /// The origin of the API and of the playground.
    main: Arc<str>,
    senders: Arc<[Sender]>,
    surface: Arc<Surface>,
}

/// A page in a frame, which sends requests.
#[derive(Clone, Serialize)]
struct Sender {
    id: &'static str,
    name: &'static str,
    /// The origin, as browsers send it.
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
        let cross_site = sender("cross_site", "a cross-site page", &sites.cross_site.origin);
        let sandboxed = Sender {
            id: "sandboxed",
            name: "a sandboxed frame",
            origin: "null".to_owned(),
            is_sandboxed: true,
            ..cross_site.clone()
        };
        let app = sender("app", "the page of our app", &sites.app.origin);
        let same_site = sender("same_site", "a same-site page", &sites.same_site.origin);
        let own = sender("own", "a same-origin page", &sites.api.origin);
        Pages {
            main: sites.api.origin.as_str().into(),
            senders: [app, cross_site, same_site, own, sandboxed].into(),
            surface,
        }
    }

    /// The page, and the frame of a same-origin page.
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
            .route("/describe.js", script(include_str!("page/describe.js")))
            .route("/view.js", script(include_str!("page/view.js")))
            .with_state(self.clone());
        guarded(page, &policy).merge(self.frame())
    }

    /// The frame, which sends the requests of the playground.
    pub(crate) fn frame(&self) -> Router {
        let main = &self.main;
        let policy = format!(
            "default-src 'none'; script-src 'self'; connect-src {main} {}; frame-src {main}; base-uri 'none'; form-action {main}; frame-ancestors {main}",
            main.replacen("http", "ws", 1),
        );
        let frame = include_str!("page/frame.html").replace("{main}", main);
        let frame = Router::new()
            .route("/frame", get(async move || Html(frame)))
            .route("/frame.js", script(include_str!("page/frame.js")));
        guarded(frame, &policy)
    }
}

/// Redirects other names of this machine: the frames accept messages from one origin only.
async fn playground(State(pages): State<Pages>, headers: HeaderMap) -> Response {
    let is_main = headers.get(HOST).is_some_and(|host| pages.main.strip_prefix("http://") == host.to_str().ok());
    if is_main {
        Html(include_str!("page/index.html")).into_response()
    } else {
        Redirect::to(&format!("{}/", pages.main)).into_response()
    }
}

/// The data that the page starts with.
async fn setup(State(pages): State<Pages>, headers: HeaderMap) -> Json<Value> {
    let routes = pages
        .surface
        .rows()
        .iter()
        .map(|row| json!({ "method": row.method, "path": row.path, "code": source_of(&row.handler) }));
    Json(json!({
        "api": &*pages.main,
        "senders": &*pages.senders,
        "surface": pages.surface.to_string(),
        "routes": routes.collect::<Vec<_>>(),
        "plain": PLAIN,
        "is_logged_in": is_logged_in(&headers),
    }))
}

/// The declaration of a handler as it is written, after that of its policy.
fn source_of(handler: &str) -> Option<String> {
    const SOURCE: &str = include_str!("api.rs");
    let declared = |end: usize| SOURCE[..end].rfind("#[cors(");
    let function = SOURCE.find(&format!("async fn {handler}("))?;
    let body = function + SOURCE[function..].find(" {\n")?;
    let own = &SOURCE[declared(function)?..body];
    let Some(policy) = ["WEB_APP", "TENANTS"].into_iter().find(|name| own.contains(&format!(" = {name}"))) else {
        return Some(own.to_owned());
    };
    let end = SOURCE.find(&format!("static {policy}: "))?;
    let line = end + SOURCE[end..].find('\n')?;
    Some(format!("{}\n\n{own}", &SOURCE[declared(end)?..line]))
}

fn script<S: Clone + Send + Sync + 'static>(text: &'static str) -> MethodRouter<S> {
    file("text/javascript", text)
}

fn file<S: Clone + Send + Sync + 'static>(kind: &'static str, text: &'static str) -> MethodRouter<S> {
    get(async move || ([(CONTENT_TYPE, kind)], text))
}

/// Adds headers that keep the browser from loading anything else.
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
