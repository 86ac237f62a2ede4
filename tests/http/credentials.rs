//! No `credentials` means none, in both directions: what browsers add to requests by themselves, and what responses set.

use crate::client::{Served, TestRequest, TestResponse, serve};
use axum::Router;
use axum::extract::Request;
use axum::http::header::{AUTHORIZATION, COOKIE, HeaderName, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::middleware::map_response;
use axum::response::{AppendHeaders, IntoResponse, Response};
use axum::routing::{any, get};
use axum_extra::TypedHeader;
use axum_extra::headers::Authorization;
use axum_extra::headers::authorization::{Basic, Bearer};
use axum_extra::typed_header::TypedHeaderRejection;
use handler_cors::{CorsRouter, Policy, cors};
use std::convert::Infallible;
use std::fmt::Write;
use tower::service_fn;

#[cors(origins = ["https://app.example.com"])]
static PLAIN: Policy;

#[cors(origins = ["https://app.example.com"], credentials)]
static ACCOUNT: Policy;

#[cors(origins = ["https://app.example.com"], headers = [AUTHORIZATION])]
static WITH_HEADER: Policy;

/// `*` does not cover `Authorization`.
#[cors(origins = ["https://app.example.com"], headers = ["*"])]
static WITH_ANY_HEADER: Policy;

#[cors(origins = ["*"])]
static ANY: Policy;

#[cors(origins = ["*"], headers = ["*", AUTHORIZATION])]
static ANY_WITH_HEADER: Policy;

#[cors(origins = ["https://app.example.com"], dangerously(unenforced))]
static UNENFORCED: Policy;

#[cors(origins = ["https://app.example.com"], enforce)]
static ENFORCED: Policy;

#[cors(origins = ["https://app.example.com"], enforce, dangerously(cross_site_navigations))]
static CALLBACK: Policy;

const COOKIES: AppendHeaders<[(HeaderName, &str); 2]> =
    AppendHeaders([(SET_COOKIE, "session=new"), (SET_COOKIE, "theme=dark")]);

/// Responds with the credentials that arrive, and sets cookies.
async fn seen(headers: HeaderMap) -> Response {
    let lines = |name: HeaderName| {
        let values = headers.get_all(name).iter().map(|value| value.to_str().unwrap());
        values.collect::<Vec<_>>().join("; ")
    };
    (COOKIES, format!("{}|{}", lines(COOKIE), lines(AUTHORIZATION))).into_response()
}

#[cors(policy = PLAIN, methods = [GET, POST, PUT, PATCH, DELETE, OPTIONS])]
async fn handler(headers: HeaderMap) -> Response {
    seen(headers).await
}

/// Its extractor reads `Authorization`, so that pages may set it.
#[cors(policy = PLAIN, methods = [POST])]
async fn with_bearer(
    _: Result<TypedHeader<Authorization<Bearer>>, TypedHeaderRejection>,
    headers: HeaderMap,
) -> Response {
    seen(headers).await
}

#[cors(policy = PLAIN, methods = [POST])]
async fn with_basic(
    _: Result<TypedHeader<Authorization<Basic>>, TypedHeaderRejection>,
    headers: HeaderMap,
) -> Response {
    seen(headers).await
}

/// A session layer, which sets its cookie on whatever response.
async fn start_session(mut response: Response) -> Response {
    response.headers_mut().append(SET_COOKIE, HeaderValue::from_static("session=layer"));
    response
}

/// The paths under [`PLAIN`], whatever serves them.
const PATHS: [&str; 9] = [
    "/handler",
    "/post",
    "/any",
    "/on/layered",
    "/service",
    "/nested/service",
    "/base/application",
    "/base/nothing",
    "/nothing",
];

fn app() -> CorsRouter {
    let service = || service_fn(async |request: Request| Ok::<_, Infallible>(seen(request.headers().clone()).await));
    let application = Router::new().route("/application", any(seen)).fallback(seen);
    CorsRouter::new()
        .route("/handler", handler)
        .route("/bearer", with_bearer)
        .route("/basic", with_basic)
        .route("/post", PLAIN.post(seen).put(seen).delete(seen))
        .route("/any", PLAIN.any(seen))
        .route("/on/layered", PLAIN.on([Method::GET, Method::POST], seen).layer(map_response(start_session)))
        .route("/service", PLAIN.service(service()))
        .nest_service("/nested", PLAIN.service(service()))
        .nest("/base", PLAIN.router(application))
        .fallback(PLAIN.any(seen))
        .route("/account", ACCOUNT.any(seen))
        .route("/header", WITH_HEADER.any(seen))
        .route("/header/any", WITH_ANY_HEADER.any(seen))
        .route("/anybody", ANY.any(seen))
        .route("/anybody/header", ANY_WITH_HEADER.any(seen))
        .route("/unenforced", UNENFORCED.any(seen))
        .route("/enforced", ENFORCED.any(seen))
        .route("/callback", CALLBACK.any(seen))
}

/// Arrangements of an application that browsers cannot tell apart.
async fn arrangements() -> Vec<(&'static str, Served)> {
    vec![
        ("as it is", serve(app()).await),
        ("built", serve(app().build().unwrap()).await),
        ("embedded", serve(Router::from(app())).await),
        ("beside others", serve(Router::new().route("/other", get(async || ())).merge(app())).await),
        ("inside a session layer", serve(app().layer(map_response(start_session))).await),
    ]
}

/// The credentials that arrive, and whether the response sets cookies. `None` if the request is rejected.
fn observed(response: &TestResponse) -> Option<(&str, bool)> {
    if response.is_rejection() {
        return None;
    }
    assert_eq!(response.status, 200, "{}", response.text());
    Some((&response.body, response.headers.iter().any(|(name, _)| name == "set-cookie")))
}

type Row<'a> = (&'a str, &'a str, Option<(&'a str, bool)>);

