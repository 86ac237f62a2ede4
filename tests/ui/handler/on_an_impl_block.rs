use handler_cors::cors;

struct Widgets;

#[cors(origins = ["https://app.example.com"], methods = [GET])]
impl Widgets {
    async fn list() {}
}

fn main() {
    let _ = Widgets::list();
}
