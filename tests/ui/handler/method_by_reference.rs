use handler_cors::cors;

struct Widgets;

impl Widgets {
    #[cors(origins = ["https://app.example.com"], methods = [GET])]
    async fn list(&self) {}
}

fn main() {
    let _ = Widgets;
}
