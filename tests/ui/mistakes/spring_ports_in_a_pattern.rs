use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com:[8080,8081]"], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: misleads
//~ verdict: whole text
//~ type `"https://app.example.com:8080", "https://app.example.com:8081"` in place of `"https://app.example.com:[8080,8081]"`
