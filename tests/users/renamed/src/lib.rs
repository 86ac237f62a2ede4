//! Handlers of a crate that renames the dependency.

use cross_origin::{CorsRouter, cors};

/// What this crate re-exports to its modules.
pub mod kit {
    pub use cross_origin as web;
}

#[cors(crate = cross_origin, origins = ["https://app.example.com"], methods = [GET])]
async fn list() -> &'static str {
    "list"
}

#[cors(crate = ::cross_origin, origins = ["https://app.example.com"], methods = [PUT])]
async fn replace(body: String) -> String {
    body
}

/// Has a policy of another crate, which does not rename the dependency.
#[cors(crate = cross_origin, policy = user_edition_2021::APP, methods = [PATCH])]
async fn change() -> &'static str {
    "changed"
}

mod api {
    use crate::kit::web::cors;

    #[cors(crate = crate::kit::web, origins = ["https://app.example.com"], methods = [DELETE])]
    pub(crate) async fn remove<T: Send + Sync + Clone + 'static>(_: axum::extract::State<T>) -> &'static str {
        "removed"
    }
}

/// The application.
pub fn app() -> CorsRouter {
    CorsRouter::new().route("/widgets", (list, replace, change, api::remove::<u8>)).with_state(1)
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::Request;
    use tower::ServiceExt;

    #[tokio::test]
    async fn responds_under_its_policy() {
        for method in ["GET", "PUT", "PATCH", "DELETE"] {
            let request = Request::builder()
                .method(method)
                .uri("/widgets")
                .header("origin", "https://app.example.com")
                .body(Body::empty());
            let router = axum::Router::from(super::app());
            let response = router.oneshot(request.expect("a request")).await.expect("a response");
            assert_eq!(response.status(), 200, "{method}");
            assert_eq!(response.headers()["access-control-allow-origin"], "https://app.example.com", "{method}");
        }
    }
}
