//! A chat server like those of Matrix: each route is made by a trait, the sub-routers are generic in their state, and pages of every
//! origin are clients.

use crate::brief::check;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRef, FromRequestParts, Path, State};
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, MethodRouter, on};
use axum::{Json, Router};
use handler_cors::{CorsRouter, Policy, ReadsHeaders, cors};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;

/// Clients are pages of any origin. They have tokens, not cookies.
#[cors(origins = ["*"], headers = ["x-requested-with", AUTHORIZATION], max_age = 86400)]
static CLIENTS: Policy;

/// An endpoint of the specification.
trait Endpoint: Send + 'static {
    const METHOD: Method;
    const PATH: &'static str;
    type Request: DeserializeOwned + Send;
    type Response: Serialize;

    fn handle(
        rooms: Rooms,
        request: Self::Request,
        id: String,
    ) -> impl Future<Output = Result<Self::Response, Error>> + Send;
}

struct Error(StatusCode, &'static str);

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        (self.0, Json(json!({ "errcode": self.1 }))).into_response()
    }
}

#[derive(Clone)]
struct Rooms(Arc<str>);

#[derive(Clone)]
struct Server {
    rooms: Rooms,
}

impl FromRef<Server> for Rooms {
    fn from_ref(server: &Server) -> Rooms {
        server.rooms.clone()
    }
}

/// The user of a request.
struct User(String);

impl<S: Send + Sync> FromRequestParts<S> for User {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<User, Error> {
        let token = parts.headers.get("authorization").and_then(|value| value.to_str().ok());
        token.map(|token| User(token.to_owned())).ok_or(Error(StatusCode::UNAUTHORIZED, "M_MISSING_TOKEN"))
    }
}

impl ReadsHeaders for User {
    const REQUEST_HEADERS: &'static [&'static str] = &["authorization"];
}

/// The route of an endpoint, for every state that has rooms.
fn route<E: Endpoint, S>(router: Router<S>) -> Router<S>
where
    S: Clone + Send + Sync + 'static,
    Rooms: FromRef<S>,
{
    router.route(E::PATH, endpoint::<E, S>())
}

fn endpoint<E: Endpoint, S>() -> MethodRouter<S>
where
    S: Clone + Send + Sync + 'static,
    Rooms: FromRef<S>,
{
    let filter = MethodFilter::try_from(E::METHOD).unwrap();
    on(
        filter,
        async |State(rooms): State<Rooms>, id: Option<Path<String>>, body: Result<Json<E::Request>, JsonRejection>| {
            let id = id.map(|Path(id)| id).unwrap_or_default();
            let request = match body {
                Ok(Json(request)) => Some(request),
                Err(JsonRejection::MissingJsonContentType(_)) => serde_json::from_value(json!({})).ok(),
                Err(_) => None,
            };
            let Some(request) = request else {
                return Error(StatusCode::BAD_REQUEST, "M_NOT_JSON").into_response();
            };
            E::handle(rooms, request, id).await.map(Json).into_response()
        },
    )
}

/// An endpoint whose handler is a block.
macro_rules! endpoints {
    ($($name:ident $method:ident $path:literal |$rooms:ident, $request:ident: $type:ty, $id:ident| $body:expr;)*) => {
        $(
            struct $name;

            impl Endpoint for $name {
                const METHOD: Method = Method::$method;
                const PATH: &'static str = $path;
                type Request = $type;
                type Response = serde_json::Value;

                async fn handle($rooms: Rooms, $request: $type, $id: String) -> Result<serde_json::Value, Error> {
                    $body
                }
            }
        )*
    };
}

#[derive(Deserialize)]
struct Empty {}

#[derive(Deserialize)]
struct Message {
    body: String,
}

endpoints! {
    Versions GET "/versions" |_rooms, _request: Empty, _id| Ok(json!({ "versions": ["v1.18"] }));
    Login POST "/v3/login" |_rooms, message: Message, _id| Ok(json!({ "access_token": message.body }));
    Joined GET "/v3/joined_rooms" |rooms, _request: Empty, _id| Ok(json!({ "joined_rooms": [&*rooms.0] }));
    Say PUT "/v3/rooms/{id}/send" |_rooms, message: Message, id| Ok(json!({ "room": id, "sent": message.body }));
    Leave POST "/v3/rooms/{id}/leave" |_rooms, _request: Empty, _id| Err(Error(StatusCode::FORBIDDEN, "M_FORBIDDEN"));
}

