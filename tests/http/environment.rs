//! Origins from the environment. Each case has its own process, because a variable is read once.

use crate::client::{TestRequest, in_process, panic_text};
use axum::Router;
use handler_cors::surface::OriginSource;
use handler_cors::{CorsRouter, Origins, Policy, cors};
use std::ffi::{OsStr, OsString};
use std::process::Command;

/// The origins of the web app.
#[cors(env = "WEB_ORIGINS", within = ["https://*.example.com", "https://pr-*.preview.example.net", "http://localhost:*"])]
static WEB: Origins;

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
    assert_eq!(
        WEB.load().unwrap(),
        ["https://app.example.com", "https://pr-*.preview.example.net", "http://localhost:*"]
    );
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

const BOUNDS: [&str; 3] = ["https://*.example.com", "https://pr-*.preview.example.net", "http://localhost:*"];

/// A program can show the origins in its own errors, and in a surface.
#[test]
fn the_origins_are_in_the_surface_and_in_errors() {
    assert_eq!((WEB.variable(), WEB.within()), ("WEB_ORIGINS", &BOUNDS[..]));
    run("child_shows", Some("https://app.example.com".as_ref()));
}

#[test]
#[ignore = "runs in the process that another test starts"]
fn child_shows() {
    let surface = CorsRouter::<()>::new().route("/", account).surface();
    let OriginSource::Environment { name, variable, within, origins, .. } = &surface.rows()[0].origins else {
        panic!("{surface}")
    };
    assert_eq!((&**name, &**variable, &**within), ("WEB", "WEB_ORIGINS", &BOUNDS.map(str::to_owned)[..]));
    assert_eq!(*origins, ["https://app.example.com"]);
}

/// Values with which a program does not start, and a part of each error.
fn rejected() -> Vec<(Option<OsString>, &'static [&'static str])> {
    use std::os::unix::ffi::OsStringExt;
    let text = |value: &str| Some(OsString::from(value));
    vec![
        (None, &["it is not set", "`WEB_ORIGINS=https://app.example.com`", "`https://*.example.com` or "]),
        (Some(OsString::from_vec(b"https://app.example.com\xff".to_vec())), &["it is not Unicode"]),
        (text(""), &["empty"]),
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
        assert!(printed.contains("invalid value of environment variable `WEB_ORIGINS`:\n"), "{printed}");
        for part in parts {
            assert!(printed.contains(part), "{value:?}: no {part:?} in\n{printed}");
        }
    }
}

#[test]
#[ignore = "runs in the process that another test starts"]
fn child_fails() {
    let error = WEB.load().unwrap_err();
    assert_eq!(error.variable(), "WEB_ORIGINS");
    println!("{error}");
    assert_eq!(format!("{error:?}"), error.to_string(), "what a `main` prints that returns it");
    let app = || CorsRouter::<()>::new().route("/", (account, change, replace));
    let built = app().build().unwrap_err();
    assert!(built.origins().contains(&error), "{built:?}");
    assert!(built.to_string().contains(&error.to_string()), "{built}");
    assert_eq!(panic_text(|| Router::from(app())), built.to_string());
    assert_eq!(panic_text(|| app().into_make_service()), built.to_string());
}
