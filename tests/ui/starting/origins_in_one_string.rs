use handler_cors::{CorsRouter, Origins, cors};

#[cors(within = ["https://*"])]
static PAGES: Origins;

#[cors(origins = PAGES, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let app: CorsRouter =
        CorsRouter::new().route("/widgets", list_widgets).bind_origins(&PAGES, ["https://a.example,https://b.example"]);
    let _ = app.build().unwrap();
}

//~ before: whole text
//~ verdict: whole text
//~ type `"https://a.example", "https://b.example"` in place of `"https://a.example,https://b.example"`
