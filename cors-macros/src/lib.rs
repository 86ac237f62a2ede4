//! The [`macro@cors`] attribute of `handler-cors`. Use it through that crate, which re-exports it.

mod arguments;
mod check;
mod diagnostics;
mod expand;
mod item;
mod public_suffix;
mod source;
#[cfg(test)]
mod tests;
mod tokens;

use crate::diagnostics::Diagnostics;
use crate::item::Item;
use proc_macro2::TokenStream;

/// Declares the CORS policy of an axum handler.
///
/// The compiler rejects policies that are insecure or that cannot work. Each error is reported at the token that causes it and
/// says what to write instead. All errors of an attribute are reported at once. `CorsRouter::route` registers the handler for
/// the methods that it declares, and responds to their preflights.
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
///     headers = ["x-request-id"], // the `Json` extractor adds `content-type`
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
/// # Items
///
/// The attribute can be used on:
///
/// - A handler: an `async fn` in a module or in another function, but not in an `impl` block or a trait.
/// - A static `Policy`, which is a named policy. Handlers in any module or crate can use it.
/// - A static `Origins`, which [reads origins from the environment](#origins-from-the-environment).
///
/// Statics are written without a value. The attribute generates it.
///
/// ```
/// use handler_cors::{CorsRouter, Policy, cors};
///
/// /// The policy of the storefront.
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
/// Keys are written in any order, each of them once.
///
/// | key | value | meaning |
/// |---|---|---|
/// | `origins` | `[pattern, …]`, `["*"]`, the path of a static `Origins`, or `dynamic(path)` | the origins that the policy allows, see [Origins](#origins) |
/// | `methods` | `[GET, POST, …]` | the methods that the handler serves: `GET`, `HEAD`, `POST`, `PUT`, `PATCH`, `DELETE` |
/// | `headers` | `[CONTENT_TYPE, "x-request-id", …]` or `["*"]` | request headers that pages may send in addition to the safelisted ones (`Access-Control-Allow-Headers`) |
/// | `expose` | as for `headers` | response headers that pages may read in addition to the safelisted ones (`Access-Control-Expose-Headers`) |
/// | `credentials` | flag | pages may send cookies and HTTP authentication (`Access-Control-Allow-Credentials`) |
/// | `max_age` | seconds, from `0` to `86400` | how long browsers may cache the response to a preflight (`Access-Control-Max-Age`); without it they cache it for 5 seconds |
/// | `enforce` | flag | reject disallowed cross-origin requests with `GET` and `HEAD` too, see [Enforcement](#enforcement) |
/// | `policy` | path of a static `Policy` | a named policy, in place of all keys above except `methods` |
/// | `env` | `"WEB_ORIGINS"` | the environment variable with the origins of a static `Origins` |
/// | `within` | `[pattern, …]` | the bounds of these origins |
/// | `dangerously` | `(check, …)` | disables checks, see [Disabling checks](#disabling-checks) |
/// | `crate` | path | the path of `handler_cors`, if the crate is renamed or re-exported; the default is `::handler_cors` |
///
/// | item | required | optional |
/// |---|---|---|
/// | handler | `origins`, `methods` | `headers`, `expose`, `credentials`, `max_age`, `enforce`, `dangerously`, `crate` |
/// | handler with a named policy | `policy`, `methods` | `crate` |
/// | static `Policy` | `origins` | `headers`, `expose`, `credentials`, `max_age`, `enforce`, `dangerously`, `crate` |
/// | static `Origins` | `env`, `within` | `dangerously`, `crate` |
///
/// Flags take no value. Headers are string literals, or names of constants of `http::header` with or without a path
/// (`CONTENT_TYPE`, `header::CONTENT_TYPE`). Neither these constants nor the methods need an import. Header names are
/// case-insensitive.
///
/// The request headers that the handler's extractors read are allowed automatically, also with a named policy: a handler that
/// takes `Json` does not need to declare `CONTENT_TYPE`. Implement `ReadsHeaders` for your own extractors.
///
/// # Origins
///
/// A pattern is an origin in the form that browsers send: `scheme "://" host [":" port]`. It is in lower-case ASCII, with
/// international names in punycode. It has neither the default port of its scheme nor a trailing slash.
///
/// | pattern | allows |
/// |---|---|
/// | `"https://app.example.com"` | this origin |
/// | `"https://*.example.com"` | all subdomains at any depth, but not `example.com` itself |
/// | `"https://pr-*.preview.example.com"` | hosts whose leftmost label starts with `pr-`: `*` matches one or more of `a-z 0-9 -` within the label |
/// | `"http://localhost:*"` | any port, or none |
/// | `"capacitor://localhost"` | an app shell; other schemes work too, unless their origins are opaque (`file`, `data`, …) |
/// | `"*"`, as the only element | every origin |
///
/// Regular expressions are not supported.
///
/// An element can also be a constant: any expression, other than a string literal, that evaluates to a `&'static str` at
/// compile time, such as `env!("WEB_ORIGIN")`, `concat!(…)` or the path of a `const`. A constant must be one exact origin. The
/// compiler checks it like a literal.
///
/// Each element can have `#[cfg(…)]`. At least one element must be left.
///
/// # Origins from the environment
///
/// A static `Origins` declares bounds, which the compiler checks like the elements of a list. When the program starts, the
/// environment variable names the origins. They must be within the bounds.
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
/// The value of the variable is a list of origins or patterns, separated by commas and without white space. Each must be
/// covered completely by one element of `within`. `Origins::load` returns an error if the variable is missing, empty or
/// invalid. The error lists all problems and says what to write instead. Without a call of `load`, `CorsRouter::route` panics
/// with the same text.
///
/// `"*"` and `"null"` cannot be bounds. The rules for `credentials` apply to the bounds, whatever the value of the variable
/// is: a policy with `credentials` cannot use a static with `http://` bounds other than loopback.
///
/// # Predicates
///
/// `origins = dynamic(path)` names an async fn that decides which origins are allowed. Its arguments are the `Origin` of the
/// request and the `State<T>` of the router. `T` must be the state that `CorsRouter::with_state` takes, not a part of it by
/// `FromRef`; for another type, `CorsRouter::route` panics. A predicate that needs no state takes `State<()>` and works with
/// any router. It returns `bool`, or a `Result<bool, E>` whose error implements `Display`.
///
/// - An error or a panic denies the origin.
/// - The predicate runs outside all layers, once for each preflight and request that depends on it. Preflights that the browser
///   has cached need no call. Requests with several `Origin` headers, with `null` or with a malformed origin are denied without a
///   call.
/// - With `credentials` it is not called for `http://` origins other than loopback, unless the policy has
///   `dangerously(insecure_origins)`: a network attacker can tamper with such pages. The public suffix rule cannot be applied to a
///   predicate. If anyone can register a name under a domain, such as `github.io`, compare whole hosts.
/// - All responses have `Vary: Origin`.
/// - Results are not cached. A cache of your own must be bounded, because anyone can send requests with any origin:
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
///     const CAPACITY: usize = 10_000;
///     /// How long a tenant that has left is still allowed.
///     const TIME_TO_LIVE: Duration = Duration::from_secs(60);
///
///     fn cached(&self, origin: &Origin) -> Option<bool> {
///         let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
///         known.get(origin).filter(|(_, since)| since.elapsed() < Self::TIME_TO_LIVE).map(|(is_tenant, _)| *is_tenant)
///     }
///
///     fn cache(&self, origin: Origin, is_tenant: bool) {
///         let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
///         if known.len() >= Self::CAPACITY {
///             known.clear();
///         }
///         known.insert(origin, (is_tenant, Instant::now()));
///     }
///
///     async fn has_tenant_at(&self, origin: &Origin) -> std::io::Result<bool> {
///         // …
/// #       Ok(origin.host() == "acme.example")
///     }
/// }
///
/// async fn is_tenant(origin: Origin, State(app): State<App>) -> std::io::Result<bool> {
///     if let Some(is_tenant) = app.cached(&origin) {
///         return Ok(is_tenant);
///     }
///     let is_tenant = app.has_tenant_at(&origin).await?;
///     app.cache(origin, is_tenant);
///     Ok(is_tenant)
/// }
///
/// #[cors(origins = dynamic(is_tenant), methods = [GET], credentials)]
/// async fn orders() {}
///
/// let app: CorsRouter = CorsRouter::new().route("/orders", orders).with_state(App::default());
/// # let _ = app.into_make_service();
/// ```
///
/// # Errors
///
/// The following do not compile:
///
/// - Origins that no browser sends, such as those with a path, a trailing slash, upper-case letters, a default port, or an IP
///   address that is not in its canonical form.
/// - `null`, which any page can send from a sandboxed frame, and schemes with opaque origins.
/// - `"*"` with `credentials` or beside other origins, and `http://` origins other than loopback with `credentials`.
/// - Wildcards over a public suffix (`https://*.com`, `https://*.github.io`), under which anyone can register a name.
/// - Duplicate origins, and origins that a pattern of the same list covers.
/// - Methods that a handler cannot serve: unknown ones, those in lower case, `OPTIONS` (which is registered automatically),
///   `CONNECT`, `TRACE` and `TRACK`.
/// - Headers that browsers never let a page send or read, and the headers of CORS itself. `"*"` with `credentials`, where browsers
///   take it for the name of a header. Headers beside `"*"`, except `AUTHORIZATION`, which `headers = ["*"]` does not cover.
/// - A `max_age` that no browser honours.
/// - Keys of a policy beside `policy`.
/// - Handlers that a router cannot call: those that are not `async`, or that have `self`, an `impl Trait` argument, or more than 16
///   arguments.
/// - A `WebSocketUpgrade` argument without `enforce` on the handler or on its named policy, because CORS does not protect
///   WebSockets.
///
/// The compiler warns of:
///
/// - A loopback origin without `#[cfg]`.
/// - An exposed header that every page can read.
/// - An argument that reads cookies (`ReadsCookies`) under a policy without `credentials`, for which browsers send no cookies.
///
/// To silence a warning, put `#[allow(deprecated)]` on the handler or the static.
///
/// # Disabling checks
///
/// `dangerously(…)` lists the checks to disable. A check that would not fail is an error in this list.
///
/// | name | allows |
/// |---|---|
/// | `insecure_origins` | `http://` origins with `credentials`: a network attacker can tamper with their pages and make credentialed requests as the user |
/// | `public_suffixes` | wildcards over public suffixes, in `origins` or `within` |
/// | `null_origin` | `"null"` |
/// | `unenforced` | disallowed cross-origin requests with unsafe methods, as in plain CORS: the handler runs, and the response is not readable by the page |
///
/// # Enforcement
///
/// A cross-origin `POST`, `PUT`, `PATCH` or `DELETE` from a disallowed origin is rejected with 403, and the handler does not run.
/// With `enforce`, so are `GET` and `HEAD`. Same-origin requests pass, and so do requests that do not come from a page.
///
/// Browsers mark requests as same-origin or cross-origin with `Sec-Fetch-Site`. They send it only over https and to loopback.
/// Without it, `Origin` is compared with `Host`, so a proxy must pass on `Host` unchanged.
///
/// # Generated code
///
/// For a handler, the attribute generates a function without arguments and a type, both with the name, the visibility and the
/// documentation of the handler. The function is what `CorsRouter::route` takes. Generic handlers are registered with their
/// types, as in `show::<Pg>`. The documentation of the type ends with a table of the policy. `create_widget::call(…)` calls
/// the handler itself, without CORS, for unit tests. Types and modules share a namespace, so a module cannot have the same
/// name as a handler beside it.
///
/// For a static, the attribute generates the same static with a value. Its documentation ends with a table too.
///
/// # Other attributes
///
/// Other attributes can be above or below `#[cors]`, with two exceptions: `#[utoipa::path]` must be above, and
/// `#[debug_handler]` below. `#[cfg]` and lint levels apply to all generated items, `#[expect]` to the handler itself, and
/// `#[deprecated]` to the registration.
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
