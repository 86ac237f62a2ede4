// #[cors(
//     origins = ["https://admin.example.com", #[cfg(debug_assertions)] "http://localhost:5173"],
//     methods = [POST],
//     headers = [CONTENT_TYPE, "X-Request-Id"],
//     credentials,
//     max_age = 600,
// )]
// /// Makes a widget.
// #[instrument]
// #[allow(clippy::unused_async)]
// #[cfg(feature = "write")]
// #[deprecated]
// pub(crate) async fn create_widget(user: User<'_>, State(db): State<Db>, Json(new): Json<NewWidget>) -> StatusCode {
//     StatusCode::CREATED
// }

#[cfg(feature = "write")]
/// Makes a widget.
///
/**| CORS policy | |
|---|---|
| origins | `https://admin.example.com`, `http://localhost:5173` (`#[cfg(debug_assertions)]`) |
| methods | `POST` |
| headers | `content-type`, `x-request-id` |
| credentials | yes |
| max age | 600 s |
| enforcement | POST, PUT, PATCH, DELETE |*/
#[allow(clippy::unused_async)]
#[allow(
    non_camel_case_types,
    dead_code,
    missing_debug_implementations,
    missing_copy_implementations,
    clippy::pedantic,
    clippy::restriction,
)]
pub(crate) enum create_widget {}
#[cfg(feature = "write")]
/// Makes a widget.
#[allow(clippy::unused_async)]
#[deprecated]
#[allow(clippy::pedantic, clippy::nursery, clippy::restriction)]
pub(crate) fn create_widget() -> ::handler_cors::__private::RegisterWithCorsRouter<
    create_widget,
> {
    ::handler_cors::__private::register()
}
#[cfg(feature = "write")]
#[allow(clippy::unused_async)]
const _: () = {
    use ::handler_cors::__private as __cors;
    #[instrument]
    async fn create_widget(
        user: User<'_>,
        State(db): State<Db>,
        Json(new): Json<NewWidget>,
    ) -> StatusCode {
        StatusCode::CREATED
    }
    #[allow(dead_code)]
    impl create_widget {
        /// The handler itself, without CORS: for unit tests.
        pub(crate) fn call(
            __cors_0: User<'static>,
            __cors_1: State<Db>,
            __cors_2: Json<NewWidget>,
        ) -> impl ::core::future::Future<Output = StatusCode> + ::core::marker::Send {
            create_widget(__cors_0, __cors_1, __cors_2)
        }
    }
    #[automatically_derived]
    impl __cors::Handler for create_widget {
        type Methods = __cors::POST;
        const READS: __cors::Reads = {
            use __cors::ReadsNothing as _;
            &[
                __cors::Probe::<User<'static>>::READS,
                __cors::Probe::<State<Db>>::READS,
                __cors::Probe::<Json<NewWidget>>::READS,
            ]
        };
        fn declared() -> __cors::Declared {
            __cors::Declared {
                name: "create_widget",
                file: ::core::file!(),
                line: ::core::line!(),
                policy: &__cors::DeclaredPolicy {
                    origins: __cors::Source::Listed(
                        &[
                            "https://admin.example.com",
                            #[cfg(debug_assertions)]
                            "http://localhost:5173",
                        ],
                    ),
                    headers: &["content-type", "x-request-id"],
                    credentials: true,
                    max_age: ::core::option::Option::Some(600),
                    ..__cors::DEFAULTS
                },
            }
        }
    }
    #[automatically_derived]
    impl<__CorsM, __CorsS> __cors::Fits<__CorsM, __CorsS> for create_widget
    where
        __CorsS: __cors::State,
        User<'static>: __cors::FromRequestParts<__CorsS>,
        State<Db>: __cors::FromRequestParts<__CorsS>,
        Json<NewWidget>: __cors::FromRequest<__CorsS, __CorsM>,
    {
        fn route(to: __cors::Routing<__CorsS>) -> __cors::MethodRouter<__CorsS> {
            __cors::call_3(to, Self::call)
        }
    }
};
