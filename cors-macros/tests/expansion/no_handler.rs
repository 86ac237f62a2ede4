// #[cors(origins = ["https://app.example.com"], methods = [GET])]
// struct Widgets {
//     count: u32,
// }

::core::compile_error! {
    "`#[cors]` stands on handlers and on statics, and this is neither\n\nhelp: put it on each `async fn` that answers requests, or on a `static` of type `Policy` or `Origins`"
}
struct Widgets {
    count: u32,
}
