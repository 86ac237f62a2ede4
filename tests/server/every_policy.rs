//! A server with a path for every kind of policy, for the tests of caches, scanners and middleboxes and the soak test.
//!
//! ```sh
//! cargo run -p tests --bin every_policy                # on a free port of 127.0.0.1, which it prints
//! cargo run -p tests --bin every_policy -- 127.0.0.1:8080
//! cargo run -p tests --bin every_policy -- --surface  # writes its surface in JSON, and ends
//! ```

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, WebSocketUpgrade};
use axum::http::header::{ETAG, IF_NONE_MATCH, ORIGIN, VARY};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use handler_cors::{CorsRouter, Origin, Origins, Policy, cors};
use http_body_util::channel::Channel;
use std::convert::Infallible;
use tower::{Service, service_fn};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::limit::RequestBodyLimitLayer;

/// Responds with the origin of the request.
async fn whom(headers: HeaderMap) -> String {
    let origins = headers.get_all(ORIGIN).iter().map(|origin| origin.as_bytes().escape_ascii().to_string());
    format!("for {}\n", origins.collect::<Vec<_>>().join(" and "))
}

#[cors(origins = ["*"], methods = [GET], expose = ["x-total-count"])]
async fn any_origin() -> &'static str {
    "for any origin\n"
}

#[cors(origins = ["https://app.example.com", "https://admin.example.com"], methods = [GET, POST])]
async fn exact(headers: HeaderMap) -> String {
    whom(headers).await
}

#[cors(
    origins = ["https://app.example.com", "https://admin.example.com"],
    methods = [GET, POST],
    headers = ["x-request-id"],
    expose = ["x-total-count"],
    credentials,
    max_age = 600,
)]
async fn credentials(headers: HeaderMap) -> String {
    whom(headers).await
}

#[cors(origins = ["https://app.example.com", "https://*.partner.example"], methods = [GET, POST], credentials)]
async fn subdomains(headers: HeaderMap) -> String {
    whom(headers).await
}

#[cors(origins = ["https://app.example.com", "https://pr-*.preview.example"], methods = [GET, POST])]
async fn labels(headers: HeaderMap) -> String {
    whom(headers).await
}

#[cors(origins = ["https://app.example.com", "https://admin.example.com:*"], methods = [GET, POST])]
async fn ports(headers: HeaderMap) -> String {
    whom(headers).await
}

#[cors(origins = ["https://app.example.com", "null"], methods = [GET, POST], dangerously(null_origin))]
async fn opaque(headers: HeaderMap) -> String {
    whom(headers).await
}

#[cors(origins = ["https://app.example.com", "http://admin.example.com"], methods = [GET, POST], credentials,
    dangerously(insecure_origins))]
async fn insecure(headers: HeaderMap) -> String {
    whom(headers).await
}

#[cors(origins = ["https://app.example.com", "https://admin.example.com"], methods = [GET, POST], enforce)]
async fn enforced(headers: HeaderMap) -> String {
    whom(headers).await
}

#[cors(origins = ["https://app.example.com", "https://admin.example.com"], methods = [GET], enforce,
    dangerously(cross_site_navigations))]
async fn navigable(headers: HeaderMap) -> String {
    whom(headers).await
}

#[cors(origins = ["https://app.example.com", "https://admin.example.com"], methods = [GET, POST],
    dangerously(unenforced))]
async fn unenforced(headers: HeaderMap) -> String {
    whom(headers).await
}

/// Shares its path with a policy for any origin.
#[cors(origins = ["https://admin.example.com"], methods = [POST, DELETE], credentials)]
async fn change(headers: HeaderMap) -> String {
    whom(headers).await
}

/// Sets `Vary`, and headers that only the policy can set.
#[cors(origins = ["https://app.example.com", "https://admin.example.com"], methods = [GET])]
async fn meddling(headers: HeaderMap) -> Response {
    let meddled = [("access-control-allow-origin", "*"), ("access-control-allow-credentials", "true")];
    (meddled, [(VARY, "Accept-Language")], whom(headers).await).into_response()
}

#[cors(origins = ["https://app.example.com", "https://admin.example.com"], methods = [GET])]
async fn missing(headers: HeaderMap) -> (StatusCode, String) {
    (StatusCode::NOT_FOUND, whom(headers).await)
}

