//! Serves the app of one contender, and prints its address, for `load`.
//!
//! ```sh
//! serve handler-cors
//! ```

use handler_cors_benches::app::App;
use handler_cors_benches::apps;
use handler_cors_benches::cases::ONE_ROUTE;
use handler_cors_benches::contender::Contender;
use std::error::Error;
use tokio::net::TcpListener;
use tokio::runtime::Builder;

fn main() -> Result<(), Box<dyn Error>> {
    let name = std::env::args().nth(1).unwrap_or_default();
    let contender = Contender::ALL.into_iter().find(|contender| contender.name() == name);
    let app = apps::app(contender.ok_or("usage: serve <contender>")?, ONE_ROUTE);
    Builder::new_multi_thread().worker_threads(1).enable_all().build()?.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        println!("{}", listener.local_addr()?);
        match app {
            App::Axum(app) => Ok(axum::serve(listener, app).await?),
            App::Cors(app) => Ok(axum::serve(listener, app).await?),
        }
    })
}
