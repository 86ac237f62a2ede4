//! The server: an application, and the pages that use it.

use crate::browser::{Browser, Engine};
use crate::tls::{Certificates, TlsListener};
use axum::body::Body;
use axum::extract::{Query, Request, State};
use axum::http::{HeaderMap, Method, Version, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Notify;
use tower::ServiceExt;

pub(crate) const API: &str = "api.example.test";

const PATIENCE: Duration = Duration::from_secs(120);

/// How browsers reach the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Transport {
    Plain,
    /// TLS with HTTP/1.1.
    Tls1,
    /// TLS with HTTP/2.
    Tls2,
}

impl Transport {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Transport::Plain => "HTTP/1.1",
            Transport::Tls1 => "TLS, HTTP/1.1",
            Transport::Tls2 => "TLS, HTTP/2",
        }
    }

    pub(crate) fn scheme(self) -> &'static str {
        if self == Transport::Plain { "http" } else { "https" }
    }
}

/// A page that is opened, and what it does. In the steps, `{api}` is the origin of the application and `{ws}` the same for sockets.
#[derive(Clone, Debug)]
pub(crate) struct Visit {
    pub(crate) host: &'static str,
    pub(crate) steps: Value,
}

/// A request that the application has received, with the status of its response.
#[derive(Clone, Debug)]
pub(crate) struct Received {
    pub(crate) method: Method,
    pub(crate) target: String,
    pub(crate) version: Version,
    pub(crate) headers: HeaderMap,
    pub(crate) status: u16,
    pub(crate) response_headers: HeaderMap,
}

impl Received {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("-")
    }

    pub(crate) fn is_preflight(&self) -> bool {
        self.method == Method::OPTIONS && self.headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
    }
}

/// What the pages have reported, visit by visit, and what the application has received.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) reports: Vec<Value>,
    pub(crate) received: Vec<Received>,
    pub(crate) port: u16,
}

impl Outcome {
    fn new(port: u16) -> Outcome {
        Outcome { reports: Vec::new(), received: Vec::new(), port }
    }
}

#[derive(Clone)]
struct Session {
    application: Router,
    visits: Arc<Vec<Visit>>,
    /// Scheme and port.
    address: Arc<(String, u16)>,
    outcome: Arc<Mutex<Outcome>>,
    finished: Arc<Notify>,
}

/// Opens the pages one after the other.
pub(crate) async fn run(engine: Engine, transport: Transport, application: Router, visits: Vec<Visit>) -> Outcome {
    let certificates = Certificates::new(&crate::browser::HOSTS).expect("certificates");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let first = format!("{}://{}:{port}/?visit=0", transport.scheme(), visits[0].host);
    let session = Session {
        application,
        visits: Arc::new(visits),
        address: Arc::new((transport.scheme().to_owned(), port)),
        outcome: Arc::new(Mutex::new(Outcome::new(port))),
        finished: Arc::default(),
    };
    let router = session.router();
    let server = match transport {
        Transport::Plain => tokio::spawn(axum::serve(listener, router).into_future()),
        Transport::Tls1 | Transport::Tls2 => {
            let acceptor = certificates.acceptor(if transport == Transport::Tls2 { "h2" } else { "http/1.1" });
            let listener = TlsListener::new(listener, acceptor).expect("an address");
            tokio::spawn(axum::serve(listener, router).into_future())
        }
    };
    let browser = Browser::open(engine, &first, &certificates.authority);
    let in_time = tokio::time::timeout(PATIENCE, session.finished.notified()).await;
    drop(browser);
    server.abort();
    let outcome = std::mem::replace(&mut *session.outcome.lock().expect("no panic"), Outcome::new(port));
    assert!(in_time.is_ok(), "{} stopped after {} visits: {outcome:#?}", engine.name(), outcome.reports.len());
    outcome
}

impl Session {
    fn router(&self) -> Router {
        let pages = Router::new()
            .route("/", get(async || Html(include_str!("page.html"))))
            .route("/steps", get(steps))
            .route("/seen", get(seen))
            .route("/results", post(results))
            .with_state(self.clone());
        let session = self.clone();
        Router::new().fallback(async move |request: Request| session.respond(pages, request).await)
    }

    /// The application is at all hosts, and the pages at paths that it does not serve.
    async fn respond(&self, pages: Router, request: Request) -> Response {
        if matches!(request.uri().path(), "/" | "/steps" | "/seen" | "/results") {
            return served(pages, request).await;
        }
        let mut received = Received {
            method: request.method().clone(),
            target: request.uri().path_and_query().map_or_else(String::new, ToString::to_string),
            version: request.version(),
            headers: request.headers().clone(),
            status: 0,
            response_headers: HeaderMap::new(),
        };
        let response = served(self.application.clone(), request).await;
        received.status = response.status().as_u16();
        received.response_headers = response.headers().clone();
        self.outcome.lock().expect("no panic").received.push(received);
        response
    }

    fn origin(&self, scheme: &str, host: &str) -> String {
        format!("{scheme}://{host}:{}", self.address.1)
    }
}

async fn served(router: Router, request: Request<Body>) -> Response {
    let Ok(response) = router.oneshot(request).await;
    response
}

#[derive(Deserialize)]
struct WhichVisit {
    visit: usize,
}

async fn steps(State(session): State<Session>, Query(which): Query<WhichVisit>) -> String {
    let socket = session.address.0.replace("http", "ws");
    let steps = session.visits[which.visit].steps.to_string();
    steps.replace("{api}", &session.origin(&session.address.0, API)).replace("{ws}", &session.origin(&socket, API))
}

#[derive(Deserialize)]
struct WhichPath {
    path: String,
}

/// How many requests to a path the application has responded to.
async fn seen(State(session): State<Session>, Query(which): Query<WhichPath>) -> Json<usize> {
    let outcome = session.outcome.lock().expect("no panic");
    Json(outcome.received.iter().filter(|received| received.target.split('?').next() == Some(&which.path)).count())
}

async fn results(State(session): State<Session>, Query(which): Query<WhichVisit>, body: String) -> Response {
    session.outcome.lock().expect("no panic").reports.push(serde_json::from_str(&body).unwrap_or_default());
    let next = which.visit + 1;
    let Some(visit) = session.visits.get(next) else {
        session.finished.notify_one();
        return Json(json!({})).into_response();
    };
    let url = format!("{}/?visit={next}", session.origin(&session.address.0, visit.host));
    Json(json!({ "next": url })).into_response()
}
