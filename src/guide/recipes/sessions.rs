use axum::Json;
use axum::http::StatusCode;
use axum_login::{AuthManagerLayerBuilder, AuthUser, AuthnBackend, UserId, login_required};
use handler_cors::{BuildError, CorsRouter, Policy, cors};
use std::convert::Infallible;
use tower_sessions::cookie::SameSite;
use tower_sessions::{MemoryStore, SessionManagerLayer};

/// Pages of our app, which fetch with `credentials: "include"`.
#[cors(origins = ["https://app.example.com"], credentials, max_age = 600)]
static WEB: Policy;

#[derive(Clone, Debug)]
struct User(String);

impl AuthUser for User {
    type Id = String;

    fn id(&self) -> String {
        self.0.clone()
    }

    fn session_auth_hash(&self) -> &[u8] {
        b"changes with the password"
    }
}

/// Stands for a database.
#[derive(Clone)]
struct Users;

impl AuthnBackend for Users {
    type User = User;
    type Credentials = (String, String);
    type Error = Infallible;

    async fn authenticate(&self, (name, password): (String, String)) -> Result<Option<User>, Infallible> {
        Ok((password == "open-sesame").then_some(User(name)))
    }

    async fn get_user(&self, name: &UserId<Users>) -> Result<Option<User>, Infallible> {
        Ok(Some(User(name.clone())))
    }
}

type AuthSession = axum_login::AuthSession<Users>;

#[cors(policy = WEB, methods = [POST])]
async fn log_in(mut session: AuthSession, Json(credentials): Json<(String, String)>) -> StatusCode {
    let Ok(Some(user)) = session.authenticate(credentials).await else { return StatusCode::UNAUTHORIZED };
    match session.login(&user).await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

#[cors(policy = WEB, methods = [GET])]
async fn account(session: AuthSession) -> Json<Option<String>> {
    Json(session.user.map(|user| user.0))
}

pub fn app() -> Result<CorsRouter, BuildError> {
    // `SameSite=Lax` is enough for pages of `*.example.com`; pages of other sites need `None`, and `Secure`.
    let sessions = SessionManagerLayer::new(MemoryStore::default()).with_same_site(SameSite::Lax).with_secure(true);
    CorsRouter::new()
        .route("/account", account)
        .layer(login_required!(Users)) // its 401 is readable by the page
        .route("/session", log_in)
        .layer(AuthManagerLayerBuilder::new(Users, sessions).build())
        .build()
}
