//! A session layer inside a policy without credentials: a page of another site writes to a session, and the user stays signed in.

use crate::browser::Engine;
use crate::site::{API, Transport, Visit, run};
use axum::Router;
use handler_cors::{CorsRouter, Policy, cors};
use serde_json::json;
use tower_sessions::{MemoryStore, Session, SessionManagerLayer, cookie::SameSite};

#[cors(origins = ["*"])]
static OPEN: Policy;

#[cors(origins = ["https://app.example.test"], credentials)]
static OWN: Policy;

async fn login(session: Session) {
    let _ = session.insert("user", "alice").await;
}

/// The user, and what another site has written to the user's session.
async fn user(session: Session) -> String {
    let user = session.get("user").await.ok().flatten().unwrap_or_else(|| "nobody".to_owned());
    let is_written: Option<bool> = session.get("written").await.ok().flatten();
    if is_written.is_some() { format!("{user}, overwritten") } else { user }
}

async fn write(session: Session) {
    let _ = session.insert("written", true).await;
}

fn application() -> CorsRouter {
    CorsRouter::new()
        .route("/login", OWN.post(login))
        .route("/user", OWN.get(user))
        .route("/write", OPEN.post(write))
        .layer(SessionManagerLayer::new(MemoryStore::default()).with_same_site(SameSite::None))
}

/// What is wrong.
pub(crate) async fn check(engine: Engine) -> Vec<String> {
    let who = json!({ "kind": "fetch", "url": "{api}/user" });
    let visit = |host, steps| Visit { host, steps };
    let visits = vec![
        visit(API, json!([{ "kind": "fetch", "url": "{api}/login", "init": { "method": "POST" } }, who])),
        visit("evil.test", json!([{ "kind": "form", "url": "{api}/write?form", "method": "post", "target": "tab" }])),
        visit(API, json!([who])),
        visit("evil.test", json!([{ "kind": "beacon", "url": "{api}/write?beacon" }])),
        visit(API, json!([who])),
    ];
    let outcome = run(engine, Transport::Tls2, Router::from(application()), visits).await;
    let mut wrong = Vec::new();
    for (visit, step, when) in [(0, 1, "at first"), (2, 0, "after a form post"), (4, 0, "after a beacon")] {
        let user = &outcome.reports[visit][step]["body"];
        if user != "alice" {
            wrong.push(format!("{when}, the user is {user}"));
        }
    }
    for target in ["/write?form", "/write?beacon"] {
        let received: Vec<_> = outcome.received.iter().filter(|one| one.target == target).collect();
        let is_right = |one: &&&crate::site::Received| one.status == 200 && one.header("cookie").contains("id=");
        if received.is_empty() || received.iter().filter(is_right).count() != received.len() {
            wrong.push(format!("{target} was not sent with the user's cookie: {received:#?}"));
        }
    }
    wrong
}
