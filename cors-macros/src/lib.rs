//! The [`macro@cors`] attribute. Use it through the `handler-cors` crate, whose re-export shows the same documentation.

mod args;
mod attributes;
mod check;
mod expand;
mod faults;
mod handler;
mod lifetimes;
mod names;
mod public_suffix;
mod source;
mod table;
#[cfg(test)]
mod tests;

use crate::expand::Expansion;
use crate::faults::Faults;
use crate::handler::Handler;
use proc_macro2::TokenStream;
use quote::quote;

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
/// # Keys
///
/// `origins` and `methods` are required; each key is written once, in any order.
///
/// | key | value | meaning |
/// |---|---|---|
/// | `origins` | `[pattern, …]` or `["*"]` | the origins of the pages that may call |
/// | `methods` | `[GET, POST, …]` | what the handler answers to, and is routed for: any of `GET`, `HEAD`, `POST`, `PUT`, `PATCH`, `DELETE` |
/// | `headers` | `[CONTENT_TYPE, "x-request-id", …]` or `["*"]` | request headers that the page may send, beyond the safelisted ones (`Access-Control-Allow-Headers`) |
/// | `expose` | like `headers` | response headers that the page may read, beyond the safelisted ones (`Access-Control-Expose-Headers`) |
/// | `credentials` | flag | the page may send cookies and HTTP authentication (`Access-Control-Allow-Credentials`) |
/// | `max_age` | seconds, `0` to `86400` | how long browsers may keep a preflight's answer (`Access-Control-Max-Age`); without it they keep it for 5 s |
/// | `enforce` | flag | pages of other origins are refused for `GET` and `HEAD` too, see [Enforcement](#enforcement) |
/// | `dangerously` | `(refusal, …)` | lifts refusals, see [Refusals that can be lifted](#refusals-that-can-be-lifted) |
/// | `crate` | path | where the facade is, if the crate is renamed or re-exported; else `::handler_cors` |
///
/// A flag is set where it is written, and takes no value. Headers are string literals, or names of the constants of
/// `http::header`, with or without a path in front of them (`CONTENT_TYPE`, `header::CONTENT_TYPE`); nothing needs to be
/// imported for them, nor for methods. Upper and lower case make no difference in header names.
///
/// What the handler's extractors read is allowed by itself: a handler that takes `Json` need not declare `CONTENT_TYPE`.
/// `ReadsHeaders` says it of your own extractors.
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
/// - handlers that a router cannot call: not `async`, with `self`, with `impl Trait` arguments or with more than 16;
/// - a `WebSocketUpgrade` argument without `enforce`, since CORS does not guard WebSockets.
///
/// Two things are warned of: a loopback origin without `#[cfg]`, and an exposed header that every page may read. Silence
/// them with `#[allow(deprecated)]` on the handler.
///
/// # Refusals that can be lifted
///
/// `dangerously(…)` takes what it lifts; what lifts nothing is an error itself.
///
/// | name | lifts the refusal of |
/// |---|---|
/// | `insecure_origins` | `http://` with `credentials`: anybody on the user's network can forge such a page |
/// | `public_suffixes` | wildcards over public suffixes |
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
/// A function without arguments and a type, both of the handler's name, visibility and documentation. The function is what
/// `CorsRouter::route` takes; generic handlers are given their types, `show::<Pg>`. The type's documentation ends with a
/// table of the policy, and `create_widget::call(…)` is the handler itself, without CORS, for unit tests. The type shares
/// its namespace with modules and other types: a module of the handler's name cannot stand beside it.
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

/// Arguments → draft → checked policy → tokens. All faults are reported at once, and the handler is there all the same,
/// so that nothing else is.
fn expand_attribute(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut faults = Faults::default();
    let args = args::parse(arguments, &mut faults);
    let warnings = check::check(&args, &mut faults);
    let sound = faults.count() == 0;
    let Some(handler) = Handler::read(item.clone(), &mut faults) else {
        let errors = faults.into_tokens(&[]);
        return quote!(#errors #item);
    };
    handler.check_websocket(&args, &mut faults);
    // What is only questionable waits until nothing is wrong.
    let warnings = if faults.count() == 0 { warnings } else { Vec::new() };
    let items = Expansion { handler: &handler, args: &args, warnings: &warnings, sound }.items();
    let errors = faults.into_tokens(&handler.attributes.cfgs);
    quote!(#errors #items)
}
