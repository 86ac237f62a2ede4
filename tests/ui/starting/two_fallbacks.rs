use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

async fn not_found() {}

async fn gone() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().fallback(WEB.any(not_found)).fallback(WEB.any(gone));
}

//~ before: what is wrong
//~ verdict: whole text
//~ insert `.reset_fallback()` before `.fallback(WEB.any(gone))`
