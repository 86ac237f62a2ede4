use handler_cors::{CorsRouter, cors};

#[cors(Cors::permissive())]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: what is wrong
//~ verdict: whole text
//~ type `#[cors(origins = ["*"], methods = [GET])]` in place of `#[cors(Cors::permissive())]`
