//! Registering, merging and nesting, and what panics at start-up.

use crate::client::{Served, TestRequest, in_process, panic_text, serve};
use axum::Router;
use axum::extract::{ConnectInfo, State};
use axum::http::{Method, StatusCode};
use axum::routing::{any, get, options, put};
use handler_cors::{CorsRouter, cors};
use std::net::SocketAddr;
use tower::ServiceExt;

#[cors(origins = ["https://app.example.com"], methods = [GET], credentials)]
async fn list() -> &'static str {
    "listed"
}

#[cors(origins = ["https://admin.example.com"], methods = [POST, DELETE], headers = ["x-request-id"])]
async fn change() -> &'static str {
    "changed"
}

/// `/widgets` with both handlers.
const JOINED: [(&str, &str); 7] = [
    (
        "GET /widgets\nOrigin: https://app.example.com",
        "200
         Access-Control-Allow-Origin: https://app.example.com
         Access-Control-Allow-Credentials: true
         Vary: Origin

         listed",
    ),
    ("GET /widgets\nOrigin: https://admin.example.com", "200\nVary: Origin\n\nlisted"),
    (
        "DELETE /widgets\nOrigin: https://admin.example.com",
        "200\nAccess-Control-Allow-Origin: https://admin.example.com\nVary: Origin\n\nchanged",
    ),
    ("POST /widgets\nOrigin: https://app.example.com", "403\nVary: Origin"),
    (
        "OPTIONS /widgets\nOrigin: https://admin.example.com\nAccess-Control-Request-Method: DELETE",
        "204
         Access-Control-Allow-Origin: https://admin.example.com
         Access-Control-Allow-Methods: POST, DELETE
         Access-Control-Allow-Headers: x-request-id
         Access-Control-Max-Age: 0
         Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
    ),
    (
        "OPTIONS /widgets\nOrigin: https://app.example.com\nAccess-Control-Request-Method: DELETE",
        "403\nVary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
    ),
    (
        "OPTIONS /widgets",
        "204
         Allow: GET, HEAD, POST, DELETE, OPTIONS
         Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
    ),
];

#[tokio::test]
async fn the_same_path_joins_handlers_under_their_own_policies() {
    let new = CorsRouter::new;
    let arrangements = [
        new().route("/widgets", (list, change)),
        new().route("/widgets", list).route("/widgets", change),
        new().route("/widgets", change).merge(new().route("/widgets", list)),
        new().nest("/widgets", new().route("/", list)).route("/widgets", change),
        new().merge(Router::from(new().route("/elsewhere", list))).route("/widgets", (list, change)),
        new().route("/widgets", list).clone().route("/widgets", change).clone(),
        CorsRouter::default().route("/widgets", (list,)).with_state(()).merge(new().route("/widgets", (change,))),
    ];
    for app in arrangements {
        serve(app).await.check(&JOINED).await;
    }
}

#[tokio::test]
async fn a_nested_router_keeps_its_policies() {
    let with_state: Router<u8> = Router::from(CorsRouter::new().route("/widgets", (list, change))).with_state(());
    let embedding = Router::new().route("/plain", get(async || "plain")).merge(with_state).with_state(1);
    serve(embedding).await.check(&JOINED).await;
}

#[rustfmt::skip]
mod rivals {
    use handler_cors::cors;

    pub(super) const FIRST: u32 = line!(); #[cors(origins = ["https://a.example"], methods = [GET, POST])] pub(super) async fn first() {}
    pub(super) const SECOND: u32 = line!(); #[cors(origins = ["https://b.example"], methods = [POST, GET, PUT])] pub(super) async fn second() {}
}

#[test]
fn duplicate_methods_panic_with_both_locations() {
    use rivals::{FIRST, SECOND, first, second};
    let new = CorsRouter::<()>::new;
    let file = file!();
    let expected = format!(
        "`first` ({file}:{FIRST}) and `second` ({file}:{SECOND}) both serve GET, POST on `/api/widgets`\n\n\
         help: remove one of them, take GET, POST out of its `methods`, or register it on another path"
    );
    let flat = || new().route("/api/widgets", first);
    assert_eq!(panic_text(|| flat().route("/api/widgets", second)), expected);
    assert_eq!(panic_text(|| flat().merge(new().route("/api/widgets", second))), expected);
    assert_eq!(panic_text(|| flat().nest("/api", new().route("/widgets", second))), expected);
    assert_eq!(panic_text(|| flat().nest("/api/", new().route("/widgets", second))), expected);
    let nested_at_itself = || flat().nest("/api/widgets", new().route("/", second));
    assert_eq!(panic_text(nested_at_itself), expected);
    assert_eq!(
        panic_text(|| flat().layer(tower::layer::util::Identity::new()).route("/api/widgets", second)),
        expected
    );
}

