use handler_cors::cors;

#[cors(origins = ["https://app.example.com"], methods = [GET])]
struct Widgets;

fn main() {
    let _ = Widgets;
}
