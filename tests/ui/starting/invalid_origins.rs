use handler_cors::{CorsRouter, Origins, cors};

#[cors(within = ["https://*"])]
static PAGES: Origins;

#[cors(origins = PAGES, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let app: CorsRouter = CorsRouter::new()
        .route("/widgets", list_widgets)
        .bind_origins(&PAGES, ["https://app.example.com/", "www.example.com", "https://Shop.example.com"]);
    let _ = app.build().unwrap();
}

//~ before: whole text
//~ verdict: whole text
//~ type `https://app.example.com` in place of `"https://app.example.com/"`
//~ type `https://www.example.com` in place of `"www.example.com"`
//~ type `https://shop.example.com` in place of `"https://Shop.example.com"`
