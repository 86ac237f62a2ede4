// #[cors(origins = WEB, credentials = true)]
// #[cfg(c)]
// static mut SHOP: Policy = Policy::new();

#[cfg(c)]
::core::compile_error! {
    "`credentials` is a flag and takes no value [cors::flag_with_value]\n\nhelp: write `credentials`"
}
#[cfg(c)]
::core::compile_error! {
    "`SHOP` cannot be `mut` [cors::mutable_static]\n\nhelp: write `static SHOP: Policy;`"
}
#[cfg(c)]
::core::compile_error! {
    "`SHOP` cannot have a value, because `#[cors]` generates it [cors::static_with_value]\n\nhelp: write `static SHOP: Policy;`"
}
#[cfg(c)]
/**| CORS policy | |
|---|---|
| origins | `WEB` |
| credentials | yes |
| enforcement | POST, PUT, PATCH, DELETE |*/
static SHOP: Policy = {
    use ::handler_cors::__private as __cors;
    const __CORS_ORIGINS: &__cors::Origins = <__cors::Mentioned>::origins(&WEB);
    const _: () = (__cors::assert_within)(
        __cors::origins_lists(__CORS_ORIGINS),
        false,
        false,
    );
    __cors::seal(__cors::DeclaredPolicy {
        name: ::core::option::Option::Some("SHOP"),
        origins: __cors::Source::Listed(&[]),
        credentials: true,
        ..__cors::DEFAULTS
    })
};
