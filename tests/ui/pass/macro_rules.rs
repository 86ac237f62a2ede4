//! Handlers out of `macro_rules!`: names, origins, methods, types and bodies from either side of the macro.
#![deny(warnings)]

use axum::Json;
use axum::extract::State;
use handler_cors::{CorsRouter, cors};

macro_rules! resource {
    ($visibility:vis $list:ident, $create:ident: $type:ty, $origin:literal, $method:ident, $body:block) => {
        #[cors(origins = [$origin, "https://www.example.com"], methods = [GET], headers = ["x-request-id"])]
        $visibility async fn $list(State(state): State<$type>) -> Json<$type> {
            Json(state)
        }

        #[cors(origins = [$origin], methods = [$method], credentials)]
        $visibility async fn $create(Json(_new): Json<$type>) -> String $body
    };
}

resource!(pub(crate) list_names, create_name: String, "https://app.example.com", POST, { String::from("made") });

macro_rules! hidden_name {
    ($origin:expr, $age:literal, $router:ident) => {{
        #[cors(origins = [$origin], methods = [GET], max_age = $age)]
        async fn handler() {}

        $router.route("/hidden", handler)
    }};
}

const APP: &str = "https://app.example.com";

fn main() {
    let router = CorsRouter::new().route("/names", (list_names, create_name));
    let router = hidden_name!(APP, 600, router);
    let _: axum::Router = router.with_state(String::new()).into();
}
