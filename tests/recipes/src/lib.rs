//! The recipes of the guide, which are in `src/guide/recipes` so that its package has them.

#[path = "../../../src/guide/recipes/app_shells.rs"]
pub mod app_shells;
#[path = "../../../src/guide/recipes/graphql.rs"]
pub mod graphql;
#[path = "../../../src/guide/recipes/grpc_web.rs"]
pub mod grpc_web;
#[path = "../../../src/guide/recipes/mcp.rs"]
pub mod mcp;
#[path = "../../../src/guide/recipes/openapi.rs"]
pub mod openapi;
#[path = "../../../src/guide/recipes/sessions.rs"]
pub mod sessions;
#[path = "../../../src/guide/recipes/tls.rs"]
pub mod tls;
