use handler_cors::{CorsRouter, Origins, cors};

const APP: &str = "https://app.example.net";

#[cors(within = ["https://*.example.com"], default = [APP])]
static PAGES: Origins;

#[cors(origins = PAGES, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ type `always = ["https://app.example.net"]` in place of `default = [APP]`
