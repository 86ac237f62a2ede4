use handler_cors::{CorsRouter, Origins, cors};

#[cors(within = ["https://*"], default = "https://app.example.com")]
static PAGES: Origins;

#[cors(origins = PAGES, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: whole text
//~ verdict: whole text
//~ type `default = ["https://app.example.com"]` in place of `default = "https://app.example.com"`
