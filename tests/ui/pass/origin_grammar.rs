//! Every form of an origin that the grammar knows.
#![deny(warnings)]

use handler_cors::{CorsRouter, cors};

#[cors(
    origins = [
        "https://app.example.com",
        "https://app.example.com.",
        "https://under_score.example.com",
        "https://xn--bcher-kva.example",
        "https://app.example.com:8443",
        "https://shop.example.com:*",
        "https://*.partner.example",
        "https://*.other-partner.example:*",
        "https://pr-*.preview.example.com",
        "https://*-staging.example.com",
        "https://pr-*-web.example.org",
        "https://my-site.github.io",
        "https://*.my-site.github.io",
        "http://192.168.1.10",
        "https://192.168.1.10:8443",
        "https://[2001:db8::1]",
        "https://[2001:db8::1]:8443",
        "http://intranet",
        "capacitor://localhost",
        "tauri://localhost",
        "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
        "vscode-webview://1b2c3d",
        #[cfg(debug_assertions)]
        "http://localhost:*",
        #[cfg(debug_assertions)]
        "http://127.0.0.1:5173",
        #[cfg(debug_assertions)]
        "http://[::1]:5173",
        #[cfg(debug_assertions)]
        "http://*.localhost:5173",
    ],
    methods = [GET],
)]
async fn list_widgets() {}

#[cors(origins = ["*"], methods = [GET])]
async fn public() {}

#[cors(origins = [r"https://app.example.com", r#"https://www.example.com"#], methods = [GET],)]
async fn raw_strings() {}

fn main() {
    let _: axum::Router =
        CorsRouter::new().route("/widgets", list_widgets).route("/public", public).route("/raw", raw_strings).into();
}
