//! Whole axum applications under a policy, by one line.

use crate::brief::{check, check_everywhere};
use crate::client::panic_text;
use axum::extract::{Path, Query, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, any, delete, get, on, post, put};
use axum::{Form, Json, Router};
use handler_cors::{CorsRouter, Policy, cors};
use std::collections::HashMap;
use std::convert::Infallible;
use std::marker::PhantomData;
use tower::service_fn;
use tower_http::trace::TraceLayer;

#[cors(origins = ["https://app.example.com"], headers = ["x-request-id"], credentials)]
static WEB: Policy;

#[cors(origins = ["https://admin.example.com"])]
static ADMIN: Policy;

#[derive(Clone)]
struct Db {
    name: &'static str,
}

struct Users;

impl Users {
    async fn list(State(db): State<Db>) -> &'static str {
        db.name
    }

    async fn show(Path(id): Path<u32>) -> String {
        format!("user {id}")
    }

    async fn create(Json(name): Json<String>) -> (StatusCode, String) {
        (StatusCode::CREATED, name)
    }
}

trait Store: Clone + Send + Sync + 'static {
    const NAME: &'static str;
}

impl Store for Db {
    const NAME: &'static str = "store";
}

async fn generic<T: Store>(State(_): State<T>) -> &'static str {
    T::NAME
}

/// Routes as a generic function makes them.
struct Crud<T>(PhantomData<T>);

impl<T: Store> Crud<T> {
    fn routes() -> Router<T> {
        Router::new()
            .route("/", get(generic::<T>).post(async |State(_): State<T>| "made"))
            .route("/{id}", get(generic::<T>).put(async || "replaced").delete(async || StatusCode::NO_CONTENT))
    }
}

async fn require_login(request: Request, next: Next) -> Result<Response, StatusCode> {
    if request.headers().contains_key("cookie") { Ok(next.run(request).await) } else { Err(StatusCode::UNAUTHORIZED) }
}

fn account(show: MethodRouter<Db>) -> Router<Db> {
    Router::new().route("/", show).route("/password", put(async || "changed")).route_layer(from_fn(require_login))
}

/// An application of 25 routes, with handlers of every kind.
fn application() -> Router {
    let echo =
        service_fn(async |request: Request| Ok::<_, Infallible>(request.uri().path().to_owned().into_response()));
    let suffix = "!".to_owned();
    Router::new()
        .route("/", get(async || "home"))
        .route(
            "/closure",
            get(move |Query(query): Query<HashMap<String, String>>| async move { format!("{}{suffix}", query["q"]) }),
        )
        .route("/users", get(Users::list).post(Users::create))
        .route("/users/{id}", get(Users::show).patch(async |Json(name): Json<String>| name))
        .route("/generic", get(generic::<Db>))
        .route("/form", post(async |Form(form): Form<HashMap<String, String>>| form.len().to_string()))
        .route("/one", delete(async || "deleted"))
        .route("/any", any(async |method: Method| method.to_string()))
        .route("/layered", get(async || "layered").layer(from_fn(require_login)))
        .route("/redirect", get(async || Redirect::to("/users")))
        .route_service("/service", echo)
        .route("/files/{*rest}", get(async |Path(rest): Path<String>| rest))
        .nest("/account", account(get(async || "account")))
        .nest("/widgets", Crud::<Db>::routes())
        .nest("/orders", Crud::<Db>::routes().layer(from_fn(require_login)))
        .nest(
            "/inner",
            Router::new().route("/a", get(async || "a")).fallback(async || (StatusCode::NOT_FOUND, "inner")),
        )
        .nest_service("/assets", echo)
        .route("/405", post(async || "posted").fallback(async || (StatusCode::METHOD_NOT_ALLOWED, "post it")))
        .layer(TraceLayer::new_for_http())
        .route("/early", get(async || "early"))
        .with_state(Db { name: "ada" })
        .route("/late", get(async |State(db): State<Db>| db.name))
        .route(
            "/several",
            on(axum::routing::MethodFilter::GET.or(axum::routing::MethodFilter::PUT), async || "several"),
        )
        .with_state(Db { name: "late" })
}

const JSON: &str = "content-type=application/json body=\"x\"";

