// #[cors(origins = crate::PAGES, methods = [GET], credentials, dangerously(insecure_origins, any_host))]
// async fn account(session: Session) {}

/**| CORS policy | |
|---|---|
| origins | `crate::PAGES` |
| methods | `GET` |
| credentials | yes |
| enforcement | POST, PUT, PATCH, DELETE |
| dangerously | `insecure_origins`, `any_host` |*/
fn account() -> ::handler_cors::RegisterWithCorsRouter<
    (Session,),
    impl ::handler_cors::Original<(Session,), Output = ()>,
    ::handler_cors::__private::GET,
> {
    use ::handler_cors::__private as __cors;
    async fn account(session: Session) {}
    const __CORS_ORIGINS: &__cors::Origins = <__cors::Mentioned>::origins(&crate::PAGES);
    const _: () = (__cors::assert_within)(
        __cors::origins_lists(__CORS_ORIGINS),
        true,
        true,
    );
    const _: () = (__cors::assert_insecure_within)(
        __cors::origins_lists(__CORS_ORIGINS),
    );
    const _: () = (__cors::assert_any_host_within)(
        __cors::origins_lists(__CORS_ORIGINS),
    );
    static __CORS: __cors::DeclaredHandler = __cors::DeclaredHandler {
        name: "account",
        file: ::core::file!(),
        line: ::core::line!(),
        policy: &__cors::DeclaredPolicy {
            origins: __cors::Source::Static(__CORS_ORIGINS),
            credentials: true,
            dangerously: &["insecure_origins", "any_host"],
            ..__cors::DEFAULTS
        },
        reads: {
            use __cors::ReadsNothing as _;
            &[__cors::Probe::<Session>::READS]
        },
    };
    __cors::register(account, &__CORS)
}
