use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn list_widgets() {}

async fn serve(listener: tokio::net::TcpListener) {
    let app = CorsRouter::new().route("/widgets", list_widgets).build();
    let _ = axum::serve(listener, app).await;
}

fn main() {
    let _ = serve;
}

//~ before: what is wrong
//~ verdict: what is wrong
