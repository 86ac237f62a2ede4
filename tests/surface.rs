//! How to review the surface of an application: a test compares it with a committed file, so that a change that widens access
//! shows up in the diff of a pull request.
//!
//! `UPDATE_SURFACE=1 cargo test -p tests --test surface` rewrites the file.
#![allow(clippy::unwrap_used)]

use handler_cors::{CorsRouter, Policy, cors};
use std::{env, fs};

#[cors(origins = ["*"], methods = [GET], expose = ["x-total-count"], max_age = 3600)]
async fn list_widgets() {}

/// The policy for the admin page and its preview deployments.
#[cors(origins = ["https://admin.example.com", "https://pr-*.preview.example.com"], headers = ["x-request-id"], credentials)]
static ADMIN: Policy;

#[cors(policy = ADMIN, methods = [POST])]
async fn create_widget(_: axum::Json<u32>) {}

#[cors(policy = ADMIN, methods = [PUT, DELETE])]
async fn change_widget() {}

fn app() -> CorsRouter {
    CorsRouter::new().route("/widgets", (list_widgets, create_widget)).route("/widgets/{id}", change_widget)
}

#[test]
fn the_surface_is_as_committed() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/surface.txt");
    let surface = app().surface().to_string();
    if env::var_os("UPDATE_SURFACE").is_some() {
        fs::write(path, &surface).unwrap();
    }
    assert_eq!(
        surface,
        fs::read_to_string(path).unwrap(),
        "access has changed: if it should, run with UPDATE_SURFACE=1"
    );
}

/// A wider policy changes the text.
#[test]
fn a_wider_policy_shows() {
    #[cors(origins = ["https://*.example.com"], methods = [PUT, DELETE], headers = ["x-request-id"], credentials)]
    async fn change_widget() {}

    let wider =
        CorsRouter::new().route("/widgets", (list_widgets, create_widget)).route("/widgets/{id}", change_widget);
    let [before, after] = [app(), wider].map(|app: CorsRouter| app.surface().to_string());
    let changed: Vec<&str> = after.lines().filter(|line| !before.contains(line)).collect();
    assert!(changed.iter().any(|line| line.contains("https://*.example.com")), "{after}");
}
