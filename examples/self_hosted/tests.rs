//! What an operator can name, and what pages can do then.
#![allow(clippy::unwrap_used)]

use super::{Arguments, Config, app, named};
use clap::Parser;
use handler_cors::CorsRouter;
use handler_cors::surface::Surface;
use handler_cors::testing::probe::Probe;
use handler_cors::testing::{Browser, Request};

fn configured(arguments: &[&str], file: &str) -> Option<Vec<String>> {
    let arguments = Arguments::parse_from([&["self_hosted"], arguments].concat());
    let config: Config = toml::from_str(file).unwrap();
    named(&arguments, config)
}

async fn can_post(app: &CorsRouter, origin: &str) -> bool {
    let request = Request::post("https://notes.corp.example/notes").header("x-request-id", "1").body("milk");
    Browser::at(origin).fetch(&mut app.clone(), request).await.is_ok()
}

#[tokio::test]
async fn operators_name_the_origins() {
    let file = include_str!("example.toml");
    for (arguments, file, expected) in [
        (&[][..], "", [true, false, false, false]),
        (&[], "origins = []", [true, false, false, false]),
        (&[], file, [true, true, true, false]),
        (&["--origin", "https://a.example", "--origin", "https://app.corp.example"], file, [true, true, false, true]),
    ] {
        let app = app(configured(arguments, file)).unwrap();
        let origins =
            ["tauri://localhost", "https://app.corp.example", "https://x.pages.corp.example", "https://a.example"];
        for (origin, expected) in origins.into_iter().zip(expected) {
            assert_eq!(can_post(&app, origin).await, expected, "{arguments:?} {file:?} {origin}");
        }
    }
}

#[test]
fn mistakes_are_reported_at_once() {
    let file =
        r#"origins = ["https://app.corp.example/", "app.corp.example", "https://*.com", "http://app.corp.example"]"#;
    let text = app(configured(&[], file)).unwrap_err().to_string();
    for part in [
        "entry 1: `https://app.corp.example/` ends with a slash; origins have no path [cors::trailing_slash]\n  help: write `https://app.corp.example`",
        "entry 2: `app.corp.example` has no scheme [cors::missing_scheme]\n  help: write `https://app.corp.example`",
        "entry 3: `https://*.com` allows sites under a public suffix",
        "entry 4: `http://app.corp.example` is not within `https://*`",
    ] {
        assert!(text.contains(part), "no {part:?} in\n{text}");
    }
}

/// With the surface as `--surface` writes it.
#[tokio::test]
async fn a_probe_finds_nothing() {
    for (arguments, file) in
        [(&[][..], ""), (&[], include_str!("example.toml")), (&["--origin", "https://a.example"], "")]
    {
        let mut app = app(configured(arguments, file)).unwrap();
        let json = serde_json::to_string_pretty(&app.resolved_surface().unwrap()).unwrap();
        let surface: Surface = serde_json::from_str(&json).unwrap();
        let report = Probe::new(&surface).get("/notes").run(&mut app).await.unwrap();
        assert!(report.is_clean() && report.not_probed.is_empty(), "{report}");
    }
}
