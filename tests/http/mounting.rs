//! Services and routers below prefixes: each path is served by one of them, inside its layers and under its policy, in whatever order
//! the calls are.

use crate::brief::{check, check_arranged, check_everywhere, check_router};
use crate::client::panic_text;
use axum::Router;
use axum::extract::{Path, Request};
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::get;
use handler_cors::{CorsRouter, Policy, cors};
use std::convert::Infallible;
use tower::Service;
use tower::service_fn;
use tower_http::services::ServeDir;

#[cors(origins = ["*"])]
static PUBLIC: Policy;

#[cors(origins = ["https://app.example.com"], credentials)]
static STRICT: Policy;

async fn require_login(request: Request, next: Next) -> Result<Response, (StatusCode, &'static str)> {
    if request.headers().contains_key("cookie") {
        Ok(next.run(request).await)
    } else {
        Err((StatusCode::UNAUTHORIZED, "log in"))
    }
}

/// A service that responds with its name and what it sees.
fn named(
    name: &'static str,
) -> impl Service<Request, Response = String, Error = Infallible, Future: Send + 'static> + Clone + Send + Sync + 'static
{
    service_fn(move |request: Request| async move {
        // axum leaves the body of a response to HEAD to the service.
        let is_head = request.method() == Method::HEAD;
        Ok(if is_head { String::new() } else { format!("{name} {} {}", request.method(), request.uri().path()) })
    })
}

fn new() -> CorsRouter {
    CorsRouter::new()
}

/// A public fallback with a strict one inside it, in every order of the calls.
#[tokio::test]
async fn a_nested_fallback_keeps_its_layer_and_its_policy() {
    let admins = [
        new().fallback(STRICT.service(named("admin"))).layer(from_fn(require_login)),
        new()
            .fallback(
                STRICT.any(async |request: Request| format!("admin {} {}", request.method(), request.uri().path())),
            )
            .layer(from_fn(require_login)),
        STRICT.router(Router::new().fallback_service(named("admin"))).layer(from_fn(require_login)),
        STRICT.router(Router::new().fallback_service(named("admin")).layer(from_fn(require_login))),
    ];
    let public = || PUBLIC.service(named("public"));
    for admin in admins {
        let admin = || admin.clone();
        let arrangements = [
            new().nest("/api", new().nest("/admin", admin()).fallback(public())),
            new().nest("/api", new().fallback(public()).nest("/admin", admin())),
            new().nest("/api/admin", admin()).nest("/api", new().fallback(public())),
            new().nest("/api", new().fallback(public())).merge(new().nest("/api/admin", admin())),
            new().nest("/api", new().nest("/admin", admin())).nest("/api/", new().fallback(public())),
        ];
        for app in arrangements {
            check(
                app,
                &[
                    ("evil GET /api/admin/users", "401 log in"),
                    ("app GET /api/admin/users", "401 readable log in"),
                    ("app GET /api/admin/users cookie=a", "200 readable admin GET /users"),
                    ("app GET /api/admin cookie=a", "200 readable admin GET /"),
                    ("app GET /api/admin/ cookie=a", "200 readable admin GET /"),
                    ("evil POST /api/admin/users cookie=a", "403"),
                    ("evil asks PUT /api/admin/users", "403"),
                    ("app asks PUT /api/admin/users", "204 allows PUT: content-type"),
                    ("evil GET /api/users", "200 readable public GET /users"),
                    ("evil GET /api/adminx", "200 readable public GET /adminx"),
                    ("evil asks PUT /api/users", "204 allows PUT: content-type"),
                    ("evil GET /users", "404"),
                ],
            )
            .await;
        }
    }
}

/// A plain router with a fallback and a login layer.
fn keys() -> Router {
    Router::new().route("/1", get(async || "a key")).fallback(async || "keys").layer(from_fn(require_login))
}

/// Whatever is called later, and however deep it is.
#[tokio::test]
async fn a_nested_plain_fallback_keeps_its_layer() {
    let outer = || PUBLIC.service(named("public"));
    let rows = |rejected| {
        [
            ("evil GET /keys/1", rejected),
            ("evil GET /keys/2", rejected),
            ("evil GET /keys", rejected),
            ("evil POST /keys/2", rejected),
            ("evil GET /elsewhere", "200 readable public GET /elsewhere"),
        ]
    };
    for app in [
        new().nest("/keys", keys()).fallback(outer()),
        new().fallback(outer()).nest("/keys", keys()),
        new().nest("/keys", keys()).merge(new().fallback(outer())),
        new().fallback(outer()).merge(new().merge(new().nest("/keys", keys()))),
        PUBLIC.router(Router::new().fallback_service(named("public"))).nest("/keys", keys()),
    ] {
        check_arranged(app, &rows("401 log in")).await;
    }
    let nested_by_axum = || Router::new().nest("/keys", keys());
    check(new().merge(nested_by_axum()).fallback(outer()), &rows("401 log in")).await;
    let application = nested_by_axum().fallback_service(named("public"));
    check_everywhere(PUBLIC.router(application), &rows("401 readable log in")).await;
}

