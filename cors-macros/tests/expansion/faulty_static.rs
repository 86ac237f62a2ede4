// #[cors(origins = WEB, credentials = true)]
// #[cfg(c)]
// static mut SHOP: Policy = Policy::new();

#[cfg(c)]
::core::compile_error! {
    "`credentials` takes no value: it is set where it is written\n\nhelp: write `credentials`"
}
#[cfg(c)]
::core::compile_error! {
    "the value that `#[cors]` makes never changes\n\nhelp: write `static SHOP: Policy;`"
}
#[cfg(c)]
::core::compile_error! {
    "the value of `SHOP` is made by `#[cors]`, and cannot be given\n\nhelp: write `static SHOP: Policy;`"
}
#[cfg(c)]
/**| CORS policy | |
|---|---|
| origins | `WEB` |
| credentials | yes |
| enforcement | POST, PUT, PATCH, DELETE |*/
static SHOP: Policy = {
    use ::handler_cors::__private as __cors;
    static __CORS_ORIGINS: &__cors::Origins = __cors::named_origins(&WEB);
    const _: () = __cors::assert_within(__CORS_ORIGINS.within(), true, false);
    __cors::Policy {
        origins: __cors::Source::Listed(&[]),
        credentials: true,
        ..__cors::DEFAULTS
    }
        .named("SHOP")
};
