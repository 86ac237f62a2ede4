//! Compares what a deployment responds with the surface of its router.
//!
//! Most failures of CORS in production are made by what is in front of the program: a gateway that responds to OPTIONS, a proxy that
//! doubles or removes headers, a cache that ignores `Vary`, a redirect, a login. A [`Probe`] takes the surface and any tower service of
//! HTTP requests: the whole assembled application in a unit test, or a client of a deployed one. It plays browsers for each row, and
//! reports where a response is not what the surface promises, and what is likely to cause that.
//!
//! ```
//! use axum::Router;
//! use axum::extract::Request;
//! use axum::http::StatusCode;
//! use axum::middleware::{Next, from_fn};
//! use axum::response::Response;
//! use handler_cors::testing::probe::{FindingKind, Probe};
//! use handler_cors::{CorsRouter, cors};
//!
//! #[cors(origins = ["https://app.example.com"], methods = [PUT], credentials)]
//! async fn rename() {}
//!
//! async fn require_login(request: Request, next: Next) -> Result<Response, StatusCode> {
//!     if request.headers().contains_key("cookie") { Ok(next.run(request).await) } else { Err(StatusCode::UNAUTHORIZED) }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let app = CorsRouter::new().route("/users/{id}", rename).build()?;
//! let probe = Probe::new(&app.resolved_surface()?).path("id", "7");
//!
//! // A layer of the `CorsRouter` is inside CORS.
//! let report = probe.run(&mut app.clone().layer(from_fn(require_login))).await?;
//! assert!(report.is_clean(), "{report}");
//!
//! // A layer of an axum router around it is outside.
//! let mut outside = Router::from(app).layer(from_fn(require_login));
//! let report = probe.run(&mut outside).await?;
//! assert_eq!(report.kinds(), [FindingKind::LoginRequired]);
//! # Ok(())
//! # }
//! ```
//!
//! # What it sends
//!
//! For each method of each row with a policy, preflights:
//!
//! - from an origin that each pattern allows, with the request headers that the row allows, with none, and with one that it does not;
//! - from origins that look like these and are not allowed: longer ones, another scheme, another port, a parent, `null`;
//! - without an origin;
//! - from the allowed origins again: caches in front have stored responses for other origins by then;
//! - for a method that the path does not serve.
//!
//! GET and HEAD are sent only where [`Probe::get`] asks for them, and no other method ever. Neither has credentials or a body. A wrong
//! response that a cache may have caused is asked for once more with another query.
//!
//! # What it cannot see
//!
//! [`Report::not_probed`] lists what the surface does not tell: plain axum routers, origins that are named when the program starts (unless
//! the surface is the resolved one), what a predicate allows, and what a report-only router would reject. Of what serves paths below a
//! prefix, it is not known which methods it serves on a path.
//!
//! # Over the network
//!
//! The program `handler-cors-probe` probes a URL with a surface in JSON. With the feature `serde`, a test or a subcommand of the
//! application writes it:
//!
//! ```no_run
//! use handler_cors::{CorsRouter, cors};
//!
//! #[cors(origins = ["https://app.example.com"], methods = [GET])]
//! async fn show() {}
//!
//! let app: CorsRouter = CorsRouter::new().route("/", show);
//! let json = serde_json::to_string_pretty(&app.resolved_surface()?)?;
//! std::fs::write("surface.json", json)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! ```sh
//! cargo install handler-cors-probe
//! handler-cors-probe https://api.example.com surface.json --path id=1
//! ```

mod allowance;
mod builder;
mod compare;
mod error;
mod exchange;
mod expected;
mod kind;
mod path;
mod plan;
mod report;
mod run;
mod sample;
mod status;

pub use builder::Probe;
pub use error::{ProbeError, ProbeProblem};
pub use exchange::ProbeRequest;
pub use kind::FindingKind;
pub use report::{Finding, NotProbed, Report};
