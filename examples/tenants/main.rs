//! Tenants with their own web sites, stored in a database: a predicate decides which origins are allowed, and a bounded cache saves
//! most queries.
//!
//! ```sh
//! cargo run -p tenants                                  # on 127.0.0.1:3000, with a database in memory
//! cargo run -p tenants -- 127.0.0.1:3000 sqlite:tenants.db?mode=rwc
//! curl -i http://127.0.0.1:3000/acme/widgets -H 'Origin: https://shop.acme.example'
//! ```

use axum::extract::{Path, State};
use handler_cors::{CorsRouter, Origin, Origins, Policy, RequestInfo, cors};
use moka::future::Cache;
use sqlx::SqlitePool;
use sqlx::sqlite::SqlitePoolOptions;
use std::error::Error;
use std::time::Duration;

/// The sites of tenants. Other schemes are disallowed without a query.
#[cors(within = ["https://*"])]
static SITES: Origins;

/// What the sites may do.
#[cors(origins = SITES, headers = ["x-request-id"], credentials, max_age = 600)]
static TENANTS: Policy;

#[cors(policy = TENANTS, methods = [GET])]
async fn list_widgets(Path(tenant): Path<String>) -> String {
    format!("widgets of {tenant}\n")
}

#[cors(policy = TENANTS, methods = [POST])]
async fn create_widget(Path(tenant): Path<String>, name: String) -> String {
    format!("created {name} for {tenant}\n")
}

/// Which tenant an origin belongs to.
#[derive(Clone)]
struct Sites {
    database: SqlitePool,
    /// Bounded, because clients can send any number of different origins. A former tenant stays allowed for its time to live.
    cache: Cache<Origin, Option<String>>,
}

impl Sites {
    fn new(database: SqlitePool) -> Sites {
        let cache = Cache::builder().max_capacity(10_000).time_to_live(Duration::from_secs(60)).build();
        Sites { database, cache }
    }

    async fn tenant_of(&self, origin: &Origin) -> Result<Option<String>, Box<dyn Error>> {
        let query = async {
            let query = sqlx::query_scalar("SELECT tenant FROM sites WHERE origin = ?").bind(origin.as_str());
            query.fetch_optional(&self.database).await
        };
        Ok(self.cache.try_get_with_by_ref(origin, query).await?)
    }
}

/// Runs for cross-origin requests and preflights. The origin is not allowed if this returns an error or panics.
async fn is_site_of_tenant(
    origin: Origin,
    request: RequestInfo,
    State(sites): State<Sites>,
) -> Result<bool, Box<dyn Error>> {
    // A database that does not respond must not hold up the request.
    let tenant = tokio::time::timeout(Duration::from_millis(500), sites.tenant_of(&origin)).await??;
    Ok(tenant.is_some() && tenant.as_deref() == request.capture("tenant"))
}

fn app(database: SqlitePool) -> CorsRouter {
    CorsRouter::new()
        .route("/{tenant}/widgets", (list_widgets, create_widget))
        .bind_predicate(&SITES, is_site_of_tenant)
        .with_state(Sites::new(database))
}

/// Connects, and makes the tables.
async fn open(url: &str) -> Result<SqlitePool, sqlx::Error> {
    // Each connection to a database in memory has one of its own.
    let database = SqlitePoolOptions::new().max_connections(1).connect(url).await?;
    sqlx::raw_sql(include_str!("schema.sql")).execute(&database).await?;
    Ok(database)
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let address = arguments.next().unwrap_or_else(|| "127.0.0.1:3000".into());
    let url = arguments.next().unwrap_or_else(|| "sqlite::memory:".into());
    let app = app(open(&url).await?).build()?;
    let listener = tokio::net::TcpListener::bind(address).await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, app).await?;
    Ok(())
}

#[cfg(test)]
mod tests;
