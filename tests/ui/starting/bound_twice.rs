use handler_cors::{CorsRouter, Origins, cors};

#[cors(within = ["https://*"])]
static PAGES: Origins;

#[cors(origins = PAGES, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new()
        .route("/widgets", list_widgets)
        .bind_origins(&PAGES, ["https://a.example"])
        .bind_origins(&PAGES, ["https://b.example"]);
}

//~ before: what is wrong
//~ verdict: what is wrong
