use handler_cors::{CorsRouter, cors};

#[cors(allow_origin = Any, allow_methods = Any)]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: misleads
//~ verdict: whole text
//~ type `origins = ["*"]` in place of `allow_origin = Any`
//~ type `methods = [GET, POST, PUT, PATCH, DELETE]` in place of `allow_methods = Any`
