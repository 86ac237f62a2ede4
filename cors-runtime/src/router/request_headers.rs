//! The request headers that extractors read, by the types of a handler's arguments.

#[cfg(feature = "axum-extra")]
mod extra;

use axum::extract::FromRequest;
use handler_cors_policy::assert_request_headers;
use http::Method;
use std::any::TypeId;
use std::marker::PhantomData;

/// Whether a handler's last extractor takes the body of the request, by the marker `M` of its
/// [`FromRequest`](axum::extract::FromRequest) impl. Handlers without arguments have the marker `()`.
///
/// axum gives one marker to all extractors that read the head alone. Every other marker counts as one for the body: extractors
/// that wrap others may have markers of their own.
pub(super) fn takes_body<M: 'static>() -> bool {
    let marker = TypeId::of::<M>();
    marker != TypeId::of::<()>() && marker != head_marker()
}

/// The marker of extractors that read the head. It is inferred, because axum does not export its type.
fn head_marker<M: 'static>() -> TypeId
where
    Method: FromRequest<(), M>,
{
    TypeId::of::<M>()
}

/// An extractor that reads request headers which a cross-origin page can send only if a preflight allows them (Fetch,
/// "CORS-unsafe request-header names").
///
/// A policy allows the request headers that the extractors of its `#[cors]` handler read, beside the `headers` that it declares.
/// The type of each argument counts, so that aliases and renamed imports make no difference. An argument whose type is a generic
/// parameter, `T`, counts only with the bound `T: ReadsHeaders`.
///
/// `content-type` needs no impl: it is allowed wherever the last extractor takes the body of the request, such as `axum::Json`,
/// `Bytes`, and extractors that wrap or derive from them. An extractor takes the body if it implements
/// [`FromRequest`](axum::extract::FromRequest) and not [`FromRequestParts`](axum::extract::FromRequestParts).
///
/// Implemented for `Option` and `Result` of what implements it; with the feature `axum-extra` also for axum-extra's `TypedHeader`
/// of the headers that a page may send, such as `TypedHeader<Authorization<Bearer>>`, for `Cached` of what implements it, and for
/// `Either` if all its extractors implement it: one that reads no header has an empty list, as `()` does.
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
/// let app: CorsRouter = CorsRouter::new().route("/", list); // preflights: `Access-Control-Allow-Headers: x-tenant`
/// # let _ = app.into_make_service();
/// ```
///
/// # Wrappers of other crates
///
/// A wrapper of another crate, around an extractor of yours or of a third crate, cannot implement this trait in your crate (the
/// orphan rule). List the header where the wrapper is used, `headers = ["x-tenant"]`, or give the wrapper a type of your own:
///
/// ```
/// # use axum::{extract::FromRequestParts, http::request::Parts};
/// # mod other_crate {
/// #     pub struct Traced<T>(pub T);
/// #     impl<S: Send + Sync, T: axum::extract::FromRequestParts<S>> axum::extract::FromRequestParts<S> for Traced<T> {
/// #         type Rejection = T::Rejection;
/// #         async fn from_request_parts(parts: &mut axum::http::request::Parts, state: &S) -> Result<Self, T::Rejection> {
/// #             T::from_request_parts(parts, state).await.map(Traced)
/// #         }
/// #     }
/// # }
/// # struct Tenant(String);
/// # impl<S: Send + Sync> FromRequestParts<S> for Tenant {
/// #     type Rejection = std::convert::Infallible;
/// #     async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
/// #         Ok(Tenant(format!("{:?}", parts.headers.get("x-tenant"))))
/// #     }
/// # }
/// # impl handler_cors::ReadsHeaders for Tenant {
/// #     const REQUEST_HEADERS: &'static [&'static str] = &["x-tenant"];
/// # }
/// use handler_cors::{CorsRouter, ReadsHeaders, cors};
/// use other_crate::Traced;
///
/// struct TracedTenant(Traced<Tenant>); // with axum's feature `macros`: #[derive(FromRequestParts)]
/// # impl<S: Send + Sync> FromRequestParts<S> for TracedTenant {
/// #     type Rejection = std::convert::Infallible;
/// #     async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
/// #         Traced::from_request_parts(parts, state).await.map(TracedTenant)
/// #     }
/// # }
///
/// impl ReadsHeaders for TracedTenant {
///     const REQUEST_HEADERS: &'static [&'static str] = Tenant::REQUEST_HEADERS;
/// }
///
/// #[cors(origins = ["https://app.example.com"], methods = [GET])]
/// async fn by_type(TracedTenant(tenant): TracedTenant) -> String {
///     tenant.0.0
/// }
///
/// #[cors(origins = ["https://app.example.com"], methods = [GET], headers = ["x-tenant"])]
/// async fn by_list(tenant: Traced<Tenant>) -> String {
///     tenant.0.0
/// }
///
/// let app: CorsRouter = CorsRouter::new().route("/type", by_type).route("/list", by_list);
/// for row in &app.surface() {
///     assert_eq!(row.headers, ["x-tenant"]);
/// }
/// ```
pub trait ReadsHeaders {
    /// The names, in lower case. Names that pages cannot send, such as `cookie`, have no effect. `*` and invalid header names do
    /// not compile where a `#[cors]` handler takes the extractor.
    const REQUEST_HEADERS: &'static [&'static str];
}

