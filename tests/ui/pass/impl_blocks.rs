//! Associated functions without `self` can be handlers.
#![deny(warnings)]

use axum::extract::State;
use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"], credentials)]
static NAMED: Policy;

trait Store: Clone + Send + Sync + 'static {
    const NAME: &'static str;
}

#[derive(Clone)]
struct Memory;

impl Store for Memory {
    const NAME: &'static str = "memory";
}

#[derive(Clone)]
struct Widgets<T>(T);

impl Widgets<Memory> {
    const ORIGIN: &'static str = "https://www.example.com";

    #[cors(origins = ["https://app.example.com", Widgets::ORIGIN], methods = [GET])]
    pub async fn list(State(_widgets): State<Widgets<Memory>>) -> &'static str {
        "[]"
    }

    /// `Self` in the signature.
    #[cors(policy = NAMED, methods = [POST])]
    #[tracing::instrument(skip_all, fields(origin = Self::ORIGIN))]
    #[allow(unused_variables)]
    async fn create(State(widgets): State<Self>, body: String) -> Result<String, std::convert::Infallible> {
        Ok(body)
    }
}

impl<T: Store> Widgets<T> {
    /// `Self` in a bound, and the parameter of the block in the body.
    #[cors(origins = ["*"], methods = [PUT, PATCH])]
    pub(crate) async fn name<const N: usize>() -> String
    where
        Self: Sized,
    {
        T::NAME.repeat(N)
    }

    /// `Self` in the body.
    #[cors(origins = ["*"], methods = [DELETE])]
    #[cfg(not(any()))]
    #[must_use]
    #[inline]
    async fn remove(State(_widgets): State<Widgets<T>>) -> impl axum::response::IntoResponse {
        Self::text()
    }

    fn text() -> &'static str {
        T::NAME
    }
}

fn main() {
    let _: axum::Router = CorsRouter::new()
        .route("/", (Widgets::list, Widgets::create, Widgets::<Memory>::name::<2>, Widgets::<Memory>::remove))
        .with_state(Widgets(Memory))
        .into();
}
