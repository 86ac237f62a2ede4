use handler_cors::{CorsRouter, Origins, cors};

#[cors(within = ["https://*"])]
static PAGES: Origins;

#[cors(origins = PAGES, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets).bind_origins(PAGES, ["https://app.example.com"]);
}

//~ before: whole text
//~ verdict: whole text
//~ type `.bind_origins(&PAGES, ["https://app.example.com"])` in place of `.bind_origins(PAGES, ["https://app.example.com"])`