#[test]
fn a_handler_registered_twice_panics() {
    let twice = || CorsRouter::<()>::new().route("/widgets", list).route("/widgets", list);
    let text = panic_text(twice);
    assert!(text.starts_with("`list` (") && text.contains(" both serve GET on `/widgets`\n\nhelp: "), "{text}");
}

/// A plain route for all other methods shares the path of a handler.
#[tokio::test]
async fn a_plain_route_for_every_method_shares_a_path() {
    let plain = async |method: Method| format!("plain {method}");
    let shared = || Router::new().route("/widgets", put(plain));
    let (ours, plains) = (
        || CorsRouter::<()>::new().route("/widgets", list),
        [
            Router::new().route("/widgets", any(plain)),
            Router::new().route("/widgets", put(plain).fallback(plain)),
            shared().method_not_allowed_fallback(plain),
        ],
    );
    for plain in plains {
        for app in [ours().merge(plain.clone()), CorsRouter::new().merge(plain).merge(ours())] {
            let app = serve(app).await;
            app.check(&[("PUT /widgets\nOrigin: https://evil.example", "200\n\nplain PUT")]).await;
            assert_eq!(app.request("DELETE /widgets\nOrigin: https://evil.example").await.body, "plain DELETE");
            assert_eq!(
                app.request("GET /widgets\nOrigin: https://evil.example").await.header("vary"),
                Some(&b"Origin"[..])
            );
            let denied = "OPTIONS /widgets\nOrigin: https://evil.example\nAccess-Control-Request-Method: PUT";
            let denied = app.request(denied).await;
            assert_eq!(denied.header("access-control-allow-headers"), None);
        }
    }
}

/// Invalid registrations, each with a part of its panic message.
#[test]
fn invalid_registrations_panic_at_start_up() {
    let new = CorsRouter::<()>::new;
    let built = |app: CorsRouter| Router::from(app);
    let ours = || new().route("/widgets", list);
    let beside = |plain: Router| built(ours().merge(plain));
    let in_the_plain_router = |method_router| beside(Router::new().route("/widgets", method_router));
    let fallback = async || "fallback";
    let mistakes: [(String, &str); 11] = [
        (panic_text(|| new().route("widgets", list)), "help: write `/widgets`"),
        (panic_text(|| new().route("/:id", list)), "help: write `/{id}`; "),
        (panic_text(|| new().nest("/", new().route("/widgets", list))), "help: write `.merge(router)`"),
        (panic_text(|| new().nest("", new())), "nested at the root"),
        (panic_text(|| built(new().route("/{a}", list).route("/{b}", change))), "Invalid route"),
        (panic_text(|| in_the_plain_router(get(fallback))), "`GET /widgets` already exists"),
        (panic_text(|| in_the_plain_router(options(fallback))), "`OPTIONS /widgets` already exists"),
        (
            panic_text(|| new().fallback(fallback).merge(new().fallback(fallback))),
            "are both the fallback of one router",
        ),
        (panic_text(|| new().route_layer(tower::layer::util::Identity::new())), "before any route"),
        (panic_text(|| new().preflight_status(StatusCode::MOVED_PERMANENTLY)), "200 to 299"),
        (panic_text(|| new().preflight_status(StatusCode::NOT_FOUND)), "200 to 299"),
    ];
    for (text, expected) in mistakes {
        assert!(text.contains(expected), "`{expected}` is not in: {text}");
    }
}

#[tokio::test]
async fn the_preflight_status_can_be_200() {
    let app = CorsRouter::new().route("/before", change).preflight_status(StatusCode::OK).route("/after", change);
    let own = CorsRouter::new().route("/own", change).preflight_status(StatusCode::ACCEPTED);
    let app = app.merge(own.clone()).nest("/nested", CorsRouter::new().route("/inherited", change).merge(own.clone()));
    let app = serve(app.nest("/alone", own)).await;
    let allowed = |status: u16, methods: &str| {
        format!(
            "{status}
             Access-Control-Allow-Origin: https://admin.example.com
             Access-Control-Allow-Methods: POST, DELETE{methods}
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers"
        )
    };
    let headers = "\nAccess-Control-Allow-Headers: x-request-id";
    for (path, status) in [
        ("/before", 200),
        ("/after", 200),
        ("/own", 202),
        ("/nested/inherited", 200),
        ("/nested/own", 202),
        ("/alone/own", 202),
    ] {
        let preflight = |origin, method| {
            format!("OPTIONS {path}\nOrigin: https://{origin}.example.com\nAccess-Control-Request-Method: {method}")
        };
        let rejected = "403\nVary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
        let rows = [
            (&*preflight("admin", "POST"), &*allowed(status, headers)),
            (&*preflight("admin", "PATCH"), &*allowed(status, "")),
            (&*preflight("app", "POST"), rejected),
            (
                &*format!("OPTIONS {path}"),
                "204
                 Allow: POST, DELETE, OPTIONS
                 Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
            ),
        ];
        app.check(&rows).await;
    }
}

