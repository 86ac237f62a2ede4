use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = AllowMethods::mirror_request())]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: misleads
//~ verdict: whole text
//~ type `methods = [GET, POST, PUT, PATCH, DELETE]` in place of `methods = AllowMethods::mirror_request()`