/// axum does not tell the prefixes of such fallbacks. Below another prefix, the policy's own fallback would serve their requests, or
/// axum would drop them.
#[test]
fn fallbacks_that_axum_hides_panic_where_they_would_be_lost() {
    let hidden = || new().merge(Router::new().nest("/keys", keys()));
    let text = panic_text(|| new().nest("/a", hidden().fallback(PUBLIC.service(named("public")))));
    assert!(
        text.contains("has fallbacks below prefixes") && text.matches("(tests/http/mounting.rs:").count() == 2,
        "{text}"
    );
    let text = panic_text(|| new().nest("/a", hidden()));
    assert!(text.contains("axum drops them when the router is nested below `/a`"), "{text}");
}

/// A plain router without a fallback lets the outer one in, as in axum.
#[tokio::test]
async fn a_nested_router_without_a_fallback_uses_the_outer_one() {
    let inner = || Router::new().route("/1", get(async || "a key")).layer(from_fn(require_login));
    let app = new().nest("/keys", inner()).fallback(PUBLIC.service(named("public")));
    check_everywhere(
        app,
        &[
            ("evil GET /keys/1", "401 log in"),
            ("evil GET /keys/1 cookie=a", "200 a key"),
            ("evil GET /keys/2", "200 readable public GET /keys/2"),
        ],
    )
    .await;
}

#[tokio::test]
async fn mounted_files_respond_at_any_depth() {
    let by_fallback = || new().fallback(STRICT.service(ServeDir::new("ui/several_errors")));
    let by_service = || STRICT.service(ServeDir::new("ui/several_errors"));
    let rows = [
        ("app HEAD /api/v1/assets/readme.rs", "200 readable"),
        ("evil HEAD /api/v1/assets/readme.rs", "200"),
        ("app GET /api/v1/assets/nothing", "404 readable"),
        ("app asks HEAD /api/v1/assets/readme.rs", "204 allows HEAD: content-type"),
        ("app GET /api/v1", "404"),
        ("app GET /assets/readme.rs", "404"),
    ];
    for app in [
        new().nest("/api/v1", new().nest("/assets", by_fallback())),
        new().nest("/api/v1", new().nest_service("/assets", by_service())),
        new().nest("/api", new().nest("/v1", new().nest("/assets", by_fallback()))),
        new().nest("/api", new().nest("/v1/assets", by_fallback())),
        new().nest("/api", new().nest("/v1", new().nest_service("/assets", by_service()))),
        new().nest_service("/api/v1/assets", by_service()),
    ] {
        assert_eq!(app.surface().rows()[0].path, "/api/v1/assets/*");
        assert!(app.surface().rows()[0].is_enforced());
        check_arranged(app, &rows).await;
    }
}

async fn post_of_user(Path((user, post)): Path<(String, String)>) -> String {
    format!("{user}'s {post}")
}

/// axum decides which of two paths is more specific.
#[tokio::test]
async fn a_mounted_service_beside_captures() {
    #[cors(origins = ["*"], methods = [GET])]
    async fn of_cors(path: Path<(String, String)>) -> String {
        post_of_user(path).await
    }

    let assets = || new().nest_service("/assets", STRICT.service(named("assets")));
    let rows = [
        ("app GET /assets/a.css", "200 readable assets GET /a.css"),
        ("app GET /assets/a/b/c.css", "200 readable assets GET /a/b/c.css"),
        ("app GET /ada/a.css", "200 readable ada's a.css"),
        ("app asks PUT /assets/a.css", "204 allows PUT: content-type"),
        ("evil asks PUT /assets/a.css", "403"),
    ];
    for app in [
        assets().route("/{user}/{post}", of_cors),
        new().route("/{user}/{post}", of_cors).merge(assets()),
        assets().route("/{user}/{post}", PUBLIC.get(post_of_user)),
        PUBLIC.router(Router::new().route("/{user}/{post}", get(post_of_user))).merge(assets()),
    ] {
        check_everywhere(app, &rows).await;
    }
}

