//! The request headers that extractors read, found through the types of a handler's arguments.

use std::marker::PhantomData;

/// An extractor that reads request headers which a page of another origin may send only if a preflight allows them
/// (Fetch, "CORS-unsafe request-header names").
///
/// What the extractors of a `#[cors]` handler read is allowed to the pages that its policy admits, beside the `headers`
/// that it declares: a handler that takes [`axum::Json`] need not declare `content-type`. The attribute asks each
/// argument's type, so that aliases and renamed imports make no difference. An argument whose type is a generic parameter
/// by itself, `T`, is asked only if the handler bounds it, `T: ReadsHeaders`.
///
/// Implemented for [`axum::Json`], and for `Option` and `Result` of what implements it. Forms and multipart bodies need
/// nothing: browsers send their content types without asking.
///
/// # Example
///
/// ```
/// use axum::{extract::FromRequestParts, http::request::Parts};
/// use handler_cors::{CorsRouter, ReadsHeaders, cors};
///
/// /// The tenant that the page acts for.
/// struct Tenant(Option<String>);
///
/// impl<S: Sync> FromRequestParts<S> for Tenant {
///     type Rejection = std::convert::Infallible;
///
///     async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
///         let value = parts.headers.get("x-tenant").and_then(|value| value.to_str().ok());
///         Ok(Tenant(value.map(str::to_owned)))
///     }
/// }
///
/// impl ReadsHeaders for Tenant {
///     const REQUEST_HEADERS: &'static [&'static str] = &["x-tenant"];
/// }
///
/// #[cors(origins = ["https://app.example.com"], methods = [GET])]
/// async fn list(tenant: Tenant) -> String {
///     tenant.0.unwrap_or_default()
/// }
///
/// let app: CorsRouter = CorsRouter::new().route("/", list); // preflights answer `Access-Control-Allow-Headers: x-tenant`
/// # let _ = app.into_make_service();
/// ```
pub trait ReadsHeaders {
    /// The names, in lower case. Those that no page can send, such as `cookie`, do nothing.
    const REQUEST_HEADERS: &'static [&'static str];
}

#[cfg(feature = "json")]
impl<T> ReadsHeaders for axum::Json<T> {
    const REQUEST_HEADERS: &'static [&'static str] = &["content-type"];
}

impl<T: ReadsHeaders> ReadsHeaders for Option<T> {
    const REQUEST_HEADERS: &'static [&'static str] = T::REQUEST_HEADERS;
}

impl<T: ReadsHeaders, E> ReadsHeaders for Result<T, E> {
    const REQUEST_HEADERS: &'static [&'static str] = T::REQUEST_HEADERS;
}

/// For each argument of a handler, the request headers that its extractor reads.
#[doc(hidden)]
pub type Reads = &'static [&'static [&'static str]];

/// `Probe::<T>::READS` is what `T` reads, or nothing: of two constants of one name rustc takes the inherent one where its
/// bounds hold, and else the trait's.
#[doc(hidden)]
#[derive(Debug)]
pub struct Probe<T>(PhantomData<T>);

impl<T: ReadsHeaders> Probe<T> {
    pub const READS: &'static [&'static str] = T::REQUEST_HEADERS;
}

#[doc(hidden)]
pub trait ReadsNothing {
    const READS: &'static [&'static str] = &[];
}

impl<T> ReadsNothing for Probe<T> {}
