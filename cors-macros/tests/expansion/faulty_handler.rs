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
fn faulty() -> ::handler_cors::RegisterWithCorsRouter<
    (),
    impl ::handler_cors::Original<(), Output = ()>,
    ::handler_cors::__private::GET,
> {
    use ::handler_cors::__private as __cors;
    #[allow(dead_code)]
    fn faulty(host: impl Host, #[cfg(a)] id: Id) -> &'static str {
        "[]"
    }
    static __CORS: __cors::DeclaredHandler = __cors::DeclaredHandler {
        name: "faulty",
        file: ::core::file!(),
        line: ::core::line!(),
        policy: &__cors::DeclaredPolicy {
            origins: __cors::Source::Listed(&["https://app.example.com"]),
            ..__cors::DEFAULTS
        },
        reads: &[],
    };
    __cors::register(__cors::not_callable, &__CORS)
}
