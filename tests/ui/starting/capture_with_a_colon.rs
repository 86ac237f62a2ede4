use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn show_widget() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets/:id", show_widget);
}

//~ before: what is wrong
//~ verdict: whole text
//~ type `/widgets/{id}` in place of `"/widgets/:id"`