#[cors(origins = ["https://app.example.com", "https://admin.example.com"], methods = [GET])]
async fn conditional(headers: HeaderMap) -> Response {
    let status = match headers.get(IF_NONE_MATCH) {
        Some(tag) if tag == "\"1\"" => StatusCode::NOT_MODIFIED,
        _ => StatusCode::OK,
    };
    (status, [(ETAG, "\"1\"")]).into_response()
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn panicking() -> &'static str {
    panic!("the handler fails")
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn streaming() -> Body {
    let (mut sender, body) = Channel::<Bytes>::new(1);
    tokio::spawn(async move {
        for _ in 0..16 {
            if sender.send_data(Bytes::from_static(&[b'x'; 1024])).await.is_err() {
                return;
            }
        }
    });
    Body::new(body)
}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn upload(body: Bytes) -> String {
    format!("{} bytes\n", body.len())
}

#[cors(origins = ["https://app.example.com"], methods = [GET], enforce)]
async fn chat(upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(async |mut socket| {
        while let Some(Ok(message)) = socket.recv().await {
            if socket.send(message).await.is_err() {
                return;
            }
        }
    })
}

/// A policy with a predicate, which three handlers and a service share.
#[cors(within = ["https://*"])]
static SITES: Origins;

#[cors(origins = SITES, headers = ["x-request-id"], credentials, max_age = 600)]
static TENANTS: Policy;

async fn is_tenant(origin: Origin) -> Result<bool, &'static str> {
    tokio::task::yield_now().await;
    match origin.host() {
        "app.example.com" | "admin.example.com" => Ok(origin.scheme() == "https" && origin.port().is_none()),
        "fails.example" => Err("the database is gone"),
        "panics.example" => panic!("the database is gone"),
        _ => Ok(false),
    }
}

#[cors(policy = TENANTS, methods = [GET, POST])]
async fn dynamic(headers: HeaderMap) -> String {
    whom(headers).await
}

#[cors(policy = TENANTS, methods = [DELETE])]
async fn remove(headers: HeaderMap) -> String {
    whom(headers).await
}

/// Policies for `http://` origins, for a scanner without TLS.
mod http {
    use super::{HeaderMap, cors, whom};

    #[cors(origins = ["http://app.example.com"], methods = [GET, POST])]
    pub(super) async fn exact(headers: HeaderMap) -> String {
        whom(headers).await
    }

    #[cors(origins = ["http://app.example.com"], methods = [GET], credentials, dangerously(insecure_origins))]
    pub(super) async fn credentials(headers: HeaderMap) -> String {
        whom(headers).await
    }

    #[cors(origins = ["http://*.example.com"], methods = [GET], credentials, dangerously(insecure_origins))]
    pub(super) async fn subdomains(headers: HeaderMap) -> String {
        whom(headers).await
    }

    #[cors(origins = ["http://app-*.example.com"], methods = [GET])]
    pub(super) async fn labels(headers: HeaderMap) -> String {
        whom(headers).await
    }

    #[cors(origins = ["http://app.example.com:*"], methods = [GET])]
    pub(super) async fn ports(headers: HeaderMap) -> String {
        whom(headers).await
    }

    #[cors(origins = ["http://app.example.com"], methods = [GET], enforce)]
    pub(super) async fn enforced(headers: HeaderMap) -> String {
        whom(headers).await
    }
}

/// A service that sets its own CORS headers.
fn service()
-> impl Service<Request, Response = Response, Error = Infallible, Future: Send + 'static> + Clone + Send + Sync + 'static
{
    service_fn(async |request: Request| {
        let meddled = [("access-control-allow-origin", "*"), ("access-control-allow-credentials", "true")];
        Ok((meddled, [(VARY, "Accept-Language")], whom(request.headers().clone()).await).into_response())
    })
}

fn app() -> CorsRouter {
    CorsRouter::new()
        .route("/any-origin", any_origin)
        .route("/exact", exact)
        .route("/credentials", credentials)
        .route("/subdomains", subdomains)
        .route("/labels", labels)
        .route("/ports", ports)
        .route("/opaque", opaque)
        .route("/insecure", insecure)
        .route("/enforced", enforced)
        .route("/navigable", navigable)
        .route("/unenforced", unenforced)
        .route("/shared", (any_origin, change))
        .route("/only-post", change)
        .route("/meddling", meddling)
        .route("/missing", missing)
        .route("/conditional", conditional)
        .route("/panicking", panicking)
        .route("/streaming", streaming)
        .route("/upload", upload)
        .route("/chat", chat)
        .route("/dynamic", (dynamic, remove))
        .route("/service", TENANTS.methods([Method::GET, Method::POST]).service(service()))
        .nest("/files", CorsRouter::new().fallback(TENANTS.methods([Method::GET]).service(service())))
        .route("/http/exact", http::exact)
        .route("/http/credentials", http::credentials)
        .route("/http/subdomains", http::subdomains)
        .route("/http/labels", http::labels)
        .route("/http/ports", http::ports)
        .route("/http/enforced", http::enforced)
        .layer(CatchPanicLayer::new())
        .layer(RequestBodyLimitLayer::new(1 << 20))
        .route("/uncaught", panicking)
        .merge(Router::new().route("/plain", get("for any origin\n")))
        .bind_predicate(&SITES, is_tenant)
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:0".into());
    if address == "--surface" {
        let surface = app().resolved_surface().map_err(std::io::Error::other)?;
        println!("{}", serde_json::to_string_pretty(&surface)?);
        return Ok(());
    }
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("{}", listener.local_addr()?);
    // The panics of `/panicking` are intended.
    std::panic::set_hook(Box::new(|_| ()));
    axum::serve(listener, app().into_make_service()).await
}