#[tokio::test]
async fn the_preflight_status_of_a_path_that_joins() {
    let own = CorsRouter::new().route("/widgets", change).preflight_status(StatusCode::ACCEPTED);
    let joined = CorsRouter::new().route("/widgets", list).merge(own);
    let request = "OPTIONS /widgets\nOrigin: https://app.example.com\nAccess-Control-Request-Method: GET";
    assert_eq!(serve(joined.clone()).await.request(request).await.status, 202);
    let other = CorsRouter::new().preflight_status(StatusCode::OK);
    assert_eq!(serve(other.merge(joined)).await.request(request).await.status, 202);
}

async fn not_allowed(State(hint): State<&'static str>) -> (StatusCode, &'static str) {
    (StatusCode::METHOD_NOT_ALLOWED, hint)
}

#[tokio::test]
async fn the_fallbacks_of_the_router() {
    let app = CorsRouter::new()
        .merge(Router::new().route("/plain", get(async || "plain")))
        .route("/widgets", (list, change))
        .method_not_allowed_fallback(not_allowed)
        .fallback(async |State(hint): State<&'static str>| (StatusCode::NOT_FOUND, hint));
    let rows = [
        ("PUT /plain\nOrigin: https://app.example.com", "405\nAllow: GET, HEAD\n\nhint"),
        (
            "PUT /widgets\nOrigin: https://app.example.com",
            "405
             Access-Control-Allow-Origin: https://app.example.com
             Access-Control-Allow-Credentials: true
             Allow: GET, HEAD, POST, DELETE, OPTIONS
             Vary: Origin

             hint",
        ),
        ("PUT /widgets", "405\nAllow: GET, HEAD, POST, DELETE, OPTIONS\nVary: Origin\n\nhint"),
        ("PUT /nowhere\nOrigin: https://app.example.com", "404\n\nhint"),
    ];
    serve(app.with_state("hint")).await.check(&rows).await;
}

#[tokio::test]
async fn the_405_of_a_path_that_a_plain_router_shares() {
    let plain = || Router::new().route("/widgets", put(async || "put"));
    let custom = async || (StatusCode::METHOD_NOT_ALLOWED, "custom");
    let ours = || CorsRouter::new().route("/widgets", list);
    let request = "PATCH /widgets\nOrigin: https://app.example.com";
    let readable = "405
        Access-Control-Allow-Origin: https://app.example.com
        Access-Control-Allow-Credentials: true
        Allow: PUT, GET, HEAD, OPTIONS
        Vary: Origin";
    serve(ours().merge(plain())).await.check(&[(request, readable)]).await;
    let of_ours = ours().method_not_allowed_fallback(custom).merge(plain());
    serve(of_ours).await.check(&[(request, &format!("{readable}\n\ncustom"))]).await;
}

#[cors(origins = ["*"], methods = [GET])]
async fn peer(ConnectInfo(address): ConnectInfo<SocketAddr>) -> String {
    address.ip().to_string()
}

#[tokio::test]
async fn every_way_to_serve() {
    let app = CorsRouter::new().route("/widgets", (list, change));
    let served = Served::by(app.clone(), app.clone().into_make_service()).await;
    served.check(&JOINED).await;
    let (request, expected) = JOINED[0];
    let response =
        app.clone().into_service::<axum::body::Body>().oneshot(TestRequest::new(request).into_request()).await.unwrap();
    assert_eq!(response.status(), 200);
    in_process(app.into(), TestRequest::new(request).into_request()).await.assert(expected);
    let app = Router::from(CorsRouter::new().route("/peer", peer));
    let served = Served::by(app.clone(), app.into_make_service_with_connect_info::<SocketAddr>()).await;
    let response = served.request_over_socket(TestRequest::new("GET /peer")).await;
    response.assert("200\nAccess-Control-Allow-Origin: *\n\n127.0.0.1");
}

#[test]
fn a_router_shows_its_handlers() {
    let text = format!("{:?}", CorsRouter::<()>::new().nest("/api", CorsRouter::new().route("/widgets", list)));
    assert!(text.contains("/api/widgets") && text.contains("`list` (tests/http/router.rs:"), "{text}");
}
