//! A browser's side of CORS, for tests: what a page would see of an application, before it is deployed.
//!
//! CORS is enforced by browsers, so an application whose tests send requests as programs do can be green and unusable.
//! [`Browser`] does what the [Fetch standard](https://fetch.spec.whatwg.org) has browsers do, and drives any tower service:
//! the whole assembled application, with all its layers. It sends the preflights that a browser would send and keeps a
//! cache of their grants, follows redirects, checks the answers, and hands out what the page may see of them, or a
//! [`Blocked`] that says why it sees nothing.
//!
//! ```
//! use axum::extract::Request as Incoming;
//! use axum::http::StatusCode;
//! use axum::middleware::{Next, from_fn};
//! use axum::response::Response;
//! use axum::{Router, routing::put};
//! use handler_cors::testing::{Browser, Request};
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
//!     "the preflight was answered 401 by something in front of the handler: preflights carry no credentials to log in with"
//! );
//! # }
//! ```
//!
//! # What it knows
//!
//! - Grants of preflights are kept for 5 seconds if they do not say how long, and for 7,200 at most, as in Chromium. Time is
//!   the test's: [`Browser::advance`].
//! - Header names are granted for all methods of a URL, so that one handler's grant lets a request to another through
//!   without a preflight.
//! - `GET`, `HEAD` and `POST` are sent whatever `Access-Control-Allow-Methods` says.
//! - A body that is streamed is preceded by a preflight, whatever its method and headers.
//!
//! # Where browsers differ
//!
//! It is held against Chromium in over a thousand cases, in what is sent and in what is seen. Where Chromium departs from
//! the standard, `Browser` follows the standard. What Chromium does otherwise, as far as those cases show:
//!
//! - It lets `*` in `Access-Control-Allow-Headers` stand for `authorization`.
//! - It keeps one grant per origin and URL, the last, and none for opaque origins; by the standard grants add up. A failed
//!   request does not clear what it was granted.
//! - A negative `Access-Control-Max-Age` is zero to it, not malformed, which would be five seconds.
//! - It sends client hints that a script sets, such as `dpr` and `save-data`, without asking.
//! - Two values of one safelisted header are one to it, and may be too long together.
//! - It streams bodies over HTTP/2 alone.
//!
//! And this is not looked at:
//!
//! - Cookies are those that the test sets. Browsers may withhold them besides (`SameSite`, third-party cookies).
//! - What is the same site (`Sec-Fetch-Site`) is told by the shape of the host, not by the Public Suffix List: pages of
//!   `a.github.io` and `b.github.io` are taken for one site's.
//! - Service workers, HTTP caches, ports that browsers block, and permission prompts.

mod blocked;
mod browser;
mod cache;
mod check;
mod fetch;
mod list;
mod network;
mod preflight;
mod readable;
mod redirect;
mod request;
mod safelist;
mod site;
mod url;

pub use blocked::{Blocked, Stage};
pub use browser::{Browser, Page};
pub use readable::Readable;
pub use request::{Credentials, Mode, Redirect, Request};
