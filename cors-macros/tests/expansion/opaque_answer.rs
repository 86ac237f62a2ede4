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
#[allow(
    non_camel_case_types,
    dead_code,
    missing_debug_implementations,
    missing_copy_implementations,
    clippy::pedantic,
    clippy::restriction,
)]
struct remove<T: ?::core::marker::Sized> {
    __cors: ::core::marker::PhantomData<fn() -> (*const T,)>,
}
#[allow(clippy::pedantic, clippy::nursery, clippy::restriction)]
fn remove<T: Store>() -> ::handler_cors::__private::RegisterWithCorsRouter<remove<T>> {
    ::handler_cors::__private::register()
}
const _: () = {
    use ::handler_cors::__private as __cors;
    async fn remove<T: Store>(
        State(store): State<T>,
    ) -> Result<impl IntoResponse, StatusCode> {
        store.remove()
    }
    #[allow(dead_code)]
    impl<T: Store> remove<T> {
        /// The handler itself, without CORS: for unit tests.
        fn call(
            __cors_0: State<T>,
        ) -> impl ::core::future::Future<
            Output = Result<impl IntoResponse, StatusCode>,
        > + ::core::marker::Send {
            remove::<T>(__cors_0)
        }
    }
    #[automatically_derived]
    impl<T: Store> __cors::Handler for remove<T>
    where
        Self: 'static,
    {
        type Methods = __cors::DELETE;
        const READS: __cors::Reads = {
            use __cors::ReadsNothing as _;
            let _ = [__cors::Cookies::<State<T>, false>::READ];
            &[__cors::Probe::<State<T>>::READS]
        };
        fn declared() -> __cors::Declared {
            __cors::Declared {
                name: "remove",
                file: ::core::file!(),
                line: ::core::line!(),
                policy: &__cors::DeclaredPolicy {
                    origins: __cors::Source::Listed(&["https://app.example.com"]),
                    enforcement: __cors::Enforcement::Off,
                    dangerously: &["unenforced"],
                    ..__cors::DEFAULTS
                },
            }
        }
    }
    #[automatically_derived]
    impl<T: Store, __CorsM, __CorsS> __cors::Fits<__CorsM, __CorsS> for remove<T>
    where
        Self: 'static,
        __CorsS: __cors::State,
        State<T>: __cors::FromRequest<__CorsS, __CorsM>,
    {
        fn route(to: __cors::Routing<__CorsS>) -> __cors::MethodRouter<__CorsS> {
            __cors::call_1(to, Self::call)
        }
    }
};
