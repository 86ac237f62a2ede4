// #[cors(origins = ["http://localhost:5173"], methods = [GET], expose = [CONTENT_TYPE])]
// async fn local() {}

/**| CORS policy | |
|---|---|
| origins | `http://localhost:5173` |
| methods | `GET` |
| expose | `content-type` |
| credentials | no |
| enforcement | POST, PUT, PATCH, DELETE |*/
fn local() -> ::handler_cors::RegisterWithCorsRouter<
    (),
    impl ::handler_cors::Original<(), Output = ()>,
    ::handler_cors::__private::GET,
> {
    use ::handler_cors::__private as __cors;
    async fn local() {}
    const _: () = {
        #[deprecated(
            note = "`http://localhost:5173` is on the user's own machine, where any program can serve pages; it is also allowed in production [cors::loopback_origin]\n\nhelp: write `#[cfg(debug_assertions)] \"http://localhost:5173\"` if it is only for development"
        )]
        const loopback_origin: () = ();
        loopback_origin
    };
    const _: () = {
        #[deprecated(
            note = "`content-type` is a safelisted response header, which allowed origins can always read [cors::safelisted_header]\n\nhelp: remove it"
        )]
        const safelisted_header: () = ();
        safelisted_header
    };
    static __CORS: __cors::DeclaredHandler = __cors::DeclaredHandler {
        name: "local",
        file: ::core::file!(),
        line: ::core::line!(),
        policy: &__cors::DeclaredPolicy {
            origins: __cors::Source::Listed(&["http://localhost:5173"]),
            expose: &["content-type"],
            ..__cors::DEFAULTS
        },
        reads: &[],
    };
    __cors::register(local, &__CORS)
}
