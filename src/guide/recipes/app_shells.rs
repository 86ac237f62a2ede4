use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, StatusCode};
use handler_cors::{BuildError, CorsRouter, Policy, cors};

/// The same app on all platforms: Tauri's windows have another origin on Windows and Android, Capacitor's on Android.
#[cors(
    origins = [
        "https://app.example.com",
        "tauri://localhost", "http://tauri.localhost", "https://tauri.localhost",
        "capacitor://localhost", "https://localhost",
    ],
    headers = [AUTHORIZATION], // a token, since shells keep no third-party cookies
    max_age = 600,
)]
static APP: Policy;

/// Chromium gives an extension one origin everywhere, Firefox and Safari a random one for each installation.
#[cors(
    origins = [
        "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
        "moz-extension://*", "safari-web-extension://*",
    ],
    methods = [POST],
    headers = [AUTHORIZATION],
    enforce,
)]
async fn save_page(headers: HeaderMap, _page: String) -> StatusCode {
    // Every extension in Firefox and Safari is allowed: the token says which one it is.
    match headers.get(AUTHORIZATION) {
        Some(token) if token == "Bearer open-sesame" => StatusCode::CREATED,
        _ => StatusCode::UNAUTHORIZED,
    }
}

pub fn app() -> Result<CorsRouter, BuildError> {
    CorsRouter::new().route("/notes", APP.get(async || "all notes")).route("/pages", save_page).build()
}
