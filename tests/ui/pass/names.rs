//! A handler's name stays free for variables, parameters, modules, fields and macros.
#![deny(warnings)]

use axum::extract::Path;
use handler_cors::{CorsRouter, cors};

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn user(Path(user): Path<String>) -> String {
    let user = user.trim().to_owned();
    let greeting = |user: &str| format!("hello {user}");
    match Some(greeting(&user)) {
        Some(user) => user,
        None => user,
    }
}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn users(user: String) -> String {
    struct Named {
        user: String,
    }
    let Named { user } = Named { user };
    let (users, user) = (1, user);
    if let Ok(users) = user.parse::<u32>() {
        return users.to_string();
    }
    for user in 0..users {
        let _ = user;
    }
    user
}

// Names that the expansion has use for itself.
#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn call() {}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn route() {}

#[cors(origins = ["https://app.example.com"], methods = [PUT])]
async fn policy(state: axum::http::Method, request: String) -> String {
    let _ = state;
    request
}

#[cors(origins = ["https://app.example.com"], methods = [PATCH])]
async fn core() {}

#[cors(origins = ["https://app.example.com"], methods = [DELETE])]
async fn register() {}

#[cors(origins = ["https://app.example.com"], methods = [GET])]
async fn r#type() {}

#[cors(origins = ["https://app.example.com"], methods = [POST])]
async fn r#move(r#in: String) -> String {
    r#in
}

#[cors(origins = ["https://app.example.com"], methods = [PUT])]
#[allow(non_snake_case)]
async fn CamelCase() {}

fn main() {
    let user = user;
    let _: axum::Router = CorsRouter::new()
        .route("/users/{user}", user)
        .route("/users", users)
        .route("/own", (call, route, policy, core, register))
        .route("/raw", (r#type, r#move, CamelCase))
        .into();
}
