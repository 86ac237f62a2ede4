//! The server under test: a given response for each case, or a `CorsRouter`, and a log of the requests.

use crate::case::{Case, Server};
use crate::seen::{Sent, is_compared};
use crate::tables::cors_router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::{Router, middleware, routing::any};
use std::sync::{Arc, Mutex};

#[derive(Clone)]
pub(crate) struct Site {
    cases: Arc<Vec<(&'static str, Server)>>,
    log: Arc<Vec<Mutex<Vec<Sent>>>>,
}

impl Site {
    pub(crate) fn new(cases: &[Case]) -> Site {
        Site {
            cases: Arc::new(cases.iter().map(|case| (case.page, case.server.clone())).collect()),
            log: Arc::new(cases.iter().map(|_| Mutex::default()).collect()),
        }
    }

    /// Takes the requests for a case so far.
    pub(crate) fn take(&self, case: usize) -> Vec<Sent> {
        std::mem::take(&mut *self.log[case].lock().unwrap())
    }

    pub(crate) fn router(&self) -> Router {
        let site = self.clone();
        let by_hand = Router::new().route("/c/{case}/{*path}", any(move |request| site.clone().response(request)));
        let site = self.clone();
        let by_hand = by_hand.route("/c/{case}/", any(move |request| site.clone().response(request)));
        let app = Router::from(cors_router::app());
        let site = self.clone();
        let log = move |request: Request, next: middleware::Next| {
            site.record(&request);
            next.run(request)
        };
        by_hand.nest("/c/{case}/app", app).layer(middleware::from_fn(log))
    }

    fn record(&self, request: &Request) {
        let (case, path) = index(request.uri().path());
        let headers = request.headers();
        let names = headers.keys().filter(|name| is_compared(name.as_str()));
        let sent = Sent {
            method: request.method().to_string(),
            host: text(headers, &header::HOST),
            path: path.to_owned(),
            headers: names.map(|name| (name.to_string(), text(headers, name))).collect(),
        };
        self.log[case].lock().unwrap().push(sent);
    }

    async fn response(self, request: Request) -> Response {
        let (case, path) = index(request.uri().path());
        let (page, server) = &self.cases[case];
        let Some((_, preflight, actual)) = server.0.iter().find(|(known, _, _)| *known == path) else {
            return written("404");
        };
        let headers = request.headers();
        let is_preflight = headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
        let written_by_hand = if is_preflight { preflight } else { actual };
        let response = written_by_hand
            .replace("{page}", page)
            .replace("{PAGE}", &page.to_ascii_uppercase())
            .replace("{origin}", &text(headers, &header::ORIGIN))
            .replace("{method}", &text(headers, &header::ACCESS_CONTROL_REQUEST_METHOD))
            .replace("{names}", &text(headers, &header::ACCESS_CONTROL_REQUEST_HEADERS))
            .replace("{base}", &format!("/c/{case}"));
        written(&response)
    }
}

fn text(headers: &HeaderMap, name: &HeaderName) -> String {
    let values: Vec<_> = headers.get_all(name).iter().map(|value| value.to_str().unwrap()).collect();
    values.join(", ")
}

/// The case of a path, and the rest of the path.
fn index(path: &str) -> (usize, &str) {
    let path = path.strip_prefix("/c/").unwrap();
    let end = path.find('/').unwrap();
    (path[..end].parse().unwrap(), &path[end..])
}

fn written(text: &str) -> Response {
    let mut parts = text.split(" | ");
    let mut response = Response::new(Body::from("the body"));
    *response.status_mut() = StatusCode::from_bytes(parts.next().unwrap().as_bytes()).unwrap();
    if matches!(response.status().as_u16(), 204 | 205 | 304) {
        *response.body_mut() = Body::empty();
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for part in parts {
        let (name, value) = part.split_once(':').unwrap();
        let is_short = name.starts_with("allow-") || matches!(name, "max-age" | "expose-headers");
        let name = if is_short { format!("access-control-{name}") } else { name.to_owned() };
        let value = HeaderValue::from_bytes(value.trim_start_matches(' ').as_bytes()).unwrap();
        response.headers_mut().append(HeaderName::try_from(name).unwrap(), value);
    }
    response
}
