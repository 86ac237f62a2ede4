use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://shop.example.com"], methods = [POST])]
async fn create_widget() {}

#[cors(policy = create_widget, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}

//~ where `NAME` is `SHOP`
//~ declare `#[cors(origins = ["https://app.example.com"])] static SHOP: handler_cors::Policy;`
//~ type `policy = SHOP` in place of `policy = create_widget`
