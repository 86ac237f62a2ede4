//! Request headers that extractors read are allowed without being declared.

use crate::client::serve;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequestParts, State};
use axum::http::request::Parts;
use axum::{Form, Json as Body};
use handler_cors::{CorsRouter, ReadsHeaders, cors};
use serde::de::DeserializeOwned;
use std::convert::Infallible;

/// An alias that hides the type.
type Payload = Body<u32>;

struct Tenant;

impl<S: Sync> FromRequestParts<S> for Tenant {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Tenant)
    }
}

impl ReadsHeaders for Tenant {
    const REQUEST_HEADERS: &'static [&'static str] = &["x-tenant", "X-Region"];
}

/// Declares a header that scripts cannot send.
struct Session;

impl<S: Sync> FromRequestParts<S> for Session {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Session)
    }
}

impl ReadsHeaders for Session {
    const REQUEST_HEADERS: &'static [&'static str] = &["cookie", "Sec-Fetch-Site", "x-session", "origin"];
}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn unsendable(_: Session) {}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn json(Body(number): Body<u32>) -> String {
    number.to_string()
}

#[cors(origins = ["https://app.example.com"], methods = [POST], headers = ["x-request-id", "x-region"])]
async fn alias_and_own(_: State<()>, _: Tenant, _: Payload) {}

#[cors(origins = ["https://app.example.com"], methods = [POST], headers = [CONTENT_TYPE])]
async fn declared_too(_: Option<Payload>) {}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn result(_: Result<Payload, JsonRejection>) {}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn generic_within<T: DeserializeOwned + Send>(_: Body<T>) {}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn generic_itself<T: FromRequestParts<()> + ReadsHeaders + Send>(_: T) {}

#[cors(origins = ["https://app.example.com"], methods = [POST], headers = ["*"])]
async fn any(_: Tenant, _: Payload) {}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn form(_: Form<Vec<(String, String)>>) {}

/// The response to an allowed preflight. It lists headers only if there are any.
fn allowed(methods: &str, headers: &str) -> String {
    let headers = if headers.is_empty() { String::new() } else { format!("Access-Control-Allow-Headers: {headers}\n") };
    format!(
        "204
         Access-Control-Allow-Origin: https://app.example.com
         Access-Control-Allow-Methods: {methods}
         {headers}Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers"
    )
}

fn preflight(method: &str) -> String {
    format!("OPTIONS /\nOrigin: https://app.example.com\nAccess-Control-Request-Method: {method}")
}

#[tokio::test]
async fn preflights_allow_what_extractors_read() {
    let cases = [
        (CorsRouter::new().route("/", json), "content-type"),
        (CorsRouter::new().route("/", alias_and_own), "x-request-id, x-region, x-tenant, content-type"),
        (CorsRouter::new().route("/", declared_too), "content-type"),
        (CorsRouter::new().route("/", result), "content-type"),
        (CorsRouter::new().route("/", generic_within::<u8>), "content-type"),
        (CorsRouter::new().route("/", generic_itself::<Tenant>), "x-tenant, X-Region"),
        (CorsRouter::new().route("/", any), "*"),
        (CorsRouter::new().route("/", unsendable), "x-session"),
        (CorsRouter::new().route("/", form), "content-type"),
    ];
    for (app, headers) in cases {
        serve(app.with_state(())).await.check(&[(&preflight("POST"), &allowed("POST", headers))]).await;
    }
}

/// Browsers keep allowed headers for a URL: handlers under one policy allow what each of them reads, but for a body.
#[tokio::test]
async fn handlers_under_one_policy_allow_what_each_of_them_reads() {
    #[cors(origins = ["https://app.example.com"], methods = [PUT])]
    async fn put(_: Tenant) {}

    let rows = [("POST", "content-type, x-tenant, X-Region"), ("PUT", "x-tenant, X-Region")];
    let rows = rows.map(|(method, headers)| (preflight(method), allowed("POST, PUT", headers)));
    let rows = rows.each_ref().map(|(request, expected)| (request.as_str(), expected.as_str()));
    serve(CorsRouter::new().route("/", (json, put))).await.check(&rows).await;
}

/// The extractors of a handler under another policy have no effect.
#[tokio::test]
async fn headers_of_other_policies_are_not_allowed() {
    #[cors(origins = ["https://app.example.com"], methods = [PUT], credentials)]
    async fn put(_: Tenant) {}

    let app = serve(CorsRouter::new().route("/", (json, put))).await;
    app.check(&[(&preflight("POST"), &allowed("POST", "content-type"))]).await;
}

#[tokio::test]
async fn typed_headers_are_allowed() {
    use axum_extra::TypedHeader as Typed;
    use axum_extra::extract::CookieJar;
    use axum_extra::headers::authorization::Bearer;
    use axum_extra::headers::{Authorization, IfNoneMatch, UserAgent};

    type Token = Typed<Authorization<Bearer>>;

    #[cors(origins = ["https://app.example.com"], methods = [POST], credentials)]
    async fn token(_: Token, _: CookieJar) {}

    #[cors(origins = ["https://app.example.com"], methods = [POST])]
    async fn maybe(_: Option<Token>, _: Option<Typed<IfNoneMatch>>, _: Typed<UserAgent>) {}

    let preflight = preflight("POST");
    let response = serve(CorsRouter::new().route("/", token)).await.request(&*preflight).await;
    assert_eq!(response.header("access-control-allow-headers"), Some(&b"authorization"[..]));
    let response = serve(CorsRouter::new().route("/", maybe)).await.request(&*preflight).await;
    assert_eq!(response.header("access-control-allow-headers"), Some(&b"authorization, if-none-match"[..]));
}
