use handler_cors::{CorsRouter, cors};

#[cors("*")]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: whole text
//~ verdict: whole text
//~ type `origins = ["*"]` in place of `"*"`
//~ add `methods = [GET]`
