// #[cors(orgins = ["https://a.example.com/", #[cfg(a)] "https://b.example.com", #[cfg(b)] "https://b.example.com"])]
// #[cfg(c)]
// async fn faulty(Json(new): Json<New>) -> Json<Old> {
//     new.into()
// }

#[cfg(c)]
::core::compile_error! {
    "unknown key `orgins` in `#[cors(...)]` [cors::unknown_key]\n\nhelp: did you mean `origins`?"
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
#[allow(
    non_camel_case_types,
    dead_code,
    missing_debug_implementations,
    missing_copy_implementations,
    clippy::pedantic,
    clippy::restriction,
)]
enum faulty {}
#[cfg(c)]
#[allow(clippy::pedantic, clippy::nursery, clippy::restriction)]
fn faulty() -> ::handler_cors::__private::RegisterWithCorsRouter<faulty> {
    ::handler_cors::__private::register()
}
#[cfg(c)]
const _: () = {
    use ::handler_cors::__private as __cors;
    async fn faulty(Json(new): Json<New>) -> Json<Old> {
        new.into()
    }
    #[allow(dead_code)]
    impl faulty {
        /// The handler itself, without CORS: for unit tests.
        fn call(
            __cors_0: Json<New>,
        ) -> impl ::core::future::Future<Output = Json<Old>> + ::core::marker::Send {
            faulty(__cors_0)
        }
    }
    #[automatically_derived]
    impl __cors::Handler for faulty {
        type Methods = (
            __cors::Free,
            __cors::Free,
            __cors::Free,
            __cors::Free,
            __cors::Free,
            __cors::Free,
        );
        const READS: __cors::Reads = {
            use __cors::ReadsNothing as _;
            &[__cors::Probe::<Json<New>>::READS]
        };
        fn declared() -> __cors::Declared {
            __cors::Declared {
                name: "faulty",
                file: ::core::file!(),
                line: ::core::line!(),
                policy: &__cors::DeclaredPolicy {
                    origins: __cors::Source::Listed(&[]),
                    ..__cors::DEFAULTS
                },
            }
        }
    }
    #[automatically_derived]
    impl<__CorsM, __CorsS> __cors::Fits<__CorsM, __CorsS> for faulty
    where
        __CorsS: __cors::State,
        Json<New>: __cors::FromRequest<__CorsS, __CorsM>,
    {
        fn route(to: __cors::Routing<__CorsS>) -> __cors::MethodRouter<__CorsS> {
            __cors::call_1(to, Self::call)
        }
    }
};
