//! What the caller has to name, and what is refused before anything is sent.

use crate::app::{app, probe};
use handler_cors::surface::{OriginSource, Row, Surface};
use handler_cors::testing::probe::{Probe, ProbeError, ProbeProblem};
use std::convert::Infallible;
use tower::service_fn;

/// Nothing is sent.
async fn refused(probe: Probe) -> ProbeError {
    let mut service = service_fn(async |_: axum::http::Request<_>| -> Result<axum::response::Response, Infallible> {
        panic!("a request was sent")
    });
    let error = probe.run(&mut service).await.unwrap_err();
    assert_eq!(probe.at_most().unwrap_err(), error);
    error
}

fn row(path: &str, origin: &str) -> Row {
    let mut row = Row::new(path, "GET", "show");
    row.origins = OriginSource::Listed(vec![origin.to_owned()]);
    row
}

fn surface(paths: &[&str]) -> Surface {
    Surface::new(paths.iter().map(|path| row(path, "https://app.example.com")).collect())
}

#[tokio::test]
async fn missing_paths_are_named_all_at_once() {
    let error = refused(Probe::new(&app().surface()).path("file", "a")).await;
    let expected = "\
no path for `/assets/*`, which serves what is below a prefix
  help: add `.path(\"/assets/*\", \"/assets/index.html\")`, with a path that it serves
no path for `/docs/*`, which serves what is below a prefix
  help: add `.path(\"/docs/*\", \"/docs/index.html\")`, with a path that it serves
no path for `/v1/*`, which serves what is below a prefix
  help: add `.path(\"/v1/*\", \"/v1/index.html\")`, with a path that it serves
no value for `{id}` of `/widgets/{id}`
  help: add `.path(\"id\", \"1\")`, with a value that fits
no value for `{id}` of `/widgets/{id}/files/{*file}`
  help: add `.path(\"id\", \"1\")`, with a value that fits";
    assert_eq!(error.to_string(), expected);
    assert_eq!(error.problems().len(), 5);
}

#[tokio::test]
async fn what_the_surface_does_not_have_is_refused() {
    let error = refused(probe(&app()).path("user", "7").get("/nowhere").get("/hook").get("/plain")).await;
    let expected = "\
no row of the surface has `user`
  help: remove it, or write the name as in the surface
no row of the surface has a policy, the path `/nowhere`, and GET or HEAD
  help: write the path as in the surface, as in `/widgets/{id}`
no row of the surface has a policy, the path `/hook`, and GET or HEAD
  help: write the path as in the surface, as in `/widgets/{id}`
no row of the surface has a policy, the path `/plain`, and GET or HEAD
  help: write the path as in the surface, as in `/widgets/{id}`";
    assert_eq!(error.to_string(), expected);
}

#[tokio::test]
async fn paths_are_those_of_their_rows() {
    for (paths, name, value, expected) in [
        (&["/users/{id}"][..], "id", "a/b", "`/users/a/b` is not a path of `/users/{id}`"),
        (&["/users/{id}"], "id", "a?b", "`/users/a?b` is not a path of `/users/{id}`"),
        (&["/users/{id}"], "/users/{id}", "/orders/7", "`/orders/7` is not a path of `/users/{id}`"),
        (&["/users/{id}", "/users/me"], "id", "me", "`/users/me` is served by `/users/me`, not by `/users/{id}`"),
        (
            &["/assets/*"],
            "/assets/*",
            "https://other.example/",
            "`https://other.example/` is not a path of `/assets/*`",
        ),
        (&["/*", "/assets"], "/*", "/assets", "`/assets` is served by `/assets`, not by `/*`"),
    ] {
        let error = refused(Probe::new(&surface(paths)).path(name, value)).await;
        assert_eq!(error.problems()[0].to_string(), expected);
    }
}

/// Its own routes are not in the surface.
#[tokio::test]
async fn a_path_of_a_plain_router_is_refused() {
    let rows = vec![row("/*", "https://app.example.com"), Row::without_policy("/legacy/*", "an axum router")];
    let probe = Probe::new(&Surface::new(rows));
    let error = refused(probe.clone().path("/*", "/legacy/orders")).await;
    assert_eq!(error.problems()[0].to_string(), "`/legacy/orders` is served by `/legacy/*`, not by `/*`");
    assert!(probe.path("/*", "/orders").at_most().is_ok());
}

#[tokio::test]
async fn the_server_is_a_url() {
    for url in [
        "api.example.com",
        "ftp://api.example.com",
        "https://",
        "https://api.example.com/?a",
        "https://a:b@example.com",
    ] {
        let error = refused(Probe::new(&surface(&["/"])).at(url)).await;
        assert_eq!(error.problems(), [ProbeProblem::InvalidUrl { url: url.to_owned() }]);
    }
}

#[tokio::test]
async fn a_surface_that_was_edited_by_hand_is_refused() {
    let edited = Surface::new(vec![row("/", "https://app.example.com/")]);
    let error = refused(Probe::new(&edited)).await;
    let expected = "`https://app.example.com/`, in the surface of `/`, is not an origin";
    assert_eq!(error.problems()[0].to_string(), expected);
}

/// A probe that sends nothing would find nothing.
#[tokio::test]
async fn there_must_be_something_to_probe() {
    let nothing = [Surface::new(Vec::new()), Surface::new(vec![Row::without_policy("/*", "an axum router")])];
    for surface in nothing {
        assert_eq!(refused(Probe::new(&surface)).await.problems(), [ProbeProblem::NothingToProbe]);
    }
    let none = Probe::new(&surface(&["/"])).versions([]);
    assert!(none.at_most().unwrap() > 5);
}
