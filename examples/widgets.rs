//! A small widget API: every origin can read, the admin page can write, and a nested router requires a login.
//!
//! ```sh
//! cargo run -p examples                   # on 127.0.0.1:3000
//! cargo run -p examples -- 127.0.0.1:8080
//! ```

use axum::Json;
use axum::extract::{Path, Request, State};
use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use handler_cors::{CorsRouter, cors};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The origin of the admin page. The compiler checks a constant as it checks a literal.
const ADMIN: &str = "https://admin.example.com";

const TOTAL_COUNT: HeaderName = HeaderName::from_static("x-total-count");

#[derive(Clone, Serialize, Deserialize)]
struct Widget {
    name: String,
}

#[derive(Clone, Default)]
struct Store(Arc<Mutex<BTreeMap<u32, Widget>>>);

impl Store {
    fn widgets(&self) -> MutexGuard<'_, BTreeMap<u32, Widget>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Lists all widgets, for every origin.
#[cors(origins = ["*"], methods = [GET], expose = ["x-total-count"], max_age = 3600)]
async fn list_widgets(State(store): State<Store>) -> (HeaderMap, Json<BTreeMap<u32, Widget>>) {
    let widgets = store.widgets().clone();
    (HeaderMap::from_iter([(TOTAL_COUNT, HeaderValue::from(widgets.len()))]), Json(widgets))
}

/// Creates a widget, for the admin page and its preview deployments.
#[cors(
    origins = [ADMIN, "https://pr-*.preview.example.com", #[cfg(debug_assertions)] "http://localhost:5173"],
    methods = [POST],
    headers = ["x-request-id"], // the `Json` extractor adds content-type
    credentials,
    max_age = 600,
)]
async fn create_widget(State(store): State<Store>, Json(widget): Json<Widget>) -> (StatusCode, Json<u32>) {
    let mut widgets = store.widgets();
    let id = widgets.last_key_value().map_or(1, |(last, _)| last + 1);
    widgets.insert(id, widget);
    (StatusCode::CREATED, Json(id))
}

/// Shows one widget, for every origin.
#[cors(origins = ["*"], methods = [GET])]
async fn get_widget(State(store): State<Store>, Path(id): Path<u32>) -> Result<Json<Widget>, StatusCode> {
    store.widgets().get(&id).cloned().map(Json).ok_or(StatusCode::NOT_FOUND)
}

/// Deletes a widget, for the admin page only.
#[cors(origins = [ADMIN], methods = [DELETE], credentials)]
async fn delete_widget(State(store): State<Store>, Path(id): Path<u32>) -> StatusCode {
    match store.widgets().remove(&id) {
        Some(_) => StatusCode::NO_CONTENT,
        None => StatusCode::NOT_FOUND,
    }
}

/// Says who is logged in, for the admin page.
#[cors(origins = [ADMIN], methods = [GET], credentials)]
async fn whoami() -> &'static str {
    "admin\n"
}

/// Preflights, which have no cookies, never reach this layer.
async fn require_login(request: Request, next: Next) -> Response {
    match request.headers().get(COOKIE) {
        Some(cookie) if cookie == "session=open-sesame" => next.run(request).await,
        _ => (StatusCode::UNAUTHORIZED, "log in first\n").into_response(),
    }
}

fn app() -> CorsRouter {
    let account = CorsRouter::new().route("/whoami", whoami).layer(from_fn(require_login));
    CorsRouter::new()
        .route("/widgets", (list_widgets, create_widget))
        .route("/widgets/{id}", (get_widget, delete_widget))
        .nest("/account", account)
        .with_state(Store::default())
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:3000".into());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, app().into_make_service()).await
}

#[cfg(test)]
mod tests {
    use super::app;
    use handler_cors::testing::probe::{Probe, ProbeError};

    /// The whole application, with all of its layers, responds as its surface says.
    #[tokio::test]
    async fn a_probe_finds_nothing() -> Result<(), ProbeError> {
        let probe = Probe::new(&app().surface()).path("id", "1").get("/widgets").get("/account/whoami");
        let report = probe.run(&mut app()).await?;
        assert!(report.is_clean(), "{report}");
        Ok(())
    }
}
