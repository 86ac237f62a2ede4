//! How a handler can be declared: with other attributes, with any name, and called directly.

use crate::client::serve;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use handler_cors::{CorsRouter, cors};
use std::future::Future;
use tracing::instrument;

const APP: &str = "https://app.example.com";

async fn check(app: CorsRouter, path: &str, body: &str) {
    let request = format!("GET {path}\nOrigin: {APP}");
    let response = serve(app).await.request(&*request).await;
    response.assert(&format!("200\nAccess-Control-Allow-Origin: {APP}\nVary: Origin\n\n{body}"));
}

#[instrument(skip_all)]
#[cors(origins = [APP], methods = [GET])]
#[allow(clippy::unused_async)]
async fn instrumented_above(State(_name): State<()>) -> &'static str {
    "above"
}

#[cors(origins = [APP], methods = [GET])]
#[instrument(ret)]
async fn instrumented_below(Path(id): Path<u32>) -> String {
    format!("below {id}")
}

#[cors(origins = [APP], methods = [GET])]
#[axum::debug_handler]
async fn debugged(Path(id): Path<u32>) -> String {
    format!("debugged {id}")
}

#[utoipa::path(get, path = "/documented", responses((status = 200, body = String)))]
#[cors(origins = [APP], methods = [GET])]
async fn documented() -> &'static str {
    "documented"
}

#[tokio::test]
async fn with_other_attributes() {
    check(CorsRouter::new().route("/", instrumented_above).with_state(()), "/", "above").await;
    check(CorsRouter::new().route("/{id}", instrumented_below), "/7", "below 7").await;
    check(CorsRouter::new().route("/{id}", debugged), "/7", "debugged 7").await;
    check(CorsRouter::new().route("/", documented), "/", "documented").await;
}

#[cfg(any())]
#[cors(origins = [APP], methods = [GET])]
async fn configured() -> NoSuchType {}

#[cors(origins = [APP], methods = [GET])]
#[cfg(not(any()))]
async fn configured() -> &'static str {
    "configured"
}

#[cors(origins = ["https://a.example", #[cfg(not(any()))] "https://app.example.com", #[cfg(any())] NO_SUCH_CONSTANT], methods = [GET])]
async fn configured_origins() -> &'static str {
    "configured"
}

#[cors(origins = [concat!("https://", "app.example.com"), self::APP_ELSEWHERE], methods = [GET])]
async fn constant_origins() -> &'static str {
    "constant"
}

const APP_ELSEWHERE: &str = "https://elsewhere.example.com";

#[tokio::test]
async fn with_cfg_and_constants() {
    check(CorsRouter::new().route("/", configured), "/", "configured").await;
    check(CorsRouter::new().route("/", configured_origins), "/", "configured").await;
    check(CorsRouter::new().route("/", constant_origins), "/", "constant").await;
}

/// Handlers with names that the expansion, the prelude or the language uses.
mod names {
    use super::APP;
    use handler_cors::cors;

    #[cors(origins = [APP], methods = [GET])]
    pub(crate) async fn r#match() -> &'static str {
        "match"
    }

    /// The name of its return type.
    #[cors(origins = [APP], methods = [GET])]
    pub(super) async fn policy() -> &'static str {
        "policy"
    }

    #[cors(origins = [APP], methods = [GET])]
    pub(in super::super) async fn call() -> &'static str {
        "call"
    }

    #[cors(origins = [APP], methods = [GET])]
    pub(super) async fn serve() -> &'static str {
        "serve"
    }

    #[cors(origins = [APP], methods = [GET])]
    #[allow(non_snake_case)]
    pub(super) async fn Option() -> &'static str {
        "Option"
    }

    #[cors(origins = [APP], methods = [GET])]
    pub(super) async fn request(request: axum::extract::Request) -> String {
        request.uri().to_string()
    }
}

#[tokio::test]
async fn with_any_name() {
    check(CorsRouter::new().route("/", names::r#match), "/", "match").await;
    check(CorsRouter::new().route("/", names::policy), "/", "policy").await;
    check(CorsRouter::new().route("/", names::call), "/", "call").await;
    check(CorsRouter::new().route("/", names::serve), "/", "serve").await;
    check(CorsRouter::new().route("/", names::Option), "/", "Option").await;
    check(CorsRouter::new().route("/", names::request), "/", "/").await;
}

mod health {
    use super::APP;
    use handler_cors::cors;

    #[cors(origins = [APP], methods = [GET])]
    pub(super) async fn health() -> &'static str {
        "healthy"
    }
}

use health::health;

#[cors(origins = [APP], methods = [GET])]
async fn tracing(Path(id): Path<u32>) -> String {
    tracing::info!(id, "a macro of the crate that has the name of the handler");
    id.to_string()
}

/// A handler adds nothing to the namespace of types and modules.
#[tokio::test]
async fn with_the_name_of_a_module_or_a_crate() {
    struct Health;
    #[cors(origins = [APP], methods = [GET])]
    #[allow(non_snake_case)]
    async fn Named() -> &'static str {
        "named"
    }
    struct Named {
        _field: Health,
    }
    let _ = Named { _field: Health };

    check(CorsRouter::new().route("/", health), "/", "healthy").await;
    check(CorsRouter::new().route("/{id}", tracing), "/7", "7").await;
    check(CorsRouter::new().route("/", Named), "/", "named").await;
}

/// `#[deprecated]` warns where the handler is registered, other attributes hold for the handler itself.
#[tokio::test]
async fn with_lint_levels_and_deprecated() {
    #[cors(origins = [APP], methods = [GET])]
    #[deprecated(note = "for old clients")]
    #[expect(unused_variables, reason = "of the handler itself")]
    #[must_use]
    async fn old(unused: Path<u32>) -> &'static str {
        "old"
    }
    #[allow(deprecated, reason = "it is registered here")]
    let app = CorsRouter::new().route("/{id}", old);
    check(app, "/7", "old").await;
}

#[cors(origins = [APP], methods = [GET])]
async fn user(Path(name): Path<String>) -> String {
    name
}

/// The name of a handler does not conflict with variables or parameters.
#[tokio::test]
async fn with_variables_of_the_same_name() {
    fn greet(user: &str) -> String {
        format!("hello {user}")
    }
    let router = CorsRouter::new().route("/{name}", user);
    let user = "me";
    assert_eq!(greet(user), "hello me");
    match Some(1) {
        Some(user) => assert_eq!(user, 1),
        None => unreachable!(),
    }
    check(router, "/you", "you").await;
}

#[cors(origins = [APP], methods = [POST], headers = [CONTENT_TYPE], credentials)]
async fn create(State(next): State<u32>, Json(name): Json<String>) -> Result<(StatusCode, String), StatusCode> {
    match name.as_str() {
        "" => Err(StatusCode::BAD_REQUEST),
        name => Ok((StatusCode::CREATED, format!("{next} {name}"))),
    }
}

#[tokio::test]
async fn called_directly_in_a_unit_test() {
    fn is_send<F: Future + Send>(future: F) -> F {
        future
    }
    let created = is_send(create().call(State(7), Json("bolt".into()))).await;
    assert_eq!(created, Ok((StatusCode::CREATED, "7 bolt".into())));
    assert_eq!(create().call(State(7), Json(String::new())).await, Err(StatusCode::BAD_REQUEST));
    assert_eq!(user().call(Path("me".into())).await, "me");
    let _routed_too: CorsRouter = CorsRouter::new().route("/widgets", create).with_state(7);
}
