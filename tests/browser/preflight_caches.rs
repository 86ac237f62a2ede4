//! No combination of allowed preflights lets a request skip its own preflight if that would be denied.

use crate::policy_sets::{Call, PAGES, PolicySet, calls, policy_set};
use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{Request, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use handler_cors::testing::Browser;
use proptest::prelude::*;
use std::sync::{Arc, Mutex};

const HOST: &str = "api.example.test";

/// What the router has received.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Received {
    /// Whether a handler ran. It does not where a request is rejected, or where nothing serves its method.
    is_served: bool,
    has_cookies: bool,
}

type Log = Arc<Mutex<Received>>;

struct Server {
    router: Router,
    log: Log,
}

async fn record(State(log): State<Log>, request: Request<Body>, next: Next) -> Response {
    let is_preflight = request.headers().contains_key("access-control-request-method");
    let response = next.run(request).await;
    if !is_preflight {
        *log.lock().unwrap() = Received {
            is_served: !matches!(response.status(), StatusCode::FORBIDDEN | StatusCode::METHOD_NOT_ALLOWED),
            has_cookies: response.headers().get("x-cookies").is_some_and(|value| value == "yes"),
        };
    }
    response
}

impl Server {
    fn new(set: &PolicySet) -> Server {
        let log = Log::default();
        let record = from_fn_with_state(Arc::clone(&log), record);
        Server { router: Router::from(set.router("/url")).layer(record), log }
    }

    async fn received(&mut self, browser: &Browser, call: &Call) -> Received {
        browser.set_cookies(HOST, "session=1");
        let page = browser.page(&format!("https://{}", PAGES[call.page]));
        let _ = page.fetch(&mut self.router, call.request(&format!("https://{HOST}/url"))).await;
        std::mem::take(&mut *self.log.lock().unwrap())
    }

    /// Whether a browser without a cache sends the request too, or, where the handler sees no cookies, sends it without them.
    async fn is_allowed(&mut self, browser: fn() -> Browser, call: &Call, received: Received) -> bool {
        let without = Call { with_credentials: false, ..call.clone() };
        self.received(&browser(), call).await.is_served
            || (!received.has_cookies && self.received(&browser(), &without).await.is_served)
    }
}

/// The requests that a browser with a cache has sent, although the same browser without one would not have.
fn skipped(set: &PolicySet, calls: &[Call], browser: fn() -> Browser) -> Vec<Call> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    runtime.block_on(async {
        let mut server = Server::new(set);
        let with_cache = browser();
        let mut skipped = Vec::new();
        for call in calls {
            let received = server.received(&with_cache, call).await;
            if received.is_served && !server.is_allowed(browser, call, received).await {
                skipped.push(call.clone());
            }
        }
        skipped
    })
}

/// Chromium's cache keeps the newest response; in Firefox's and the standard's, methods and headers add up.
const BROWSERS: [fn() -> Browser; 3] = [Browser::new, Browser::chromium, Browser::firefox];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_request_skips_a_preflight_that_would_be_denied(set in policy_set(), calls in calls()) {
        for browser in BROWSERS {
            prop_assert_eq!(skipped(&set, &calls, browser), Vec::new());
        }
    }
}
