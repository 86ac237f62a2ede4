//! The cases in headless Chromium. Its pages read them from the server under test, and report back to it.

use crate::case::{Case, NULL};
use crate::seen::Seen;
use crate::server::Site;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use std::fs::File;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::sync::Notify;

/// The page that holds the frame of an opaque origin.
const AROUND_FRAME: &str = "http://frame.test";

const PATIENCE: Duration = Duration::from_secs(180);

/// The pages, which are opened one after the other, and their reports.
#[derive(Clone)]
struct Session {
    site: Site,
    cases: Arc<Vec<Case>>,
    pages: Arc<Vec<&'static str>>,
    results: Arc<Mutex<Vec<Option<Vec<Seen>>>>>,
    finished: Arc<Notify>,
}

/// What Chromium saw, and what its consoles say.
pub(crate) async fn run(cases: &[Case]) -> (Vec<Vec<Seen>>, String) {
    let session = Session::new(cases);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = tokio::spawn(axum::serve(listener, session.router()).into_future());
    let chromium = Chromium::start(port, session.pages[0]);
    let in_time = tokio::time::timeout(PATIENCE, session.finished.notified()).await;
    let console = chromium.console();
    drop(chromium);
    server.abort();
    let results = std::mem::take(&mut *session.results.lock().unwrap());
    let missing = results.iter().filter(|seen| seen.is_none()).count();
    assert!(in_time.is_ok(), "Chromium left {missing} of {} cases open", cases.len());
    (results.into_iter().map(|seen| seen.expect("every page has reported")).collect(), console)
}

impl Session {
    fn new(cases: &[Case]) -> Session {
        let mut pages: Vec<&'static str> = cases.iter().map(|case| address(case.page)).collect();
        // The same-origin page first: it sets the cookie of the API.
        pages.sort_by_key(|page| (*page != crate::case::API, *page));
        pages.dedup();
        Session {
            site: Site::new(cases),
            cases: Arc::new(cases.to_vec()),
            pages: Arc::new(pages),
            results: Arc::new(Mutex::new(vec![None; cases.len()])),
            finished: Arc::default(),
        }
    }

    fn router(&self) -> Router {
        Router::new()
            .route("/", get(page))
            .route("/frame", get(|| async { Html(include_str!("frame.html")) }))
            .route(
                "/runner.js",
                get(|| async { ([(header::CONTENT_TYPE, "text/javascript")], include_str!("runner.js")) }),
            )
            .route("/cases", get(cases))
            .route("/take/{case}", get(take))
            .route("/results", post(results))
            .with_state(self.clone())
            .merge(self.site.router())
    }

    fn page_at(&self, headers: &HeaderMap) -> &'static str {
        let host = headers[header::HOST].to_str().unwrap();
        self.pages.iter().find(|page| page.strip_prefix("http://") == Some(host)).unwrap()
    }
}

fn address(page: &'static str) -> &'static str {
    if page == NULL { AROUND_FRAME } else { page }
}

/// The same-origin page sets the cookie of the API.
async fn page(headers: HeaderMap) -> Response {
    let cookie = [(header::SET_COOKIE, "session=1; Path=/c")];
    let page = Html(include_str!("page.html"));
    if headers[header::HOST] == "api.example.test" { (cookie, page).into_response() } else { page.into_response() }
}

async fn cases(State(session): State<Session>, headers: HeaderMap) -> Json<Value> {
    let page = session.page_at(&headers);
    let cases = session.cases.iter().enumerate().filter(|(_, case)| address(case.page) == page);
    let cases = cases.map(|(number, case)| {
        let calls: Vec<_> = case.steps.iter().map(|step| &step.call).collect();
        json!({ "number": number, "calls": calls })
    });
    Json(json!({ "cases": cases.collect::<Vec<_>>(), "in_a_frame": page == AROUND_FRAME }))
}

async fn take(State(session): State<Session>, Path(case): Path<usize>) -> Json<Value> {
    Json(json!(session.site.take(case)))
}

async fn results(State(session): State<Session>, headers: HeaderMap, body: String) -> Json<Value> {
    let reported: Vec<(usize, Vec<Seen>)> = serde_json::from_str(&body).unwrap();
    let mut results = session.results.lock().unwrap();
    reported.into_iter().for_each(|(case, seen)| results[case] = Some(seen));
    let page = session.page_at(&headers);
    let next = session.pages.iter().skip_while(|known| **known != page).nth(1);
    if next.is_none() {
        session.finished.notify_one();
    }
    Json(json!({ "next": next.map(|next| format!("{next}/")) }))
}

/// A running Chromium with its own profile. Both are removed on drop.
struct Chromium {
    process: Child,
    profile: PathBuf,
    log: PathBuf,
}

impl Chromium {
    /// All host names resolve to the server under test, on ports 80 and 8080.
    fn start(port: u16, page: &str) -> Chromium {
        let profile = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("chromium-{}", std::process::id()));
        let log = profile.with_extension("log");
        let program = std::env::var("CHROMIUM").unwrap_or_else(|_| "chromium".to_owned());
        let rules = format!("MAP *:80 127.0.0.1:{port}, MAP *:8080 127.0.0.1:{port}, MAP * ~NOTFOUND");
        let process = Command::new(&program)
            .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--no-proxy-server"])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-features=HttpsUpgrades"])
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg(format!("--host-resolver-rules={rules}"))
            .arg("--enable-logging=stderr")
            .arg(format!("{page}/"))
            .stdout(Stdio::null())
            .stderr(File::create(&log).unwrap())
            .spawn();
        match process {
            Ok(process) => Chromium { process, profile, log },
            Err(error) => {
                panic!("`{program}` does not start: {error}\n\nhelp: `apt-get install chromium`, or set CHROMIUM")
            }
        }
    }

    /// What the pages have logged so far.
    fn console(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(&self.log).unwrap()).into_owned()
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.profile);
        let _ = std::fs::remove_file(&self.log);
    }
}
