use handler_cors::{CorsRouter, cors};

mod policies {
    use handler_cors::{Policy, cors};

    #[cors(origins = ["https://app.example.com"])]
    static WEB: Policy;
}

#[cors(policy = policies::WEB, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: what is wrong
//~ verdict: what is wrong
