//! Other attributes work above and below.
#![deny(warnings)]

use axum::debug_handler;
use axum::extract::State;
use handler_cors::{CorsRouter, cors};
use tracing::instrument;

#[cors(origins = ["https://app.example.com"], methods = [GET])]
#[instrument(skip_all)]
async fn instrumented_below(State(name): State<String>) -> String {
    name
}

#[instrument(skip_all)]
#[cors(origins = ["https://app.example.com"], methods = [HEAD])]
async fn instrumented_above() {}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
#[debug_handler(state = String)]
async fn debugged(State(_name): State<String>, body: String) -> String {
    body
}

#[utoipa::path(get, path = "/documented", responses((status = 200, description = "The widgets")))]
#[cors(origins = ["https://app.example.com"], methods = [PUT])]
async fn documented() {}

#[allow(clippy::unused_async, unused_variables)]
#[cors(origins = ["https://app.example.com"], methods = [PATCH])]
async fn allowed_above(body: String) {}

#[cors(origins = ["https://app.example.com"], methods = [DELETE])]
#[allow(clippy::unused_async, unused_variables)]
#[must_use]
#[inline]
async fn allowed_below(body: String) {}

/// Lists widgets.
///
/// ```text
/// with | a | table
/// ```
#[doc = "Written as an attribute."]
#[doc(alias = "widgets")]
#[cors(origins = ["https://app.example.com"], methods = [GET])]
#[cfg_attr(debug_assertions, allow(unused_mut))]
/// Docs below.
async fn with_docs(mut _body: String) {}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
#[expect(unused_variables)]
async fn expected(body: String) {}

#[cors(origins = ["https://app.example.com"], methods = [PUT])]
#[deprecated(note = "use `documented`")]
async fn old() {}

fn main() {
    let _: axum::Router = CorsRouter::new()
        .route("/", (instrumented_below, instrumented_above, debugged, documented, allowed_above, allowed_below))
        .route("/more", (with_docs, expected))
        .with_state(String::new())
        .into();
    #[allow(deprecated)]
    let _: axum::Router = CorsRouter::new().route("/old", old).into();
}
