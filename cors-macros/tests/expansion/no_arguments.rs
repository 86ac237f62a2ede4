// #[cors(crate = web::cors, origins = ["*"], methods = [GET, HEAD], enforce)]
// pub async fn health() {}

/**| CORS policy | |
|---|---|
| origins | `*` |
| methods | `GET`, `HEAD` |
| credentials | no |
| enforcement | all methods |*/
#[allow(
    non_camel_case_types,
    dead_code,
    missing_debug_implementations,
    missing_copy_implementations,
    clippy::pedantic,
    clippy::restriction,
)]
pub enum health {}
#[allow(clippy::pedantic, clippy::nursery, clippy::restriction)]
pub fn health() -> web::cors::__private::RegisterWithCorsRouter<health> {
    web::cors::__private::register()
}
const _: () = {
    use web::cors::__private as __cors;
    async fn health() {}
    #[allow(dead_code)]
    impl health {
        /// The handler itself, without CORS: for unit tests.
        pub fn call() -> impl ::core::future::Future<
            Output = (),
        > + ::core::marker::Send {
            health()
        }
    }
    #[automatically_derived]
    impl __cors::Handler for health {
        type Methods = (
            __cors::Taken,
            __cors::Taken,
            __cors::Free,
            __cors::Free,
            __cors::Free,
            __cors::Free,
        );
        fn declared() -> __cors::Declared {
            __cors::Declared {
                name: "health",
                file: ::core::file!(),
                line: ::core::line!(),
                policy: &__cors::DeclaredPolicy {
                    origins: __cors::Source::Listed(&["*"]),
                    enforcement: __cors::Enforcement::AllMethods,
                    ..__cors::DEFAULTS
                },
            }
        }
    }
    #[automatically_derived]
    impl<__CorsS> __cors::Fits<(), __CorsS> for health
    where
        __CorsS: __cors::State,
    {
        fn route(to: __cors::Routing<__CorsS>) -> __cors::MethodRouter<__CorsS> {
            __cors::call_0(to, Self::call)
        }
    }
};