impl ReadsHeaders for () {
    const REQUEST_HEADERS: &'static [&'static str] = &[];
}

impl<T: ReadsHeaders> ReadsHeaders for Option<T> {
    const REQUEST_HEADERS: &'static [&'static str] = T::REQUEST_HEADERS;
}

impl<T: ReadsHeaders, E> ReadsHeaders for Result<T, E> {
    const REQUEST_HEADERS: &'static [&'static str] = T::REQUEST_HEADERS;
}

/// An extractor that reads cookies.
///
/// In cross-origin requests, browsers send cookies only if the policy has `credentials`. Without it, the compiler warns at such an
/// argument of a `#[cors]` handler. Implement it for your own extractors that read a session.
///
/// It is implemented, with the feature `axum-extra`, for axum-extra's cookie jars and `TypedHeader<Cookie>`, and for `Option`
/// and `Result` of what implements it.
///
/// ```
/// use axum::{extract::FromRequestParts, http::request::Parts};
/// use handler_cors::{ReadsCookies, cors};
///
/// struct Session(Option<String>);
///
/// impl<S: Sync> FromRequestParts<S> for Session {
///     type Rejection = std::convert::Infallible;
///
///     async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
///         let cookie = parts.headers.get("cookie").and_then(|value| value.to_str().ok());
///         Ok(Session(cookie.map(str::to_owned)))
///     }
/// }
///
/// impl ReadsCookies for Session {}
///
/// // Without `credentials` the compiler would warn.
/// #[cors(origins = ["https://app.example.com"], methods = [GET], credentials)]
/// async fn account(session: Session) -> String {
///     session.0.unwrap_or_default()
/// }
/// ```
pub trait ReadsCookies {}

impl<T: ReadsCookies> ReadsCookies for Option<T> {}

impl<T: ReadsCookies, E> ReadsCookies for Result<T, E> {}

/// Whether an argument's type reads cookies that browsers do not send. It works like [`Probe`].
#[doc(hidden)]
#[derive(Debug)]
pub struct Cookies<T, const CREDENTIALS: bool>(PhantomData<T>);

impl<T: ReadsCookies> Cookies<T, false> {
    /// A deprecated item is the only warning that a library can emit.
    #[deprecated(
        note = "this extractor reads cookies, but browsers send no cookies cross-origin because the policy has no \
                         `credentials`\n\nhelp: add `credentials`; if the handler serves pages without cookies too, put \
                         `#[allow(deprecated)]` on it"
    )]
    pub const READ: () = ();
}

/// `Probe::<T>::READS` is what `T` reads, or nothing: of two constants of one name rustc takes the inherent one where its
/// bounds hold, and else the trait's.
#[doc(hidden)]
#[derive(Debug)]
pub struct Probe<T>(PhantomData<T>);

impl<T: ReadsHeaders> Probe<T> {
    pub const READS: &'static [&'static str] = {
        assert_request_headers(T::REQUEST_HEADERS);
        T::REQUEST_HEADERS
    };
}

/// The constants of types that implement neither trait.
#[doc(hidden)]
pub trait ReadsNothing {
    const READS: &'static [&'static str] = &[];
    const READ: () = ();
}

impl<T> ReadsNothing for Probe<T> {}

impl<T, const CREDENTIALS: bool> ReadsNothing for Cookies<T, CREDENTIALS> {}