#[tokio::test]
async fn an_application_is_under_its_policy_by_one_line() {
    let create = format!("POST /users {JSON}");
    let [app_creates, evil_creates, own_creates] = ["app", "evil", "own"].map(|page| format!("{page} {create}"));
    check_everywhere(
        WEB.router(application()),
        &[
            ("app GET /", "200 readable home"),
            ("evil GET /", "200 home"),
            ("GET /", "200 home"),
            ("app HEAD /", "200 readable"),
            ("app GET /closure?q=x", "200 readable x!"),
            ("app GET /users", "200 readable ada"),
            ("app GET /users/7", "200 readable user 7"),
            ("app GET /users/x", "400 readable Invalid URL: Cannot parse `x` to a `u32`"),
            (&app_creates, "201 readable x"),
            (&evil_creates, "403"),
            (&own_creates, "201 x"),
            (&create, "201 x"),
            ("app asks POST /users", "204 allows POST: x-request-id, content-type"),
            ("app asks GET /users", "204 allows GET: x-request-id, content-type"),
            ("evil asks POST /users", "403"),
            ("app GET /generic", "200 readable store"),
            ("app POST /form content-type=application/x-www-form-urlencoded body=a=1", "200 readable 1"),
            ("evil POST /form content-type=application/x-www-form-urlencoded body=a=1", "403"),
            ("app asks DELETE /one", "204 allows DELETE: x-request-id, content-type"),
            ("app DELETE /one", "200 readable deleted"),
            ("app PATCH /any", "200 readable PATCH"),
            ("evil PROPFIND /any", "403"),
            ("PROPFIND /any", "200 PROPFIND"),
            ("app asks PROPFIND /any", "204 allows PROPFIND: x-request-id, content-type"),
            ("app GET /redirect", "303 readable"),
            ("app GET /service", "200 readable /service"),
            ("app PUT /service", "200 readable /service"),
            ("app GET /files/a/b", "200 readable a/b"),
            ("app GET /widgets", "200 readable store"),
            ("app POST /widgets", "200 readable made"),
            ("app asks DELETE /widgets/7", "204 allows DELETE: x-request-id, content-type"),
            ("app DELETE /widgets/7", "204 readable"),
            ("app GET /inner/a", "200 readable a"),
            ("app GET /assets/a.css", "200 readable /a.css"),
            ("app GET /assets", "200 readable /"),
            ("app GET /early", "200 readable early"),
            ("app GET /late", "200 readable late"),
            ("app PUT /several", "200 readable several"),
        ],
    )
    .await;
}

/// Only the page that the policy allows can read the 401, 404 and 405 of an application.
#[tokio::test]
async fn errors_of_an_application_are_readable() {
    check_everywhere(
        WEB.router(application()),
        &[
            ("app GET /layered", "401 readable"),
            ("evil GET /layered", "401"),
            ("app GET /layered cookie=a", "200 readable layered"),
            ("app GET /account", "401 readable"),
            ("app asks PUT /account/password", "204 allows PUT: x-request-id, content-type"),
            ("app PUT /account/password", "401 readable"),
            ("app PUT /account/password cookie=a", "200 readable changed"),
            ("evil PUT /account/password cookie=a", "403"),
            ("app GET /orders/7", "401 readable"),
            ("app GET /nothing", "404 readable"),
            ("evil GET /nothing", "404"),
            ("evil POST /nothing", "403"),
            ("app asks POST /nothing", "403"),
            ("app GET /account/nothing", "404 readable"),
            ("app GET /inner/nothing", "404 readable inner"),
            ("evil GET /inner/nothing", "404 inner"),
            ("app DELETE /users", "405 readable"),
            ("evil DELETE /users", "403"),
            ("DELETE /users", "405"),
            ("app asks DELETE /users", "204 allows "),
            ("app GET /405", "405 readable post it"),
            ("app GET /one", "405 readable"),
        ],
    )
    .await;
}

/// OPTIONS without a preflight's headers goes to the application, as without the policy.
#[tokio::test]
async fn other_options_reach_the_application() {
    let application = Router::new()
        .route("/a", get(async || "a").options(async || ([("dav", "1")], "options")))
        .route("/b", get(async || "b"))
        .fallback(async |method: Method| (StatusCode::NOT_FOUND, format!("fallback {method}")));
    check_everywhere(
        WEB.router(application),
        &[
            ("OPTIONS /a", "200 options"),
            ("app OPTIONS /a", "200 readable options"),
            ("evil OPTIONS /a", "403"),
            ("app asks OPTIONS /a", "204 allows OPTIONS: x-request-id, content-type"),
            ("OPTIONS /b", "405"),
            ("OPTIONS /c", "404 fallback OPTIONS"),
        ],
    )
    .await;
}

/// A proxy or a single-page application: nothing but a fallback.
#[tokio::test]
async fn an_application_that_is_nothing_but_a_fallback() {
    let proxy = async |request: Request| format!("{} {}", request.method(), request.uri().path());
    let service = service_fn(move |request: Request| async move { Ok::<_, Infallible>(proxy(request).await) });
    for application in [
        Router::new().fallback(proxy),
        Router::new().fallback_service(service),
        Router::new().fallback(any(proxy)),
        Router::new().fallback(proxy).layer(TraceLayer::new_for_http()),
        Router::new().merge(Router::new().fallback(proxy)),
    ] {
        for path in ["/", "/a", "/a/b/c"] {
            let rows: Vec<(String, String)> = ["GET", "PUT", "POST", "DELETE", "PROPFIND"]
                .into_iter()
                .flat_map(|method| {
                    [
                        (
                            format!("app asks {method} {path}"),
                            format!("204 allows {method}: x-request-id, content-type"),
                        ),
                        (format!("evil asks {method} {path}"), "403".to_owned()),
                        (format!("app {method} {path} {JSON}"), format!("200 readable {method} {path}")),
                        (format!("{method} {path}"), format!("200 {method} {path}")),
                    ]
                })
                .chain([
                    (format!("evil POST {path}"), "403".to_owned()),
                    (format!("OPTIONS {path}"), format!("200 OPTIONS {path}")),
                ])
                .collect();
            let rows: Vec<_> = rows.iter().map(|(request, expected)| (request.as_str(), expected.as_str())).collect();
            check(WEB.router(application.clone()), &rows).await;
            check(CorsRouter::new().merge(WEB.router(application.clone())), &rows).await;
        }
    }
}

