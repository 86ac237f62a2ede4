// #[cors(origins = ["*"], methods = [GET])]
// async fn depth() -> String {
//     struct Tree(Vec<Self>);
//     impl Tree {
// fn leaf() -> Self {
//     Self(Vec::new())
// }
//     }
//     Tree::leaf().depth().to_string()
// }

/**| CORS policy | |
|---|---|
| origins | `*` |
| methods | `GET` |
| credentials | no |
| enforcement | POST, PUT, PATCH, DELETE |*/
fn depth() -> ::handler_cors::RegisterWithCorsRouter<
    (),
    impl ::handler_cors::Original<(), Output = String>,
    ::handler_cors::__private::GET,
> {
    use ::handler_cors::__private as __cors;
    async fn depth() -> String {
        struct Tree(Vec<Self>);
        impl Tree {
            fn leaf() -> Self {
                Self(Vec::new())
            }
        }
        Tree::leaf().depth().to_string()
    }
    static __CORS: __cors::DeclaredHandler = __cors::DeclaredHandler {
        name: "depth",
        file: ::core::file!(),
        line: ::core::line!(),
        policy: &__cors::DeclaredPolicy {
            origins: __cors::Source::Listed(&["*"]),
            ..__cors::DEFAULTS
        },
        reads: &[],
    };
    __cors::register(depth, &__CORS)
}
