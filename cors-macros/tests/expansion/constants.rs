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
fn basket() -> ::handler_cors::RegisterWithCorsRouter<
    (),
    impl ::handler_cors::Original<(), Output = String>,
    ::handler_cors::__private::GET,
> {
    use ::handler_cors::__private as __cors;
    async fn basket() -> String {
        String::new()
    }
    const __CORS_1: &::core::primitive::str = <__cors::Mentioned>::constant(
        config::SHOP,
    );
    #[cfg(test)]
    const __CORS_2: &::core::primitive::str = <__cors::Mentioned>::constant(
        env!("TEST_ORIGIN"),
    );
    const _: () = (__cors::assert_constant)(
        __CORS_1,
        true,
        __cors::ConstExemptions {
            insecure_origins: true,
            null_origin: false,
        },
    );
    #[cfg(test)]
    const _: () = (__cors::assert_constant)(
        __CORS_2,
        true,
        __cors::ConstExemptions {
            insecure_origins: true,
            null_origin: false,
        },
    );
    #[allow(long_running_const_eval)]
    const _: () = (__cors::assert_distinct)(
        &[
            ("https://app.example.com", false),
            (__CORS_1, true),
            #[cfg(test)]
            (__CORS_2, true),
        ],
    );
    const _: () = (__cors::assert_insecure)(
        &["https://app.example.com", __CORS_1, #[cfg(test)] __CORS_2],
    );
    static __CORS: __cors::DeclaredHandler = __cors::DeclaredHandler {
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
        reads: &[],
    };
    __cors::register(basket, &__CORS)
}
