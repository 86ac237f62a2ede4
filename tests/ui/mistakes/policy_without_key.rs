use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
pub static WEB: Policy;

#[cors(WEB, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: what is wrong
//~ verdict: whole text
//~ type `policy = WEB` in place of `WEB`
