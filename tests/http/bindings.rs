//! Origins that are bound to a router when the program starts.

use crate::client::{TestRequest, panic_text, serve};
use axum::Router;
use handler_cors::{BuildFault, CorsRouter, Origins, OriginsFrom, Policy, cors};

/// Any host that an operator names, and the shell of the app.
#[cors(within = ["https://*"], always = ["tauri://localhost"])]
static PAGES: Origins;

#[cors(origins = PAGES, headers = ["x-a"], credentials)]
static WEB: Policy;

#[cors(policy = WEB, methods = [GET])]
async fn list() -> &'static str {
    "listed"
}

#[cors(policy = WEB, methods = [POST])]
async fn create() {}

fn routes() -> CorsRouter {
    CorsRouter::new().route("/", list)
}

/// Which of these origins can read `path`.
async fn readers(app: &Router, path: &str) -> Vec<&'static str> {
    let served = serve(app.clone()).await;
    let mut readers = Vec::new();
    for origin in ["https://a.example", "https://b.example:8443", "https://x.c.example", "tauri://localhost", "null"] {
        let response = served.request_in_process(TestRequest::new(&format!("GET {path}\nOrigin: {origin}"))).await;
        if response.header("access-control-allow-origin") == Some(origin.as_bytes()) {
            readers.push(origin);
        }
    }
    readers
}

const SHELL: &str = "tauri://localhost";

#[tokio::test]
async fn what_is_bound_is_allowed() {
    let configured: Vec<String> = vec!["https://a.example".to_owned(), "https://b.example:8443".to_owned()];
    let apps = [
        ("a list", routes().bind_origins(&PAGES, ["https://a.example"]), vec!["https://a.example", SHELL]),
        (
            "before the route",
            CorsRouter::new().bind_origins(&PAGES, &configured).route("/", list),
            vec!["https://a.example", "https://b.example:8443", SHELL],
        ),
        ("none", routes().bind_origins(&PAGES, Vec::<String>::new()), vec![SHELL]),
        (
            "with a state",
            routes().bind_origins(&PAGES, configured.iter().take(1)).with_state(()),
            vec!["https://a.example", SHELL],
        ),
    ];
    for (case, app, expected) in apps {
        assert_eq!(readers(&app.build().unwrap().into(), "/").await, expected, "{case}");
    }
}

/// Two routers, and two clones of one, have their own origins.
#[tokio::test]
async fn bindings_are_of_their_routers() {
    let unbound = routes();
    let a = unbound.clone().bind_origins(&PAGES, ["https://a.example"]);
    let b = unbound.bind_origins(&PAGES, ["https://b.example:8443"]);
    assert_eq!(readers(&a.clone().into(), "/").await, ["https://a.example", SHELL]);
    assert_eq!(readers(&b.clone().into(), "/").await, ["https://b.example:8443", SHELL]);
    // An inner router keeps its own binding; where it has none, it gets that of the outer one.
    let app = CorsRouter::new().nest("/a", a).nest("/b", b).nest("/free", routes()).merge(routes());
    let app: Router = app.bind_origins(&PAGES, ["https://x.c.example"]).into();
    assert_eq!(readers(&app, "/a").await, ["https://a.example", SHELL]);
    assert_eq!(readers(&app, "/b").await, ["https://b.example:8443", SHELL]);
    assert_eq!(readers(&app, "/free").await, ["https://x.c.example", SHELL]);
    assert_eq!(readers(&app, "/").await, ["https://x.c.example", SHELL]);
}

/// Services, applications and fallbacks are bound like handlers.
#[tokio::test]
async fn all_that_is_under_a_policy_is_bound() {
    let application = WEB.router(Router::new().route("/app", axum::routing::get(async || "app")));
    let inner = CorsRouter::new().fallback(WEB.any(async || "fallback")).route("/get", WEB.get(async || "get"));
    let app: Router = CorsRouter::new()
        .nest("/inner", inner)
        .merge(application)
        .nest_service("/files", WEB.service(tower::service_fn(async |_| Ok(axum::http::StatusCode::OK))))
        .bind_origins(&PAGES, ["https://a.example"])
        .into();
    for path in ["/app", "/missing", "/inner/get", "/inner/missing", "/files/a"] {
        assert_eq!(readers(&app, path).await, ["https://a.example", SHELL], "{path}");
    }
}

/// A static that is bound in two ways is two policies: no preflight lists the methods of the other one.
#[tokio::test]
async fn bindings_do_not_mix_on_one_path() {
    let gets = routes().bind_origins(&PAGES, ["https://a.example"]);
    let posts = CorsRouter::new().route("/", create).bind_origins(&PAGES, ["https://b.example:8443"]);
    let app = serve(gets.merge(posts)).await;
    for (origin, method, status, methods) in [
        ("https://a.example", "GET", 204, Some("GET")),
        ("https://a.example", "POST", 403, None),
        ("https://b.example:8443", "POST", 204, Some("POST")),
        ("https://b.example:8443", "GET", 403, None),
    ] {
        let request = format!("OPTIONS /\nOrigin: {origin}\nAccess-Control-Request-Method: {method}");
        let response = app.request(&*request).await;
        assert_eq!(response.status, status, "{origin} {method}");
        assert_eq!(response.header("access-control-allow-methods"), methods.map(str::as_bytes), "{origin} {method}");
    }
}

