use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn show_widget() {}

#[cors(origins = ["https://app.example.com"], methods = [PUT])]
async fn replace_widget() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets/{id}", show_widget).route("/widgets/{name}", replace_widget);
}

//~ before: what is wrong
//~ verdict: what is wrong
