use handler_cors::{CorsRouter, Policy};

fn main() {
    let policy = Policy::new().allow_origin("https://app.example.com");
    let _: CorsRouter = CorsRouter::new().route("/widgets", policy.get(async || {}));
}

//~ before: what is wrong
//~ verdict: what is wrong
