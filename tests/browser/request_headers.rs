//! Pages send the headers that a handler's extractors read, though no policy here has `headers`.

use axum::body::Bytes;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, FromRequestParts, Multipart, Path, Query, Request as Incoming};
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use axum::{Form, Json, Router};
use axum_extra::TypedHeader;
use axum_extra::either::{Either, Either3};
use axum_extra::extract::{Cached, CookieJar, JsonLines, WithRejection};
use axum_extra::headers::Authorization;
use axum_extra::headers::authorization::Bearer;
use handler_cors::testing::{Blocked, Browser, Request};
use handler_cors::{CorsRouter, ReadsHeaders, cors};
use std::collections::HashMap;

/// What the page sends. Nothing but the content type needs a preflight.
fn json() -> Request {
    Request::post("https://api.example.com/").header("content-type", "application/json").body("\"sprocket\"")
}

/// Sends the request from a page that the policies here allow. The handlers respond with what they read from it.
async fn fetch(app: CorsRouter, request: Request) -> Result<(), Blocked> {
    let mut app = Router::from(app);
    let response = Browser::at("https://app.example.com").fetch(&mut app, request).await?;
    assert_eq!((response.status(), response.text().as_ref()), (StatusCode::OK, "sprocket"));
    Ok(())
}

/// The header names of each row of the surface.
fn headers(app: &CorsRouter) -> Vec<Vec<String>> {
    app.surface().rows().iter().map(|row| row.headers.clone()).collect()
}

fn app(router: CorsRouter) -> CorsRouter {
    assert_eq!(headers(&router), [["content-type"]]);
    router
}

#[derive(FromRequest)]
#[from_request(via(Json))]
struct AppJson<T>(T);

/// An extractor that wraps another one, as those of validation crates do.
struct Valid<T>(T);

impl<S: Send + Sync, T: FromRequest<S>> FromRequest<S> for Valid<T> {
    type Rejection = T::Rejection;

    async fn from_request(request: Incoming, state: &S) -> Result<Self, Self::Rejection> {
        T::from_request(request, state).await.map(Valid)
    }
}

/// An extractor that wraps others with a marker of its own.
struct Marked<T>(T);

struct Via<M>(std::marker::PhantomData<M>);

impl<S: Send + Sync, M, T: FromRequest<S, M>> FromRequest<S, Via<M>> for Marked<T> {
    type Rejection = T::Rejection;

    async fn from_request(request: Incoming, state: &S) -> Result<Self, Self::Rejection> {
        T::from_request(request, state).await.map(Marked)
    }
}

struct Rejected;

impl From<JsonRejection> for Rejected {
    fn from(_: JsonRejection) -> Self {
        Rejected
    }
}

impl IntoResponse for Rejected {
    fn into_response(self) -> Response {
        StatusCode::IM_A_TEAPOT.into_response()
    }
}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn plain(Json(name): Json<String>) -> String {
    name
}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn optional(name: Option<Json<String>>) -> String {
    name.map(|Json(name)| name).unwrap_or_default()
}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn result(name: Result<Json<String>, JsonRejection>) -> Result<String, JsonRejection> {
    name.map(|Json(name)| name)
}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn derived(AppJson(name): AppJson<String>) -> String {
    name
}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn with_rejection(WithRejection(Json(name), _): WithRejection<Json<String>, Rejected>) -> String {
    name
}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn valid(Valid(Json(name)): Valid<Json<String>>) -> String {
    name
}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn own_marker(Marked(Json(name)): Marked<Json<String>>) -> String {
    name
}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn bytes(_: Query<HashMap<String, String>>, body: Bytes) -> String {
    String::from_utf8_lossy(&body).replace('"', "")
}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn request(request: Incoming) -> String {
    String::from_request(request, &()).await.unwrap().replace('"', "")
}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn lines(_: JsonLines<String>) -> &'static str {
    "sprocket"
}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn generic<T: FromRequest<(), Rejection = JsonRejection> + Send + 'static>(_: T) -> &'static str {
    "sprocket"
}

#[tokio::test]
async fn content_type_is_allowed_where_the_body_is_extracted() {
    let apps = [
        CorsRouter::new().route("/", plain),
        CorsRouter::new().route("/", optional),
        CorsRouter::new().route("/", result),
        CorsRouter::new().route("/", derived),
        CorsRouter::new().route("/", with_rejection),
        CorsRouter::new().route("/", valid),
        CorsRouter::new().route("/", own_marker),
        CorsRouter::new().route("/", bytes),
        CorsRouter::new().route("/", request),
        CorsRouter::new().route("/", lines),
        CorsRouter::new().route("/", generic::<Json<String>>),
    ];
    for router in apps {
        fetch(app(router), json()).await.unwrap();
    }
}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn form(Form(fields): Form<HashMap<String, String>>) -> String {
    fields["name"].clone()
}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn multipart(mut parts: Multipart) -> String {
    parts.next_field().await.unwrap().unwrap().text().await.unwrap()
}

