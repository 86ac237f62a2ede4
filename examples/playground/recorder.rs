//! Records requests and responses, for the page that sent them.

use crate::explained::{Explained, explain, is_preflight};
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri};
use axum::middleware::Next;
use axum::response::Response;
use axum::routing::get;
use axum::{Json, Router};
use handler_cors::CorsRouter;
use serde::Serialize;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A request or a preflight, and its response.
#[derive(Clone, Serialize)]
struct Exchange {
    is_preflight: bool,
    method: String,
    target: String,
    request: Vec<Header>,
    status: u16,
    reason: &'static str,
    response: Vec<Header>,
    #[serde(flatten)]
    explained: Explained,
}

/// A line of headers, and whether CORS has to do with it.
#[derive(Clone, Serialize)]
struct Header {
    name: String,
    value: String,
    matters: bool,
}

/// Exchanges under the id that `exchange=…` in their query gives.
type Log = VecDeque<(String, Exchange)>;

#[derive(Clone)]
pub(crate) struct Recorder {
    api: CorsRouter,
    log: Arc<Mutex<Log>>,
}

impl Recorder {
    /// The oldest exchanges are dropped above this number.
    const EXCHANGES: usize = 200;

    pub(crate) fn new(api: CorsRouter) -> Recorder {
        Recorder { api, log: Arc::default() }
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, id: String, exchange: Exchange) {
        let mut log = self.log();
        if log.len() >= Self::EXCHANGES {
            log.pop_front();
        }
        log.push_back((id, exchange));
    }

    /// Where the playground asks for what was exchanged.
    pub(crate) fn routes(&self) -> Router {
        Router::new().route("/exchanges/{id}", get(exchanges)).with_state(self.clone())
    }
}

async fn exchanges(State(recorder): State<Recorder>, Path(id): Path<String>) -> Json<Vec<Exchange>> {
    let log = recorder.log();
    Json(log.iter().filter(|(of, _)| *of == id).map(|(_, exchange)| exchange.clone()).collect())
}

/// A layer that records requests and responses without changing them.
pub(crate) async fn record(State(recorder): State<Recorder>, request: Request, next: Next) -> Response {
    let Some(id) = id_in(request.uri()) else { return next.run(request).await };
    let explanation = explain(&recorder.api, &request);
    let is_preflight = is_preflight(&request);
    let (method, target) = (cut(request.method().as_str().as_bytes()), cut(request.uri().to_string().as_bytes()));
    let request_headers = listed(request.headers());
    let response = next.run(request).await;
    let exchange = Exchange {
        is_preflight,
        method,
        target,
        request: request_headers,
        status: response.status().as_u16(),
        reason: response.status().canonical_reason().unwrap_or_default(),
        response: listed(response.headers()),
        explained: Explained::new(explanation, &response),
    };
    recorder.keep(id, exchange);
    response
}

fn id_in(uri: &Uri) -> Option<String> {
    const LONGEST: usize = 40;
    let id = uri.query()?.split('&').find_map(|pair| pair.strip_prefix("exchange="))?;
    (id.len() <= LONGEST).then(|| id.to_owned())
}

fn listed(headers: &HeaderMap) -> Vec<Header> {
    const MOST: usize = 50;
    let header = |(name, value): (&HeaderName, &HeaderValue)| Header {
        name: cut(name.as_str().as_bytes()),
        value: cut(value.as_bytes()),
        matters: matters(name.as_str()),
    };
    headers.iter().take(MOST).map(header).collect()
}

fn matters(name: &str) -> bool {
    const OTHERS: [&str; 9] = [
        "origin",
        "vary",
        "allow",
        "cookie",
        "set-cookie",
        "authorization",
        "content-type",
        "sec-fetch-site",
        "sec-fetch-mode",
    ];
    name.starts_with("access-control-") || OTHERS.contains(&name)
}

/// The bytes as text, bounded.
fn cut(bytes: &[u8]) -> String {
    const LONGEST: usize = 1000;
    String::from_utf8_lossy(bytes.get(..LONGEST).unwrap_or(bytes)).into_owned()
}
