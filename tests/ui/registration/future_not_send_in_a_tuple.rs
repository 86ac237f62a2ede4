use std::cell::RefCell;
use std::rc::Rc;

use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn list_widgets() {}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn create_widget(name: String) {
    let names = Rc::new(RefCell::new(Vec::new()));
    tokio::task::yield_now().await;
    names.borrow_mut().push(name);
}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", (list_widgets, create_widget)).into();
}
