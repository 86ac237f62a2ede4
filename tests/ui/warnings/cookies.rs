#![deny(deprecated)]

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

type Alias = Session;

#[cors(origins = ["https://app.example.com"])]
static WITHOUT: Policy;

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn own(_: axum::http::Method, _session: Session) {}

#[cors(policy = WITHOUT, methods = [POST])]
async fn named(_session: Alias, _body: String) {}

#[cors(origins = ["*"], methods = [PUT])]
async fn generic<T: Clone + Send + Sync + 'static>(
    _state: axum::extract::State<T>,
    _session: Result<Session, std::convert::Infallible>,
) {
}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", (own, named, generic::<()>)).with_state(()).into();
}
