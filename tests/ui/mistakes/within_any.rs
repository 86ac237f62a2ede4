use handler_cors::{CorsRouter, Origins, cors};

#[cors(within = Any, env = "APP_ORIGINS")]
static PAGES: Origins;

#[cors(origins = PAGES, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: misleads
//~ verdict: whole text
//~ type `within = ["*"]` in place of `within = Any`
