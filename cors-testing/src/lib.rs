//! The browser's side of CORS, for tests of HTTP services.
//!
//! Browsers enforce CORS. An application whose tests send plain requests can pass them all and fail in every browser.
//! [`Browser`] does what the [Fetch standard](https://fetch.spec.whatwg.org) has browsers do. It drives any tower service, such
//! as a whole axum application with all its layers. It sends preflights, caches what they allow, follows redirects, checks the
//! responses, and returns what the page can read of them, or a [`Blocked`] that says why it cannot.
//!
//! What needs no CORS is an attack's way in. [`Page::navigate`] follows links and posts forms, [`Request::beacon`] is a beacon, and
//! [`Page::open_socket`] opens a WebSocket, each with the cookies and the Fetch Metadata that browsers send.
//!
//! [`probe`] compares all that an application allows with what it says that it allows, and names what is wrong in front of it.
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
//!   seconds, as in Chromium. With an age of 0, no request uses them. The test moves the clock: [`Browser::advance`].
//! - A cached header name is allowed for all methods of a URL: after a preflight for one method, a request with another method
//!   can be sent without a preflight.
//! - A request is sent with `Origin: null` after a redirect from one cross-origin URL to another origin, such as the 307 of an
//!   open redirect.
//! - Cookies are stored from `Set-Cookie`, with `Secure`, `SameSite`, `Max-Age` and `Domain`, and sent with fetches that include
//!   credentials, beacons, navigations and sockets. A page of another site causes `SameSite=Lax` cookies only with a link or a
//!   form of method GET, and `SameSite=Strict` cookies with nothing.
//! - A prefetch by speculation rules has `Sec-Fetch-Site: none`, although a page causes it.
//! - `GET`, `HEAD` and `POST` are allowed whatever `Access-Control-Allow-Methods` lists.
//! - A streamed body always needs a preflight.
//!
//! # Where browsers differ
//!
//! Over a thousand cases compare `Browser` with Chromium, both in what is sent and in what the page sees, and random sequences of
//! requests compare its preflight caches with those of Chromium and Firefox. [`Browser::new`] follows the standard,
//! [`Browser::chromium`] and [`Browser::firefox`] depart from it as those browsers do:
//!
//! | | [`new`](Browser::new) | [`chromium`](Browser::chromium) | [`firefox`](Browser::firefox) |
//! |---|---|---|---|
//! | preflight responses for one origin and URL | add up | the newest counts | add up |
//! | … of requests with credentials | are also for requests without | are also for requests without | are not |
//! | … for opaque origins | are cached | are not cached | are cached |
//! | … after a request that needs more | are kept | are forgotten | are kept |
//! | … after a failed request | are forgotten if it needed a preflight | are kept | are forgotten |
//! | … that allow `HEAD` a header | need not allow `HEAD` | need not | must |
//! | … that allow `*` | allow everything | allow everything | need a preflight for each request |
//! | the longest max age | 7,200 s | 7,200 s | 86,400 s |
//! | a max age of 0 | ends older entries | ends older entries | leaves them |
//! | a negative max age | is malformed: 5 s | is 0 | is malformed: 5 s |
//! | `*` in `Access-Control-Allow-Headers` | does not cover `authorization` | covers it | covers it |
//! | cookies without `SameSite` | as with `None` | as with `Lax`, but with form posts for 2 minutes | as with `None` |
//! | a form that a same-origin URL redirects to another origin | keeps its `Origin` | is sent with `Origin: null` | keeps its `Origin` |
//! | WebSocket handshakes | without Fetch Metadata | without | with |
//!
//! These departures of Chromium are not modelled:
//!
//! - Client hints that a script sets, such as `dpr` and `save-data`, need no preflight.
//! - Two values of one safelisted header count as one value, which may be too long.
//! - Bodies are streamed over HTTP/2 only.
//!
//! `Browser` does not model:
//!
//! - `Path` and `Expires` of cookies, and browsers that withhold or partition third-party cookies.
//! - WebSockets over HTTP/2, and what is sent over an open socket.
//! - The Public Suffix List. `Sec-Fetch-Site` guesses the site from the shape of the host: pages of `a.github.io` and
//!   `b.github.io` count as same-site.
//! - Service workers, HTTP caches, blocked ports, and permission prompts.

mod blocked;
mod body;
mod browser;
mod cache;
mod check;
mod client;
mod cookies;
mod engine;
mod fetch;
mod header;
mod http_url;
mod listed;
mod message;
mod navigate;
mod navigation;
mod network;
mod page;
pub mod probe;
mod redirects;
mod request;
mod response;
mod safelist;
mod site;
mod socket;
mod state;
mod unreadable_header;

pub use blocked::{Blocked, Stage};
pub use body::Body;
pub use browser::Browser;
pub use navigation::Navigation;
pub use page::Page;
pub use request::{Credentials, Mode, Redirect, Request};
pub use response::Response;
pub use unreadable_header::UnreadableHeader;
