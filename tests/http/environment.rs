//! Origins from the environment. Each case has its own process, because a test cannot change its own environment.

use crate::client::{TestRequest, in_process, panic_text};
use axum::Router;
use handler_cors::surface::OriginSource;
use handler_cors::{CorsRouter, Origins, Policy, cors};
use std::ffi::{OsStr, OsString};
use std::process::Command;

/// The origins of the web app.
#[cors(within = ["https://*.example.com", "https://pr-*.preview.example.net", "http://localhost:*"], env = "WEB_ORIGINS")]
static WEB: Origins;

/// Only the server's own pages, if nothing is named.
#[cors(within = ["https://*.example.com"], always = ["tauri://localhost"], env = "WEB_ORIGINS", default = [])]
static OWN: Origins;

/// Every origin, if nothing is named.
#[cors(within = ["*"], env = "WEB_ORIGINS", default = ["*"])]
static OPEN: Origins;

#[cors(origins = OWN, methods = [PATCH], credentials)]
async fn own() {}

#[cors(origins = OPEN, methods = [PATCH])]
async fn open() {}

#[cors(origins = WEB, methods = [GET], credentials)]
async fn account() -> &'static str {
    "account"
}

#[cors(origins = WEB, headers = ["x-a"])]
static SHARED: Policy;

#[cors(policy = SHARED, methods = [POST])]
async fn change() {}

#[cors(policy = SHARED, methods = [PUT])]
async fn replace() {}

/// Declares the same variable and bounds as the static.
#[cors(origins = WEB, headers = ["x-a"], methods = [DELETE])]
async fn remove() {}

/// Runs one of the tests below in a process with this variable, and returns what it printed.
fn run(test: &str, value: Option<&OsStr>) -> String {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", &format!("environment::{test}"), "--include-ignored", "--nocapture"]);
    match value {
        Some(value) => child.env("WEB_ORIGINS", value),
        None => child.env_remove("WEB_ORIGINS"),
    };
    let output = child.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{text}\n{}", String::from_utf8_lossy(&output.stderr));
    text
}

async fn status(app: &Router, method: &str, origin: &str) -> u16 {
    let request =
        TestRequest::new(&format!("OPTIONS /\nAccess-Control-Request-Method: {method}")).header("origin", origin);
    in_process(app.clone(), request.into_request()).await.status
}

#[test]
fn the_variable_lists_the_allowed_origins() {
    run("child_serves", Some("https://app.example.com,https://pr-*.preview.example.net,http://localhost:*".as_ref()));
}

#[tokio::test]
#[ignore = "runs in the process that another test starts"]
async fn child_serves() {
    let app: Router = CorsRouter::new().route("/", (account, change, replace, remove)).into();
    for (origin, expected) in [
        ("https://app.example.com", 204),
        ("https://pr-7.preview.example.net", 204),
        ("http://localhost:5173", 204),
        // Within the bounds, but not in the variable.
        ("https://admin.example.com", 403),
        ("https://example.com", 403),
        ("https://evil.example", 403),
        ("null", 403),
    ] {
        for method in ["GET", "POST"] {
            assert_eq!(status(&app, method, origin).await, expected, "{method} {origin}");
        }
    }
    let request = TestRequest::new("OPTIONS /\nOrigin: https://app.example.com\nAccess-Control-Request-Method: POST");
    let expected = "204
         Access-Control-Allow-Origin: https://app.example.com
         Access-Control-Allow-Methods: POST, PUT, DELETE
         Access-Control-Allow-Headers: x-a
         Access-Control-Max-Age: 0
         Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
    in_process(app.clone(), request.into_request()).await.assert(expected);
    let request = TestRequest::new("GET /\nOrigin: https://app.example.com");
    let expected = "200
         Access-Control-Allow-Origin: https://app.example.com
         Access-Control-Allow-Credentials: true
         Vary: Origin

         account";
    in_process(app, request.into_request()).await.assert(expected);
}

/// A surface says where origins come from, and on request what they are.
#[test]
fn the_origins_are_in_the_resolved_surface() {
    let bounds = ["https://*.example.com", "https://pr-*.preview.example.net", "http://localhost:*"];
    assert_eq!((WEB.env(), WEB.within(), WEB.always()), (Some("WEB_ORIGINS"), &bounds[..], &[][..]));
    run("child_shows", Some("https://app.example.com".as_ref()));
}

#[test]
#[ignore = "runs in the process that another test starts"]
fn child_shows() {
    let app = CorsRouter::<()>::new().route("/", account);
    let text = app.surface().to_string();
    assert!(text.contains("WEB, from WEB_ORIGINS ") && !text.contains("app.example.com"), "{text}");
    let resolved = app.resolved_surface().unwrap();
    let OriginSource::Static { resolved: Some(origins), .. } = &resolved.rows()[0].origins else {
        panic!("{resolved}")
    };
    assert_eq!(*origins, ["https://app.example.com"]);
}

