// #[cors(origins = ["https://app.example.com"], methods = [GET, HEAD])]
// /// Lists widgets.
// #[instrument]
// #[cfg(feature = "read")]
// #[allow(clippy::unused_async)]
// pub async fn list<T>(State(store): State<Self>, filter: T) -> Json<Vec<Widget>> {
//     Json(store.list(filter))
// }

#[cfg(feature = "read")]
/// Lists widgets.
///
/**| CORS policy | |
|---|---|
| origins | `https://app.example.com` |
| methods | `GET`, `HEAD` |
| credentials | no |
| enforcement | POST, PUT, PATCH, DELETE |*/
#[allow(clippy::unused_async)]
pub fn list<T>() -> ::handler_cors::RegisterWithCorsRouter<
    (State<Self>, T),
    impl ::handler_cors::Original<(State<Self>, T), Output = Json<Vec<Widget>>>,
    (::handler_cors::__private::GET, ::handler_cors::__private::HEAD),
>
where
    T: 'static,
    Self: 'static,
    Json<Vec<Widget>>: ::handler_cors::__private::IntoResponse,
{
    use ::handler_cors::__private as __cors;
    __cors::register(
        Self::__cors_list::<T>,
        const {
            &__cors::DeclaredHandler {
                name: "list",
                file: ::core::file!(),
                line: ::core::line!(),
                policy: &__cors::DeclaredPolicy {
                    origins: __cors::Source::Listed(&["https://app.example.com"]),
                    ..__cors::DEFAULTS
                },
                reads: {
                    use __cors::ReadsNothing as _;
                    let _ = [
                        __cors::Cookies::<State<Self>, false>::READ,
                        __cors::Cookies::<T, false>::READ,
                    ];
                    &[__cors::Probe::<State<Self>>::READS, __cors::Probe::<T>::READS]
                },
            }
        },
    )
}
#[cfg(feature = "read")]
#[allow(clippy::unused_async)]
#[doc(hidden)]
#[instrument]
async fn __cors_list<T>(State(store): State<Self>, filter: T) -> Json<Vec<Widget>> {
    Json(store.list(filter))
}
