// #[cors(policy = policies::STOREFRONT, methods = [GET])]
// async fn basket(session: Session, upgrade: WebSocketUpgrade) -> Response {
//     upgrade.on_upgrade(session)
// }

/**| CORS policy | |
|---|---|
| policy | [`policies::STOREFRONT`] |
| methods | `GET` |*/
#[allow(rustdoc::private_intra_doc_links)]
#[allow(
    non_camel_case_types,
    dead_code,
    missing_debug_implementations,
    missing_copy_implementations,
    clippy::pedantic,
    clippy::restriction,
)]
enum basket {}
#[allow(clippy::pedantic, clippy::nursery, clippy::restriction)]
fn basket() -> ::handler_cors::__private::RegisterWithCorsRouter<basket> {
    ::handler_cors::__private::register()
}
const _: () = {
    use ::handler_cors::__private as __cors;
    async fn basket(session: Session, upgrade: WebSocketUpgrade) -> Response {
        upgrade.on_upgrade(session)
    }
    #[allow(dead_code)]
    impl basket {
        /// The handler itself, without CORS: for unit tests.
        fn call(
            __cors_0: Session,
            __cors_1: WebSocketUpgrade,
        ) -> impl ::core::future::Future<Output = Response> + ::core::marker::Send {
            basket(__cors_0, __cors_1)
        }
    }
    static __CORS_POLICY: &__cors::DeclaredPolicy = __cors::declared_policy(
        __cors::named_policy(&policies::STOREFRONT),
    );
    const __CORS_CREDENTIALS: ::core::primitive::bool = __CORS_POLICY.credentials;
    #[automatically_derived]
    impl __cors::Handler for basket {
        type Methods = __cors::GET;
        const READS: __cors::Reads = {
            use __cors::ReadsNothing as _;
            let _ = [
                __cors::Cookies::<Session, { __CORS_CREDENTIALS }>::READ,
                __cors::Cookies::<WebSocketUpgrade, { __CORS_CREDENTIALS }>::READ,
            ];
            &[__cors::Probe::<Session>::READS, __cors::Probe::<WebSocketUpgrade>::READS]
        };
        fn declared() -> __cors::Declared {
            __cors::Declared {
                name: "basket",
                file: ::core::file!(),
                line: ::core::line!(),
                policy: __CORS_POLICY,
            }
        }
    }
    #[automatically_derived]
    impl<__CorsM, __CorsS> __cors::Fits<__CorsM, __CorsS> for basket
    where
        __CorsS: __cors::State,
        Session: __cors::FromRequestParts<__CorsS>,
        WebSocketUpgrade: __cors::FromRequest<__CorsS, __CorsM>,
    {
        fn route(to: __cors::Routing<__CorsS>) -> __cors::MethodRouter<__CorsS> {
            __cors::call_2(to, Self::call)
        }
    }
    const _: () = __cors::assert_enforced(__CORS_POLICY.guards_websockets());
};
