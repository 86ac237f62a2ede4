// #[cors(env = "WEB_ORIGINS", within = ["https://*.github.io", #[cfg(debug_assertions)] LOCAL], dangerously(public_suffixes))]
// pub static WEB: handler_cors::Origins;

#[doc = "| CORS origins | |\n|---|---|\n| environment variable | `WEB_ORIGINS` |\n| within | `https://*.github.io`, `LOCAL` (`#[cfg(debug_assertions)]`) |\n| dangerously | `public_suffixes` |"]
pub static WEB: handler_cors::Origins = {
    use ::handler_cors::__private as __cors;
    #[cfg(debug_assertions)]
    const __CORS_1: &::core::primitive::str = __cors::constant_origin(LOCAL);
    #[cfg(debug_assertions)]
    const _: () = __cors::assert_constant(
        __CORS_1,
        false,
        __cors::ConstExemptions {
            insecure_origins: false,
            null_origin: false,
        },
    );
    #[allow(long_running_const_eval)]
    const _: () = __cors::assert_distinct(
        &[("https://*.github.io", false), #[cfg(debug_assertions)] (__CORS_1, true)],
    );
    __cors::Origins::declare(
            || {
                static __CORS_LOADED: __cors::Loaded = __cors::Loaded::new();
                &__CORS_LOADED
            },
            "WEB",
            "WEB_ORIGINS",
            &["https://*.github.io", #[cfg(debug_assertions)] __CORS_1],
        )
        .dangerously(&["public_suffixes"])
};
