use handler_cors::{CorsRouter, cors};

#[cors(origin = r"\.example\.com$", methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: what is wrong
//~ verdict: whole text
//~ type `origins = [r"\.example\.com$"]` in place of `origin = r"\.example\.com$"`
//~ type `https://*.example.com` in place of `r"\.example\.com$"`
