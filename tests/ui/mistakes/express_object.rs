use handler_cors::{CorsRouter, cors};

#[cors({ origin: "https://app.example.com", credentials: true })]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: what is wrong
//~ verdict: what is wrong
