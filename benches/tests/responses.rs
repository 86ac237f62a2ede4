//! The contenders with CORS do the same work: they allow the same origins. Bare axum allows none.

use axum::http::HeaderValue;
use axum::http::header::ACCESS_CONTROL_ALLOW_ORIGIN;
use handler_cors_benches::cases::{self, Case};
use handler_cors_benches::contender::Contender;

fn allowed(case: &Case) -> Option<HeaderValue> {
    let response = case.app().response(case.template().request());
    response.headers().get(ACCESS_CONTROL_ALLOW_ORIGIN).cloned()
}

/// Whether the rows with these names have an origin of the policy.
fn is_allowed(row: &str) -> bool {
    ["allowed", "first", "last"].iter().any(|start| row.starts_with(start))
}

#[test]
fn contenders_allow_the_same_origins() {
    for case in cases::all() {
        let is_allowed = is_allowed(&case.row) && case.contender != Contender::Bare;
        let origin = case.template().request().headers().get("origin").cloned();
        assert_eq!(allowed(&case), origin.filter(|_| is_allowed), "{}", case.id());
    }
}
