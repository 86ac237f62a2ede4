//! Correct applications have no findings, and nothing but OPTIONS is sent unless it is asked for.

use crate::app::{app, probe, with_paths};
use axum::extract::Request;
use axum::http::{Method, StatusCode, Version};
use handler_cors::testing::probe::{Probe, Report};
use handler_cors::{CorsRouter, Policy, cors};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use tower::{ServiceExt, service_fn};
use tower_http::trace::TraceLayer;

const GETS: [&str; 8] =
    ["/widgets", "/open", "/sandboxed", "/account", "/bound", "/tenants", "/configured", "/widgets/{id}/files/{*file}"];

fn with_gets(probe: Probe) -> Probe {
    GETS.into_iter().fold(probe, Probe::get)
}

async fn run(probe: &Probe, app: &CorsRouter) -> Report {
    let report = probe.run(&mut app.clone()).await.unwrap();
    assert!(report.requests <= probe.at_most().unwrap(), "{report}");
    report
}

#[tokio::test]
async fn a_correct_application_has_no_findings() {
    let app = app().build().unwrap();
    let resolved = probe(&app).origin("https://tenant.example");
    for probe in [resolved, with_paths(Probe::new(&app.surface()))] {
        let probe = with_gets(probe);
        for probe in [probe.clone(), probe.clone().at("https://app.example.com"), probe.at("http://127.0.0.1:3000")] {
            let probe = probe.versions([Version::HTTP_11, Version::HTTP_2]);
            let report = run(&probe, &app).await;
            assert!(report.is_clean() && report.requests > 500, "{report}");
        }
    }
}

/// All that the surface does not tell is in the report.
#[tokio::test]
async fn what_is_not_known_is_not_guessed() {
    let app = app().build().unwrap();
    let not_probed =
        |report: Report| report.to_string().lines().map(str::to_owned).filter(|line| line.starts_with("not")).collect();
    let resolved: Vec<String> = not_probed(run(&probe(&app), &app).await);
    let expected = [
        "not probed: * /*: it has no policy",
        "not probed: GET /tenants: which origins the predicate of `TENANTS` allows",
        "not probed: DELETE /tenants: which origins the predicate of `TENANTS` allows",
    ];
    assert_eq!(resolved, expected);
    let unresolved: Vec<String> = not_probed(run(&with_paths(Probe::new(&app.surface())), &app).await);
    let pages = "the origins of `PAGES`, which `surface()` does not name; `resolved_surface()` does";
    for row in ["* /assets/*", "GET /bound", "PATCH /bound", "* /bound/any"] {
        assert!(unresolved.contains(&format!("not probed: {row}: {pages}")), "{unresolved:#?}");
    }
    // A default without a variable is in the surface.
    assert!(!unresolved.iter().any(|line| line.contains("DEVELOPMENT")), "{unresolved:#?}");
}

#[tokio::test]
async fn long_lists_can_be_probed_in_part() {
    #[cors(origins = ["https://a.example.com", "https://b.example.com", "https://c.example.com"], methods = [GET])]
    async fn list() {}

    let app: CorsRouter = CorsRouter::new().route("/", list);
    let probe = Probe::new(&app.surface());
    let (all, one) = (run(&probe, &app).await, run(&probe.origins_per_row(1), &app).await);
    assert!(all.is_clean() && one.is_clean() && all.requests > 2 * one.requests, "{all}\n{one}");
    assert!(one.to_string().contains("not probed: GET /: 2 of its 3 origins"), "{one}");
}

/// A report-only router lets pass what it would reject.
#[tokio::test]
async fn report_only_routers_are_probed_with_what_they_allow() {
    let app = app().report_only(true).build().unwrap();
    let report = run(&with_gets(probe(&app)), &app).await;
    assert!(report.is_clean(), "{report}");
    assert!(report.to_string().contains("what it would reject, since it is report-only"), "{report}");
}

#[tokio::test]
async fn settings_that_change_nothing_for_pages_are_no_findings() {
    let app = app().preflight_status(StatusCode::OK).server_origins(["https://www.example.com"]).build().unwrap();
    let outside = axum::Router::from(app.clone()).layer(TraceLayer::new_for_http());
    let report = with_gets(probe(&app)).run(&mut outside.clone()).await.unwrap();
    assert!(report.is_clean(), "{report}");
}

/// A program that is reached below a path of the proxy in front.
#[tokio::test]
async fn the_server_may_have_a_path() {
    let app = app().build().unwrap();
    let mut outside = axum::Router::new().nest_service("/api", app.clone());
    let report = probe(&app).at("https://www.example.com/api/").run(&mut outside).await.unwrap();
    assert!(report.is_clean(), "{report}");
    let report = probe(&app).at("https://www.example.com").run(&mut outside).await.unwrap();
    assert!(!report.is_clean());
}

#[tokio::test]
async fn nothing_but_options_is_sent_unless_it_is_asked_for() {
    let app = app().build().unwrap();
    let sent = Arc::new(Mutex::new(BTreeSet::new()));
    let record = |request: Request| {
        sent.lock().unwrap().insert((request.method().clone(), request.uri().path().to_owned()));
        app.clone().oneshot(request)
    };
    let mut recorded = service_fn(|request: axum::http::Request<_>| record(request.map(axum::body::Body::new)));
    probe(&app).run(&mut recorded).await.unwrap();
    assert!(sent.lock().unwrap().len() > 10);
    assert!(sent.lock().unwrap().iter().all(|(method, _)| *method == Method::OPTIONS));
    probe(&app).get("/widgets").run(&mut recorded).await.unwrap();
    let others: Vec<_> =
        sent.lock().unwrap().iter().filter(|(method, _)| *method != Method::OPTIONS).cloned().collect();
    assert_eq!(others, [(Method::GET, "/widgets".to_owned()), (Method::HEAD, "/widgets".to_owned())]);
}

/// Neither credentials nor a body.
#[tokio::test]
async fn requests_have_no_credentials() {
    let app = app().build().unwrap();
    let mut checked = service_fn(|request: axum::http::Request<_>| {
        for name in ["cookie", "authorization", "content-length", "transfer-encoding"] {
            assert!(!request.headers().contains_key(name), "{name}");
        }
        app.clone().oneshot(request.map(axum::body::Body::new))
    });
    with_gets(probe(&app)).run(&mut checked).await.unwrap();
}

/// Methods that an application does not serve, and one that serves nothing.
#[tokio::test]
async fn applications_may_serve_fewer_methods() {
    #[cors(origins = ["https://app.example.com"], headers = ["x-request-id"])]
    static WEB: Policy;

    let application = axum::Router::new().route("/a", axum::routing::get(async || {}));
    for app in [WEB.router(application.clone()), WEB.methods([Method::GET, Method::PUT]).router(application)] {
        for path in ["/a", "/nothing"] {
            let report = run(&Probe::new(&app.surface()).path("/*", path), &app).await;
            assert!(report.is_clean(), "{path}: {report}");
        }
    }
}
