use handler_cors::{CorsRouter, cors};

#[cors(origins = AllowOrigin::list(origins), methods = [GET])]
async fn list_widgets() {}

fn main() {
    let origins = ["https://app.example.com"];
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ before: whole text
//~ verdict: whole text
//~ type `origins = PAGES` in place of `origins = AllowOrigin::list(origins)`
//~ declare `#[cors(within = ["https://*"])] static PAGES: handler_cors::Origins;`
//~ call `.bind_origins(&PAGES, origins)`
