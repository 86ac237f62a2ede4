use handler_cors::cors;

macro_rules! handlers {
    () => {
        async fn list_widgets() {}
    };
}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
handlers!();

fn main() {
    let _ = list_widgets();
}
