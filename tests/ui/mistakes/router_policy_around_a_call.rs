use handler_cors::{CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"])]
static WEB: Policy;

async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", WEB.get(list_widgets()));
}

//~ before: what is wrong
//~ verdict: whole text
//~ where `POLICY` is `WEB`
//~ where `handler` is `list_widgets`
//~ type `WEB.get(list_widgets)` in place of `WEB.get(list_widgets())`
