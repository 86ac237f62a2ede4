use handler_cors::cors;

trait List {
    async fn list() -> String;
}

struct Widgets;

impl List for Widgets {
    #[cors(origins = ["https://app.example.com"], methods = [GET])]
    async fn list() -> String {
        Self::text()
    }
}

impl Widgets {
    fn text() -> String {
        String::new()
    }
}

fn main() {}
