//! Tenants with their own web sites, stored in a database: an async predicate decides which origins are allowed, and a bounded
//! cache saves most queries.
//!
//! ```sh
//! cargo run -p examples --bin tenants                   # on 127.0.0.1:3000
//! curl -i http://127.0.0.1:3000/widgets -H 'Origin: https://shop.acme.example'
//! ```

use axum::extract::State;
use handler_cors::{CorsRouter, Origin, Policy, cors};
use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// The policy for the sites of our tenants.
#[cors(origins = dynamic(is_tenant), headers = ["x-request-id"], credentials, max_age = 600)]
static TENANTS: Policy;

/// Runs for each cross-origin request. The origin is not allowed if this returns an error or panics.
async fn is_tenant(origin: Origin, State(app): State<App>) -> io::Result<bool> {
    if let Some(known) = app.cache.get(&origin) {
        return Ok(known);
    }
    let known = app.database.has_tenant_at(&origin).await?;
    app.cache.put(origin, known);
    Ok(known)
}

/// Bounded, because every client can send any number of different origins.
#[derive(Clone, Default)]
struct Cache(Arc<Mutex<HashMap<Origin, (bool, Instant)>>>);

impl Cache {
    const ENTRIES: usize = 10_000;
    /// How long the origin of a former tenant can stay allowed.
    const LIFE: Duration = Duration::from_secs(60);

    fn get(&self, origin: &Origin) -> Option<bool> {
        let entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        entries.get(origin).filter(|(_, since)| since.elapsed() < Self::LIFE).map(|(known, _)| *known)
    }

    fn put(&self, origin: Origin, known: bool) {
        let mut entries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if entries.len() >= Self::ENTRIES {
            entries.clear();
        }
        entries.insert(origin, (known, Instant::now()));
    }
}

/// Stands for a real database.
#[derive(Clone)]
struct Database {
    sites: &'static [&'static str],
}

impl Database {
    async fn has_tenant_at(&self, origin: &Origin) -> io::Result<bool> {
        tokio::time::sleep(Duration::from_millis(5)).await;
        Ok(origin.scheme() == "https" && origin.port().is_none() && self.sites.contains(&origin.host()))
    }
}

#[derive(Clone)]
struct App {
    cache: Cache,
    database: Database,
}

#[cors(policy = TENANTS, methods = [GET])]
async fn list_widgets() -> &'static str {
    "widgets\n"
}

#[cors(policy = TENANTS, methods = [POST])]
async fn create_widget(name: String) -> String {
    format!("created {name}\n")
}

#[tokio::main]
async fn main() -> io::Result<()> {
    let database = Database { sites: &["shop.acme.example", "www.umbrella.example"] };
    let app = CorsRouter::new()
        .route("/widgets", (list_widgets, create_widget))
        .with_state(App { cache: Cache::default(), database });
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:3000".into());
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, app.into_make_service()).await
}
