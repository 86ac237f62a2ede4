// #[cors(origins = ["https://app.example.com"], methods = [GET])]
// struct Widgets {
//     count: u32,
// }

::core::compile_error! {
    "`#[cors]` can only be used on an `async fn` or a `static` [cors::unsupported_item]\n\nhelp: put it on each `async fn` that handles requests, or on a `static` of type `Policy` or `Origins`"
}
struct Widgets {
    count: u32,
}