/// The API for clients, generic in the state.
fn client_api<S>() -> Router<S>
where
    S: Clone + Send + Sync + 'static,
    Rooms: FromRef<S>,
{
    let add = [route::<Versions, S>, route::<Login, S>, route::<Joined, S>, route::<Say, S>, route::<Leave, S>];
    add.into_iter().fold(Router::new(), |router, add| add(router))
}

async fn who_am_i(User(name): User) -> String {
    name
}

fn routes() -> Router<Server> {
    Router::new()
        .nest("/_matrix/client", client_api())
        .nest(
            "/_matrix/media",
            Router::new().route("/{*path}", axum::routing::get(async |Path(path): Path<String>| path)),
        )
        .fallback(async || Error(StatusCode::NOT_FOUND, "M_UNRECOGNIZED"))
        .method_not_allowed_fallback(async || Error(StatusCode::METHOD_NOT_ALLOWED, "M_UNRECOGNIZED"))
}

fn server() -> Server {
    Server { rooms: Rooms("!a".into()) }
}

fn before() -> Router {
    routes().route("/_matrix/client/v3/account/whoami", axum::routing::get(who_am_i)).with_state(server())
}

/// Its preflight allows the header that its extractor reads.
#[cors(policy = CLIENTS, methods = [GET])]
async fn who(user: User) -> String {
    who_am_i(user).await
}

fn moved() -> CorsRouter {
    CLIENTS.router(routes()).route("/_matrix/client/v3/account/whoami", who).with_state(server())
}

#[tokio::test]
async fn a_chat_server() {
    let programs = [
        (
            "PUT /_matrix/client/v3/rooms/!a/send content-type=application/json body={\"body\":\"hi\"}",
            r#"200 readable {"room":"!a","sent":"hi"}"#,
        ),
        ("GET /_matrix/client/versions", r#"200 readable {"versions":["v1.18"]}"#),
        ("GET /nothing", r#"404 readable {"errcode":"M_UNRECOGNIZED"}"#),
    ];
    let without_policy = programs.map(|(request, response)| (request, response.replace(" readable", "")));
    let without_policy = without_policy.each_ref().map(|(request, response)| (*request, response.as_str()));
    check(before().into(), &without_policy).await;
    let pages = [
        ("evil GET /_matrix/client/v3/joined_rooms", r#"200 readable {"joined_rooms":["!a"]}"#),
        (
            "evil POST /_matrix/client/v3/login content-type=application/json body={\"body\":\"t\"}",
            r#"200 readable {"access_token":"t"}"#,
        ),
        (
            "evil POST /_matrix/client/v3/login content-type=application/json body={",
            r#"400 readable {"errcode":"M_NOT_JSON"}"#,
        ),
        (
            "evil asks PUT /_matrix/client/v3/rooms/!a/send",
            "204 allows PUT: x-requested-with, authorization, content-type",
        ),
        ("evil POST /_matrix/client/v3/rooms/!a/leave", r#"403 readable {"errcode":"M_FORBIDDEN"}"#),
        ("evil GET /_matrix/media/a/b", "200 readable a/b"),
        ("evil GET /_matrix/client/v3/account/whoami", r#"401 readable {"errcode":"M_MISSING_TOKEN"}"#),
        ("evil GET /_matrix/client/v3/account/whoami authorization=ada", "200 readable ada"),
        ("evil GET /_matrix/client/nothing", r#"404 readable {"errcode":"M_UNRECOGNIZED"}"#),
        ("evil DELETE /_matrix/client/v3/login", r#"405 readable {"errcode":"M_UNRECOGNIZED"}"#),
    ];
    for app in [CLIENTS.router(before()), moved()] {
        check(app.clone(), &programs).await;
        check(app, &pages).await;
    }
    let preflight = "evil asks GET /_matrix/client/v3/account/whoami";
    check(CLIENTS.router(before()), &[(preflight, "204 allows GET: x-requested-with, authorization, content-type")])
        .await;
    check(moved(), &[(preflight, "204 allows GET: x-requested-with, authorization")]).await;
}
