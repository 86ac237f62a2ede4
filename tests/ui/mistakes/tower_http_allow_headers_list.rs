use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET], headers = AllowHeaders::list([AUTHORIZATION, ACCEPT]))]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: misleads
//~ verdict: whole text
//~ type `headers = [AUTHORIZATION, ACCEPT]` in place of `headers = AllowHeaders::list([AUTHORIZATION, ACCEPT])`
