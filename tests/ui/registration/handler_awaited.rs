use handler_cors::cors;

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn list_widgets() {}

fn main() {
    let _ = async { list_widgets().await };
}
