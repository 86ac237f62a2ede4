//! Whole applications, as pages see them.

use axum::extract::Request as Incoming;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::{Json, Router};
use handler_cors::testing::{Blocked, Browser, Credentials, Mode, Page, Request};
use handler_cors::{CorsRouter, cors};
use std::sync::atomic::{AtomicUsize, Ordering};

const WIDGETS: &str = "https://api.example.com/widgets";

#[cors(origins = ["*"], methods = [GET], expose = ["x-total-count"])]
async fn list() -> ([(&'static str, &'static str); 2], &'static str) {
    ([("x-total-count", "2"), ("x-secret", "1")], "list")
}

#[cors(origins = ["https://app.example.com"], methods = [POST], headers = ["x-request-id"], credentials)]
async fn create(Json(name): Json<String>) -> (StatusCode, String) {
    (StatusCode::CREATED, name)
}

#[cors(origins = ["https://admin.example.com", "https://app.example.com"], methods = [DELETE], headers = ["x-a"], max_age = 600)]
async fn remove() {}

fn app() -> CorsRouter {
    CorsRouter::new().route("/widgets", (list, create, remove))
}

fn new_widget() -> Request {
    Request::post(WIDGETS)
        .header("content-type", "application/json")
        .header("x-request-id", "7")
        .body("\"sprocket\"")
        .credentials(Credentials::Include)
}

#[tokio::test]
async fn each_page_sees_what_its_policy_allows() {
    let mut app = Router::from(app());
    let response = Browser::at("https://anybody.example").fetch(&mut app, Request::get(WIDGETS)).await.unwrap();
    assert_eq!((response.text().as_ref(), response.header("x-total-count").as_deref()), ("list", Ok("2")));
    assert!(response.header("x-secret").is_err());

    let response = Browser::at("https://app.example.com").fetch(&mut app, new_widget()).await.unwrap();
    assert_eq!((response.status(), response.text().as_ref()), (StatusCode::CREATED, "sprocket"));

    for (origin, expected) in [("https://evil.example", true), ("https://admin.example.com", true), ("null", true)] {
        let blocked = Browser::at(origin).fetch(&mut app, new_widget()).await.unwrap_err();
        let is_denied = matches!(blocked, Blocked::PreflightStatus { status: StatusCode::FORBIDDEN, .. });
        assert_eq!(is_denied, expected, "{origin}: {blocked}");
    }
    let page = Browser::at("https://app.example.com");
    let blocked = page.fetch(&mut app, Request::patch(WIDGETS)).await.unwrap_err();
    assert_eq!(blocked.to_string(), "`PATCH` is not in `Access-Control-Allow-Methods` (`POST`)");
    let blocked = page.fetch(&mut app, Request::get(WIDGETS).credentials(Credentials::Include)).await.unwrap_err();
    assert_eq!(
        blocked.to_string(),
        "the response has `Access-Control-Allow-Origin: *`, but the request includes credentials"
    );
}

async fn require_login(request: Incoming, next: Next) -> Result<Response, StatusCode> {
    if request.headers().contains_key("cookie") { Ok(next.run(request).await) } else { Err(StatusCode::UNAUTHORIZED) }
}

fn logged_in(origin: &str) -> Page {
    let page = Browser::at(origin);
    page.browser().set_cookies("api.example.com", "session=1");
    page
}

#[tokio::test]
async fn a_login_layer_inside_cors_sees_no_preflights() {
    let mut app = Router::from(app().layer(from_fn(require_login)));
    let response = Browser::at("https://app.example.com").fetch(&mut app, new_widget()).await.unwrap();
    assert_eq!(response.status(), StatusCode::UNAUTHORIZED);
    let response = logged_in("https://app.example.com").fetch(&mut app, new_widget()).await.unwrap();
    assert_eq!(response.status(), StatusCode::CREATED);
}

#[tokio::test]
async fn a_login_layer_outside_cors_denies_every_preflight() {
    let mut app = Router::from(app()).layer(from_fn(require_login));
    let blocked = logged_in("https://app.example.com").fetch(&mut app, new_widget()).await.unwrap_err();
    assert_eq!(
        blocked.to_string(),
        "the preflight response has status 401: a layer outside CORS requires credentials, which preflights never include"
    );
}

static BOUGHT: AtomicUsize = AtomicUsize::new(0);

#[cors(origins = ["https://shop.example.com"], methods = [POST])]
async fn buy() {
    BOUGHT.fetch_add(1, Ordering::Relaxed);
}

#[cors(origins = ["https://shop.example.com", "https://ads.example.net"], methods = [PUT], headers = ["x-a"], max_age = 600)]
async fn count() {}

/// Without enforcement, the handler would run for these requests.
#[tokio::test]
async fn disallowed_requests_do_not_run_the_handler() {
    let mut app = Router::from(CorsRouter::new().route("/orders", (buy, count)));
    let orders = "https://api.example.com/orders";
    let ads = Browser::at("https://ads.example.net");
    let blocked = ads.fetch(&mut app, Request::post(orders).text("x").mode(Mode::NoCors)).await.unwrap_err();
    assert_eq!(blocked, Blocked::Opaque);
    // The header name is not cached for PUT, so POST has a preflight of its own.
    ads.fetch(&mut app, Request::put(orders).header("x-a", "1")).await.unwrap();
    let blocked = ads.fetch(&mut app, Request::post(orders).header("x-a", "1")).await.unwrap_err();
    assert!(blocked.to_string().starts_with("the preflight response has status 403"), "{blocked}");
    assert_eq!(BOUGHT.load(Ordering::Relaxed), 0);

    Browser::at("https://shop.example.com").fetch(&mut app, Request::post(orders)).await.unwrap();
    Browser::at("https://api.example.com").fetch(&mut app, Request::post(orders)).await.unwrap();
    assert_eq!(BOUGHT.load(Ordering::Relaxed), 2);
}

/// `fetch` can be spawned on a multi-threaded runtime.
#[tokio::test]
async fn the_future_is_send() {
    let response = tokio::spawn(async {
        let mut app = Router::from(app());
        Browser::at("https://app.example.com").fetch(&mut app, Request::get(WIDGETS)).await
    });
    assert!(response.await.unwrap().is_ok());
}
