use handler_cors::{CorsRouter, cors};

#[cors(origin = true, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: misleads
//~ verdict: whole text
//~ type `origins = ["*"]` in place of `origin = true`
