// #[cors(origins = [#[cfg(a)] "https://a.example.com", #[cfg(not(a))] "https://b.example.com"], methods = [GET])]
// async fn either() {}

/**| CORS policy | |
|---|---|
| origins | `https://a.example.com` (`#[cfg(a)]`), `https://b.example.com` (`#[cfg(not(a))]`) |
| methods | `GET` |
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
enum either {}
#[allow(clippy::pedantic, clippy::nursery, clippy::restriction)]
fn either() -> ::handler_cors::__private::RegisterWithCorsRouter<either> {
    ::handler_cors::__private::register()
}
const _: () = {
    use ::handler_cors::__private as __cors;
    async fn either() {}
    #[allow(dead_code)]
    impl either {
        /// The handler itself, without CORS: for unit tests.
        fn call() -> impl ::core::future::Future<Output = ()> + ::core::marker::Send {
            either()
        }
    }
    #[automatically_derived]
    impl __cors::Handler for either {
        type Methods = __cors::GET;
        fn declared() -> __cors::Declared {
            __cors::Declared {
                name: "either",
                file: ::core::file!(),
                line: ::core::line!(),
                policy: &__cors::DeclaredPolicy {
                    origins: __cors::Source::Listed(
                        &[
                            #[cfg(a)]
                            "https://a.example.com",
                            #[cfg(not(a))]
                            "https://b.example.com",
                        ],
                    ),
                    ..__cors::DEFAULTS
                },
            }
        }
    }
    #[automatically_derived]
    impl<__CorsS> __cors::Fits<(), __CorsS> for either
    where
        __CorsS: __cors::State,
    {
        fn route(to: __cors::Routing<__CorsS>) -> __cors::MethodRouter<__CorsS> {
            __cors::call_0(to, Self::call)
        }
    }
    const _: () = __cors::assert_some(
        &[#[cfg(a)] "https://a.example.com", #[cfg(not(a))] "https://b.example.com"],
    );
};
