// #[cors(crate = web::cors, origins = ["*"], methods = [GET, HEAD], enforce)]
// pub async fn health() {}

/**| CORS policy | |
|---|---|
| origins | `*` |
| methods | `GET`, `HEAD` |
| credentials | no |
| enforcement | all methods |*/
pub fn health() -> web::cors::RegisterWithCorsRouter<
    (),
    impl web::cors::Original<(), Output = ()>,
    (web::cors::__private::GET, web::cors::__private::HEAD),
> {
    use web::cors::__private as __cors;
    async fn health() {}
    static __CORS: __cors::DeclaredHandler = __cors::DeclaredHandler {
        name: "health",
        file: ::core::file!(),
        line: ::core::line!(),
        policy: &__cors::DeclaredPolicy {
            origins: __cors::Source::Listed(&["*"]),
            enforcement: __cors::Enforcement::AllMethods,
            ..__cors::DEFAULTS
        },
        reads: &[],
    };
    __cors::register(health, &__CORS)
}
