//! Preflight caches: random sets of policies on one URL, and sequences of requests to it. No request skips its preflight if that
//! would be denied.

use crate::browser::Engine;
use crate::policy_sets::{Call, PAGES, PolicySet, calls, policy_set};
use crate::site::{API, Received, Transport, Visit, run};
use axum::Router;
use axum::http::header;
use axum::routing::get;
use handler_cors::testing::Browser;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use tower::Service;

/// What one browser was asked, and what it did.
#[derive(Default)]
pub(crate) struct Caches {
    pub(crate) wrong: Vec<String>,
    pub(crate) requests: usize,
    /// Requests that used an entry of the cache.
    pub(crate) cached: usize,
}

struct Case {
    set: PolicySet,
    /// All of one page.
    calls: Vec<Call>,
}

fn cases(count: usize, seed: u64) -> Vec<Case> {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut next = || {
        let tree = (policy_set(), calls()).new_tree(&mut runner).expect("every set is valid");
        let (set, mut calls) = tree.current();
        let page = calls[0].page;
        calls.iter_mut().for_each(|call| call.page = page);
        Case { set, calls }
    };
    (0..count).map(|_| next()).collect()
}

fn path(case: usize) -> String {
    format!("/set/{case}")
}

pub(crate) async fn check(engine: Engine, count: usize, seed: u64) -> Caches {
    let cases = cases(count, seed);
    let application = cases.iter().enumerate().fold(Router::new(), |router, (number, case)| {
        router.nest_service(&path(number), Router::from(case.set.router("/url")))
    });
    let login = [(header::SET_COOKIE, "session=1; Path=/; SameSite=None; Secure")];
    let application = application.route("/login", get(async move || login));
    let mut visits = vec![Visit { host: API, steps: json!([{ "kind": "fetch", "url": "{api}/login" }]) }];
    visits.extend(PAGES.iter().enumerate().map(|(page, host)| {
        let of_page = cases.iter().enumerate().filter(|(_, case)| case.calls[0].page == page);
        let sequences: Vec<Value> = of_page.map(|(number, case)| sequence(number, case)).collect();
        Visit { host, steps: json!([{ "kind": "sequences", "sequences": sequences }]) }
    }));
    let outcome = run(engine, Transport::Tls2, application, visits).await;
    let mut caches = Caches::default();
    for (number, case) in cases.iter().enumerate() {
        let prefix = format!("{}/url", path(number));
        let received: Vec<&Received> = outcome.received.iter().filter(|one| one.target.starts_with(&prefix)).collect();
        check_case(engine, case, &received, &mut caches).await;
    }
    caches
}

fn sequence(number: usize, case: &Case) -> Value {
    let url = format!("{{api}}{}/url", path(number));
    let call = |call: &Call| {
        let headers: Vec<_> = call.headers.iter().map(|name| [*name, "1"]).collect();
        let credentials = if call.with_credentials { "include" } else { "omit" };
        json!({ "url": url, "init": { "method": call.method, "headers": headers, "credentials": credentials } })
    };
    case.calls.iter().map(call).collect()
}

/// The browser must have sent what `Browser` sends, request by request, and nothing that it would not send without a cache.
async fn check_case(engine: Engine, case: &Case, received: &[&Received], caches: &mut Caches) {
    let shown: Vec<_> = case.calls.iter().map(shown).collect();
    let with_cache = model(engine);
    let mut rest = received.iter();
    for (index, (call, name)) in case.calls.iter().zip(&shown).enumerate() {
        let expected = requests(&with_cache, case, call).await;
        let came: Vec<&Received> = rest.by_ref().take(expected.len()).copied().collect();
        let sent: Vec<String> = came.iter().map(|one| sent(one.is_preflight(), one.method.as_str())).collect();
        caches.requests += 1;
        caches.cached += usize::from(sent.len() < requests(&model(engine), case, call).await.len());
        let why = if sent != expected {
            format!("sent {sent:?}, but `Browser` {expected:?}")
        } else if is_skipped(engine, case, call, &came).await {
            format!("sent {sent:?}, although its preflight would be denied")
        } else {
            continue;
        };
        let sequence = shown.join(", ");
        caches.wrong.push(format!("request {}, {name}: {why}\n  of {sequence}\n  under\n{:?}", index + 1, case.set));
        return;
    }
    if rest.next().is_some() {
        caches.wrong.push(format!("more requests than calls in {}\n  under\n{:?}", shown.join(", "), case.set));
    }
}

/// Whether a handler has run that would not have run without a cache. Where it sees no cookies, the request is one without
/// credentials.
async fn is_skipped(engine: Engine, case: &Case, call: &Call, came: &[&Received]) -> bool {
    let Some(served) = came.iter().find(|one| !one.is_preflight() && !matches!(one.status, 403 | 405)) else {
        return false;
    };
    let has_cookies = served.response_headers.get("x-cookies").is_some_and(|value| value == "yes");
    let without = Call { with_credentials: call.with_credentials && has_cookies, ..call.clone() };
    for call in [call, &without] {
        if requests(&model(engine), case, call).await.iter().any(|sent| sent != PREFLIGHT) {
            return false;
        }
    }
    true
}

fn shown(call: &Call) -> String {
    let credentials = if call.with_credentials { " with credentials" } else { "" };
    format!("{} {}{credentials}", call.method, call.headers.join(" "))
}

/// The model of the browser.
pub(crate) fn model(engine: Engine) -> Browser {
    match engine {
        Engine::Chromium => Browser::chromium(),
        Engine::Firefox => Browser::firefox(),
    }
}

const PREFLIGHT: &str = "preflight";

fn sent(is_preflight: bool, method: &str) -> String {
    if is_preflight { PREFLIGHT.to_owned() } else { method.to_owned() }
}

/// What the model sends.
async fn requests(browser: &Browser, case: &Case, call: &Call) -> Vec<String> {
    let mut router = Router::from(case.set.router("/url"));
    let requests = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&requests);
    let mut recorded = tower::service_fn(move |request: axum::http::Request<_>| {
        let is_preflight = request.headers().contains_key("access-control-request-method");
        log.lock().expect("no panic").push(sent(is_preflight, request.method().as_str()));
        router.call(request)
    });
    let page = browser.page(&format!("https://{}", PAGES[call.page]));
    let _ = page.fetch(&mut recorded, call.request("https://api.example.test/url")).await;
    std::mem::take(&mut *requests.lock().expect("no panic"))
}
