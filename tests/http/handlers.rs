//! Handlers: their arguments, return types, and where they can be declared.

use crate::client::serve;
use axum::body::Body;
use axum::extract::rejection::JsonRejection;
use axum::extract::{Extension, FromRef, FromRequestParts, Path, Query, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::{Form, Json};
use handler_cors::{CorsRouter, cors};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::marker::PhantomData;
use std::sync::Arc;

/// The headers of every response to `https://app.example.com` in this file.
const ALLOWED: &str = "Access-Control-Allow-Origin: https://app.example.com\nVary: Origin";

#[derive(Clone)]
struct App {
    db: Db,
    name: &'static str,
}

#[derive(Clone)]
struct Db(Arc<str>);

impl FromRef<App> for Db {
    fn from_ref(app: &App) -> Db {
        app.db.clone()
    }
}

/// The user who is logged in. Rejects other requests.
struct User(String);

impl<S: Sync> FromRequestParts<S> for User
where
    Db: FromRef<S>,
{
    type Rejection = (StatusCode, &'static str);

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<User, Self::Rejection> {
        let Db(db) = Db::from_ref(state);
        let name = parts.headers.get("authorization").and_then(|value| value.to_str().ok());
        name.map(|name| User(format!("{name}@{db}"))).ok_or((StatusCode::UNAUTHORIZED, "log in"))
    }
}

#[derive(Deserialize, Serialize)]
struct Widget {
    id: u32,
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn whole_state(State(app): State<App>) -> &'static str {
    app.name
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn part_of_the_state(State(Db(db)): State<Db>) -> String {
    db.to_string()
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn user(User(name): User) -> String {
    name
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn number(Path(id): Path<u32>, Query(widget): Query<Widget>) -> String {
    format!("{id} {}", widget.id)
}

#[cors(origins = ["https://app.example.com"], methods = [POST], headers = [CONTENT_TYPE])]
async fn json(mut headers: HeaderMap, Json(mut widget): Json<Widget>) -> (HeaderMap, Json<Widget>) {
    headers.clear();
    widget.id += 1;
    (headers, Json(widget))
}

#[cors(origins = ["https://app.example.com"], methods = [POST], headers = [CONTENT_TYPE])]
async fn fallible_json(widget: Result<Json<Widget>, JsonRejection>) -> Result<Json<Widget>, StatusCode> {
    widget.map_err(|_| StatusCode::IM_A_TEAPOT)
}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn form(user: Option<Extension<u8>>, form: Form<Widget>) -> impl IntoResponse {
    (StatusCode::CREATED, format!("{} {}", user.is_some(), form.id))
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn redirect() -> Redirect {
    Redirect::to("/elsewhere")
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn result(Query(widget): Query<Widget>) -> Result<impl IntoResponse, (StatusCode, String)> {
    let id = u8::try_from(widget.id).map_err(|error| (StatusCode::CONFLICT, error.to_string()))?;
    Ok(Html(id.to_string()))
}

#[cors(origins = ["https://app.example.com"], methods = [DELETE])]
async fn nothing() {}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn response(method: Method, uri: Uri, request: Request) -> axum::response::Result<Response> {
    Ok(Response::new(Body::from(format!("{method} {uri} {}", request.uri()))))
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn lifetimes(Extension(text): Extension<Cow<'_, str>>, r#type: Extension<&'static str>) -> Cow<'static, str> {
    format!("{text} {}", r#type.0).into()
}

#[tokio::test]
async fn arguments_and_return_types() {
    let app = CorsRouter::new()
        .route("/state", whole_state)
        .route("/db", part_of_the_state)
        .route("/user", user)
        .route("/number/{id}", number)
        .route("/json", json)
        .route("/json/fallible", fallible_json)
        .route("/form", form)
        .route("/redirect", redirect)
        .route("/result", result)
        .route("/nothing", nothing)
        .route("/response", response)
        .route("/lifetimes", lifetimes)
        .layer(Extension("static"))
        .layer(Extension(Cow::Borrowed("borrowed")))
        .with_state(App { db: Db("db".into()), name: "app" });
    let app = serve(app).await;
    let json = "Content-Type: application/json";
    let form = "Content-Type: application/x-www-form-urlencoded";
    for (request, status, rest) in [
        ("GET /state", 200, "\n\napp"),
        ("GET /db", 200, "\n\ndb"),
        ("GET /user\nAuthorization: me", 200, "\n\nme@db"),
        ("GET /user", 401, "\n\nlog in"),
        ("GET /number/1?id=2", 200, "\n\n1 2"),
        ("GET /number/x?id=2", 400, "\n\nInvalid URL: Cannot parse `x` to a `u32`"),
        ("GET /number/1", 400, "\n\nFailed to deserialize query string: missing field `id`"),
        (&format!("POST /json\n{json}\n\n{{\"id\":1}}"), 200, "\n\n{\"id\":2}"),
        (
            &format!("POST /json\n{json}\n\n{{\"id\":"),
            400,
            "\n\nFailed to parse the request body as JSON: id: EOF while parsing a value at line 1 column 6",
        ),
        ("POST /json\n\n{\"id\":1}", 415, "\n\nExpected request with `Content-Type: application/json`"),
        ("POST /json/fallible\n\n{\"id\":1}", 418, ""),
        (&format!("POST /form\n{form}\n\nid=1"), 201, "\n\nfalse 1"),
        (&format!("POST /form\n{form}\n\nno=1"), 422, "\n\nFailed to deserialize form body: missing field `id`"),
        ("GET /redirect", 303, "\nLocation: /elsewhere"),
        ("GET /result?id=7", 200, "\n\n7"),
        ("GET /result?id=777", 409, "\n\nout of range integral type conversion attempted"),
        ("DELETE /nothing", 200, ""),
        ("GET /response?a=b", 200, "\n\nGET /response?a=b /response?a=b"),
        ("GET /lifetimes", 200, "\n\nborrowed static"),
    ] {
        let (head, body) = request.split_once("\n\n").unwrap_or((request, ""));
        let request = format!("{head}\nOrigin: https://app.example.com\n\n{body}");
        app.check(&[(&request, &format!("{status}\n{ALLOWED}{rest}"))]).await;
    }
}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
#[expect(clippy::too_many_arguments, reason = "as many as axum takes")]
async fn sixteen(
    a: State<u8>,
    b: Method,
    c: Uri,
    d: HeaderMap,
    e: State<u8>,
    f: Method,
    g: Uri,
    h: HeaderMap,
    i: State<u8>,
    j: Method,
    k: Uri,
    l: HeaderMap,
    m: State<u8>,
    n: Method,
    o: Uri,
    p: String,
) -> String {
    assert_eq!((&b, &c, &d), (&f, &g, &h));
    assert_eq!((&j, &k, &l), (&n, &o, &h));
    format!("{} {p}", a.0 + e.0 + i.0 + m.0)
}

#[tokio::test]
async fn sixteen_arguments() {
    let app = serve(CorsRouter::new().route("/", sixteen).with_state(2)).await;
    app.check(&[("POST /\nOrigin: https://app.example.com\n\nbody", &format!("200\n{ALLOWED}\n\n8 body"))]).await;
}

trait Repository: Clone + Send + Sync + 'static {
    const NAME: &'static str;
}

#[derive(Clone)]
struct Postgres;

impl Repository for Postgres {
    const NAME: &'static str = "postgres";
}

#[derive(Clone)]
struct Memory<T>(PhantomData<T>);

impl<T: Clone + Send + Sync + 'static> Repository for Memory<T> {
    const NAME: &'static str = "memory";
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn generic<R>(State(_): State<R>) -> &'static str
where
    R: Repository,
{
    R::NAME
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn generic_without_arguments<A: Repository, B: Repository>() -> String {
    [A::NAME, B::NAME].concat()
}

#[tokio::test]
async fn generic_handlers_get_their_types() {
    let postgres = CorsRouter::new()
        .route("/postgres", generic::<Postgres>)
        .route("/both", generic_without_arguments::<Memory<u8>, Postgres>)
        .with_state(Postgres);
    let memory = CorsRouter::new().route("/memory", generic::<Memory<String>>).with_state(Memory(PhantomData));
    let app = serve(postgres.merge(memory)).await;
    for (path, body) in [("postgres", "postgres"), ("memory", "memory"), ("both", "memorypostgres")] {
        let request = format!("GET /{path}\nOrigin: https://app.example.com");
        app.check(&[(&request, &format!("200\n{ALLOWED}\n\n{body}"))]).await;
    }
}

/// Lifetimes and generic parameters in any form, none of them with `'static`.
#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn borrowed<'a, R, const N: usize>(
    State(_): State<R>,
    text: Extension<Cow<'a, str>>,
) -> Result<String, Cow<'a, str>>
where
    R: Clone + Send + Sync,
{
    if N == 0 { Err(text.0) } else { Ok(text.repeat(N)) }
}

#[tokio::test]
async fn generic_handlers_without_a_static_bound() {
    let app = CorsRouter::new()
        .route("/twice", borrowed::<u8, 2>)
        .route("/error", borrowed::<u8, 0>)
        .layer(Extension(Cow::Borrowed("ab")))
        .with_state(0);
    let app = serve(app).await;
    for (path, body) in [("twice", "abab"), ("error", "ab")] {
        let request = format!("GET /{path}\nOrigin: https://app.example.com");
        app.check(&[(&request, &format!("200\n{ALLOWED}\n\n{body}"))]).await;
    }
    assert_eq!(borrowed::<u8, 1>().call(State(0), Extension("x".into())).await, Ok("x".to_owned()));
}

#[derive(Clone)]
struct Api<T>(T);

impl Api<u8> {
    #[cors(origins = ["https://app.example.com"], methods = [GET])]
    async fn plain(Path(id): Path<u32>) -> String {
        format!("plain {id}")
    }

    #[cors(origins = ["https://app.example.com"], methods = [GET])]
    async fn state(State(api): State<Self>) -> String {
        api.0.to_string()
    }

    #[cors(origins = ["https://app.example.com"], methods = [GET])]
    async fn r#type() -> String {
        Self::text("type")
    }

    fn text(name: &str) -> String {
        format!("{name} of Api<u8>")
    }
}

impl<T: Repository> Api<T> {
    /// It names the parameter of the `impl` block, and `Self` in the body alone.
    #[cors(origins = ["https://app.example.com"], methods = [GET])]
    async fn of_a_repository(State(_): State<T>) -> Api<&'static str> {
        Self::name()
    }

    /// It names nothing of the block but the parameter. Such a handler needs `Self` somewhere.
    #[cors(origins = ["https://app.example.com"], methods = [POST])]
    async fn sized<B: Repository>() -> Result<impl IntoResponse, StatusCode>
    where
        Self: Sized,
    {
        Ok([T::NAME, B::NAME].concat())
    }

    fn name() -> Api<&'static str> {
        Api(T::NAME)
    }
}

impl IntoResponse for Api<&'static str> {
    fn into_response(self) -> Response {
        self.0.into_response()
    }
}

/// Whose `Self` is that of an item in the body, not of an `impl` block around the handler.
#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn with_items_in_the_body() -> String {
    struct Tree(Vec<Self>);

    impl Tree {
        fn leaf() -> Self {
            Self(Vec::new())
        }
    }

    trait Depth {
        fn depth(&self) -> usize;
    }

    impl Depth for Tree {
        fn depth(&self) -> usize {
            1 + self.0.iter().map(Self::depth).max().unwrap_or_default()
        }
    }

    Tree(vec![Tree::leaf()]).depth().to_string()
}

#[tokio::test]
async fn handlers_in_impl_blocks() {
    let of_api = CorsRouter::new()
        .route("/plain/{id}", Api::plain)
        .route("/state", Api::state)
        .route("/type", Api::r#type)
        .with_state(Api(7));
    let of_repository = CorsRouter::new()
        .route("/repository", (Api::<Postgres>::of_a_repository, Api::<Postgres>::sized::<Memory<u8>>))
        .route("/items", with_items_in_the_body)
        .with_state(Postgres);
    let app = serve(of_api.merge(of_repository)).await;
    for (request, body) in [
        ("GET /plain/3", "plain 3"),
        ("GET /state", "7"),
        ("GET /type", "type of Api<u8>"),
        ("GET /repository", "postgres"),
        ("POST /repository", "postgresmemory"),
        ("GET /items", "2"),
    ] {
        let request = format!("{request}\nOrigin: https://app.example.com");
        app.check(&[(&request, &format!("200\n{ALLOWED}\n\n{body}"))]).await;
    }
    assert_eq!(Api::state().call(State(Api(1))).await, "1");
}

/// Two handlers and their router.
macro_rules! resource {
    ($get:ident, $post:ident, $origin:literal, $argument:ident: $type:ty) => {
        #[cors(origins = [$origin], methods = [GET])]
        async fn $get() -> &'static str {
            stringify!($get)
        }

        #[cors(origins = [$origin], methods = [POST])]
        async fn $post($argument: $type) -> String {
            let argument: $type = $argument;
            format!("{} {argument}", stringify!($post))
        }
    };
}

resource!(list_from_a_macro, create_from_a_macro, "https://app.example.com", body: String);

#[tokio::test]
async fn handlers_from_macro_rules() {
    let app = serve(CorsRouter::new().route("/", (list_from_a_macro, create_from_a_macro))).await;
    let rows = [
        ("GET /\nOrigin: https://app.example.com", &*format!("200\n{ALLOWED}\n\nlist_from_a_macro")),
        ("POST /\nOrigin: https://app.example.com\n\nx", &*format!("200\n{ALLOWED}\n\ncreate_from_a_macro x")),
    ];
    app.check(&rows).await;
}

#[tokio::test]
async fn handlers_in_function_bodies() {
    const ORIGIN: &str = "https://app.example.com";

    #[derive(Clone)]
    struct Local(u8);

    #[cors(origins = [ORIGIN], methods = [GET])]
    async fn local(State(Local(number)): State<Local>) -> String {
        number.to_string()
    }

    resource!(list, create, "https://app.example.com", body: String);

    assert_eq!(local().call(State(Local(8))).await, "8");
    let local_app = CorsRouter::new().route("/local", local).with_state(Local(7));
    let app = serve(local_app.merge(CorsRouter::new().route("/macro", (list, create)))).await;
    let rows = [
        ("GET /local\nOrigin: https://app.example.com", &*format!("200\n{ALLOWED}\n\n7")),
        ("GET /macro\nOrigin: https://app.example.com", &*format!("200\n{ALLOWED}\n\nlist")),
    ];
    app.check(&rows).await;
}
