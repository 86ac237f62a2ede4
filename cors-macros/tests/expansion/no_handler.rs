// #[cors(origins = ["https://app.example.com"], methods = [GET])]
// struct Widgets {
//     count: u32,
// }

::core::compile_error! {
    "`#[cors]` declares the policy of a handler, and this is no function\n\nhelp: put `#[cors(...)]` on each `async fn` that answers requests"
}
struct Widgets {
    count: u32,
}
