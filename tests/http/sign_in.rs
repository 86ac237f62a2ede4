//! Sign-in through another site, which sends the user back by a navigation or by a form that posts.

use crate::client::{TestRequest, serve};
use axum::Router;
use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use axum::routing::post;
use handler_cors::{CorsRouter, cors};

/// The cookies with which a request arrives.
async fn cookies(headers: HeaderMap) -> String {
    let values = headers.get_all(COOKIE).iter().map(|value| value.to_str().unwrap());
    format!("signed in with {}", values.collect::<Vec<_>>().join("; "))
}

#[cors(origins = ["https://app.example.com", "https://login.provider.example"], methods = [POST], credentials)]
async fn listed_provider(headers: HeaderMap) -> String {
    cookies(headers).await
}

#[cors(origins = ["https://app.example.com", "https://login.provider.example"], methods = [POST])]
async fn without_credentials(headers: HeaderMap) -> String {
    cookies(headers).await
}

#[cors(origins = ["https://app.example.com"], methods = [POST], credentials)]
async fn by_default_form(headers: HeaderMap) -> String {
    cookies(headers).await
}

/// Where the form comes from `null` or from anywhere (3-D Secure).
#[cors(origins = ["https://app.example.com"], methods = [POST], dangerously(unenforced))]
async fn from_anywhere(headers: HeaderMap) -> String {
    cookies(headers).await
}

#[cors(origins = ["https://app.example.com"], methods = [GET], credentials, enforce)]
async fn enforced_callback(headers: HeaderMap) -> String {
    cookies(headers).await
}

#[cors(origins = ["https://app.example.com"], methods = [GET], credentials, enforce, dangerously(cross_site_navigations))]
async fn callback(headers: HeaderMap) -> String {
    cookies(headers).await
}

/// What sign-in by another site sends: a navigation by GET, or a form that posts (`response_mode=form_post`, SAML).
#[tokio::test]
async fn sign_in_by_another_site_works_where_a_handler_says_so() {
    let app = CorsRouter::new()
        .route("/listed", listed_provider)
        .route("/listed/without", without_credentials)
        .route("/default", by_default_form)
        .route("/anywhere", from_anywhere)
        .route("/enforced", enforced_callback)
        .route("/callback", callback)
        .merge(Router::new().route("/plain", post(cookies)));
    let app = serve(app).await;
    let form = "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: document\nCookie: a=1";
    let provider = format!("Origin: https://login.provider.example\n{form}");
    let opaque = format!("Origin: null\n{form}");
    for (line, lines, expected) in [
        ("POST /default", &provider, None),
        ("POST /default", &opaque, None),
        ("POST /listed", &provider, Some("signed in with a=1")),
        ("POST /listed", &opaque, None),
        ("POST /listed/without", &provider, Some("signed in with")),
        ("POST /anywhere", &provider, Some("signed in with a=1")),
        ("POST /anywhere", &opaque, Some("signed in with a=1")),
        ("POST /plain", &opaque, Some("signed in with a=1")),
        ("GET /enforced", &form.to_owned(), None),
        ("GET /callback", &form.to_owned(), Some("signed in with a=1")),
        ("GET /callback", &form.replace("Dest: document", "Dest: iframe"), None),
        ("GET /callback", &format!("{form}\nSec-Purpose: prefetch;prerender"), None),
    ] {
        let request = TestRequest::new(&format!("{line}\n{lines}"));
        for response in [app.request(request.clone()).await, app.request_over_http2(request).await] {
            let body = (!response.is_rejection()).then(|| response.body.trim().to_owned());
            assert_eq!(body.as_deref(), expected, "{line}\n{lines}\n{}", response.text());
        }
    }
}
