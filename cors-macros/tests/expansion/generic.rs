// #[cors(origins = ["https://app.example.com"], methods = [GET])]
// pub async fn show<'a, R: Repository, const PAGE: usize>(State(r): State<R>, id: Id<'a>) -> Result<Json<R::Item>, Gone>
// where
//     R::Item: Serialize,
// {
//     r.page(id, PAGE)
// }

/**| CORS policy | |
|---|---|
| origins | `https://app.example.com` |
| methods | `GET` |
| credentials | no |
| enforcement | POST, PUT, PATCH, DELETE |*/
#[allow(
    non_camel_case_types,
    dead_code,
    missing_debug_implementations,
    missing_copy_implementations,
    clippy::pedantic,
    clippy::restriction,
)]
pub struct show<'a, R: ?::core::marker::Sized, const PAGE: usize> {
    __cors: ::core::marker::PhantomData<fn() -> (&'a (), *const R)>,
}
#[allow(clippy::pedantic, clippy::nursery, clippy::restriction)]
pub fn show<'a, R: Repository, const PAGE: usize>() -> ::handler_cors::__private::RegisterWithCorsRouter<
    show<'a, R, PAGE>,
>
where
    R::Item: Serialize,
{
    ::handler_cors::__private::register()
}
const _: () = {
    use ::handler_cors::__private as __cors;
    async fn show<'a, R: Repository, const PAGE: usize>(
        State(r): State<R>,
        id: Id<'a>,
    ) -> Result<Json<R::Item>, Gone>
    where
        R::Item: Serialize,
    {
        r.page(id, PAGE)
    }
    #[allow(dead_code)]
    impl<'a, R: Repository, const PAGE: usize> show<'a, R, PAGE>
    where
        R::Item: Serialize,
    {
        /// The handler itself, without CORS: for unit tests.
        pub fn call(
            __cors_0: State<R>,
            __cors_1: Id<'a>,
        ) -> impl ::core::future::Future<
            Output = Result<Json<R::Item>, Gone>,
        > + use<'a, R, PAGE> + ::core::marker::Send {
            show::<R, PAGE>(__cors_0, __cors_1)
        }
    }
    #[automatically_derived]
    impl<'a, R: Repository, const PAGE: usize> __cors::Handler for show<'a, R, PAGE>
    where
        R::Item: Serialize,
        Self: 'static,
    {
        type Methods = __cors::GET;
        const READS: __cors::Reads = {
            use __cors::ReadsNothing as _;
            let _ = [
                __cors::Cookies::<State<R>, false>::READ,
                __cors::Cookies::<Id<'a>, false>::READ,
            ];
            &[__cors::Probe::<State<R>>::READS, __cors::Probe::<Id<'a>>::READS]
        };
        fn declared() -> __cors::Declared {
            __cors::Declared {
                name: "show",
                file: ::core::file!(),
                line: ::core::line!(),
                policy: &__cors::DeclaredPolicy {
                    origins: __cors::Source::Listed(&["https://app.example.com"]),
                    ..__cors::DEFAULTS
                },
            }
        }
    }
    #[automatically_derived]
    impl<
        'a,
        R: Repository,
        const PAGE: usize,
        __CorsM,
        __CorsS,
    > __cors::Fits<__CorsM, __CorsS> for show<'a, R, PAGE>
    where
        R::Item: Serialize,
        Self: 'static,
        __CorsS: __cors::State,
        State<R>: __cors::FromRequestParts<__CorsS>,
        Id<'a>: __cors::FromRequest<__CorsS, __CorsM>,
        Result<Json<R::Item>, Gone>: __cors::IntoResponse,
    {
        fn route(to: __cors::Routing<__CorsS>) -> __cors::MethodRouter<__CorsS> {
            __cors::call_2(to, Self::call)
        }
    }
};
