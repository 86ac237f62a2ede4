//! What is compared does the same work: the contenders with CORS admit the same origins, and bare axum nobody.

use axum::http::HeaderValue;
use axum::http::header::ACCESS_CONTROL_ALLOW_ORIGIN;
use handler_cors_benches::apps::Contender;
use handler_cors_benches::cases::{self, Case};
use handler_cors_benches::measure::answer;

fn admitted(case: &Case) -> Option<HeaderValue> {
    let response = answer(&mut case.app(), case.template().request());
    response.headers().get(ACCESS_CONTROL_ALLOW_ORIGIN).cloned()
}

/// Whether the rows of these names are of an origin that the policy has.
fn is_allowed(row: &str) -> bool {
    ["allowed", "first", "last"].iter().any(|start| row.starts_with(start))
}

#[test]
fn contenders_admit_the_same_origins() {
    for case in cases::all() {
        let is_admitted = is_allowed(&case.row) && case.contender != Contender::Bare;
        let origin = case.template().request().headers().get("origin").cloned();
        assert_eq!(admitted(&case), origin.filter(|_| is_admitted), "{}", case.id());
    }
}
