//! `WEB.get(handler)` and its siblings: axum handlers under a policy.

use crate::brief::{check, check_everywhere};
use axum::extract::{Path, Request, State};
use axum::handler::Handler;
use axum::http::{Method, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::{any, get};
use axum::{Json, Router};
use handler_cors::{CorsRouter, Policy, cors};
use tower::limit::ConcurrencyLimitLayer;

#[cors(origins = ["https://app.example.com"], headers = ["x-a"], credentials)]
static WEB: Policy;

#[cors(origins = ["*"])]
static PUBLIC: Policy;

#[cors(policy = WEB, methods = [PUT])]
async fn replace() -> &'static str {
    "replaced"
}

struct Users;

impl Users {
    async fn list(State(name): State<&'static str>) -> &'static str {
        name
    }

    async fn create(Json(name): Json<String>) -> (StatusCode, String) {
        (StatusCode::CREATED, name)
    }
}

async fn generic<T: Default + ToString + Send>() -> String {
    T::default().to_string()
}

async fn require_login(request: Request, next: Next) -> Result<Response, StatusCode> {
    if request.headers().contains_key("cookie") { Ok(next.run(request).await) } else { Err(StatusCode::UNAUTHORIZED) }
}

async fn show_method(method: Method) -> String {
    method.to_string()
}

#[tokio::test]
async fn handlers_of_every_kind() {
    let captured = "captured".to_owned();
    let app = CorsRouter::new()
        .route("/users", WEB.get(Users::list).post(Users::create))
        .route("/closure", WEB.get(move || async move { captured }))
        .route("/generic", WEB.get(generic::<u8>).delete(generic::<String>))
        .route("/constant", WEB.get("constant").patch((StatusCode::ACCEPTED, "accepted")))
        .route("/{id}", WEB.get(async |Path(id): Path<u32>| id.to_string()))
        .with_state("ada");
    check_everywhere(
        app,
        &[
            ("app GET /users", "200 readable ada"),
            ("evil GET /users", "200 ada"),
            ("app HEAD /users", "200 readable"),
            ("app POST /users content-type=application/json body=\"x\"", "201 readable x"),
            ("evil POST /users content-type=application/json body=\"x\"", "403"),
            ("app asks POST /users", "204 allows GET, POST: x-a, content-type"),
            ("app asks DELETE /users", "204 allows GET, POST"),
            ("evil asks POST /users", "403"),
            ("app DELETE /users", "405 readable"),
            ("OPTIONS /users", "204"),
            ("app GET /closure", "200 readable captured"),
            ("app GET /generic", "200 readable 0"),
            ("app DELETE /generic", "200 readable"),
            ("app GET /constant", "200 readable constant"),
            ("app PATCH /constant", "202 readable accepted"),
            ("app GET /7", "200 readable 7"),
        ],
    )
    .await;
}

#[tokio::test]
async fn every_method() {
    let on = [Method::PUT, Method::PATCH];
    let app = CorsRouter::new()
        .route(
            "/each",
            WEB.get(show_method)
                .head(show_method)
                .post(show_method)
                .put(show_method)
                .patch(show_method)
                .delete(show_method),
        )
        .route("/on", WEB.on(on.clone(), show_method).on(Method::OPTIONS, show_method))
        .route("/slice", WEB.on(&on[..], show_method))
        .route("/any", WEB.any(show_method))
        .route("/get", WEB.get(async || "got").any(show_method))
        .route("/few", WEB.methods([Method::GET, Method::from_bytes(b"PROPFIND").unwrap()]).any(show_method));
    check_everywhere(
        app,
        &[
            ("app asks PATCH /each", "204 allows GET, HEAD, POST, PUT, PATCH, DELETE: x-a, content-type"),
            ("app HEAD /each", "200 readable"),
            ("app DELETE /each", "200 readable DELETE"),
            ("app PATCH /on", "200 readable PATCH"),
            ("OPTIONS /on", "200 OPTIONS"),
            ("app asks PUT /on", "204 allows PUT, PATCH, OPTIONS: x-a, content-type"),
            ("app PUT /slice", "200 readable PUT"),
            ("app PROPFIND /any", "200 readable PROPFIND"),
            ("evil PROPFIND /any", "403"),
            ("app asks PROPFIND /any", "204 allows PROPFIND: x-a, content-type"),
            ("OPTIONS /any", "200 OPTIONS"),
            ("app GET /get", "200 readable got"),
            ("app PUT /get", "200 readable PUT"),
            ("app asks PROPFIND /few", "204 allows PROPFIND: x-a, content-type"),
            ("app PUT /few", "403"),
            ("PUT /few", "200 PUT"),
        ],
    )
    .await;
}

/// A handler serves its method beside an `any` on the same path, in whatever order they are registered.
#[tokio::test]
async fn any_beside_a_handler() {
    let new = CorsRouter::<()>::new;
    let plain = || Router::new().route("/x", any(show_method));
    let rows = [
        ("app PUT /x", "200 readable replaced"),
        ("evil PUT /x", "403"),
        ("app asks PUT /x", "204 allows PUT: x-a"),
        ("evil asks PUT /x", "403"),
    ];
    for app in [new().route("/x", replace).merge(plain()), new().merge(plain()).route("/x", replace)] {
        check_everywhere(app.clone(), &rows).await;
        // The plain route has no policy.
        check_everywhere(
            app,
            &[
                ("PROPFIND /x", "200 PROPFIND"),
                ("evil PATCH /x", "200 PATCH"),
                ("app PATCH /x", "200 PATCH"),
                ("app asks PATCH /x", "204 allows PUT"),
            ],
        )
        .await;
    }
    for app in [
        new().route("/x", (replace, PUBLIC.any(show_method))),
        new().route("/x", PUBLIC.any(show_method)).route("/x", replace),
        new().route("/x", replace).merge(PUBLIC.router(plain())),
        PUBLIC.router(plain()).route("/x", replace),
    ] {
        check_everywhere(app.clone(), &rows).await;
        check_everywhere(
            app,
            &[
                ("PROPFIND /x", "200 readable PROPFIND"),
                ("evil PATCH /x", "200 readable PATCH"),
                ("evil asks PATCH /x", "204 allows PATCH: content-type"),
                ("app asks PATCH /x", "204 allows PATCH: content-type"),
            ],
        )
        .await;
    }
}

/// A handler with a layer of its own: by axum's `Handler::layer`, or on the methods.
#[tokio::test]
async fn a_handler_inside_a_layer() {
    let listed = async || "listed";
    let new = CorsRouter::new;
    for app in [
        new().route("/x", WEB.get(listed.layer(from_fn(require_login)))),
        new().route("/x", WEB.get(listed.layer(ConcurrencyLimitLayer::new(1)).layer(from_fn(require_login)))),
        new().route("/x", WEB.get(listed).layer(from_fn(require_login))),
        new().route("/x", WEB.get(listed).route_layer(from_fn(require_login))),
        new().route("/x", list().layer(from_fn(require_login))),
        // A router of its own.
        new().merge(new().route("/x", list).layer(from_fn(require_login))),
        WEB.router(Router::new().route("/x", get(listed.layer(from_fn(require_login))))),
    ] {
        let app = app.route("/x", replace);
        check_everywhere(
            app,
            &[
                ("app GET /x", "401 readable"),
                ("evil GET /x", "401"),
                ("app GET /x cookie=a", "200 readable listed"),
                ("app PUT /x", "200 readable replaced"),
                ("evil asks GET /x", "403"),
            ],
        )
        .await;
    }
}

#[cors(policy = WEB, methods = [GET])]
async fn list() -> &'static str {
    "listed"
}

/// A layer is around the handlers that were there before it, and around no others.
#[tokio::test]
async fn layers_are_around_what_is_before_them() {
    let public = PUBLIC.delete(async || "deleted").layer(from_fn(require_login));
    let app = CorsRouter::new()
        .route("/x", WEB.get(async || "listed").layer(from_fn(require_login)).post(async || "made").merge(public));
    check_everywhere(
        app,
        &[
            ("app GET /x", "401 readable"),
            ("app POST /x", "200 readable made"),
            ("evil DELETE /x", "401 readable"),
            ("evil asks DELETE /x", "204 allows DELETE: content-type"),
            ("evil asks POST /x", "403"),
        ],
    )
    .await;
}

/// One of two policies, chosen when the program starts.
#[tokio::test]
async fn a_policy_that_is_chosen_at_start_up() {
    for (is_open, expected) in [(true, "200 readable listed"), (false, "200 listed")] {
        let policy = if is_open { &PUBLIC } else { &WEB };
        let app = CorsRouter::new()
            .route("/x", policy.get(async || "listed"))
            .nest("/y", policy.router(Router::new().route("/", get(async || "listed"))));
        check(app, &[("evil GET /x", expected), ("evil GET /y", expected)]).await;
    }
}
