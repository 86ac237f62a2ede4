//! Handlers among names that shadow those of std, the prelude and the expansion.

pub mod hidden;
pub mod without_prelude;

/// The application.
pub fn app() -> ::handler_cors::CorsRouter {
    hidden::router().merge(without_prelude::router())
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::Request;
    use tower::ServiceExt;

    async fn status(method: &str, path: &str) -> u16 {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("origin", "https://app.example.com")
            .header("access-control-request-method", "GET")
            .body(Body::empty());
        let router = axum::Router::from(super::app());
        let response = router.oneshot(request.expect("a request")).await.expect("a response");
        assert_eq!(response.headers()["access-control-allow-origin"], "https://app.example.com", "{method} {path}");
        response.status().as_u16()
    }

    #[tokio::test]
    async fn responds_under_its_policy() {
        for path in ["/hidden/none", "/hidden/two/7", "/hidden/generic", "/without/prelude"] {
            assert_eq!(status("GET", path).await, 200, "{path}");
            assert_eq!(status("OPTIONS", path).await, 204, "{path}");
        }
    }
}
