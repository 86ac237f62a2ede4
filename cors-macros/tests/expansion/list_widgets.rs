// #[cors(origins = ["https://app.example.com", "https://*.partner.example"], methods = [GET], expose = ["X-Total-Count"])]
// async fn list_widgets(State(db): State<Db>) -> Json<Vec<Widget>> {
//     Json(db.widgets())
// }

#[doc = "| CORS policy | |\n|---|---|\n| origins | `https://app.example.com`, `https://*.partner.example` |\n| methods | `GET` |\n| expose | `x-total-count` |\n| credentials | no |\n| enforcement | POST, PUT, PATCH, DELETE |"]
fn list_widgets() -> ::handler_cors::RegisterWithCorsRouter<
    (State<Db>,),
    impl ::handler_cors::Original<(State<Db>,), Output = Json<Vec<Widget>>>,
    ::handler_cors::__private::GET,
> {
    use ::handler_cors::__private as __cors;
    async fn list_widgets(State(db): State<Db>) -> Json<Vec<Widget>> {
        Json(db.widgets())
    }
    static __CORS: __cors::DeclaredHandler = __cors::DeclaredHandler {
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
        reads: {
            use __cors::ReadsNothing as _;
            let _ = [__cors::Cookies::<State<Db>, false>::READ];
            &[__cors::Probe::<State<Db>>::READS]
        },
    };
    __cors::register(list_widgets, &__CORS)
}
