//! Function and type have the handler's visibility.
#![deny(warnings, missing_docs, unreachable_pub)]

use handler_cors::CorsRouter;

mod widgets {
    use handler_cors::cors;

    #[cors(origins = ["https://app.example.com"], methods = [GET])]
    pub(crate) async fn list() {}

    #[cors(origins = ["https://app.example.com"], methods = [POST])]
    pub(super) async fn create() {}

    #[cors(origins = ["https://app.example.com"], methods = [PUT])]
    pub(in crate::widgets) async fn replace() {}

    #[cors(origins = ["https://app.example.com"], methods = [DELETE])]
    async fn remove(crate::Private(_): crate::Private) {}

    pub(crate) fn router() -> handler_cors::CorsRouter {
        handler_cors::CorsRouter::new().route("/", (list, create, replace, remove))
    }

    pub(crate) mod inner {
        pub(crate) use super::list as renamed;
    }
}

struct Private(());

impl<S: Sync> axum::extract::FromRequestParts<S> for Private {
    type Rejection = ();

    async fn from_request_parts(_: &mut axum::http::request::Parts, _: &S) -> Result<Self, ()> {
        Ok(Private(()))
    }
}

fn main() {
    use widgets::inner::renamed;
    use widgets::*;

    let _: axum::Router =
        CorsRouter::new().nest("/widgets", router()).route("/same", (renamed, create)).route("/glob", list).into();
}