/// Pages use the methods that are named; programs, and the server's own pages, use all of them.
#[tokio::test]
async fn an_application_with_fewer_methods_for_pages() {
    let methods = || WEB.methods([Method::GET, Method::POST]);
    check_everywhere(
        methods().router(application()),
        &[
            ("app GET /users", "200 readable ada"),
            ("app HEAD /users", "200 readable"),
            (&format!("app POST /users {JSON}"), "201 readable x"),
            ("app asks POST /users", "204 allows POST: x-request-id, content-type"),
            ("app DELETE /one", "403"),
            ("own DELETE /one", "200 deleted"),
            ("DELETE /one", "200 deleted"),
            ("app asks DELETE /one", "204 allows "),
            ("evil asks DELETE /one", "403"),
        ],
    )
    .await;
}

/// Applications under different policies, each below its own prefix.
#[tokio::test]
async fn two_applications_below_different_prefixes() {
    let of_admin =
        Router::new().route("/users", delete(async || "deleted")).fallback(async || (StatusCode::NOT_FOUND, "admin"));
    for app in [
        CorsRouter::new().nest("/admin", ADMIN.router(of_admin.clone())).merge(WEB.router(application())),
        WEB.router(application()).nest("/admin", ADMIN.router(of_admin.clone())),
        CorsRouter::new().merge(WEB.router(application())).nest("/admin", ADMIN.router(of_admin)),
    ] {
        check_everywhere(
            app,
            &[
                ("app GET /users", "200 readable ada"),
                ("admin GET /users", "200 ada"),
                ("admin asks DELETE /admin/users", "204 allows DELETE: content-type"),
                ("app asks DELETE /admin/users", "403"),
                ("admin DELETE /admin/users", "200 readable deleted"),
                ("app DELETE /admin/users", "403"),
                ("admin GET /admin/nothing", "404 readable admin"),
                ("app GET /admin/nothing", "404 admin"),
                ("app GET /nothing", "404 readable"),
            ],
        )
        .await;
    }
}

#[test]
fn two_applications_below_one_prefix_panic() {
    let new = CorsRouter::<()>::new;
    let web = || WEB.router(application());
    let admin = || ADMIN.router(Router::new().route("/x", get(async || ())));
    for text in [
        panic_text(|| web().merge(admin())),
        panic_text(|| new().merge(web()).merge(admin())),
        panic_text(|| new().nest("/api", web()).nest("/api", admin())),
        panic_text(|| new().nest("/api", web()).merge(new().nest("/api", admin()))),
        panic_text(|| new().nest("/a", new().nest("/b", web())).nest("/a/b", admin())),
    ] {
        assert_eq!(text.matches("an axum application (tests/http/applications.rs:").count(), 2, "{text}");
    }
}

/// The surface shows an application as one row, which is enforced.
#[test]
fn the_surface_of_an_application() {
    let app: CorsRouter = CorsRouter::new().nest("/api", WEB.methods([Method::GET]).router(application()));
    let rows: Vec<_> =
        app.surface().rows().iter().map(|row| (row.method.clone(), row.path.clone(), row.is_enforced())).collect();
    assert_eq!(rows, [("GET".to_owned(), "/api/*".to_owned(), true)]);
}

/// A router with nothing but an application calls it directly. What is added to it is served all the same.
#[tokio::test]
async fn what_is_added_to_an_application_is_served() {
    let application = || WEB.router(Router::new().route("/x", get(async || "got")));
    let read_only = async || (StatusCode::METHOD_NOT_ALLOWED, "read only");
    for app in [
        application().method_not_allowed_fallback(read_only),
        CorsRouter::new().merge(application()).method_not_allowed_fallback(read_only).layer(TraceLayer::new_for_http()),
    ] {
        let rows =
            [("app GET /x", "200 readable got"), ("app POST /x", "405 readable read only"), ("evil POST /x", "403")];
        check_everywhere(app, &rows).await;
    }
    let keys = Router::new().nest("/keys", Router::new().fallback(async || "key").layer(from_fn(require_login)));
    check(
        application().merge(keys),
        &[("app GET /x", "200 readable got"), ("app GET /keys/1", "401"), ("app GET /keys/1 cookie=a", "200 key")],
    )
    .await;
}
