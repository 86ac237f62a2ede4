// #[cors(
//     origins = ["https://app.example.com", config::SHOP, #[cfg(test)] env!("TEST_ORIGIN")],
//     methods = [GET],
//     credentials,
//     dangerously(insecure_origins),
// )]
// async fn basket() -> String {
//     String::new()
// }

/**| CORS policy | |
|---|---|
| origins | `https://app.example.com`, `config::SHOP`, `env!("TEST_ORIGIN")` (`#[cfg(test)]`) |
| methods | `GET` |
| credentials | yes |
| enforcement | POST, PUT, PATCH, DELETE |
| dangerously | `insecure_origins` |*/
#[allow(
    non_camel_case_types,
    dead_code,
    missing_debug_implementations,
    missing_copy_implementations,
    clippy::pedantic,
    clippy::restriction,
)]
enum basket {}
#[allow(clippy::pedantic, clippy::nursery, clippy::restriction)]
fn basket() -> ::handler_cors::__private::RegisterWithCorsRouter<basket> {
    ::handler_cors::__private::register()
}
const _: () = {
    use ::handler_cors::__private as __cors;
    async fn basket() -> String {
        String::new()
    }
    #[allow(dead_code)]
    impl basket {
        /// The handler itself, without CORS: for unit tests.
        fn call() -> impl ::core::future::Future<
            Output = String,
        > + ::core::marker::Send {
            basket()
        }
    }
    const __CORS_1: &::core::primitive::str = __cors::constant_origin(config::SHOP);
    #[cfg(test)]
    const __CORS_2: &::core::primitive::str = __cors::constant_origin(
        env!("TEST_ORIGIN"),
    );
    #[automatically_derived]
    impl __cors::Handler for basket {
        type Methods = __cors::GET;
        fn declared() -> __cors::Declared {
            __cors::Declared {
                name: "basket",
                file: ::core::file!(),
                line: ::core::line!(),
                policy: &__cors::DeclaredPolicy {
                    origins: __cors::Source::Listed(
                        &["https://app.example.com", __CORS_1, #[cfg(test)] __CORS_2],
                    ),
                    credentials: true,
                    dangerously: &["insecure_origins"],
                    ..__cors::DEFAULTS
                },
            }
        }
    }
    #[automatically_derived]
    impl<__CorsS> __cors::Fits<(), __CorsS> for basket
    where
        __CorsS: __cors::State,
    {
        fn route(to: __cors::Routing<__CorsS>) -> __cors::MethodRouter<__CorsS> {
            __cors::call_0(to, Self::call)
        }
    }
    const _: () = __cors::assert_constant(
        __CORS_1,
        true,
        __cors::ConstExemptions {
            insecure_origins: true,
            null_origin: false,
        },
    );
    #[cfg(test)]
    const _: () = __cors::assert_constant(
        __CORS_2,
        true,
        __cors::ConstExemptions {
            insecure_origins: true,
            null_origin: false,
        },
    );
    #[allow(long_running_const_eval)]
    const _: () = __cors::assert_distinct(
        &[
            ("https://app.example.com", false),
            (__CORS_1, true),
            #[cfg(test)]
            (__CORS_2, true),
        ],
    );
    const _: () = __cors::assert_insecure(
        &["https://app.example.com", __CORS_1, #[cfg(test)] __CORS_2],
    );
};
