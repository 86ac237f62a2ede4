use handler_cors::cors;

trait Widgets {
    #[cors(origins = ["https://app.example.com"], methods = [GET])]
    async fn list();
}

fn main() {}
