use handler_cors::{CorsRouter, cors};

macro_rules! public {
    ($handler:ident, $origin:literal) => {
        #[cors(origins = [$origin], methods = [GET])]
        async fn $handler() {}
    };
}

public!(list_widgets, "https://app.example.com/");

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
