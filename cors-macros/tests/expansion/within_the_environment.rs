// #[cors(origins = crate::WEB, methods = [GET], credentials, dangerously(insecure_origins))]
// async fn account(session: Session) {}

/**| CORS policy | |
|---|---|
| origins | `crate::WEB` |
| methods | `GET` |
| credentials | yes |
| enforcement | POST, PUT, PATCH, DELETE |
| dangerously | `insecure_origins` |*/
fn account() -> ::handler_cors::RegisterWithCorsRouter<
    (Session,),
    impl ::handler_cors::Original<(Session,), Output = ()>,
    ::handler_cors::__private::GET,
> {
    use ::handler_cors::__private as __cors;
    async fn account(session: Session) {}
    const __CORS_ORIGINS: &__cors::Origins = __cors::named_origins(&crate::WEB);
    const _: () = __cors::assert_within(__CORS_ORIGINS.within(), true, true);
    const _: () = __cors::assert_insecure(__CORS_ORIGINS.within());
    static __CORS: __cors::DeclaredHandler = __cors::DeclaredHandler {
        name: "account",
        file: ::core::file!(),
        line: ::core::line!(),
        policy: &__cors::DeclaredPolicy {
            origins: __cors::Source::Environment(__CORS_ORIGINS),
            credentials: true,
            dangerously: &["insecure_origins"],
            ..__cors::DEFAULTS
        },
        reads: {
            use __cors::ReadsNothing as _;
            &[__cors::Probe::<Session>::READS]
        },
    };
    __cors::register(account, &__CORS)
}
