//! One program for development, staging, production and the previews of pull requests: the environment says which pages may
//! call, within bounds that the compiler has checked.
//!
//! ```sh
//! WEB_ORIGINS=http://localhost:5173 cargo run -p examples --bin environment                       # development
//! WEB_ORIGINS=https://staging.example.com,https://pr-*.preview.example.com cargo run -p examples --bin environment
//! WEB_ORIGINS=https://www.example.com cargo run --release -p examples --bin environment           # production
//! WEB_ORIGINS=https://evil.example cargo run -p examples --bin environment                        # does not start
//! ```

use axum::Json;
use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use handler_cors::{CorsRouter, Origins, Policy, cors};
use std::process::ExitCode;

/// Where our web app may be deployed. Release builds have no page on a developer's machine.
#[cors(
    env = "WEB_ORIGINS",
    within = [
        "https://www.example.com",
        "https://staging.example.com",
        "https://pr-*.preview.example.com",
        #[cfg(debug_assertions)] "http://localhost:*",
    ],
)]
static WEB: Origins;

/// What our web app may do, wherever it is.
#[cors(origins = WEB, headers = ["x-request-id"], credentials, max_age = 600)]
static WEB_APP: Policy;

/// Who is logged in.
#[cors(policy = WEB_APP, methods = [GET])]
async fn account(headers: HeaderMap) -> Json<bool> {
    Json(headers.contains_key(COOKIE))
}

/// Changes the account's name.
#[cors(policy = WEB_APP, methods = [PUT])]
async fn rename(Json(name): Json<String>) -> Json<String> {
    Json(name)
}

#[tokio::main]
async fn main() -> ExitCode {
    // Without this call, `route` would panic with the same words.
    match WEB.load() {
        Ok(origins) => println!("pages of {} may call", origins.join(", ")),
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::FAILURE;
        }
    }
    let app = CorsRouter::new().route("/account", (account, rename));
    match serve(app).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(app: CorsRouter) -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:3000".into());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, app.into_make_service()).await
}
