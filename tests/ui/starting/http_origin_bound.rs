use handler_cors::{CorsRouter, Origins, cors};

#[cors(within = ["https://*"])]
static PAGES: Origins;

#[cors(origins = PAGES, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let app: CorsRouter = CorsRouter::new().route("/widgets", list_widgets).bind_origins(&PAGES, ["http://localhost:5173"]);
    let _ = app.build().unwrap();
}

//~ before: what is wrong
//~ verdict: whole text
//~ type `https://app.example.com` in place of `"http://localhost:5173"`
