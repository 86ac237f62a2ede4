#![deny(warnings)]

use handler_cors::{CorsRouter, Origins, cors};

/// The origins of one app on all platforms.
#[cors(origins = ["tauri://localhost", "http://tauri.localhost", "https://tauri.localhost"], methods = [GET])]
async fn fine() {}

#[cors(origins = ["https://app.example.com", "http://tauri.localhost"], methods = [GET])]
async fn list_widgets() {}

#[cors(within = ["https://*"], always = ["capacitor://localhost", "http://localhost", "http://localhost:5173"])]
static PAGES: Origins;

fn main() {
    let _ = (fine, &PAGES);
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