#[test]
fn all_faults_are_reported_at_once() {
    #[cors(within = ["https://*.example.com"])]
    static OTHERS: Origins;

    #[cors(origins = OTHERS, methods = [PUT])]
    async fn replace() {}

    let values =
        ["https://app.corp.example/", "https://fine.example", "app.corp.example", "https://*.com", "*", "null"];
    let app = CorsRouter::new().route("/", (list, create, replace)).bind_origins(&PAGES, values);
    let error = app.build().unwrap_err();
    let text = error.to_string();
    let parts = [
        "invalid origins of `PAGES`, bound at tests/http/bindings.rs:",
        "entry 1: `https://app.corp.example/` ends with a slash; origins have no path [cors::trailing_slash]\n  help: write `https://app.corp.example`\n",
        "entry 3: `app.corp.example` has no scheme [cors::missing_scheme]\n  help: write `https://app.corp.example`\n",
        "entry 4: `https://*.com`",
        "entry 5: `*` is not within `https://*`",
        "entry 6: `null`",
        "`OTHERS` (tests/http/bindings.rs:",
        ") has no origins:\nnothing names them",
        "call `.bind_origins(&OTHERS, [\"https://",
    ];
    let mut rest = &*text;
    for part in parts {
        let at = rest.find(part).unwrap_or_else(|| panic!("no {part:?} in\n{text}"));
        rest = &rest[at + part.len()..];
    }
    assert!(!text.contains("fine.example"), "{text}");
    let [BuildFault::Origin { origins: "PAGES", source, entry: 1, value, problem: "trailing_slash", .. }, .., last] =
        error.faults()
    else {
        panic!("{:?}", error.faults());
    };
    assert!(matches!(source, OriginsFrom::Binding { file: "tests/http/bindings.rs", .. }), "{source:?}");
    assert_eq!(value, "https://app.corp.example/");
    assert!(matches!(last, BuildFault::NotNamed { origins: "OTHERS", .. }), "{last:?}");
}

#[test]
fn a_binding_without_routes_is_a_fault() {
    #[cors(within = ["https://*"])]
    static UNUSED: Origins;

    let bound = |router: CorsRouter| router.bind_origins(&UNUSED, ["https://a.example"]);
    let pages = || routes().bind_origins(&PAGES, ["https://a.example"]);
    for app in [
        bound(pages()),
        pages().merge(bound(CorsRouter::new())),
        CorsRouter::new().nest("/a", bound(pages())),
        // The inner router has all that the outer one binds.
        CorsRouter::new().nest("/a", pages()).bind_predicate(&PAGES, async |_: handler_cors::Origin| true),
    ] {
        let error = app.build().unwrap_err();
        assert!(
            matches!(error.faults(), [BuildFault::UnusedBinding { file: "tests/http/bindings.rs", .. }]),
            "{error}"
        );
        assert!(error.to_string().contains(" is bound without effect:\nno route "), "{error}");
    }
}

#[test]
fn a_static_is_bound_once() {
    let text = panic_text(|| {
        routes()
            .bind_origins(&PAGES, ["https://a.example"])
            .bind_predicate(&PAGES, async |_: handler_cors::Origin| true)
    });
    assert!(text.starts_with("`PAGES` is bound twice on one router, at tests/http/bindings.rs:"), "{text}");
    assert_eq!(text.matches("tests/http/bindings.rs:").count(), 4, "{text}");
    assert!(text.contains("\n\nhelp: remove the call at tests/http/bindings.rs:"), "{text}");
}

/// One binary for every operator: closed with credentials, or open without, chosen when it starts.
#[tokio::test]
async fn a_program_chooses_between_two_policies() {
    #[cors(origins = ["*"])]
    static OPEN: Policy;

    for (is_open, expected) in [(true, vec![]), (false, vec!["https://a.example", SHELL])] {
        let policy = if is_open { &OPEN } else { &WEB };
        let mut app = policy.router(Router::new().route("/", axum::routing::get(async || "app")));
        if !is_open {
            app = app.bind_origins(&PAGES, ["https://a.example"]);
        }
        let app: Router = app.build().unwrap().into();
        assert_eq!(readers(&app, "/").await, expected);
        let response = serve(app).await.request("GET /\nOrigin: https://evil.example").await;
        assert_eq!(response.header("access-control-allow-origin"), is_open.then_some(&b"*"[..]));
    }
}

/// A long list is matched like a short one.
#[tokio::test]
async fn a_long_list() {
    let many = (0..10_000).map(|n| format!("https://host-{n}.example"));
    let app = serve(routes().bind_origins(&PAGES, many)).await;
    for (n, is_listed) in [(0, true), (7_777, true), (9_999, true), (10_000, false)] {
        let origin = format!("https://host-{n}.example");
        let response = app.request_in_process(TestRequest::new(&format!("GET /\nOrigin: {origin}"))).await;
        assert_eq!(response.header("access-control-allow-origin").is_some(), is_listed, "{origin}");
    }
}
