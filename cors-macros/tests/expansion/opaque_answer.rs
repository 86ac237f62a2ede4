// #[cors(origins = ["https://app.example.com"], methods = [DELETE], dangerously(unenforced))]
// async fn remove<T: Store>(State(store): State<T>) -> Result<impl IntoResponse, StatusCode> {
//     store.remove()
// }

/**| CORS policy | |
|---|---|
| origins | `https://app.example.com` |
| methods | `DELETE` |
| credentials | no |
| enforcement | none |
| dangerously | `unenforced` |*/
fn remove<T: Store + 'static>() -> ::handler_cors::RegisterWithCorsRouter<
    (State<T>,),
    impl ::handler_cors::Original<
        (State<T>,),
        Output = Result<impl IntoResponse, StatusCode>,
    >,
    ::handler_cors::__private::DELETE,
> {
    use ::handler_cors::__private as __cors;
    async fn remove<T: Store>(
        State(store): State<T>,
    ) -> Result<impl IntoResponse, StatusCode> {
        store.remove()
    }
    __cors::register(
        remove::<T>,
        const {
            &__cors::DeclaredHandler {
                name: "remove",
                file: ::core::file!(),
                line: ::core::line!(),
                policy: &__cors::DeclaredPolicy {
                    origins: __cors::Source::Listed(&["https://app.example.com"]),
                    enforcement: __cors::Enforcement::Off,
                    dangerously: &["unenforced"],
                    ..__cors::DEFAULTS
                },
                reads: {
                    use __cors::ReadsNothing as _;
                    let _ = [__cors::Cookies::<State<T>, false>::READ];
                    &[__cors::Probe::<State<T>>::READS]
                },
            }
        },
    )
}
