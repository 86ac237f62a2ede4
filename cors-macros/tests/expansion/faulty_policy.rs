// #[cors(orgins = ["https://a.example.com/", #[cfg(a)] "https://b.example.com", #[cfg(b)] "https://b.example.com"])]
// #[cfg(c)]
// async fn faulty(Json(new): Json<New>) -> Json<Old> {
//     new.into()
// }

#[cfg(c)]
::core::compile_error! {
    "unknown key `orgins` in `#[cors(...)]` [cors::unknown_key]\n\nhelp: write `origins`"
}
#[cfg(c)]
::core::compile_error! {
    "missing key `methods` [cors::missing_key]\n\nhelp: add `methods = [GET]`"
}
#[cfg(c)]
::core::compile_error! {
    "`https://a.example.com/` ends with a slash; origins have no path [cors::trailing_slash]\n\nhelp: write `https://a.example.com`"
}
#[cfg(c)]
#[cfg(a)]
#[cfg(b)]
::core::compile_error! {
    "duplicate origin `https://b.example.com` [cors::duplicate_origin]\n\nhelp: remove one of the two"
}
#[cfg(c)]
/**| CORS policy | |
|---|---|
| origins | `https://a.example.com/`, `https://b.example.com` (`#[cfg(a)]`), `https://b.example.com` (`#[cfg(b)]`) |
| credentials | no |
| enforcement | POST, PUT, PATCH, DELETE |*/
fn faulty() -> ::handler_cors::RegisterWithCorsRouter<
    (Json<New>,),
    impl ::handler_cors::Original<(Json<New>,), Output = Json<Old>>,
    (),
> {
    use ::handler_cors::__private as __cors;
    async fn faulty(Json(new): Json<New>) -> Json<Old> {
        new.into()
    }
    static __CORS: __cors::DeclaredHandler = __cors::DeclaredHandler {
        name: "faulty",
        file: ::core::file!(),
        line: ::core::line!(),
        policy: &__cors::DeclaredPolicy {
            origins: __cors::Source::Listed(&[]),
            ..__cors::DEFAULTS
        },
        reads: {
            use __cors::ReadsNothing as _;
            &[__cors::Probe::<Json<New>>::READS]
        },
    };
    __cors::register(faulty, &__CORS)
}
