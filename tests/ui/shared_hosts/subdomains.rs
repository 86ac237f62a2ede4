use handler_cors::{CorsRouter, cors};

#[cors(
    origins = [
        "https://*.app.github.dev",
        "https://*.devtunnels.ms",
        "https://*.loca.lt",
        "https://*.nip.io",
        "https://*.sslip.io",
        "https://*.gitpod.io",
    ],
    methods = [GET],
)]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
