use handler_cors::{CorsRouter, cors};

#[cors(origins = false, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: misleads
//~ verdict: what is wrong
