//! Methods of one path under several policies: what one policy allows is in no cache that another one's requests could use.

use axum::extract::Request as Incoming;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::{Router, routing::get};
use handler_cors::testing::{Browser, Credentials, Request};
use handler_cors::{CorsRouter, Policy, cors};
use std::sync::{Arc, Mutex};

const URL: &str = "https://api.example.com/widgets";
const APP: &str = "https://app.example.com";
const OTHER: &str = "https://other.example";

#[cors(origins = ["https://app.example.com"], max_age = 600)]
static PLAIN: Policy;

#[cors(origins = ["https://app.example.com"], headers = ["x-admin"], max_age = 600)]
static ADMIN: Policy;

#[cors(origins = ["https://app.example.com"], headers = ["x-admin"], credentials, max_age = 600)]
static SESSION: Policy;

#[cors(origins = ["https://other.example"], headers = ["x-admin"], max_age = 600)]
static PARTNER: Policy;

type Log = Arc<Mutex<Vec<String>>>;

async fn ok() {}

/// Records methods, and for preflights the max age.
async fn record(log: axum::extract::State<Log>, request: Incoming, next: Next) -> Response {
    let is_preflight = request.headers().contains_key("access-control-request-method");
    let method = request.method().to_string();
    let response = next.run(request).await;
    let age = response.headers().get("access-control-max-age").map(|age| age.to_str().unwrap().to_owned());
    let line = match age {
        Some(age) if is_preflight => format!("{method} max-age={age}"),
        _ => method,
    };
    log.lock().unwrap().push(line);
    response
}

/// What each of the requests, which are all from one page, causes.
async fn sent(browser: Browser, page: &str, router: CorsRouter, requests: &[Request]) -> Vec<String> {
    let log = Log::default();
    let mut app = Router::from(router).layer(from_fn_with_state(Arc::clone(&log), record));
    let page = browser.page(page);
    let mut sent = Vec::new();
    for request in requests {
        let _ = page.fetch(&mut app, request.clone()).await;
        sent.push(std::mem::take(&mut *log.lock().unwrap()).join(", "));
    }
    sent
}

fn with_header(method: &str) -> Request {
    Request::new(method, URL).header("x-admin", "1")
}

/// In every browser, the last request is preflighted, and its preflight denied.
async fn check(page: &str, router: impl Fn() -> CorsRouter, requests: &[Request], expected: &[&str]) {
    for browser in [Browser::new, Browser::chromium, Browser::firefox] {
        assert_eq!(sent(browser(), page, router(), requests).await, expected);
    }
}

#[tokio::test]
async fn a_header_that_the_policy_of_another_method_does_not_allow() {
    let expected = ["OPTIONS max-age=0, PUT", "OPTIONS max-age=600"];
    let requests = [with_header("PUT"), with_header("GET")];
    let application = || PLAIN.router(Router::new().route("/widgets", get(ok)));
    let routers: [&dyn Fn() -> CorsRouter; 2] =
        [&|| CorsRouter::new().route("/widgets", PLAIN.get(ok)).route("/widgets", ADMIN.put(ok)), &|| {
            application().route("/widgets", ADMIN.put(ok))
        }];
    for router in routers {
        check(APP, router, &requests, &expected).await;
    }
}

/// Firefox caches methods and headers apart.
#[tokio::test]
async fn a_header_of_one_policy_and_a_method_of_another() {
    let router = || CorsRouter::new().route("/widgets", ADMIN.put(ok)).route("/widgets", PLAIN.delete(ok));
    let requests = [with_header("PUT"), Request::delete(URL), with_header("DELETE")];
    let expected = ["OPTIONS max-age=0, PUT", "OPTIONS max-age=600, DELETE", "OPTIONS max-age=600"];
    check(APP, router, &requests, &expected).await;
}

/// A GET that is not enforced is served to every origin.
#[tokio::test]
async fn an_origin_that_the_policy_of_get_does_not_allow() {
    let router = || CorsRouter::new().route("/widgets", ADMIN.get(ok)).route("/widgets", PARTNER.put(ok));
    let requests = [with_header("PUT"), with_header("GET")];
    check(OTHER, router, &requests, &["OPTIONS max-age=0, PUT", "OPTIONS"]).await;
}

/// A GET that is not enforced is served with cookies.
#[tokio::test]
async fn credentials_that_the_policy_of_get_does_not_allow() {
    let router = || CorsRouter::new().route("/widgets", ADMIN.get(ok)).route("/widgets", SESSION.put(ok));
    let requests = ["PUT", "GET"].map(|method| with_header(method).credentials(Credentials::Include));
    check(APP, router, &requests, &["OPTIONS max-age=0, PUT", "OPTIONS max-age=600"]).await;
}

#[tokio::test]
async fn policies_that_allow_the_same_are_cached() {
    let router = || CorsRouter::new().route("/widgets", SESSION.get(ok)).route("/widgets", ADMIN.put(ok));
    let requests = [with_header("PUT"), with_header("PUT"), with_header("GET")];
    check(APP, router, &requests, &["OPTIONS max-age=600, PUT", "PUT", "GET"]).await;
}
