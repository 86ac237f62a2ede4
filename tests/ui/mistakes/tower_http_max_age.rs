use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET], max_age = Duration::from_secs(60) * 10)]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: whole text
//~ verdict: whole text
//~ type `max_age = 600` in place of `max_age = Duration::from_secs(60) * 10`
