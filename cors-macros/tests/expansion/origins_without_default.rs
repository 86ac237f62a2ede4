// #[cors(within = ["https://*"], default = [])]
// static PAGES: Origins;

#[doc = "| CORS origins | |\n|---|---|\n| within | `https://*` |\n| default | none |"]
static PAGES: Origins = {
    use ::handler_cors::__private as __cors;
    __cors::seal_origins(__cors::DeclaredOrigins {
        name: "PAGES",
        within: &["https://*"],
        always: &[],
        env: ::core::option::Option::None,
        default: ::core::option::Option::Some(&[]),
        dangerously: &[],
    })
};
