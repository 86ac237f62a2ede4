// #[cors(origins = ["https://app.example.com"], methods = [GET])]
// fn faulty(host: impl Host, #[cfg(a)] id: Id) -> &'static str {
//     "[]"
// }

::core::compile_error! {
    "handlers must be `async fn` [cors::not_async]\n\nhelp: write `async fn faulty`"
}
::core::compile_error! {
    "handlers cannot take `impl Trait` arguments [cors::impl_trait_argument]\n\nhelp: name the type, or write a generic parameter, `faulty<T: Host>`, and register `faulty::<...>`"
}
::core::compile_error! {
    "arguments of handlers cannot have `#[cfg]` [cors::cfg_on_argument]\n\nhelp: put `#[cfg(a)]` on a handler of its own"
}
/**| CORS policy | |
|---|---|
| origins | `https://app.example.com` |
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
enum faulty {}
#[allow(clippy::pedantic, clippy::nursery, clippy::restriction)]
fn faulty() -> ::handler_cors::__private::RegisterWithCorsRouter<faulty> {
    ::handler_cors::__private::register()
}
const _: () = {
    use ::handler_cors::__private as __cors;
    #[allow(dead_code)]
    fn faulty(host: impl Host, #[cfg(a)] id: Id) -> &'static str {
        "[]"
    }
    #[allow(dead_code)]
    impl faulty {
        /// The handler itself, without CORS: for unit tests.
        fn call(
            __cors_0: impl Host,
            #[cfg(a)]
            __cors_1: Id,
        ) -> impl ::core::future::Future<Output = &'static str> {
            async move { faulty(__cors_0, #[cfg(a)] __cors_1) }
        }
    }
    #[automatically_derived]
    impl __cors::Handler for faulty {
        type Methods = __cors::GET;
        fn declared() -> __cors::Declared {
            __cors::Declared {
                name: "faulty",
                file: ::core::file!(),
                line: ::core::line!(),
                policy: &__cors::DeclaredPolicy {
                    origins: __cors::Source::Listed(&["https://app.example.com"]),
                    ..__cors::DEFAULTS
                },
            }
        }
    }
    #[automatically_derived]
    impl<__CorsS> __cors::Fits<(), __CorsS> for faulty
    where
        __CorsS: __cors::State,
    {
        fn route(_: __cors::Routing<__CorsS>) -> __cors::MethodRouter<__CorsS> {
            ::core::unreachable!()
        }
    }
};
