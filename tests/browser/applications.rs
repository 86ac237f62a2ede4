//! Whole axum applications under one policy, as pages see them.

use axum::extract::Request as Incoming;
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use handler_cors::testing::{Browser, Request};
use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"], headers = ["x-request-id"], expose = ["x-total"])]
static WEB: Policy;

async fn require_key(request: Incoming, next: Next) -> Result<Response, StatusCode> {
    if request.headers().contains_key("x-request-id") {
        Ok(next.run(request).await)
    } else {
        Err(StatusCode::UNAUTHORIZED)
    }
}

fn application() -> Router {
    Router::new()
        .route("/widgets", get(async || ([("x-total", "1")], "listed")).post(async |Json(name): Json<String>| name))
        .route("/widgets/{id}", axum::routing::delete(async || StatusCode::NO_CONTENT))
        .route("/secret", get(async || "secret").layer(from_fn(require_key)))
}

#[cors(policy = WEB, methods = [GET])]
async fn moved() -> &'static str {
    "moved"
}

/// The application alone, and with a handler that moved.
fn apps() -> [CorsRouter; 2] {
    [WEB.router(application()), WEB.router(application().route("/other", post(async || ()))).route("/other", moved)]
}

fn url(path: &str) -> String {
    format!("https://api.example.com{path}")
}

/// The page can read errors too.
#[tokio::test]
async fn the_allowed_page_uses_an_application() {
    for app in apps() {
        let mut app = Router::from(app);
        let page = Browser::at("https://app.example.com");
        let json = || Request::post(&url("/widgets")).header("content-type", "application/json").body("\"sprocket\"");
        for (request, expected) in [
            (Request::get(&url("/widgets")), (200, "listed")),
            (json(), (200, "sprocket")),
            (json().header("x-request-id", "7"), (200, "sprocket")),
            (Request::delete(&url("/widgets/7")), (204, "")),
            (Request::get(&url("/secret")), (401, "")),
            (Request::get(&url("/secret")).header("x-request-id", "7"), (200, "secret")),
            (Request::get(&url("/nothing")), (404, "")),
            (Request::post(&url("/widgets/7")), (405, "")),
        ] {
            let response = page.fetch(&mut app, request).await.unwrap();
            assert_eq!((response.status().as_u16(), response.text().as_ref()), expected);
        }
        let response = page.fetch(&mut app, Request::get(&url("/widgets"))).await.unwrap();
        assert_eq!(response.header("x-total").as_deref(), Ok("1"));
    }
}

/// Other pages read nothing, and change nothing.
#[tokio::test]
async fn other_pages_are_kept_out_of_an_application() {
    for app in apps() {
        let mut app = Router::from(app);
        let page = Browser::at("https://evil.example");
        for request in [
            Request::get(&url("/widgets")),
            Request::get(&url("/nothing")),
            Request::post(&url("/widgets")).body("x"),
            Request::delete(&url("/widgets/7")),
        ] {
            page.fetch(&mut app, request).await.unwrap_err();
        }
    }
}

/// Each method of a path has its own policy, where one handler moved.
#[tokio::test]
async fn a_handler_that_moved_has_its_own_policy() {
    #[cors(origins = ["https://admin.example.com"], methods = [PUT])]
    async fn replace() {}

    let mut app = Router::from(WEB.router(application()).route("/widgets/{id}", replace));
    let [replace, delete] = [|| Request::put(&url("/widgets/7")), || Request::delete(&url("/widgets/7"))];
    let admin = Browser::at("https://admin.example.com");
    admin.fetch(&mut app, replace()).await.unwrap();
    admin.fetch(&mut app, delete()).await.unwrap_err();
    let page = Browser::at("https://app.example.com");
    page.fetch(&mut app, delete()).await.unwrap();
    page.fetch(&mut app, replace()).await.unwrap_err();
}