/// Checks rows: method and path, headers, and what is observed. In process, over HTTP/1.1 and over HTTP/2.
async fn check(rows: &[Row<'_>]) {
    let mut all = String::new();
    for (arrangement, app) in arrangements().await {
        for (line, lines, expected) in rows {
            let request = TestRequest::new(&format!("{line}\n{lines}"));
            let in_process = app.request_in_process(request.clone()).await;
            let over_http1 = app.request_over_socket(request.clone()).await;
            let over_http2 = app.request_over_http2(request).await;
            for response in [in_process, over_http1, over_http2] {
                if observed(&response) != *expected {
                    write!(
                        all,
                        "\n{arrangement}: {line}\n{lines}\n  {:?}, must be {expected:?}\n",
                        observed(&response)
                    )
                    .unwrap();
                }
            }
        }
    }
    assert!(all.is_empty(), "{all}");
}

const PAGE: &str = "Origin: https://app.example.com";

/// What browsers and programs send, and what arrives under a policy without `credentials` that does not allow `Authorization`.
const SENT: [(&str, &str); 14] = [
    ("Cookie: a=1", "|"),
    ("Cookie: a=1; b=2", "|"),
    // HTTP/2 sends each cookie in a line of its own.
    ("Cookie: a=1\nCookie: b=2", "|"),
    ("Authorization: Basic dXNlcjpwYXNz", "|"),
    ("Authorization: basic dXNlcjpwYXNz", "|"),
    ("Authorization: Digest username=\"ada\"", "|"),
    ("Authorization: Negotiate YII", "|"),
    ("Authorization: NTLM TlRM", "|"),
    ("Authorization: Bearer abc", "|Bearer abc"),
    ("Authorization: ApiKey abc", "|ApiKey abc"),
    ("Authorization: Basically abc", "|Basically abc"),
    ("Authorization: Bearer abc\nAuthorization: Basic dXNlcjpwYXNz", "|"),
    ("Cookie: a=1\nAuthorization: Basic dXNlcjpwYXNz\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate", "|"),
    ("Cookie: a=1\nAuthorization: Basic dXNlcjpwYXNz\nSec-Fetch-Site: same-site\nSec-Fetch-Mode: cors", "|"),
];

#[tokio::test]
async fn an_allowed_page_without_credentials_sends_and_gets_none() {
    let mut texts = Vec::new();
    for path in PATHS {
        for (lines, arrives) in SENT {
            texts.push((format!("POST {path}"), format!("{PAGE}\n{lines}"), arrives));
        }
    }
    for method in ["PUT", "DELETE"] {
        texts.push((format!("{method} /post"), format!("{PAGE}\nCookie: a=1"), "|"));
    }
    texts.push(("OPTIONS /handler".to_owned(), format!("{PAGE}\nCookie: a=1"), "|"));
    texts.push(("PURGE /service".to_owned(), format!("{PAGE}\nCookie: a=1"), "|"));
    texts.push(("GET /enforced".to_owned(), format!("{PAGE}\nCookie: a=1"), "|"));
    let rows: Vec<Row<'_>> =
        texts.iter().map(|(line, lines, arrives)| (&**line, &**lines, Some((*arrives, false)))).collect();
    check(&rows).await;
}

#[tokio::test]
async fn other_requests_keep_their_credentials() {
    const BOTH: &str = "Cookie: a=1\nAuthorization: Basic dXNlcjpwYXNz";
    const ALL: &str = "a=1|Basic dXNlcjpwYXNz";
    let mut texts = Vec::new();
    for path in PATHS {
        for sender in [
            "Origin: https://api.example.com",
            "Sec-Fetch-Site: same-origin",
            "Origin: https://api.example.com\nSec-Fetch-Site: same-origin\nSec-Fetch-Mode: navigate",
            // The server's own page behind a proxy, or one that hides its origin.
            "Origin: https://app.example.com\nSec-Fetch-Site: same-origin",
            "Origin: null\nSec-Fetch-Site: same-origin",
            "Sec-Fetch-Site: none",
            "User-Agent: program",
        ] {
            texts.push((format!("POST {path}"), format!("{sender}\n{BOTH}")));
        }
    }
    // Not enforced: a link sends the same cookies.
    for line in ["GET /handler", "GET /any", "GET /base/application", "GET /unenforced", "POST /unenforced"] {
        texts.push((line.to_owned(), format!("{PAGE}\n{BOTH}")));
        texts.push((line.to_owned(), format!("Origin: https://evil.example\nSec-Fetch-Site: cross-site\n{BOTH}")));
    }
    for sender in [PAGE, "Origin: https://api.example.com", "User-Agent: program"] {
        texts.push(("POST /account".to_owned(), format!("{sender}\nSec-Fetch-Mode: navigate\n{BOTH}")));
    }
    // Sign-in callbacks need the session that they belong to.
    let navigation = "Sec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: document";
    texts.push(("GET /callback".to_owned(), format!("{navigation}\n{BOTH}")));
    let rows: Vec<Row<'_>> = texts.iter().map(|(line, lines)| (&**line, &**lines, Some((ALL, true)))).collect();
    check(&rows).await;
}

/// What the policy allows is a choice of the page, unless its browser says that the page could not choose.
#[tokio::test]
async fn authorization_that_the_policy_allows_arrives_where_pages_can_set_it() {
    const BASIC: &str = "Basic dXNlcjpwYXNz";
    let mut texts = Vec::new();
    for (path, is_allowed) in [
        ("/header", true),
        ("/anybody/header", true),
        ("/bearer", true),
        ("/basic", true),
        ("/header/any", false),
        ("/anybody", false),
        ("/handler", false),
        ("/post", false),
    ] {
        for (mode, can_be_set) in [
            ("User-Agent: old", true),
            ("Sec-Fetch-Mode: cors", true),
            ("Sec-Fetch-Mode: no-cors", false),
            ("Sec-Fetch-Mode: navigate", false),
            ("Sec-Fetch-Mode: websocket", false),
            ("Sec-Fetch-Mode: cors\nSec-Fetch-Mode: cors", false),
        ] {
            let lines = format!("{PAGE}\nSec-Fetch-Site: cross-site\n{mode}\nCookie: a=1\nAuthorization: {BASIC}");
            let arrives = if is_allowed && can_be_set { format!("|{BASIC}") } else { "|".to_owned() };
            texts.push((format!("POST {path}"), lines, arrives));
        }
    }
    let rows: Vec<Row<'_>> =
        texts.iter().map(|(line, lines, arrives)| (&**line, &**lines, Some((&**arrives, false)))).collect();
    check(&rows).await;
}

/// A policy for every origin rejects nothing, and lets nothing pass that is the user's.
#[tokio::test]
async fn a_form_of_any_site_arrives_without_the_user() {
    let form =
        "Origin: https://evil.example\nSec-Fetch-Site: cross-site\nSec-Fetch-Mode: navigate\nSec-Fetch-Dest: document";
    let with = |more: &str| format!("{form}\n{more}");
    let (cookie, basic) = (with("Cookie: a=1"), with("Authorization: Basic dXNlcjpwYXNz"));
    let without_origin = "Sec-Fetch-Site: cross-site\nCookie: a=1";
    check(&[
        ("POST /anybody", &cookie, Some(("|", false))),
        ("POST /anybody", &basic, Some(("|", false))),
        ("POST /anybody/header", &basic, Some(("|", false))),
        ("POST /anybody", without_origin, Some(("|", false))),
        ("POST /anybody", "Origin: null\nCookie: a=1", Some(("|", false))),
        ("POST /anybody", "Origin: https://api.example.com\nCookie: a=1", Some(("a=1|", true))),
        ("POST /post", &cookie, None),
        ("POST /account", &cookie, None),
    ])
    .await;
}

/// Also what only serves a method in place of others.
#[tokio::test]
async fn a_405_of_another_handler_has_no_credentials() {
    for (policy, arrives, sets_cookies) in [(&PLAIN, "|", false), (&ACCOUNT, "a=1|", true)] {
        let app = CorsRouter::new().route("/", policy.get(seen)).method_not_allowed_fallback(seen);
        let app = serve(app).await;
        for (lines, expected) in [(PAGE, (arrives, sets_cookies)), ("User-Agent: program", ("a=1|", true))] {
            let request = TestRequest::new(&format!("POST /\n{lines}\nCookie: a=1"));
            let (here, over_http2) = (app.request(request.clone()).await, app.request_over_http2(request).await);
            for response in [here, over_http2] {
                assert_eq!(observed(&response), Some(expected), "{lines}: {}", response.text());
            }
        }
        let rejected = app.request("POST /\nOrigin: https://evil.example\nCookie: a=1").await;
        assert!(rejected.is_rejection(), "{}", rejected.text());
    }
}

/// Other headers pass: the body, what proxies add, and what a page of the policy may set.
#[tokio::test]
async fn only_credentials_are_removed() {
    let all = any(async |headers: HeaderMap| {
        let mut names: Vec<_> = headers.keys().map(HeaderName::as_str).collect();
        names.sort_unstable();
        ([("x-a", "1"), ("set-cookie", "a=1"), ("set-cookie2", "a=1")], names.join(" "))
    });
    let app = serve(PLAIN.router(Router::new().route("/", all))).await;
    let lines = "Cookie: a=1\nX-Api-Key: b\nProxy-Authorization: Basic c\nAccept: text/plain";
    let response = app.request(&*format!("POST /\n{PAGE}\n{lines}\n\nbody")).await;
    response.assert(
        "200
         Access-Control-Allow-Origin: https://app.example.com
         Set-Cookie2: a=1
         Vary: Origin
         X-A: 1

         accept content-length host origin proxy-authorization x-api-key",
    );
}
