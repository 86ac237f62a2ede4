//! One program for development, staging, production and preview deployments: an environment variable lists the allowed origins,
//! within bounds that the compiler checks.
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
use std::error::Error;
use std::process::ExitCode;

/// The origins of our web app. Only debug builds allow those on a developer's machine.
#[cors(
    within = [
        "https://www.example.com",
        "https://staging.example.com",
        "https://pr-*.preview.example.com",
        #[cfg(debug_assertions)] "http://localhost:*",
    ],
    env = "WEB_ORIGINS",
)]
static WEB: Origins;

/// The policy for our web app, at each of its origins.
#[cors(origins = WEB, headers = ["x-request-id"], credentials, max_age = 600)]
static WEB_APP: Policy;

/// Says whether there is a session.
#[cors(policy = WEB_APP, methods = [GET])]
async fn account(headers: HeaderMap) -> Json<bool> {
    Json(headers.contains_key(COOKIE))
}

/// Changes the name of the account.
#[cors(policy = WEB_APP, methods = [PUT])]
async fn rename(Json(name): Json<String>) -> Json<String> {
    Json(name)
}

fn app() -> CorsRouter {
    CorsRouter::new().route("/account", (account, rename))
}

async fn run() -> Result<(), Box<dyn Error>> {
    let app = app().build()?;
    print!("{}", app.resolved_surface()?);
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:3000".into());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, app).await?;
    Ok(())
}

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{WEB, app};
    use handler_cors::testing::probe::Probe;
    use std::error::Error;

    /// The test names the origins, in place of the environment.
    #[tokio::test]
    async fn a_probe_finds_nothing() -> Result<(), Box<dyn Error>> {
        let mut app =
            app().bind_origins(&WEB, ["https://www.example.com", "https://pr-*.preview.example.com"]).build()?;
        let report = Probe::new(&app.resolved_surface()?).get("/account").run(&mut app).await?;
        assert!(report.is_clean() && report.not_probed.is_empty(), "{report}");
        Ok(())
    }
}
