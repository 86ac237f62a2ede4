use handler_cors::CorsRouter;

async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}

//~ where `handler` is `list_widgets`
//~ declare `#[handler_cors::cors(origins = ["https://app.example.com"])] static POLICY: handler_cors::Policy;`
//~ type `POLICY.get(list_widgets)` in place of `list_widgets`
