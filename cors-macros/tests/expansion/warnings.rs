// #[cors(origins = ["http://localhost:5173"], methods = [GET], expose = [CONTENT_TYPE])]
// async fn local() {}

/**| CORS policy | |
|---|---|
| origins | `http://localhost:5173` |
| methods | `GET` |
| expose | `content-type` |
| credentials | no |
| enforcement | POST, PUT, PATCH, DELETE |*/
#[allow(
    non_camel_case_types,
    dead_code,
    missing_debug_implementations,
    missing_copy_implementations,
    clippy::pedantic,
    clippy::restriction,
)]
enum local {}
#[allow(clippy::pedantic, clippy::nursery, clippy::restriction)]
fn local() -> ::handler_cors::__private::RegisterWithCorsRouter<local> {
    ::handler_cors::__private::register()
}
const _: () = {
    use ::handler_cors::__private as __cors;
    async fn local() {}
    #[allow(dead_code)]
    impl local {
        /// The handler itself, without CORS: for unit tests.
        fn call() -> impl ::core::future::Future<Output = ()> + ::core::marker::Send {
            local()
        }
    }
    #[automatically_derived]
    impl __cors::Handler for local {
        type Methods = __cors::GET;
        fn declared() -> __cors::Declared {
            __cors::Declared {
                name: "local",
                file: ::core::file!(),
                line: ::core::line!(),
                policy: &__cors::DeclaredPolicy {
                    origins: __cors::Source::Listed(&["http://localhost:5173"]),
                    expose: &["content-type"],
                    ..__cors::DEFAULTS
                },
            }
        }
    }
    #[automatically_derived]
    impl<__CorsS> __cors::Fits<(), __CorsS> for local
    where
        __CorsS: __cors::State,
    {
        fn route(to: __cors::Routing<__CorsS>) -> __cors::MethodRouter<__CorsS> {
            __cors::call_0(to, Self::call)
        }
    }
    const _: () = {
        #[deprecated(
            note = "`http://localhost:5173` is on the user's own machine, where any program can serve pages; it is also allowed in production [cors::loopback_origin]\n\nhelp: write `#[cfg(debug_assertions)] \"http://localhost:5173\"` if it is only for development"
        )]
        const loopback_origin: () = ();
        loopback_origin
    };
    const _: () = {
        #[deprecated(
            note = "`content-type` is a safelisted response header, which allowed origins can always read [cors::safelisted_header]\n\nhelp: remove it"
        )]
        const safelisted_header: () = ();
        safelisted_header
    };
};
