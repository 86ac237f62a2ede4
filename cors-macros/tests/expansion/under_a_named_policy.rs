// #[cors(policy = policies::STOREFRONT, methods = [GET])]
// async fn basket(session: Session, upgrade: WebSocketUpgrade) -> Response {
//     upgrade.on_upgrade(session)
// }

/**| CORS policy | |
|---|---|
| policy | [`policies::STOREFRONT`] |
| methods | `GET` |*/
#[allow(rustdoc::private_intra_doc_links)]
fn basket() -> ::handler_cors::RegisterWithCorsRouter<
    (Session, WebSocketUpgrade),
    impl ::handler_cors::Original<(Session, WebSocketUpgrade), Output = Response>,
    ::handler_cors::__private::GET,
> {
    use ::handler_cors::__private as __cors;
    async fn basket(session: Session, upgrade: WebSocketUpgrade) -> Response {
        upgrade.on_upgrade(session)
    }
    static __CORS_POLICY: &__cors::DeclaredPolicy = __cors::declared_policy(
        <__cors::Mentioned>::policy(&policies::STOREFRONT),
    );
    const __CORS_CREDENTIALS: ::core::primitive::bool = __CORS_POLICY.credentials;
    static __CORS: __cors::DeclaredHandler = __cors::DeclaredHandler {
        name: "basket",
        file: ::core::file!(),
        line: ::core::line!(),
        policy: __CORS_POLICY,
        reads: {
            use __cors::ReadsNothing as _;
            let _ = [
                __cors::Cookies::<Session, { __CORS_CREDENTIALS }>::READ,
                __cors::Cookies::<WebSocketUpgrade, { __CORS_CREDENTIALS }>::READ,
            ];
            &[__cors::Probe::<Session>::READS, __cors::Probe::<WebSocketUpgrade>::READS]
        },
    };
    __cors::register(basket, &__CORS)
}
