//! The browser's side of CORS, for tests of HTTP services.
//!
//! Browsers enforce CORS. An application whose tests send plain requests can pass them all and fail in every browser.
//! [`Browser`] does what the [Fetch standard](https://fetch.spec.whatwg.org) has browsers do. It drives any tower service, such
//! as a whole axum application with all its layers. It sends preflights, caches what they allow, follows redirects, checks the
//! responses, and returns what the page can read of them, or a [`Blocked`] that says why it cannot.
//!
//! ```
//! use axum::extract::Request as Incoming;
//! use axum::http::StatusCode;
//! use axum::middleware::{Next, from_fn};
//! use axum::response::Response;
//! use axum::{Router, routing::put};
//! use handler_cors_testing::{Browser, Request};
//!
//! async fn require_login(request: Incoming, next: Next) -> Result<Response, StatusCode> {
//!     if request.headers().contains_key("cookie") { Ok(next.run(request).await) } else { Err(StatusCode::UNAUTHORIZED) }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! let mut app: Router = Router::new().route("/account", put(|| async {})).layer(from_fn(require_login));
//! let page = Browser::at("https://app.example.com");
//! let blocked = page.fetch(&mut app, Request::put("https://api.example.com/account")).await.unwrap_err();
//! assert_eq!(
//!     blocked.to_string(),
//!     "the preflight response has status 401: a layer outside CORS requires credentials, which preflights never include"
//! );
//! # }
//! ```
//!
//! # What it models
//!
//! - The preflight cache keeps entries for 5 seconds if the response has no `Access-Control-Max-Age`, and for at most 7,200
//!   seconds, as in Chromium. The test moves the clock: [`Browser::advance`].
//! - A cached header name is allowed for all methods of a URL: after a preflight for one method, a request with another method
//!   can be sent without a preflight.
//! - `GET`, `HEAD` and `POST` are allowed whatever `Access-Control-Allow-Methods` lists.
//! - A streamed body always needs a preflight.
//!
//! # Where browsers differ
//!
//! Over a thousand cases compare `Browser` with Chromium, both in what is sent and in what the page sees. Where Chromium departs
//! from the standard, `Browser` follows the standard. These departures of Chromium are known:
//!
//! - `*` in `Access-Control-Allow-Headers` covers `authorization`.
//! - Its preflight cache has one entry per origin and URL, the newest, and none for opaque origins. By the standard, entries add
//!   up. A failed request does not clear its entries.
//! - A negative `Access-Control-Max-Age` means zero. By the standard it is malformed, which means five seconds.
//! - Client hints that a script sets, such as `dpr` and `save-data`, need no preflight.
//! - Two values of one safelisted header count as one value, which may be too long.
//! - Bodies are streamed over HTTP/2 only.
//!
//! `Browser` does not model:
//!
//! - Cookies, except those that the test sets. Browsers may also withhold cookies (`SameSite`, third-party cookies).
//! - The Public Suffix List. `Sec-Fetch-Site` guesses the site from the shape of the host: pages of `a.github.io` and
//!   `b.github.io` count as same-site.
//! - Service workers, HTTP caches, blocked ports, and permission prompts.

mod blocked;
mod browser;
mod cache;
mod check;
mod client;
mod fetch;
mod header;
mod http_url;
mod network;
mod request;
mod response;
mod safelist;
mod site;
mod state;

pub use blocked::{Blocked, Stage};
pub use browser::{Browser, Page};
pub use request::{Credentials, Mode, Redirect, Request};
pub use response::Response;
