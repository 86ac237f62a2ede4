//! Policies that several handlers share, from other modules.

use crate::client::{TestRequest, in_process, serve};
use axum::extract::State;
use axum::{Json, Router};
use handler_cors::{CorsRouter, cors};

mod policies {
    use handler_cors::{Policy, cors};

    /// The policy for the storefront.
    #[cors(
        origins = ["https://shop.example.com", "https://*.shop.example.com"],
        headers = ["x-request-id"],
        expose = ["x-total"],
        credentials,
        max_age = 600,
    )]
    pub(crate) static STOREFRONT: Policy;

    /// Equal to the other policy, but declared separately.
    #[cors(
        origins = ["https://shop.example.com", "https://*.shop.example.com"],
        headers = ["x-request-id"],
        expose = ["x-total"],
        credentials,
        max_age = 600,
    )]
    pub(crate) static STOREFRONT_AGAIN: Policy;

    #[cors(origins = ["*"], enforce)]
    pub(crate) static ANY_ORIGIN: Policy;

    #[cors(origins = ["https://hooks.example.com"], dangerously(unenforced))]
    pub(crate) static HOOKS: Policy;
}

use policies::{HOOKS, STOREFRONT};

#[cors(policy = STOREFRONT, methods = [GET])]
async fn basket() -> &'static str {
    "basket"
}

#[cors(policy = STOREFRONT, methods = [POST])]
async fn order(_: State<()>, Json(number): Json<u32>) -> String {
    format!("ordered {number}")
}

#[cors(policy = policies::STOREFRONT_AGAIN, methods = [PUT])]
async fn replace() {}

#[cors(policy = crate::shared_policies::policies::ANY_ORIGIN, methods = [DELETE])]
async fn clear() {}

#[cors(policy = HOOKS, methods = [PATCH])]
async fn hook() -> &'static str {
    "hooked"
}

fn app() -> CorsRouter {
    CorsRouter::new().route("/basket", (basket, order, replace, clear)).route("/hooks", hook).with_state(())
}

#[tokio::test]
async fn a_shared_policy_applies_to_each_handler() {
    let rows = [
        (
            "GET /basket\nOrigin: https://shop.example.com",
            "200
             Access-Control-Allow-Origin: https://shop.example.com
             Access-Control-Allow-Credentials: true
             Access-Control-Expose-Headers: x-total
             Vary: Origin

             basket",
        ),
        ("GET /basket\nOrigin: https://evil.example", "200\nVary: Origin\n\nbasket"),
        (
            "POST /basket\nOrigin: https://eu.shop.example.com\nContent-Type: application/json\n\n7",
            "200
             Access-Control-Allow-Origin: https://eu.shop.example.com
             Access-Control-Allow-Credentials: true
             Access-Control-Expose-Headers: x-total
             Vary: Origin

             ordered 7",
        ),
        ("POST /basket\nOrigin: https://evil.example\nContent-Type: application/json\n\n7", "403\nVary: Origin"),
        ("PATCH /hooks\nOrigin: https://evil.example", "200\nVary: Origin\n\nhooked"),
    ];
    serve(app()).await.check(&rows).await;
}

/// A preflight lists all methods under the policy, and the headers that the extractors of the requested one read.
#[tokio::test]
async fn preflights_list_the_methods_under_the_same_policy() {
    let rows = [("GET", "x-request-id"), ("POST", "x-request-id, content-type"), ("PUT", "x-request-id")];
    let app = serve(app()).await;
    for (method, headers) in rows {
        let request =
            format!("OPTIONS /basket\nOrigin: https://shop.example.com\nAccess-Control-Request-Method: {method}");
        let expected = format!(
            "204
             Access-Control-Allow-Origin: https://shop.example.com
             Access-Control-Allow-Credentials: true
             Access-Control-Allow-Methods: GET, POST, PUT
             Access-Control-Allow-Headers: {headers}
             Access-Control-Max-Age: 0
             Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers"
        );
        app.check(&[(&request, &expected)]).await;
    }
    let any_origin = "204
         Access-Control-Allow-Origin: *
         Access-Control-Allow-Methods: DELETE
         Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
    app.check(&[("OPTIONS /basket\nOrigin: https://a.example\nAccess-Control-Request-Method: DELETE", any_origin)])
        .await;
}

#[tokio::test]
async fn a_policy_can_be_in_a_function() {
    #[cors(origins = ["https://app.example.com"])]
    static LOCAL: handler_cors::Policy;

    #[cors(policy = LOCAL, methods = [GET])]
    async fn show() {}

    let rows = [(
        "GET /\nOrigin: https://app.example.com",
        "200\nAccess-Control-Allow-Origin: https://app.example.com\nVary: Origin",
    )];
    serve(CorsRouter::new().route("/", show)).await.check(&rows).await;
}

/// Handlers whose policies differ from the first one in a single argument.
mod apart {
    use handler_cors::cors;

    #[cors(origins = ["https://shop.example.com"], methods = [GET])]
    pub(super) async fn first() {}

    #[cors(origins = ["https://shop.example.com", "https://www.example.com"], methods = [HEAD])]
    pub(super) async fn origins() {}

    #[cors(origins = ["https://shop.example.com"], methods = [POST], headers = ["x-request-id"])]
    pub(super) async fn headers() {}

    #[cors(origins = ["https://shop.example.com"], methods = [PUT], expose = ["x-total"])]
    pub(super) async fn expose() {}

    #[cors(origins = ["https://shop.example.com"], methods = [PATCH], credentials)]
    pub(super) async fn credentials() {}

    #[cors(origins = ["https://shop.example.com"], methods = [DELETE], max_age = 60)]
    pub(super) async fn max_age() {}

    #[cors(origins = ["https://shop.example.com"], methods = [POST], enforce)]
    pub(super) async fn enforce() {}
}

#[tokio::test]
async fn preflights_list_no_method_under_another_policy() {
    let router = CorsRouter::new()
        .route("/", (apart::first, apart::origins, apart::headers, apart::expose, apart::credentials, apart::max_age))
        .route("/enforced", (apart::first, apart::enforce));
    let app = Router::from(router.with_state(()));
    for (path, methods) in
        [("/", &["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"][..]), ("/enforced", &["GET", "POST"])]
    {
        for method in methods {
            let request =
                format!("OPTIONS {path}\nOrigin: https://shop.example.com\nAccess-Control-Request-Method: {method}");
            let response = in_process(app.clone(), TestRequest::new(&request).into_request()).await;
            assert_eq!(response.header("access-control-allow-methods"), Some(method.as_bytes()), "{path}");
        }
    }
}
