//! `crate = path`: through a re-export, and from a module that has another `handler_cors`.
#![deny(warnings)]

mod web {
    pub mod reexported {
        pub use handler_cors::*;
    }
    pub use handler_cors as renamed;
}

mod handlers {
    #[allow(unused)]
    mod handler_cors {}

    use crate::web::reexported::cors;

    const APP: &str = "https://www.example.com";

    #[cors(origins = ["https://app.example.com", APP], methods = [GET], crate = crate::web::reexported, credentials)]
    pub async fn through_glob(_: axum::http::Method) -> String {
        String::new()
    }

    #[cors(crate = crate::web::renamed, origins = ["https://app.example.com"], methods = [POST])]
    pub async fn through_name() {}

    #[cors(crate = ::handler_cors, origins = ["https://app.example.com"], methods = [PUT])]
    pub async fn absolute<T: Send + 'static>(_: axum::Json<T>)
    where
        T: serde::de::DeserializeOwned,
    {
    }

    #[cors(crate = super::web::renamed, origins = ["https://app.example.com"], methods = [PATCH])]
    pub async fn relative() {}
}

fn main() {
    use handlers::{absolute, relative, through_glob, through_name};
    use web::reexported::CorsRouter;

    let _: axum::Router = CorsRouter::new().route("/", (through_glob, through_name, absolute::<u8>, relative)).into();
}
