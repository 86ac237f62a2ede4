use handler_cors::{CorsRouter, cors};

macro_rules! public {
    ($handler:ident) => {
        #[cors(origins = ["https://app.example.com/"], methods = [GET])]
        async fn $handler() {}
    };
}

public!(list_widgets);

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
