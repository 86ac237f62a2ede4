use handler_cors::{CorsRouter, Origins, cors};

#[cors(within = std::env::var("APP_ORIGINS"))]
static PAGES: Origins;

#[cors(origins = PAGES, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: misleads
//~ verdict: whole text
//~ type `within = ["https://*"], env = "APP_ORIGINS"` in place of `within = std::env::var("APP_ORIGINS")`
