//! What every page can cause without CORS, against policies: navigations, prefetches, beacons, sockets and session layers.

use axum::Router;
use axum::extract::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::{any, get, post};
use handler_cors::testing::{Blocked, Browser, Mode, Navigation, Request};
use handler_cors::{CorsRouter, Policy, cors};
use tower_sessions::{MemoryStore, Session, SessionManagerLayer, cookie::SameSite};

const API: &str = "https://api.example.com";
const APP: &str = "https://app.example.org";
const EVIL: &str = "https://evil.example";
const BROWSERS: [fn() -> Browser; 3] = [Browser::new, Browser::chromium, Browser::firefox];

#[cors(origins = ["https://app.example.org"], credentials)]
static WEB: Policy;

#[cors(origins = ["*"])]
static OPEN: Policy;

/// A browser that has a cookie of the API.
fn signed_in(browser: fn() -> Browser) -> Browser {
    let browser = browser();
    browser.set_cookies("api.example.com", "session=1");
    browser
}

fn url(path: &str) -> String {
    format!("{API}{path}")
}

/// The statuses of a link, a form, a frame, an object, and an own link of the server's page.
async fn navigated(mut app: Router, path: &str) -> [StatusCode; 5] {
    let browser = signed_in(Browser::new);
    let (evil, own) = (browser.page(EVIL), browser.page(API));
    let url = url(path);
    let form = format!("{url}?a=1");
    let mut statuses = Vec::new();
    for (page, navigation) in [
        (&evil, Navigation::to(&url)),
        (&evil, Navigation::to(&form)),
        (&evil, Navigation::to(&url).in_iframe()),
        (&evil, Navigation::to(&url).in_object()),
        (&own, Navigation::to(&url)),
    ] {
        statuses.push(page.navigate(&mut app, navigation).await.unwrap().status());
    }
    statuses.try_into().unwrap()
}

#[cors(origins = ["https://app.example.org"], methods = [GET], credentials, enforce)]
async fn account() {}

#[cors(
    origins = ["https://app.example.org"],
    methods = [GET],
    credentials,
    enforce,
    dangerously(cross_site_navigations)
)]
async fn callback(headers: HeaderMap) -> StatusCode {
    if headers.contains_key("cookie") { StatusCode::OK } else { StatusCode::UNAUTHORIZED }
}

fn enforced() -> Router {
    Router::from(CorsRouter::new().route("/account", account).route("/callback", callback))
}

#[tokio::test]
async fn an_enforced_get_is_no_target_of_navigations() {
    let (served, rejected) = (StatusCode::OK, StatusCode::FORBIDDEN);
    assert_eq!(navigated(enforced(), "/account").await, [rejected, rejected, rejected, rejected, served]);
    assert_eq!(navigated(enforced(), "/callback").await, [served, served, rejected, rejected, served]);
}

#[tokio::test]
async fn an_enforced_get_is_not_prefetched() {
    for path in ["/account", "/callback"] {
        let mut app = enforced();
        let evil = Browser::at(EVIL);
        let response = evil.navigate(&mut app, Navigation::to(&url(path)).prefetch()).await.unwrap();
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{path}");
        let same_site = Browser::at("https://www.example.com");
        let response = same_site.navigate(&mut app, Navigation::to(&url(path)).prerender()).await.unwrap();
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{path}");
    }
}

async fn echo(socket: WebSocketUpgrade) -> Response {
    socket.on_upgrade(|_| async {})
}

#[cors(policy = WEB, methods = [GET])]
async fn handler(socket: WebSocketUpgrade) -> Response {
    echo(socket).await
}

type Upgraded = Result<WebSocketUpgrade, WebSocketUpgradeRejection>;

/// The type has another name, and is inside another one.
#[cors(policy = WEB, methods = [GET])]
async fn renamed(socket: Upgraded) -> Response {
    echo(socket.unwrap()).await
}

fn sockets() -> Router {
    let application = Router::new().route("/application", get(echo)).route("/any", any(echo));
    let router = WEB
        .router(application)
        .route("/handler", handler)
        .route("/renamed", renamed)
        .route("/policy", WEB.get(echo))
        .route("/service", WEB.service(Router::new().fallback(echo)));
    Router::from(router)
}

#[tokio::test]
async fn sockets_open_for_allowed_pages_only() {
    let rejected = Err(Blocked::Handshake { status: StatusCode::FORBIDDEN });
    for path in ["/application", "/any", "/handler", "/renamed", "/policy", "/service"] {
        for browser in BROWSERS {
            let (mut app, browser) = (sockets(), signed_in(browser));
            let url = url(path).replace("https", "wss");
            assert_eq!(browser.page(APP).open_socket(&mut app, &url).await, Ok(()), "{path}");
            assert_eq!(browser.page(API).open_socket(&mut app, &url).await, Ok(()), "{path}");
            for page in [EVIL, "https://www.example.com", "null"] {
                assert_eq!(browser.page(page).open_socket(&mut app, &url).await, rejected, "{path} from {page}");
            }
        }
    }
}

async fn sign_in(session: Session) {
    session.insert("user", "alice").await.unwrap();
}

async fn user(session: Session) -> String {
    let user: Option<String> = session.get("user").await.unwrap();
    let is_written: Option<bool> = session.get("written").await.unwrap();
    format!("{} {}", user.as_deref().unwrap_or("nobody"), is_written.is_some())
}

async fn write(session: Session) {
    session.insert("written", true).await.unwrap();
}

/// A policy without credentials, with a session layer inside.
fn sessions() -> Router {
    let sessions = SessionManagerLayer::new(MemoryStore::default()).with_same_site(SameSite::None);
    let router = CorsRouter::new()
        .route("/sign-in", WEB.post(sign_in))
        .route("/user", WEB.get(user))
        .route("/write", OPEN.post(write))
        .layer(sessions);
    Router::from(router)
}

#[tokio::test]
async fn a_user_stays_signed_in_whatever_other_sites_post() {
    for browser in BROWSERS {
        let (mut app, browser) = (sessions(), browser());
        let (own, evil) = (browser.page(API), browser.page(EVIL));
        own.fetch(&mut app, Request::post(&url("/sign-in"))).await.unwrap();
        evil.navigate(&mut app, Navigation::post(&url("/write"), "a=1")).await.unwrap();
        evil.navigate(&mut app, Navigation::post(&url("/write"), "a=1").in_iframe()).await.unwrap();
        evil.fetch(&mut app, Request::beacon(&url("/write"), "x")).await.unwrap_err();
        evil.fetch(&mut app, Request::post(&url("/write")).mode(Mode::NoCors)).await.unwrap_err();
        let seen = own.fetch(&mut app, Request::get(&url("/user"))).await.unwrap();
        assert_eq!(seen.text(), "alice false");
    }
}

/// The session layer does replace the session where nothing keeps its cookie from other sites.
#[tokio::test]
async fn a_session_without_policy_is_written_to() {
    let layer = SessionManagerLayer::new(MemoryStore::default()).with_same_site(SameSite::None);
    let mut app: Router = Router::new()
        .route("/sign-in", post(sign_in))
        .route("/user", get(user))
        .route("/write", post(write))
        .layer(layer);
    let browser = Browser::new();
    let (own, evil) = (browser.page(API), browser.page(EVIL));
    own.fetch(&mut app, Request::post(&url("/sign-in"))).await.unwrap();
    evil.navigate(&mut app, Navigation::post(&url("/write"), "a=1")).await.unwrap();
    assert_eq!(own.fetch(&mut app, Request::get(&url("/user"))).await.unwrap().text(), "alice true");
}