/// An unset variable means the default; so does an empty one, where the default is empty.
#[test]
fn without_a_value_the_default_holds() {
    run("child_has_no_value", None);
    run("child_has_an_empty_value", Some("".as_ref()));
    run("child_has_a_value", Some("https://app.example.com".as_ref()));
}

/// The statuses of preflights of an app shell, of an origin within the bounds, and of any other.
async fn statuses(app: CorsRouter) -> [u16; 3] {
    let app = Router::from(app);
    let mut statuses = [0; 3];
    for (status, origin) in
        statuses.iter_mut().zip(["tauri://localhost", "https://app.example.com", "https://evil.example"])
    {
        *status = crate::environment::status(&app, "PATCH", origin).await;
    }
    statuses
}

#[tokio::test]
#[ignore = "runs in the process that another test starts"]
async fn child_has_no_value() {
    assert_eq!(statuses(CorsRouter::new().route("/", own)).await, [204, 403, 403]);
    assert_eq!(statuses(CorsRouter::new().route("/", open)).await, [204, 204, 204]);
    // What is bound goes before the default.
    let bound = CorsRouter::new().route("/", open).bind_origins(&OPEN, ["https://app.example.com"]);
    assert_eq!(statuses(bound).await, [403, 204, 403]);
}

#[tokio::test]
#[ignore = "runs in the process that another test starts"]
async fn child_has_an_empty_value() {
    assert_eq!(statuses(CorsRouter::new().route("/", own)).await, [204, 403, 403]);
    let error = CorsRouter::<()>::new().route("/", open).build().unwrap_err().to_string();
    assert!(error.contains("the value is empty"), "{error}");
}

#[tokio::test]
#[ignore = "runs in the process that another test starts"]
async fn child_has_a_value() {
    assert_eq!(statuses(CorsRouter::new().route("/", own)).await, [204, 204, 403]);
    assert_eq!(statuses(CorsRouter::new().route("/", open)).await, [403, 204, 403]);
    // What is bound goes before the variable, and an empty list is a value.
    let bound = CorsRouter::new().route("/", own).bind_origins(&OWN, [""; 0]);
    assert_eq!(statuses(bound).await, [204, 403, 403]);
}

/// Values with which a program does not start, and a part of each error.
fn rejected() -> Vec<(Option<OsString>, &'static [&'static str])> {
    use std::os::unix::ffi::OsStringExt;
    let text = |value: &str| Some(OsString::from(value));
    vec![
        (
            None,
            &[
                "`WEB` (tests/http/environment.rs:",
                ") has no origins:\nnothing names them",
                "`WEB_ORIGINS=https://app.example.com`",
                "`https://*.example.com` or ",
                "`.bind_origins(&WEB, [\"https://app.example.com\"])`",
                "`default = []`",
            ],
        ),
        (Some(OsString::from_vec(b"https://app.example.com\xff".to_vec())), &["the value is not Unicode"]),
        (text(""), &["the value is empty"]),
        (text("*"), &["entry 1: ", "`*`"]),
        (text("null"), &["entry 1: ", "`null`"]),
        (text("https://evil.example"), &["entry 1: `https://evil.example`", "`https://*.example.com`"]),
        // Wider than the bounds. The intersection is not what the value says.
        (text("https://*.com"), &["entry 1: "]),
        (text("https://example.com"), &["entry 1: "]),
        (text("http://app.example.com"), &["entry 1: "]),
        (text("https://app.example.com:*"), &["entry 1: "]),
        (text("https://*.preview.example.net"), &["entry 1: "]),
        (
            text("https://app.example.com/"),
            &[
                "entry 1: `https://app.example.com/` ends with a slash; origins have no path [cors::trailing_slash]\n  help: write `https://app.example.com`",
            ],
        ),
        (text("https://app.example.com, https://admin.example.com"), &["entry 2: "]),
        (text("https://app.example.com,"), &["entry 2: "]),
        (text("https://app.example.com,https://app.example.com"), &["entry 2: "]),
        (
            text("https://App.example.com,https://app.example.com:443,app.example.com"),
            &["entry 1: ", "entry 2: ", "entry 3: "],
        ),
    ]
}

#[test]
fn invalid_or_unbounded_values_do_not_start() {
    for (value, parts) in rejected() {
        let printed = run("child_fails", value.as_deref());
        assert_eq!(
            printed.contains(
                "invalid value of environment variable `WEB_ORIGINS`, named by `WEB` (tests/http/environment.rs:"
            ),
            value.is_some(),
            "{printed}"
        );
        for part in parts {
            assert!(printed.contains(part), "{value:?}: no {part:?} in\n{printed}");
        }
    }
}

#[test]
#[ignore = "runs in the process that another test starts"]
fn child_fails() {
    let app = || CorsRouter::<()>::new().route("/", (account, change, replace));
    let error = app().build().unwrap_err();
    println!("{error}");
    assert_eq!(format!("{error:?}"), error.to_string(), "what a `main` prints that returns it");
    assert_eq!(app().resolved_surface().unwrap_err(), error);
    assert_eq!(panic_text(|| Router::from(app())), error.to_string());
    assert_eq!(panic_text(|| app().into_make_service()), error.to_string());
}
