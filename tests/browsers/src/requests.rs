//! What browsers send without CORS: links, forms, frames, prefetches, beacons and sockets, compared with what `Browser` sends.

use crate::browser::Engine;
use crate::caches::model;
use crate::site::{API, Outcome, Received, Transport, Visit, run};
use axum::Router;
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{Html, IntoResponse};
use axum::routing::{any, get};
use handler_cors::testing::{Browser, Credentials, Mode, Navigation, Page, Request as Fetched};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};

/// The server's own page, one of the same site, and one of another.
const PAGES: [&str; 3] = [API, "app.example.test", "evil.test"];

/// Those that only Chromium has come last. Tabs come after what browsers do not do while a page is hidden.
const KINDS: [&str; 14] = [
    "iframe",
    "object",
    "iframe-post",
    "beacon",
    "no-cors",
    "include",
    "fetch",
    "socket",
    "link",
    "get",
    "post",
    "redirect",
    "prefetch",
    "prerender",
];

const COMPARED: [&str; 7] =
    ["origin", "cookie", "sec-fetch-site", "sec-fetch-mode", "sec-fetch-dest", "sec-purpose", "content-type"];

/// Sets four kinds of cookies, as far as the connection allows.
async fn login() -> HeaderMap {
    let mut headers = HeaderMap::new();
    for cookie in ["n=1; SameSite=None; Secure", "u=1", "l=1; SameSite=Lax", "s=1; SameSite=Strict"] {
        headers.append(header::SET_COOKIE, HeaderValue::from_static(cookie));
    }
    headers
}

/// Another host, where the redirect leads.
async fn redirect(Path(page): Path<String>, request: Request) -> impl IntoResponse {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let scheme = if request.extensions().get::<Plain>().is_some() { "http" } else { "https" };
    let location = format!("{scheme}://{}/echo/{page}/redirected", host.replace(API, "other.test"));
    (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, location)])
}

/// The server is reached without TLS.
#[derive(Clone)]
struct Plain;

fn application(transport: Transport) -> Router {
    let router = Router::new()
        .route("/login", get(login))
        .route("/echo/{page}/redirect", any(redirect))
        .route("/echo/{page}/{kind}", any(async || Html("x")));
    if transport == Transport::Plain { router.layer(axum::Extension(Plain)) } else { router }
}

fn url(base: &str, page: &str, kind: &str) -> String {
    format!("{base}/echo/{page}/{kind}")
}

fn step(page: &str, kind: &str) -> Value {
    let url = url(if kind == "socket" { "{ws}" } else { "{api}" }, page, kind);
    match kind {
        "link" => json!({ "kind": "open", "url": url }),
        "get" => json!({ "kind": "form", "url": url, "method": "get", "target": "tab" }),
        "post" => json!({ "kind": "form", "url": url, "method": "post", "target": "tab" }),
        "redirect" => {
            json!({ "kind": "form", "url": url, "method": "post", "target": "tab", "until": format!("{url}ed") })
        }
        "iframe" => json!({ "kind": "element", "url": url, "name": "iframe", "attribute": "src" }),
        "iframe-post" => json!({ "kind": "form", "url": url, "method": "post", "target": "frame" }),
        "object" => json!({ "kind": "element", "url": url, "name": "object", "attribute": "data" }),
        "no-cors" => {
            let init = json!({ "mode": "no-cors", "method": "POST", "credentials": "include" });
            json!({ "kind": "fetch", "url": url, "init": init })
        }
        "include" => json!({ "kind": "fetch", "url": url, "init": { "credentials": "include" } }),
        "prefetch" | "prerender" => json!({ "kind": "speculation", "url": url, "rule": kind }),
        other => json!({ "kind": other, "url": url }),
    }
}

/// The same in the model.
async fn act(page: &Page, app: &mut Router, kind: &str, url: &str) {
    let navigation = match kind {
        "link" => Navigation::to(url),
        "get" => Navigation::to(&format!("{url}?a=1")),
        "post" | "redirect" => Navigation::post(url, "a=1"),
        "iframe" => Navigation::to(url).in_iframe(),
        "iframe-post" => Navigation::post(url, "a=1").in_iframe(),
        "object" => Navigation::to(url).in_object(),
        "prefetch" => Navigation::to(url).prefetch(),
        "prerender" => Navigation::to(url).prerender(),
        _ => return fetch_or_open(page, app, kind, url).await,
    };
    let _ = page.navigate(app, navigation).await;
}

