use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

async fn list() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", WEB.on("GET", list));
}

//~ declare `use axum::http::Method;`
//~ type `Method::GET` in place of `"GET"`
