use handler_cors::{CorsRouter, cors};

#[cors(origins = [https://app.example.com], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: misleads
//~ verdict: misleads
//~ because `//` begins a comment: the attribute never sees the rest of the line
