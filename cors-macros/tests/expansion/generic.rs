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
pub fn show<'a: 'static, R: Repository + 'static, const PAGE: usize>() -> ::handler_cors::RegisterWithCorsRouter<
    (State<R>, Id<'a>),
    impl ::handler_cors::Original<
        (State<R>, Id<'a>),
        Output = Result<Json<R::Item>, Gone>,
    >,
    ::handler_cors::__private::GET,
>
where
    R::Item: Serialize,
    Result<Json<R::Item>, Gone>: ::handler_cors::__private::IntoResponse,
{
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
    __cors::register(
        show::<R, PAGE>,
        const {
            &__cors::DeclaredHandler {
                name: "show",
                file: ::core::file!(),
                line: ::core::line!(),
                policy: &__cors::DeclaredPolicy {
                    origins: __cors::Source::Listed(&["https://app.example.com"]),
                    ..__cors::DEFAULTS
                },
                reads: {
                    use __cors::ReadsNothing as _;
                    let _ = [
                        __cors::Cookies::<State<R>, false>::READ,
                        __cors::Cookies::<Id<'a>, false>::READ,
                    ];
                    &[__cors::Probe::<State<R>>::READS, __cors::Probe::<Id<'a>>::READS]
                },
            }
        },
    )
}