/// Browsers send these without a preflight. The handlers take the body, so that other content types are allowed too.
#[tokio::test]
async fn forms_are_sent_without_a_preflight() {
    let post = |content_type| Request::post("https://api.example.com/").header("content-type", content_type);
    let urlencoded = post("application/x-www-form-urlencoded").body("name=sprocket");
    fetch(app(CorsRouter::new().route("/", form)), urlencoded).await.unwrap();

    let body = "--x\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\nsprocket\r\n--x--\r\n";
    let parts = post("multipart/form-data; boundary=x").body(body);
    fetch(app(CorsRouter::new().route("/", multipart)), parts).await.unwrap();
}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn nothing() -> &'static str {
    "sprocket"
}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn query(_: Query<HashMap<String, String>>) -> &'static str {
    "sprocket"
}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn from_the_head(_: Result<Head, Response>, _: Option<Path<u8>>) -> &'static str {
    "sprocket"
}

#[derive(axum::extract::FromRequestParts)]
struct Head {
    #[allow(dead_code)]
    query: Query<HashMap<String, String>>,
}

#[tokio::test]
async fn nothing_is_allowed_where_no_body_is_extracted() {
    let apps = [
        CorsRouter::new().route("/", nothing),
        CorsRouter::new().route("/", query),
        CorsRouter::new().route("/", from_the_head),
    ];
    for app in apps {
        assert_eq!(headers(&app), [[""; 0]]);
        let blocked = fetch(app, json()).await.unwrap_err();
        assert_eq!(blocked.to_string(), "`content-type` is not in `Access-Control-Allow-Headers` (empty)");
    }
}

type Token = TypedHeader<Authorization<Bearer>>;

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn cached(Cached(TypedHeader(token)): Cached<Token>, Json(_): Json<String>) -> String {
    token.token().to_owned()
}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn either(token: Either<Token, Tenant>, Json(_): Json<String>) -> String {
    match token {
        Either::E1(TypedHeader(token)) => token.token().to_owned(),
        Either::E2(Tenant(tenant)) => tenant,
    }
}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn cached_either(token: Cached<Either3<Option<Token>, Cached<Tenant>, ()>>, Json(_): Json<String>) -> String {
    match token.0 {
        Either3::E1(token) => token.unwrap().token().to_owned(),
        _ => unreachable!("an option is always extracted"),
    }
}

#[cors(origins = ["https://app.example.com"], methods = [POST], credentials)]
async fn token_or_cookie(token: Either<Token, CookieJar>, _: Bytes) -> String {
    match token {
        Either::E1(TypedHeader(token)) => token.token().to_owned(),
        Either::E2(_) => "a cookie".to_owned(),
    }
}

/// An extractor of the application.
#[derive(Clone)]
struct Tenant(String);

impl<S: Sync> FromRequestParts<S> for Tenant {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        let value = parts.headers.get("x-tenant").and_then(|value| value.to_str().ok());
        value.map(|value| Tenant(value.to_owned())).ok_or(StatusCode::UNAUTHORIZED)
    }
}

impl ReadsHeaders for Tenant {
    const REQUEST_HEADERS: &'static [&'static str] = &["x-tenant"];
}

#[tokio::test]
async fn authorization_is_allowed_where_a_wrapper_reads_it() {
    let token = || json().header("authorization", "Bearer sprocket");
    let app = CorsRouter::new().route("/", cached);
    assert_eq!(headers(&app), [["authorization", "content-type"]]);
    fetch(app, token()).await.unwrap();

    let app = || CorsRouter::new().route("/", either);
    assert_eq!(headers(&app()), [["authorization", "x-tenant", "content-type"]]);
    fetch(app(), token()).await.unwrap();
    fetch(app(), json().header("x-tenant", "sprocket")).await.unwrap();

    let app = CorsRouter::new().route("/", cached_either);
    assert_eq!(headers(&app), [["authorization", "x-tenant", "content-type"]]);
    fetch(app, token()).await.unwrap();

    let app = CorsRouter::new().route("/", token_or_cookie);
    assert_eq!(headers(&app), [["authorization", "content-type"]]);
    fetch(app, token()).await.unwrap();
}
