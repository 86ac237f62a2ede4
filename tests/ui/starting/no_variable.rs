use handler_cors::{CorsRouter, Origins, cors};

#[cors(within = ["https://*.example.com"], env = "HANDLER_CORS_NOT_SET")]
static PAGES: Origins;

#[cors(origins = PAGES, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let app: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
    let _ = app.build().unwrap();
}

//~ before: whole text
//~ verdict: whole text
//~ call `.bind_origins(&PAGES, ["https://app.example.com"])`
