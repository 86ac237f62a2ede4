// #[cors(
//     within = ["https://*.github.io", #[cfg(debug_assertions)] LOCAL],
//     always = ["tauri://localhost", SHELL],
//     env = "APP_ORIGINS",
//     default = [#[cfg(debug_assertions)] LOCAL],
//     dangerously(public_suffixes),
// )]
// pub static PAGES: handler_cors::Origins;

#[doc = "| CORS origins | |\n|---|---|\n| within | `https://*.github.io`, `LOCAL` (`#[cfg(debug_assertions)]`) |\n| always | `tauri://localhost`, `SHELL` |\n| environment variable | `APP_ORIGINS` |\n| default | `LOCAL` (`#[cfg(debug_assertions)]`) |\n| dangerously | `public_suffixes` |"]
pub static PAGES: handler_cors::Origins = {
    use ::handler_cors::__private as __cors;
    #[cfg(debug_assertions)]
    const __CORS_1: &::core::primitive::str = <__cors::Mentioned>::constant(LOCAL);
    const __CORS_ALWAYS_1: &::core::primitive::str = <__cors::Mentioned>::constant(
        SHELL,
    );
    #[cfg(debug_assertions)]
    const __CORS_DEFAULT_0: &::core::primitive::str = <__cors::Mentioned>::constant(
        LOCAL,
    );
    #[cfg(debug_assertions)]
    const _: () = (__cors::assert_constant)(
        __CORS_1,
        false,
        __cors::ConstExemptions {
            insecure_origins: false,
            null_origin: false,
        },
    );
    const _: () = (__cors::assert_constant)(
        __CORS_ALWAYS_1,
        false,
        __cors::ConstExemptions {
            insecure_origins: false,
            null_origin: false,
        },
    );
    #[cfg(debug_assertions)]
    const _: () = (__cors::assert_constant)(
        __CORS_DEFAULT_0,
        false,
        __cors::ConstExemptions {
            insecure_origins: false,
            null_origin: false,
        },
    );
    #[allow(long_running_const_eval)]
    const _: () = (__cors::assert_distinct)(
        &[("https://*.github.io", false), #[cfg(debug_assertions)] (__CORS_1, true)],
    );
    #[allow(long_running_const_eval)]
    const _: () = (__cors::assert_distinct)(
        &[("tauri://localhost", false), (__CORS_ALWAYS_1, true)],
    );
    const _: () = (__cors::assert_default)(
        &[#[cfg(debug_assertions)] __CORS_DEFAULT_0],
        &["https://*.github.io", #[cfg(debug_assertions)] __CORS_1],
    );
    __cors::seal_origins(__cors::DeclaredOrigins {
        name: "PAGES",
        within: &["https://*.github.io", #[cfg(debug_assertions)] __CORS_1],
        always: &["tauri://localhost", __CORS_ALWAYS_1],
        env: ::core::option::Option::Some("APP_ORIGINS"),
        default: __cors::default_origins(&[#[cfg(debug_assertions)] __CORS_DEFAULT_0]),
        dangerously: &["public_suffixes"],
    })
};
