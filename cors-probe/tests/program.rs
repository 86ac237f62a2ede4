//! The program, against servers on loopback.
#![allow(clippy::unwrap_used)]

use axum::extract::Request;
use axum::http::{Method, StatusCode, Version};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Redirect};
use axum::{Router, serve};
use handler_cors::{CorsRouter, cors};
use handler_cors_policy::surface::Surface;
use handler_cors_testing::probe::{FindingKind, Report};
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::Output;
use std::sync::{Arc, Mutex};
use std::time::Instant;
use tokio::net::TcpListener;
use tokio::process::Command;

#[cors(origins = ["https://app.example.com", "https://*.partner.example"], methods = [PUT], headers = ["x-request-id"], credentials)]
async fn rename() {}

#[cors(origins = ["*"], methods = [GET])]
async fn show() -> &'static str {
    "user"
}

fn app() -> CorsRouter {
    CorsRouter::new().route("/users/{id}", (show, rename))
}

async fn served(app: Router) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { serve(listener, app).await });
    address
}

/// A file with the surface, as a test of the application writes it.
fn surface(name: &str, surface: &Surface) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.json"));
    std::fs::write(&path, serde_json::to_string_pretty(surface).unwrap()).unwrap();
    path
}

async fn probed(name: &str, url: &str, arguments: &[&str]) -> (i32, String, String) {
    let surface = surface(name, &app().surface());
    let mut command = Command::new(env!("CARGO_BIN_EXE_handler-cors-probe"));
    command.arg(url).arg(surface).args(arguments);
    if !arguments.contains(&"--rate") {
        command.args(["--rate", "10000"]);
    }
    let Output { status, stdout, stderr } = command.output().await.unwrap();
    (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[tokio::test]
async fn a_correct_deployment_is_clean() {
    let url = format!("http://{}", served(app().into()).await);
    let (status, out, error) = probed("clean", &url, &["--path", "id=7"]).await;
    assert_eq!((status, &*out), (0, "32 requests, 0 findings\n"), "{error}");
    assert_eq!(
        error,
        format!("probing {url}: at most 35 requests, OPTIONS, at most 10000 per second, for at most 600 s\n")
    );
    let arguments = ["--path", "id=7", "--http", "both", "--get", "/users/{id}"];
    let (status, out, error) = probed("clean-both", &url, &arguments).await;
    assert_eq!(status, 0, "{out}{error}");
    assert!(error.contains("over HTTP/1.1 and HTTP/2, OPTIONS, GET and HEAD,"), "{error}");
}

#[tokio::test]
async fn findings_are_written_for_people_and_for_machines() {
    let login = from_fn(async |request: Request, next: Next| {
        if *request.method() == Method::OPTIONS {
            StatusCode::UNAUTHORIZED.into_response()
        } else {
            next.run(request).await
        }
    });
    let url = format!("http://{}", served(Router::from(app()).layer(login)).await);
    let (status, out, _) = probed("found", &url, &["--path", "id=7"]).await;
    assert_eq!(status, 1, "{out}");
    assert!(
        out.contains("\nlogin_required  PUT     /users/{id}  ") && out.contains("\nlogin_required: a login"),
        "{out}"
    );
    let (status, out, _) = probed("found-json", &url, &["--path", "id=7", "--json"]).await;
    let report: Report = serde_json::from_str(&out).unwrap();
    assert_eq!((status, report.kinds()), (1, vec![FindingKind::LoginRequired]));
}

#[tokio::test]
async fn what_keeps_it_from_probing_is_status_2() {
    let url = format!("http://{}", served(app().into()).await);
    let closed = {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let id = ["--path", "id=7"];
    for (name, url, arguments, expected) in [
        (
            "missing",
            &*url,
            &[][..],
            "error: no value for `{id}` of `/users/{id}`\n  help: add `--path id=1`, with a value that fits\n",
        ),
        ("unused", &url, &["--path", "id=7", "--path", "user=7"], "error: no row of the surface has `user`\n"),
        ("no-url", "api.example.com", &id, "error: `api.example.com` is not an absolute http(s) URL without query\n"),
        (
            "many",
            &url,
            &["--path", "id=7", "--max-requests", "10"],
            "error: this takes up to 35 requests, more than 10\n",
        ),
        ("usage", &url, &["--path", "id"], "write NAME=VALUE, as in `id=1`"),
        ("no-ca", &url, &["--path", "id=7", "--ca", "/nowhere.pem"], "error: cannot read `/nowhere.pem`"),
    ] {
        let (status, out, error) = probed(name, url, arguments).await;
        assert_eq!((status, &*out), (2, ""), "{name}: {error}");
        assert!(error.contains(expected), "{name}: {error}");
    }
    let (status, out, _) = probed("closed", &closed, &id).await;
    assert_eq!(status, 2, "{out}");
    assert!(out.contains("stopped: ") && out.contains("refused"), "{out}");
    let mut command = Command::new(env!("CARGO_BIN_EXE_handler-cors-probe"));
    let output = command.args([&url, concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")]).output().await.unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("is not a surface in JSON"));
}

#[tokio::test]
async fn it_is_bounded() {
    let url = format!("http://{}", served(app().into()).await);
    let begun = Instant::now();
    let (status, out, _) = probed("slow", &url, &["--path", "id=7", "--rate", "50"]).await;
    assert_eq!(status, 0, "{out}");
    assert!(begun.elapsed().as_millis() >= 31 * 20, "{:?}", begun.elapsed());
    let (status, out, _) = probed("short", &url, &["--path", "id=7", "--rate", "5", "--time-limit", "1"]).await;
    assert_eq!(status, 2, "{out}");
    assert!(out.contains("stopped: ") && out.contains("the time limit of 1 s is over"), "{out}");
}

/// No other server, no other method, no credentials.
#[tokio::test]
async fn nothing_is_sent_that_was_not_asked_for() {
    let other = Arc::new(Mutex::new(0));
    let elsewhere = {
        let other = other.clone();
        Router::new().fallback(move || async move { *other.lock().unwrap() += 1 })
    };
    let elsewhere = format!("http://{}/users/7", served(elsewhere).await);
    let sent = Arc::new(Mutex::new(BTreeSet::new()));
    let redirect = {
        let sent = sent.clone();
        from_fn(move |request: Request, next: Next| {
            let (sent, elsewhere) = (sent.clone(), elsewhere.clone());
            async move {
                assert!(!request.headers().contains_key("cookie") && !request.headers().contains_key("authorization"));
                let is_first =
                    sent.lock().unwrap().insert((request.method().to_string(), request.version() == Version::HTTP_2));
                if is_first { Redirect::temporary(&elsewhere).into_response() } else { next.run(request).await }
            }
        })
    };
    let url = format!("http://{}", served(Router::from(app()).layer(redirect)).await);
    let (status, out, _) = probed("sent", &url, &["--path", "id=7"]).await;
    assert_eq!((status, *other.lock().unwrap()), (1, 0), "{out}");
    assert_eq!(*sent.lock().unwrap(), BTreeSet::from([("OPTIONS".to_owned(), false)]));
    probed("sent-get", &url, &["--path", "id=7", "--get", "/users/{id}", "--http", "both"]).await;
    let methods: BTreeSet<String> = sent.lock().unwrap().iter().map(|(method, _)| method.clone()).collect();
    assert_eq!(methods, ["GET", "HEAD", "OPTIONS"].map(str::to_owned).into());
    assert_eq!((sent.lock().unwrap().len(), *other.lock().unwrap()), (6, 0));
}

#[tokio::test]
async fn the_surface_can_come_by_the_standard_input() {
    let url = format!("http://{}", served(app().into()).await);
    let mut command = Command::new(env!("CARGO_BIN_EXE_handler-cors-probe"));
    let file = std::fs::File::open(surface("stdin", &app().surface())).unwrap();
    let output = command.args([&url, "-", "--path", "id=7", "--rate", "1000"]).stdin(file).output().await.unwrap();
    assert_eq!(output.status.code(), Some(0), "{output:?}");
}
