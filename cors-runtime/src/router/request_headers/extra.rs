//! The request headers and cookies that axum-extra's extractors read.

use super::{ReadsCookies, ReadsHeaders};
use axum_extra::TypedHeader;
use axum_extra::extract::{Cached, CookieJar};
use axum_extra::headers;

/// A header that pages may send, once a preflight has allowed it. What browsers send by themselves needs no leave, such as
/// `user-agent`; what no script can set is not there (Fetch, "forbidden request-header").
macro_rules! read {
    ($($header:ty: $name:literal),* $(,)?) => {
        $(
            impl ReadsHeaders for TypedHeader<$header> {
                const REQUEST_HEADERS: &'static [&'static str] = &[$name];
            }
        )*
    };
}

read! {
    headers::CacheControl: "cache-control",
    headers::ContentDisposition: "content-disposition",
    headers::ContentEncoding: "content-encoding",
    headers::ContentLocation: "content-location",
    headers::ContentRange: "content-range",
    headers::ContentType: "content-type",
    headers::IfMatch: "if-match",
    headers::IfModifiedSince: "if-modified-since",
    headers::IfNoneMatch: "if-none-match",
    headers::IfRange: "if-range",
    headers::IfUnmodifiedSince: "if-unmodified-since",
    headers::Pragma: "pragma",
    headers::Range: "range",
}

impl<C: headers::authorization::Credentials> ReadsHeaders for TypedHeader<headers::Authorization<C>> {
    const REQUEST_HEADERS: &'static [&'static str] = &["authorization"];
}

impl<T: ReadsHeaders> ReadsHeaders for Cached<T> {
    const REQUEST_HEADERS: &'static [&'static str] = T::REQUEST_HEADERS;
}

impl<T: ReadsCookies> ReadsCookies for Cached<T> {}

impl ReadsCookies for TypedHeader<headers::Cookie> {}

impl ReadsCookies for CookieJar {}

#[cfg(feature = "axum-extra-cookie-signed")]
impl<K> ReadsCookies for axum_extra::extract::SignedCookieJar<K> {}

#[cfg(feature = "axum-extra-cookie-private")]
impl<K> ReadsCookies for axum_extra::extract::PrivateCookieJar<K> {}
