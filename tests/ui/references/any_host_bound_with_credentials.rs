use handler_cors::{CorsRouter, Origins, cors};

#[cors(within = ["https://*", "moz-extension://*"])]
static PAGES: Origins;

#[cors(origins = PAGES, methods = [GET], credentials)]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ remove `credentials`
