use handler_cors::{CorsRouter, cors};

#[cors(
    origins = [
        "https://a-long-label-for-tests.a-long-label-for-tests.a-long-label-for-tests.a-long-label-for-tests.\
            a-long-label-for-tests.a-long-label-for-tests.a-long-label-for-tests.a-long-label-for-tests.\
            a-long-label-for-tests.a-long-label-for-tests.a-long-label-for-tests.example.com",
    ],
    methods = [GET],
)]
async fn list_widgets() {}

fn main() {
    let _: axum::Router = CorsRouter::new().route("/widgets", list_widgets).into();
}
