// #[cors(origins = [#[cfg(a)] "https://a.example.com", #[cfg(not(a))] "https://b.example.com"], methods = [GET])]
// async fn either() {}

/**| CORS policy | |
|---|---|
| origins | `https://a.example.com` (`#[cfg(a)]`), `https://b.example.com` (`#[cfg(not(a))]`) |
| methods | `GET` |
| credentials | no |
| enforcement | POST, PUT, PATCH, DELETE |*/
fn either() -> ::handler_cors::RegisterWithCorsRouter<
    (),
    impl ::handler_cors::Original<(), Output = ()>,
    ::handler_cors::__private::GET,
> {
    use ::handler_cors::__private as __cors;
    async fn either() {}
    const _: () = (__cors::assert_some)(
        &[#[cfg(a)] "https://a.example.com", #[cfg(not(a))] "https://b.example.com"],
    );
    static __CORS: __cors::DeclaredHandler = __cors::DeclaredHandler {
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
        reads: &[],
    };
    __cors::register(either, &__CORS)
}
