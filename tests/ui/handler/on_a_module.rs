use handler_cors::cors;

#[cors(origins = ["https://app.example.com"], methods = [GET])]
mod widgets {
    pub async fn list() {}
}

fn main() {
    let _ = widgets::list();
}
