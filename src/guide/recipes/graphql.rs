use async_graphql::{EmptyMutation, Object, Schema, Subscription};
use async_graphql_axum::{GraphQL, GraphQLSubscription};
use axum::http::Method;
use futures_util::stream::{Stream, iter};
use handler_cors::{BuildError, CorsRouter, Policy, cors};

#[cors(origins = ["https://app.example.com"], headers = ["apollo-require-preflight"], credentials, max_age = 600)]
static WEB: Policy;

struct Query;

#[Object]
impl Query {
    async fn hello(&self) -> &str {
        "hello, app"
    }
}

struct Ticks;

#[Subscription]
impl Ticks {
    async fn ticks(&self) -> impl Stream<Item = i32> {
        iter([1, 2, 3])
    }
}

pub fn app() -> Result<CorsRouter, BuildError> {
    let schema = Schema::new(Query, EmptyMutation, Ticks);
    CorsRouter::new()
        // Queries by POST only: a GET is served for every page, and could be slow.
        .route("/graphql", WEB.methods([Method::POST]).service(GraphQL::new(schema.clone())))
        // A WebSocket: pages of other origins get 403, whatever cookies their browser sends.
        .route("/graphql/ws", WEB.service(GraphQLSubscription::new(schema)))
        .build()
}
