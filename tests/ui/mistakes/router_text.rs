use handler_cors::CorsRouter;

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", "hello");
}

//~ before: what is wrong
//~ verdict: whole text
//~ where `handler` is `"hello"`
//~ declare `#[handler_cors::cors(origins = ["https://app.example.com"])] static POLICY: handler_cors::Policy;`
//~ type `POLICY.get("hello")` in place of `"hello"`
