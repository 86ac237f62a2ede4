//! Handlers whose cookies arrive, handlers that read none, and handlers that are told to be silent.
#![deny(warnings)]

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use handler_cors::{CorsRouter, Policy, ReadsCookies, cors};

struct Session;

impl<S: Sync> FromRequestParts<S> for Session {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Session)
    }
}

impl ReadsCookies for Session {}

#[cors(origins = ["https://app.example.com"], credentials)]
static WITH: Policy;

#[cors(origins = ["https://app.example.com"])]
static WITHOUT: Policy;

#[cors(origins = ["https://app.example.com"], methods = [GET], credentials)]
async fn own(_: Session) {}

#[cors(policy = WITH, methods = [POST])]
async fn named(_: Session, _body: String) {}

#[cors(policy = WITHOUT, methods = [PUT])]
async fn none(_: axum::http::Method) {}

#[cors(policy = WITHOUT, methods = [PATCH])]
#[allow(deprecated)]
async fn allowed(_: Session) {}

#[allow(deprecated)]
#[cors(origins = ["*"], methods = [DELETE])]
async fn allowed_too<T: Clone + Send + Sync + 'static>(
    _: axum::extract::State<T>,
    _: Result<Session, std::convert::Infallible>,
) {
}

fn main() {
    let _: axum::Router =
        CorsRouter::new().route("/", (own, named, none, allowed, allowed_too::<()>)).with_state(()).into();
}
