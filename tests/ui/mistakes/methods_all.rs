use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [ALL])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: what is wrong
//~ verdict: whole text
//~ type `GET, POST, PUT, PATCH, DELETE` in place of `ALL`
