use handler_cors::cors;

#[cors(origins = ["https://app.example.com"], methods = [GET], dangerously(cross_site_navigations))]
async fn callback() {}

fn main() {}
