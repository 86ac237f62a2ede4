//! The [`macro@cors`] attribute. Use it through the `handler-cors` crate, whose re-export shows the same documentation.

mod arguments;
mod check;
mod diagnostics;
mod expand;
mod item;
mod problem;
mod public_suffix;
mod source;
#[cfg(test)]
mod tests;
mod tokens;

use crate::diagnostics::Diagnostics;
use crate::item::Item;
use proc_macro2::TokenStream;

/// Declares who on the web may call an axum handler.
///
/// The compiler refuses policies that are insecure or could never work: each fault is an error at the guilty token, with
/// what to write instead, and all of an attribute's faults are reported at once. `CorsRouter::route` then routes the
/// handler for the methods that it declares and answers their preflights.
///
/// ```
/// use axum::{Json, extract::State, http::StatusCode};
/// use handler_cors::{CorsRouter, cors};
///
/// # #[derive(Clone)] struct Db;
/// # #[derive(serde::Deserialize)] struct NewWidget {}
/// # let db = Db;
/// #[cors(
///     origins = ["https://admin.example.com", #[cfg(debug_assertions)] "http://localhost:5173"],
///     methods = [POST],
///     headers = ["x-request-id"], // content-type comes from the `Json` extractor
///     expose = ["x-widget-id"],
///     credentials,
///     max_age = 600,
/// )]
/// async fn create_widget(State(db): State<Db>, Json(new): Json<NewWidget>) -> StatusCode {
///     // …
/// #   let _ = (db, new); StatusCode::CREATED
/// }
///
/// let app: CorsRouter = CorsRouter::new().route("/widgets", create_widget).with_state(db);
/// # let _ = app.into_make_service();
/// ```
///
/// # Where it stands
///
/// On an `async fn`, a handler, which stands in a module or in another function, not in an `impl` block or a trait; or on a
/// `static` without a value, which the attribute makes. A static `Policy` is a named policy, for several handlers in any module
/// or crate, [`Origins`](#origins-from-the-environment) are read from the environment.
///
/// ```
/// use handler_cors::{CorsRouter, Policy, cors};
///
/// /// What the storefront's pages may do.
/// #[cors(origins = ["https://shop.example.com"], headers = ["x-request-id"], credentials, max_age = 600)]
/// pub static STOREFRONT: Policy;
///
/// #[cors(policy = STOREFRONT, methods = [GET])]
/// async fn basket() {}
///
/// #[cors(policy = STOREFRONT, methods = [POST])]
/// async fn order() {}
///
/// let app: CorsRouter = CorsRouter::new().route("/basket", basket).route("/orders", order);
/// # let _ = app.into_make_service();
/// ```
///
/// # Keys
///
/// Each is written once, in any order.
///
/// | key | value | meaning |
/// |---|---|---|
/// | `origins` | `[pattern, …]` or `["*"]`; the path of a static `Origins`; `dynamic(path)` | the origins of the pages that may call, see [Origins](#origins) |
/// | `methods` | `[GET, POST, …]` | what the handler answers to, and is routed for: any of `GET`, `HEAD`, `POST`, `PUT`, `PATCH`, `DELETE` |
/// | `headers` | `[CONTENT_TYPE, "x-request-id", …]` or `["*"]` | request headers that the page may send, beyond the safelisted ones (`Access-Control-Allow-Headers`) |
/// | `expose` | like `headers` | response headers that the page may read, beyond the safelisted ones (`Access-Control-Expose-Headers`) |
/// | `credentials` | flag | the page may send cookies and HTTP authentication (`Access-Control-Allow-Credentials`) |
/// | `max_age` | seconds, `0` to `86400` | how long browsers may keep a preflight's answer (`Access-Control-Max-Age`); without it they keep it for 5 s |
/// | `enforce` | flag | pages of other origins are refused for `GET` and `HEAD` too, see [Enforcement](#enforcement) |
/// | `policy` | path of a static `Policy` | the named policy of a handler, in place of all of the above but `methods` |
/// | `env` | `"WEB_ORIGINS"` | the environment variable that holds the origins of a static `Origins` |
/// | `within` | `[pattern, …]` | the bounds of these origins |
/// | `dangerously` | `(refusal, …)` | lifts refusals, see [Refusals that can be lifted](#refusals-that-can-be-lifted) |
/// | `crate` | path | where the facade is, if the crate is renamed or re-exported; else `::handler_cors` |
///
/// A handler needs `methods`, and `origins` or `policy`. A static `Policy` needs `origins`, and has neither `methods` nor `policy`.
/// A static `Origins` needs `env` and `within`, which stand nowhere else; beside them it has `dangerously` and `crate`.
///
/// A flag is set where it is written, and takes no value. Headers are string literals, or names of the constants of
/// `http::header`, with or without a path in front of them (`CONTENT_TYPE`, `header::CONTENT_TYPE`); nothing needs to be
/// imported for them, nor for methods. Upper and lower case make no difference in header names.
///
/// What the handler's extractors read is allowed by itself, under a named policy too: a handler that takes `Json` need not
/// declare `CONTENT_TYPE`. `ReadsHeaders` says it of your own extractors.
///
/// # Origins
///
/// A pattern is an origin as browsers send it: `scheme "://" host [":" port]`, in lower case, ASCII (an international
/// name in its punycode form), without the scheme's default port, and nothing behind it: not even a slash.
///
/// | pattern | admits |
/// |---|---|
/// | `"https://app.example.com"` | this origin |
/// | `"https://*.example.com"` | all subdomains at any depth, not `example.com` itself |
/// | `"https://pr-*.preview.example.com"` | names whose leftmost label starts with `pr-`: `*` is one or more of `a-z 0-9 -`, within the label |
/// | `"http://localhost:*"` | any port, or none |
/// | `"capacitor://localhost"` | the pages of an app shell; other schemes too, save those whose origin is opaque (`file`, `data`, …) |
/// | `"*"`, alone | every origin |
///
/// There are no regular expressions. Elements may also be constants: anything but a string literal that is a
/// `&'static str` in const evaluation, such as `env!("WEB_ORIGIN")`, `concat!(…)` or the path of a `const`. A constant must
/// be one exact origin; the compiler checks it by the same rules. Each element may be under `#[cfg(…)]`; the list that is
/// left must not be empty.
///
/// # Origins from the environment
///
/// Bounds are declared, and checked by the compiler like any list; an operator names origins within them when the program
/// starts, and can narrow them, never widen them.
///
/// ```
/// use handler_cors::{CorsRouter, Origins, OriginsError, cors};
///
/// /// Where our web app is deployed.
/// #[cors(env = "WEB_ORIGINS", within = ["https://*.example.com", #[cfg(debug_assertions)] "http://localhost:*"])]
/// pub static WEB: Origins;
///
/// #[cors(origins = WEB, methods = [GET], credentials)]
/// async fn account() {}
///
/// // WEB_ORIGINS=https://app.example.com,https://pr-*.example.com
/// fn start() -> Result<CorsRouter, OriginsError> {
///     WEB.load()?;
///     Ok(CorsRouter::new().route("/account", account))
/// }
/// # assert!(start().is_err());
/// ```
///
/// The variable holds origins or patterns between commas, without white space, in the grammar of lists; one element of
/// `within` must cover each of them whole. A variable that is missing, empty or wrong admits nobody: `Origins::load` returns
/// all that is wrong with it, with what to write instead; where it was not called, `CorsRouter::route` panics with that text.
///
/// `"*"` and `"null"` bound nothing, and cannot stand in `within`. A policy with `credentials` obeys the rules for them by the
/// bounds, whatever the variable holds: `http://` in `within`, loopback aside, is refused at the policy that uses it.
///
/// # Predicates
///
/// `origins = dynamic(path)` names an async fn that takes the page's `Origin`, scheme, host and port, and the `State<T>` of the
/// router's own state type, which `CorsRouter::with_state` gives it, not of a part of it as `FromRef` makes them: with another
/// type, `CorsRouter::route` panics. A predicate that needs no state takes `State<()>` with any router. It answers `bool`, or a
/// `Result` of it whose error is `Display`.
///
/// - An error refuses the origin, and so does a panic.
/// - It is asked outside all layers, once for each request with an `Origin` that it concerns, preflights and requests alike: a
///   preflight that the browser has kept, by `max_age`, costs none. Several `Origin` lines, `null`, and what is no origin by the
///   grammar above are refused without asking.
/// - With `credentials` it is not asked about `http://` origins other than loopback, which anybody on the network can forge,
///   unless `dangerously(insecure_origins)` is there. Where any name may be registered below a domain, such as
///   `github.io`, compare whole hosts: no public-suffix rule can see into a predicate.
/// - All answers have `Vary: Origin`.
/// - Nothing is remembered between requests. A cache is your own business, and must be bounded, since strangers choose the
///   origins that are asked about:
///
/// ```
/// use axum::extract::State;
/// use handler_cors::{CorsRouter, Origin, cors};
/// use std::collections::HashMap;
/// use std::sync::{Arc, Mutex, PoisonError};
/// use std::time::{Duration, Instant};
///
/// #[derive(Clone, Default)]
/// struct App {
///     known: Arc<Mutex<HashMap<Origin, (bool, Instant)>>>,
/// }
///
/// impl App {
///     const ENTRIES: usize = 10_000;
///     /// For so long a tenant that has left may still call.
///     const LIFE: Duration = Duration::from_secs(60);
///
///     fn recall(&self, origin: &Origin) -> Option<bool> {
///         let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
///         known.get(origin).filter(|(_, since)| since.elapsed() < Self::LIFE).map(|(answer, _)| *answer)
///     }
///
///     fn remember(&self, origin: Origin, answer: bool) {
///         let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
///         if known.len() >= Self::ENTRIES {
///             known.clear();
///         }
///         known.insert(origin, (answer, Instant::now()));
///     }
///
///     async fn has_tenant_at(&self, origin: &Origin) -> std::io::Result<bool> {
///         // …
/// #       Ok(origin.host() == "acme.example")
///     }
/// }
///
/// async fn is_tenant(origin: Origin, State(app): State<App>) -> std::io::Result<bool> {
///     if let Some(answer) = app.recall(&origin) {
///         return Ok(answer);
///     }
///     let answer = app.has_tenant_at(&origin).await?;
///     app.remember(origin, answer);
///     Ok(answer)
/// }
///
/// #[cors(origins = dynamic(is_tenant), methods = [GET], credentials)]
/// async fn orders() {}
///
/// let app: CorsRouter = CorsRouter::new().route("/orders", orders).with_state(App::default());
/// # let _ = app.into_make_service();
/// ```
///
/// # What is refused
///
/// - origins that no browser sends: with a path or a trailing slash, upper case, a default port, an IP address that is not
///   in its canonical form, …;
/// - `null`, which any page can send by a sandboxed frame, and opaque schemes;
/// - `"*"` with `credentials`, or beside other origins; `http://` other than loopback with `credentials`;
/// - wildcards over a public suffix (`https://*.com`, `https://*.github.io`), under which anybody can get a name;
/// - duplicates, and origins that a pattern beside them admits already;
/// - methods that a handler cannot answer: unknown, or in lower case, `OPTIONS` (which is registered by itself), `CONNECT`,
///   `TRACE`, `TRACK`;
/// - headers that browsers never let a page send or read, headers of CORS itself, `"*"` with `credentials`, which browsers
///   then take for a name, or beside others (but `AUTHORIZATION`, which `headers = ["*"]` does not contain);
/// - a `max_age` that no browser honours;
/// - a policy's keys beside `policy`;
/// - handlers that a router cannot call: not `async`, with `self`, with `impl Trait` arguments or with more than 16;
/// - a `WebSocketUpgrade` argument without `enforce`, on the handler or on its named policy, since CORS does not guard
///   WebSockets.
///
/// Three things are warned of: a loopback origin without `#[cfg]`; an exposed header that every page may read; an argument that
/// reads cookies (`ReadsCookies`) under a policy without `credentials`, for which browsers send none. Silence them with
/// `#[allow(deprecated)]` on the handler or the static.
///
/// # Refusals that can be lifted
///
/// `dangerously(…)` takes what it lifts; what lifts nothing is an error itself.
///
/// | name | lifts the refusal of |
/// |---|---|
/// | `insecure_origins` | `http://` with `credentials`: anybody on the user's network can forge such a page |
/// | `public_suffixes` | wildcards over public suffixes, in `origins` or `within` |
/// | `null_origin` | `"null"` |
/// | `unenforced` | requests of unsafe methods from pages of origins that are not admitted: plain CORS, which runs the handler and hides its answer |
///
/// # Enforcement
///
/// A `POST`, `PUT`, `PATCH` or `DELETE` from a page whose origin is not admitted is answered 403, and the handler does not
/// run. With `enforce` the same holds for `GET` and `HEAD`. What is sent from no page at all passes, as do pages of the
/// server's own origin. Browsers tell which these are by `Sec-Fetch-Site`; to a server that is not reached by https (or on
/// loopback) they do not send it, and `Origin` is compared with `Host`, which a proxy in front should pass on unchanged.
///
/// # What is generated
///
/// Of a handler, a function without arguments and a type, both of its name, visibility and documentation. The function is what
/// `CorsRouter::route` takes; generic handlers are given their types, `show::<Pg>`. The type's documentation ends with a
/// table of the policy, and `create_widget::call(…)` is the handler itself, without CORS, for unit tests. The type shares
/// its namespace with modules and other types: a module of the handler's name cannot stand beside it.
///
/// Of a static, the same static with its value; its documentation ends with a table too.
///
/// # Other attributes
///
/// They work above and below `#[cors]`, with two exceptions: `#[utoipa::path]` goes above, `#[debug_handler]` below.
/// `#[cfg]` and lint levels hold for all that is generated, `#[expect]` for the handler itself, and `#[deprecated]` for the
/// registration.
#[proc_macro_attribute]
pub fn cors(arguments: proc_macro::TokenStream, item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand_attribute(arguments.into(), item.into()).into()
}

/// Item → arguments → checks → tokens. All errors are reported at once.
fn expand_attribute(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let parsed = Item::parse(item.clone(), &mut diagnostics);
    let arguments = arguments::parse(arguments, &parsed.kind(), &mut diagnostics);
    let checked = check::check(&parsed, &arguments, &mut diagnostics);
    expand::expand(item, &parsed, &arguments, &checked, diagnostics)
}
