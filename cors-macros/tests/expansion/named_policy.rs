// #[cors(
//     origins = ["https://shop.example.com", config::SHOP],
//     headers = ["x-request-id"],
//     credentials,
//     max_age = 600,
//     dangerously(insecure_origins),
// )]
// /// What the storefront's pages may do.
// #[cfg(feature = "shop")]
// #[allow(deprecated)]
// #[deprecated]
// pub(crate) static STOREFRONT: Policy;

#[cfg(feature = "shop")]
/// What the storefront's pages may do.
///
/**| CORS policy | |
|---|---|
| origins | `https://shop.example.com`, `config::SHOP` |
| headers | `x-request-id` |
| credentials | yes |
| max age | 600 s |
| enforcement | POST, PUT, PATCH, DELETE |
| dangerously | `insecure_origins` |*/
#[allow(deprecated)]
#[deprecated]
pub(crate) static STOREFRONT: Policy = {
    use ::handler_cors::__private as __cors;
    const __CORS_1: &::core::primitive::str = <__cors::Mentioned>::constant(
        config::SHOP,
    );
    const _: () = (__cors::assert_constant)(
        __CORS_1,
        true,
        __cors::ConstExemptions {
            insecure_origins: true,
            null_origin: false,
        },
    );
    #[allow(long_running_const_eval)]
    const _: () = (__cors::assert_distinct)(
        &[("https://shop.example.com", false), (__CORS_1, true)],
    );
    const _: () = (__cors::assert_insecure)(&["https://shop.example.com", __CORS_1]);
    __cors::seal(__cors::DeclaredPolicy {
        name: ::core::option::Option::Some("STOREFRONT"),
        origins: __cors::Source::Listed(&["https://shop.example.com", __CORS_1]),
        headers: &["x-request-id"],
        credentials: true,
        max_age: ::core::option::Option::Some(600),
        dangerously: &["insecure_origins"],
        ..__cors::DEFAULTS
    })
};
