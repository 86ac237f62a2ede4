//! Applications of several kinds that adopt the crate as its users do: a plain axum application, then one line,
//! `POLICY.router(application)`, then its layers and one handler move.
#![allow(clippy::unwrap_used)]

#[path = "../http/brief.rs"]
#[allow(dead_code, reason = "the tests of single cases use the rest")]
mod brief;
#[path = "../http/client.rs"]
#[allow(dead_code, reason = "the tests of single cases use the rest")]
mod client;
mod desktop;
mod documented;
mod files;
#[path = "../http/http1.rs"]
#[allow(dead_code, reason = "the tests of single cases use the rest")]
mod http1;
#[path = "../http/http2.rs"]
#[allow(dead_code, reason = "the tests of single cases use the rest")]
mod http2;
mod language_model;
mod matrix;
#[path = "../http/probed.rs"]
mod probed;

use axum::Router;
use handler_cors::CorsRouter;

/// Checks what clients that are no browsers get from the application before and after, and what pages get once it has a policy.
async fn check_migration(before: Router, after: &[CorsRouter], programs: &[(&str, &str)], pages: &[(&str, &str)]) {
    brief::check(before.into(), programs).await;
    for app in after {
        brief::check(app.clone(), programs).await;
        brief::check(app.clone(), pages).await;
        probed::check_probe(app, &[]).await;
    }
}
