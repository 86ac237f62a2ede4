//! The expansion names nothing that a module could shadow.
#![no_implicit_prelude]
#![allow(dead_code, non_camel_case_types, unused_macros)]

mod shadowed {
    use ::axum::Json;
    use ::axum::http::Method;
    use ::handler_cors::cors;

    // Everything that an expansion might call by its short name.
    struct Option;
    struct Some;
    struct None;
    struct Result;
    struct Ok;
    struct Err;
    struct String;
    struct Vec;
    struct Box;
    struct Clone;
    struct Send;
    struct Sync;
    struct Sized;
    struct Future;
    struct PhantomData;
    struct Policy;
    struct Handler;
    struct Fits;
    struct Place;
    struct Request;
    struct Response;
    struct FromRequest;
    struct FromRequestParts;
    struct IntoResponse;
    struct Declared;
    struct Enforcement;
    struct Ready;
    struct Source;
    struct Origins;
    struct Loaded;
    struct Predicate;
    struct Cookies;
    struct Taken;
    struct Free;
    struct Methods;
    struct RegisterWithCorsRouter;
    struct u16;
    struct u32;
    struct usize;
    struct bool;
    struct str;
    mod std {}
    mod core {}
    mod alloc {}
    mod axum {}
    mod http {}
    mod handler_cors {}
    mod __private {}
    macro_rules! file {
        () => {
            ::core::compile_error!("file! is shadowed")
        };
    }
    macro_rules! line {
        () => {
            ::core::compile_error!("line! is shadowed")
        };
    }
    macro_rules! concat {
        ($($any:tt)*) => {
            ::core::compile_error!("concat! is shadowed")
        };
    }
    macro_rules! vec {
        ($($any:tt)*) => {
            ::core::compile_error!("vec! is shadowed")
        };
    }

    const APP: &::core::primitive::str = "https://www.example.com";

    #[cors(
        origins = ["https://app.example.com", #[cfg(not(doc))] APP],
        methods = [GET, POST],
        headers = [CONTENT_TYPE],
        expose = ["etag"],
        credentials,
        max_age = 600,
        dangerously(unenforced),
    )]
    pub(super) async fn list(
        _: Method,
        Json(_): Json<::std::string::String>,
    ) -> ::core::result::Result<&'static ::core::primitive::str, ()> {
        ::core::result::Result::Ok("[]")
    }

    #[cors(origins = ["https://app.example.com", APP], headers = [CONTENT_TYPE], max_age = 600)]
    static SHARED: ::handler_cors::Policy;

    #[cors(env = "WEB_ORIGINS", within = ["https://*.example.org", APP])]
    static WEB: ::handler_cors::Origins;

    #[cors(origins = WEB, credentials)]
    static OPERATED: ::handler_cors::Policy;

    #[cors(within = ["https://*"], always = ["tauri://localhost", APP], env = "SITES", default = [APP])]
    static SITES: ::handler_cors::Origins;

    #[cors(origins = SITES)]
    static TENANTS: ::handler_cors::Policy;

    async fn is_tenant(
        _: ::handler_cors::Origin,
        _: ::axum::extract::State<()>,
    ) -> ::core::result::Result<::core::primitive::bool, &'static ::core::primitive::str> {
        ::core::result::Result::Ok(false)
    }

    #[cors(policy = SHARED, methods = [PATCH])]
    pub(super) async fn shared(_: Method) {}

    #[cors(policy = OPERATED, methods = [GET])]
    async fn operated() {}

    #[cors(policy = TENANTS, methods = [GET])]
    async fn tenants() {}

    #[cors(origins = ["https://app.example.com"], methods = [PUT])]
    pub(super) async fn generic<T>(_: T)
    where
        T: ::axum::extract::FromRequest<()> + ::core::marker::Send + 'static,
    {
    }
}

mod primitives {
    //! Types, traits and modules named like the user's own things in a glob.
    pub mod prelude {
        pub struct Ok;
        pub struct Clone;
        pub mod core {}
    }
}

fn main() {
    #[allow(unused_imports)]
    use primitives::prelude::*;

    let _: ::axum::Router = ::core::convert::Into::into(
        ::handler_cors::CorsRouter::<()>::new()
            .route("/", (shadowed::list, shadowed::shared, shadowed::generic::<::std::string::String>)),
    );
}
