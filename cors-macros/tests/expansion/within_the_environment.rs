// #[cors(origins = crate::WEB, methods = [GET], credentials, dangerously(insecure_origins))]
// async fn account(session: Session) {}

/**| CORS policy | |
|---|---|
| origins | `crate::WEB` |
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
enum account {}
#[allow(clippy::pedantic, clippy::nursery, clippy::restriction)]
fn account() -> ::handler_cors::__private::RegisterWithCorsRouter<account> {
    ::handler_cors::__private::register()
}
const _: () = {
    use ::handler_cors::__private as __cors;
    async fn account(session: Session) {}
    #[allow(dead_code)]
    impl account {
        /// The handler itself, without CORS: for unit tests.
        fn call(
            __cors_0: Session,
        ) -> impl ::core::future::Future<Output = ()> + ::core::marker::Send {
            account(__cors_0)
        }
    }
    const __CORS_ORIGINS: &__cors::Origins = __cors::named_origins(&crate::WEB);
    static __CORS_POLICY: &__cors::DeclaredPolicy = &__cors::DeclaredPolicy {
        origins: __cors::Source::Environment(__CORS_ORIGINS),
        credentials: true,
        dangerously: &["insecure_origins"],
        ..__cors::DEFAULTS
    };
    #[automatically_derived]
    impl __cors::Handler for account {
        type Methods = __cors::GET;
        const READS: __cors::Reads = {
            use __cors::ReadsNothing as _;
            &[__cors::Probe::<Session>::READS]
        };
        fn declared() -> __cors::Declared {
            __cors::Declared {
                name: "account",
                file: ::core::file!(),
                line: ::core::line!(),
                policy: __CORS_POLICY,
            }
        }
    }
    #[automatically_derived]
    impl<__CorsM, __CorsS> __cors::Fits<__CorsM, __CorsS> for account
    where
        __CorsS: __cors::State,
        Session: __cors::FromRequest<__CorsS, __CorsM>,
    {
        fn route(to: __cors::Routing<__CorsS>) -> __cors::MethodRouter<__CorsS> {
            __cors::call_1(to, Self::call)
        }
    }
    const _: () = __cors::assert_within(__CORS_ORIGINS.within(), true, true);
    const _: () = __cors::assert_insecure(__CORS_ORIGINS.within());
};
