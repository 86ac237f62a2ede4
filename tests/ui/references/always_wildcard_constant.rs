use handler_cors::{CorsRouter, Origins, cors};

const SHELL: &str = "tauri://*";

#[cors(within = ["https://*"], always = [SHELL])]
static PAGES: Origins;

#[cors(origins = PAGES, methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _: CorsRouter = CorsRouter::new().route("/widgets", list_widgets);
}

//~ type `"tauri://*"` in place of `SHELL`
