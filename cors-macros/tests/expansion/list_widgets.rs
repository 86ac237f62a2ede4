// #[cors(origins = ["https://app.example.com", "https://*.partner.example"], methods = [GET], expose = ["X-Total-Count"])]
// async fn list_widgets(State(db): State<Db>) -> Json<Vec<Widget>> {
//     Json(db.widgets())
// }

#[doc = "| CORS policy | |\n|---|---|\n| origins | `https://app.example.com`, `https://*.partner.example` |\n| methods | `GET` |\n| expose | `x-total-count` |\n| credentials | no |\n| enforcement | POST, PUT, PATCH, DELETE |"]
#[allow(
    non_camel_case_types,
    dead_code,
    missing_debug_implementations,
    missing_copy_implementations,
    clippy::pedantic,
    clippy::restriction,
)]
enum list_widgets {}
#[allow(clippy::pedantic, clippy::nursery, clippy::restriction)]
fn list_widgets() -> ::handler_cors::__private::RegisterWithCorsRouter<list_widgets> {
    ::handler_cors::__private::register()
}
const _: () = {
    use ::handler_cors::__private as __cors;
    async fn list_widgets(State(db): State<Db>) -> Json<Vec<Widget>> {
        Json(db.widgets())
    }
    #[allow(dead_code)]
    impl list_widgets {
        /// The handler itself, without CORS: for unit tests.
        fn call(
            __cors_0: State<Db>,
        ) -> impl ::core::future::Future<
            Output = Json<Vec<Widget>>,
        > + ::core::marker::Send {
            list_widgets(__cors_0)
        }
    }
    #[automatically_derived]
    impl __cors::Handler for list_widgets {
        type Methods = __cors::GET;
        const READS: __cors::Reads = {
            use __cors::ReadsNothing as _;
            let _ = [__cors::Cookies::<State<Db>, false>::READ];
            &[__cors::Probe::<State<Db>>::READS]
        };
        fn declared() -> __cors::Declared {
            __cors::Declared {
                name: "list_widgets",
                file: ::core::file!(),
                line: ::core::line!(),
                policy: &__cors::DeclaredPolicy {
                    origins: __cors::Source::Listed(
                        &["https://app.example.com", "https://*.partner.example"],
                    ),
                    expose: &["x-total-count"],
                    ..__cors::DEFAULTS
                },
            }
        }
    }
    #[automatically_derived]
    impl<__CorsM, __CorsS> __cors::Fits<__CorsM, __CorsS> for list_widgets
    where
        __CorsS: __cors::State,
        State<Db>: __cors::FromRequest<__CorsS, __CorsM>,
    {
        fn route(to: __cors::Routing<__CorsS>) -> __cors::MethodRouter<__CorsS> {
            __cors::call_1(to, Self::call)
        }
    }
};
