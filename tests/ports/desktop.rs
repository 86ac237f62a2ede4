//! The back end of a desktop program: commands that a wrapper makes of functions, a service for tools of language models, a WebSocket,
//! and everything below a path that the program chooses when it starts.

use crate::brief::{self, request};
use crate::check_migration;
use crate::client::Served;
use crate::http1::Connection;
use axum::extract::ws::{WebSocket, WebSocketUpgrade};
use axum::extract::{FromRef, Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, any, get, post};
use axum::{Json, Router};
use handler_cors::{CorsRouter, Policy, cors};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::convert::Infallible;
use std::sync::Arc;
use std::task::{Context, Poll};
use tower::Service;

/// The program's own window, and the pages of its developers.
#[cors(origins = ["tauri://localhost", "https://app.example.com"], headers = ["mcp-session-id"], expose = ["mcp-session-id"])]
static WINDOW: Policy;

/// Reads are protected too: WebSockets are GET requests.
#[cors(origins = ["tauri://localhost", "https://app.example.com"], enforce)]
static SOCKETS: Policy;

#[derive(Clone)]
struct Desk {
    notes: Arc<[&'static str]>,
}

#[derive(Clone)]
struct Notes(Arc<[&'static str]>);

impl FromRef<Desk> for Notes {
    fn from_ref(desk: &Desk) -> Notes {
        Notes(desk.notes.clone())
    }
}

/// Makes a route of a function: its argument is the body, its result the response.
fn command<A, R, F>(run: F) -> MethodRouter<Desk>
where
    A: DeserializeOwned + Send + 'static,
    R: Serialize,
    F: AsyncCommand<A, R>,
{
    post(async move |State(notes): State<Notes>, Json(argument): Json<A>| match run.run(notes, argument).await {
        Ok(result) => Json(result).into_response(),
        Err(error) => (StatusCode::UNPROCESSABLE_ENTITY, error).into_response(),
    })
}

/// A command: `async fn(Notes, A) -> Result<R, String>`.
trait AsyncCommand<A, R>: Clone + Send + Sync + 'static {
    fn run(&self, notes: Notes, argument: A) -> impl Future<Output = Result<R, String>> + Send;
}

impl<A, R, F, Fut> AsyncCommand<A, R> for F
where
    F: Fn(Notes, A) -> Fut + Clone + Send + Sync + 'static,
    Fut: Future<Output = Result<R, String>> + Send,
    A: Send,
{
    fn run(&self, notes: Notes, argument: A) -> impl Future<Output = Result<R, String>> + Send {
        self(notes, argument)
    }
}

async fn read_note(notes: Notes, index: usize) -> Result<&'static str, String> {
    notes.0.get(index).copied().ok_or_else(|| format!("no note {index}"))
}

async fn count_notes(notes: Notes, _: ()) -> Result<usize, String> {
    Ok(notes.0.len())
}

/// A service with sessions, which responds to several methods.
#[derive(Clone)]
struct Tools;

impl Service<Request> for Tools {
    type Response = Response;
    type Error = Infallible;
    type Future = std::future::Ready<Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let session = request.headers().get("mcp-session-id");
        let response = match (request.method(), session) {
            (&Method::POST, None) => ([("mcp-session-id", "1")], "started").into_response(),
            (&Method::POST, Some(_)) => "called".into_response(),
            (&Method::DELETE, Some(_)) => StatusCode::NO_CONTENT.into_response(),
            (_, None) => StatusCode::BAD_REQUEST.into_response(),
            _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
        };
        std::future::ready(Ok(response))
    }
}

async fn socket(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(async |mut socket: WebSocket| {
        while let Some(Ok(message)) = socket.recv().await {
            if socket.send(message).await.is_err() {
                return;
            }
        }
    })
}

async fn read(State(Notes(notes)): State<Notes>) -> String {
    notes.join(",")
}

fn routes() -> Router<Desk> {
    Router::new()
        .route("/invoke/read_note", command(read_note))
        .route("/invoke/count_notes", command(count_notes))
        .route_service("/tools", Tools)
        .nest("/window", Router::new().route("/title", get(async || "Desk").put(async |title: String| title)))
        .route("/echo", any(async |headers: HeaderMap| headers.len().to_string()))
}

fn desk() -> Desk {
    Desk { notes: ["milk", "tea"].into() }
}

fn before() -> Router {
    Router::new().nest("/desk", routes().route("/notes", get(read)).route("/socket", get(socket))).with_state(desk())
}

#[cors(policy = WINDOW, methods = [GET])]
async fn notes(notes: State<Notes>) -> String {
    read(notes).await
}

/// The program chooses the path when it starts.
fn moved(base: &str) -> CorsRouter {
    let app = WINDOW.router(routes()).route("/notes", notes).route("/socket", SOCKETS.get(socket));
    CorsRouter::new().nest(base, app).with_state(desk())
}

#[tokio::test]
async fn the_back_end_of_a_desktop_program() {
    let programs = [
        ("GET /desk/notes", "200 milk,tea"),
        ("POST /desk/invoke/read_note content-type=application/json body=1", r#"200 "tea""#),
        ("POST /desk/invoke/read_note content-type=application/json body=2", "422 no note 2"),
        ("POST /desk/invoke/count_notes content-type=application/json body=null", "200 2"),
        ("POST /desk/tools", "200 started"),
        ("PUT /desk/window/title body=x", "200 x"),
    ];
    let pages = [
        ("tauri GET /desk/notes", "200 readable milk,tea"),
        ("evil GET /desk/notes", "200 milk,tea"),
        ("tauri asks POST /desk/invoke/read_note", "204 allows POST: mcp-session-id, content-type"),
        ("tauri POST /desk/invoke/read_note content-type=application/json body=1", r#"200 readable "tea""#),
        ("tauri POST /desk/invoke/read_note content-type=application/json body=2", "422 readable no note 2"),
        ("evil POST /desk/invoke/read_note content-type=application/json body=1", "403"),
        ("app POST /desk/tools", "200 readable started"),
        ("app POST /desk/tools mcp-session-id=1", "200 readable called"),
        ("app asks DELETE /desk/tools", "204 allows DELETE: mcp-session-id, content-type"),
        ("app DELETE /desk/tools mcp-session-id=1", "204 readable"),
        ("evil DELETE /desk/tools mcp-session-id=1", "403"),
        ("tauri asks PUT /desk/window/title", "204 allows PUT: mcp-session-id, content-type"),
        ("evil asks PUT /desk/window/title", "403"),
    ];
    check_migration(before(), &[WINDOW.router(before()), moved("/desk")], &programs, &pages).await;
    brief::check(
        moved("/other/base"),
        &[("tauri GET /other/base/notes", "200 readable milk,tea"), ("tauri GET /desk/notes", "404")],
    )
    .await;
}

const HANDSHAKE: &str = "GET /desk/socket connection=Upgrade upgrade=websocket sec-websocket-version=13 sec-websocket-key=dGhlIHNhbXBsZSBub25jZQ==";

#[tokio::test]
async fn its_socket() {
    for app in [WINDOW.router(before()), moved("/desk")] {
        let served = Served::by(Router::new(), app).await;
        for page in ["tauri", "app"] {
            assert_eq!(handshake(&served, page).await, 101);
        }
    }
    let served = Served::by(Router::new(), moved("/desk")).await;
    assert_eq!(handshake(&served, "evil").await, 403);
}

async fn handshake(served: &Served, page: &str) -> u16 {
    let mut connection = Connection::open(served.address).await;
    connection.request(&request(&format!("{page} {HANDSHAKE}"))).await.status
}
