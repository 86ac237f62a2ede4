use handler_cors::{CorsRouter, cors};

#[cors(allow_any_origin, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: what is wrong
//~ verdict: whole text
//~ type `origins = ["*"]` in place of `allow_any_origin`