async fn fetch_or_open(page: &Page, app: &mut Router, kind: &str, url: &str) {
    let request = match kind {
        "socket" => {
            let _ = page.open_socket(app, url).await;
            return;
        }
        "beacon" => Fetched::beacon(url, "x"),
        "no-cors" => Fetched::post(url).mode(Mode::NoCors).credentials(Credentials::Include),
        "include" => Fetched::get(url).credentials(Credentials::Include),
        _ => Fetched::get(url),
    };
    let _ = page.fetch(app, request).await;
}

/// A request as a line of text.
fn line(method: &str, target: &str, headers: &HeaderMap, port: u16) -> String {
    let value = |name: &&str| {
        let value = headers.get(*name)?.to_str().ok()?;
        Some(format!("{name}: {}", value.replace(&format!(":{port}"), "")))
    };
    let headers: Vec<String> = COMPARED.iter().filter_map(value).collect();
    format!("{method} {target} {}", headers.join("; "))
}

/// What is wrong.
pub(crate) async fn check(engine: Engine, transport: Transport) -> Vec<String> {
    let kinds = kinds(engine);
    let mut visits = vec![Visit { host: API, steps: json!([{ "kind": "fetch", "url": "{api}/login" }]) }];
    visits.extend(PAGES.map(|host| Visit { host, steps: kinds.iter().map(|kind| step(host, kind)).collect() }));
    let outcome = run(engine, transport, application(transport), visits).await;
    let mut sent = Vec::new();
    let mut model = Model::new(engine, transport, &outcome).await;
    for page in PAGES {
        for kind in kinds {
            let expected: Vec<String> =
                model.lines(page, kind).await.into_iter().map(|line| comparable(kind, line)).collect();
            let came = outcome.received.iter().filter(|one| is_of(one, &url("", page, kind)));
            let came: Vec<String> = came
                .map(|one| line(one.method.as_str(), &one.target, &one.headers, outcome.port))
                .map(|line| comparable(kind, line))
                .collect();
            if came != expected {
                sent.push(format!("{page}, {kind}:\n  sent     {came:#?}\n  `Browser` {expected:#?}"));
            }
        }
    }
    sent
}

/// Chromium says of one prerendering which page caused it, and of another one `none`.
fn comparable(kind: &str, line: String) -> String {
    const SITE: &str = "sec-fetch-site: ";
    match line.split_once(SITE) {
        Some((before, after)) if kind == "prerender" => {
            let rest = after.find(';').map_or("", |end| &after[end..]);
            format!("{before}{SITE}any{rest}")
        }
        _ => line,
    }
}

/// Whether it is the request to a path, or what a redirect from there leads to.
fn is_of(received: &Received, path: &str) -> bool {
    received.target.strip_prefix(path).is_some_and(|rest| matches!(rest, "" | "?a=1" | "ed"))
}

/// Only Chromium has speculation rules.
fn kinds(engine: Engine) -> &'static [&'static str] {
    if engine == Engine::Chromium { &KINDS } else { &KINDS[..KINDS.len() - 2] }
}

type Log = Arc<Mutex<Vec<String>>>;

async fn record(State((log, port)): State<(Log, u16)>, request: Request, next: Next) -> Response<Body> {
    let line = line(request.method().as_str(), &request.uri().to_string(), request.headers(), port);
    log.lock().expect("no panic").push(line);
    next.run(request).await
}

/// The model, signed in as the browser is.
struct Model {
    browser: Browser,
    app: Router,
    log: Log,
    /// Scheme and port.
    address: (&'static str, u16),
}

impl Model {
    async fn new(engine: Engine, transport: Transport, outcome: &Outcome) -> Model {
        let log = Log::default();
        let app = application(transport).layer(from_fn_with_state((Arc::clone(&log), outcome.port), record));
        let mut model = Model { browser: model(engine), app, log, address: (transport.scheme(), outcome.port) };
        let own = model.page(API);
        let login = Fetched::get(&format!("{}/login", model.origin(API)));
        let _ = own.fetch(&mut model.app, login).await;
        model
    }

    fn origin(&self, host: &str) -> String {
        format!("{}://{host}:{}", self.address.0, self.address.1)
    }

    fn page(&self, host: &str) -> Page {
        self.browser.page(&self.origin(host))
    }

    async fn lines(&mut self, host: &str, kind: &str) -> Vec<String> {
        self.log.lock().expect("no panic").clear();
        let origin = self.origin(API);
        let base = if kind == "socket" { origin.replacen("http", "ws", 1) } else { origin };
        let page = self.page(host);
        act(&page, &mut self.app, kind, &url(&base, host, kind)).await;
        std::mem::take(&mut *self.log.lock().expect("no panic"))
    }
}
