//! Handlers of edition 2021, where `gen` is a name and `impl Trait` captures less.

use axum::extract::{Path, State};
use axum::response::IntoResponse;
use axum::Extension;
use handler_cors::{cors, CorsRouter, Origins, Policy};

/// A policy that other crates use too.
#[cors(origins = ["https://app.example.com"], headers = ["x-request-id"], credentials)]
pub static APP: Policy;

/// Origins that operators name.
#[cors(within = ["https://*.example.com"], env = "USER_ORIGINS", default = [])]
pub static WEB: Origins;

/// A policy for them.
#[cors(origins = WEB)]
pub static WEB_APP: Policy;

/// Constants can refer to these statics. Before Rust 1.90 that needs statics without interior mutability.
pub const REFERENCES: (&Origins, &Policy) = (&WEB, &WEB_APP);

/// The state.
#[derive(Clone, Debug)]
pub struct Db(pub &'static str);

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn gen(State(Db(name)): State<Db>, Path(id): Path<u32>) -> String {
    format!("{name} {id}")
}

#[cors(origins = ["https://app.example.com"], methods = [PUT], headers = [CONTENT_TYPE], credentials)]
async fn replace<T>(gen: Extension<T>, body: String) -> Result<impl IntoResponse, ()>
where
    T: std::fmt::Display + Clone + Send + Sync + 'static,
{
    Ok(format!("{} {body}", gen.0))
}

/// The application.
pub fn app() -> CorsRouter {
    CorsRouter::new().route("/widgets/{id}", (gen, replace::<u8>)).layer(Extension(7_u8)).with_state(Db("db"))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use axum::http::{Request, StatusCode};
    use tower::ServiceExt;

    #[tokio::test]
    async fn responds_under_its_policy() {
        for (method, status) in [("GET", StatusCode::OK), ("PUT", StatusCode::OK), ("OPTIONS", StatusCode::NO_CONTENT)]
        {
            let request = Request::builder()
                .method(method)
                .uri("/widgets/7")
                .header("origin", "https://app.example.com")
                .header("access-control-request-method", "PUT")
                .body(Body::empty());
            let router = axum::Router::from(super::app());
            let response = router.oneshot(request.expect("a request")).await.expect("a response");
            assert_eq!(response.status(), status, "{method}");
            assert_eq!(response.headers()["access-control-allow-origin"], "https://app.example.com", "{method}");
        }
    }

    #[tokio::test]
    async fn is_called_by_itself() {
        let response = super::gen().call(axum::extract::State(super::Db("db")), axum::extract::Path(7)).await;
        assert_eq!(response, "db 7");
    }
}
