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
#[deprecated]
pub(crate) fn create_widget() -> ::handler_cors::RegisterWithCorsRouter<
    (User<'static>, State<Db>, Json<NewWidget>),
    impl ::handler_cors::Original<
        (User<'static>, State<Db>, Json<NewWidget>),
        Output = StatusCode,
    >,
    ::handler_cors::__private::POST,
> {
    use ::handler_cors::__private as __cors;
    #[instrument]
    async fn create_widget(
        user: User<'_>,
        State(db): State<Db>,
        Json(new): Json<NewWidget>,
    ) -> StatusCode {
        StatusCode::CREATED
    }
    static __CORS: __cors::DeclaredHandler = __cors::DeclaredHandler {
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
        reads: {
            use __cors::ReadsNothing as _;
            &[
                __cors::Probe::<User<'static>>::READS,
                __cors::Probe::<State<Db>>::READS,
                __cors::Probe::<Json<NewWidget>>::READS,
            ]
        },
    };
    __cors::register(create_widget, &__CORS)
}
