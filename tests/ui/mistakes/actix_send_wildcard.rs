use handler_cors::{CorsRouter, cors};

#[cors(origins = ["*"], methods = [GET], send_wildcard)]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: what is wrong
//~ verdict: whole text
//~ remove `send_wildcard`
