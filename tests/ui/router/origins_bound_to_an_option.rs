use handler_cors::{CorsRouter, Origins, cors};

#[cors(within = ["https://*"])]
static PAGES: Origins;

fn main() {
    let configured: Option<Vec<String>> = None;
    let _: CorsRouter = CorsRouter::new().bind_origins(&PAGES, configured);
}
