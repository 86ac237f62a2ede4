//! Which sites can use which tenant's widgets.
#![allow(clippy::unwrap_used)]

use super::{app, open};
use handler_cors::testing::probe::Probe;
use handler_cors::testing::{Browser, Request};

#[tokio::test]
async fn sites_of_tenants_are_allowed() {
    let database = open("sqlite::memory:").await.unwrap();
    let app = app(database.clone()).build().unwrap();
    let can_post = async |origin: &str, tenant: &str| {
        let url = format!("https://api.example.com/{tenant}/widgets");
        let request = Request::post(&url).header("x-request-id", "1").body("cog");
        Browser::at(origin).fetch(&mut app.clone(), request).await.is_ok()
    };
    assert!(can_post("https://shop.acme.example", "acme").await);
    assert!(!can_post("https://shop.acme.example", "umbrella").await);
    assert!(!can_post("https://www.umbrella.example", "acme").await);
    assert!(!can_post("https://evil.example", "acme").await);
    assert!(!can_post("http://shop.acme.example", "acme").await);

    sqlx::query("INSERT INTO sites VALUES ('https://new.acme.example', 'acme')").execute(&database).await.unwrap();
    assert!(can_post("https://new.acme.example", "acme").await);
    // What is cached stays for its time to live; what is not needs the database.
    database.close().await;
    assert!(can_post("https://shop.acme.example", "acme").await);
    assert!(!can_post("https://other.acme.example", "acme").await);
}

/// What the predicate decides is not in the surface: the test names a site.
#[tokio::test]
async fn a_probe_finds_nothing() {
    let mut app = app(open("sqlite::memory:").await.unwrap()).build().unwrap();
    let probe = Probe::new(&app.surface()).path("tenant", "acme").origin("https://shop.acme.example");
    let report = probe.get("/{tenant}/widgets").run(&mut app).await.unwrap();
    assert!(report.is_clean(), "{report}");
    assert!(
        report.not_probed.iter().all(|left| left.what == "which origins the predicate of `SITES` allows"),
        "{report}"
    );
}