/// Files mounted at a prefix serve the prefix too, with and without a slash.
#[tokio::test]
async fn a_mounted_service_serves_its_prefix() {
    let rows = [
        ("app GET /assets", "200 readable assets GET /"),
        ("app GET /assets/", "200 readable assets GET /"),
        ("app HEAD /assets", "200 readable"),
        ("app HEAD /assets/", "200 readable"),
        ("app asks PUT /assets", "204 allows PUT: content-type"),
        ("app asks PUT /assets/", "204 allows PUT: content-type"),
        ("evil asks GET /assets", "403"),
        ("evil POST /assets/", "403"),
        ("OPTIONS /assets", "200 assets OPTIONS /"),
        ("app GET /assetsx", "404"),
    ];
    check_everywhere(new().nest_service("/assets", STRICT.service(named("assets"))), &rows).await;
    check_arranged(new().nest("/assets", new().fallback(STRICT.service(named("assets")))), &rows).await;
    check_arranged(new().nest("/assets", STRICT.router(Router::new().fallback_service(named("assets")))), &rows).await;
}

/// axum routers cannot be nested below a capture if they have a fallback.
#[tokio::test]
async fn an_application_below_a_capture() {
    let application = || {
        Router::new()
            .route("/users/{id}", get(post_of_user).put(async || "put"))
            .route(
                "/files/{*rest}",
                get(async |Path((tenant, rest)): Path<(String, String)>| format!("{tenant}: {rest}")),
            )
            .fallback(async |request: Request| (StatusCode::NOT_FOUND, format!("nothing at {}", request.uri().path())))
    };
    let rows = |prefix: &str, seen: &str| {
        [
            (format!("app GET {prefix}/users/7"), format!("200 readable {seen}'s 7")),
            (format!("app asks PUT {prefix}/users/7"), "204 allows PUT: content-type".to_owned()),
            (format!("app asks DELETE {prefix}/users/7"), "204 allows ".to_owned()),
            (format!("evil asks PUT {prefix}/users/7"), "403".to_owned()),
            (format!("evil PUT {prefix}/users/7"), "403".to_owned()),
            (format!("app GET {prefix}/files/a/b"), format!("200 readable {seen}: a/b")),
            (format!("app GET {prefix}/users"), "404 readable nothing at /users".to_owned()),
            (format!("app asks PUT {prefix}/users"), "204 allows PUT: content-type".to_owned()),
            (format!("app GET {prefix}/"), "404 readable nothing at /".to_owned()),
            (format!("app GET {prefix}"), "404 readable nothing at /".to_owned()),
        ]
    };
    for (app, prefix, seen) in [
        (new().nest("/{tenant}", STRICT.router(application())), "/acme", "acme"),
        (new().nest("/{tenant}", STRICT.router(application())).nest("/x", new()), "/x%20y", "x y"),
        (new().nest("/t", new().nest("/{tenant}", STRICT.router(application()))), "/t/acme", "acme"),
        (new().nest("/{tenant}", new().nest("/t", STRICT.router(application()))), "/acme/t", "acme"),
        (
            new().nest("/{tenant}", STRICT.router(application())).nest("/t/{a}/b", PUBLIC.router(Router::new())),
            "/t",
            "t",
        ),
    ] {
        let rows = rows(prefix, seen);
        check(app, &rows.each_ref().map(|(request, expected)| (request.as_str(), expected.as_str()))).await;
    }
}

/// A service that an application mounts serves every method below its prefix.
#[tokio::test]
async fn a_service_inside_an_application() {
    let application = Router::new()
        .nest_service("/assets", named("assets"))
        .route_service("/one", named("one"))
        .route("/got", axum::routing::get_service(named("got")))
        .nest("/inner", Router::new().nest_service("/assets", named("inner")));
    check_everywhere(
        STRICT.router(application),
        &[
            ("app asks PUT /assets/a", "204 allows PUT: content-type"),
            ("app asks PROPFIND /assets", "204 allows PROPFIND: content-type"),
            ("app PUT /assets/a", "200 readable assets PUT /a"),
            ("evil PUT /assets/a", "403"),
            ("app asks PUT /one", "204 allows PUT: content-type"),
            ("app asks PUT /one/a", "204 allows "),
            ("app asks PUT /got", "204 allows "),
            ("app asks GET /got", "204 allows GET: content-type"),
            ("app asks PUT /inner/assets/a", "204 allows PUT: content-type"),
            ("app PUT /inner/assets/a", "200 readable inner PUT /a"),
        ],
    )
    .await;
}

/// The slash of a prefix stays with the fallback of the prefix also in an axum router.
#[tokio::test]
async fn a_prefix_with_a_slash_in_an_axum_router() {
    let admin = new().fallback(STRICT.service(named("admin"))).layer(from_fn(require_login));
    let app = new().nest("/api", new().nest("/admin", admin).fallback(PUBLIC.service(named("public"))));
    let rows = [("evil GET /api/admin/", "401 log in"), ("evil GET /api/x", "200 readable public GET /x")];
    check_router(Router::from(app), &rows).await;
}
