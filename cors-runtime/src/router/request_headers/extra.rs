//! The request headers and cookies that axum-extra's extractors read.

use super::{ReadsCookies, ReadsHeaders};
use axum_extra::TypedHeader;
use axum_extra::either::{Either, Either3, Either4, Either5, Either6, Either7, Either8};
use axum_extra::extract::{Cached, CookieJar};
use axum_extra::headers;
use std::marker::PhantomData;

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

/// More than extractors read. The length of an array cannot depend on the types of the extractors.
const MOST: usize = 64;

/// The headers that two extractors read.
struct Both<A, B>(PhantomData<(A, B)>);

impl<A: ReadsHeaders, B: ReadsHeaders> Both<A, B> {
    const LENGTH: usize = A::REQUEST_HEADERS.len() + B::REQUEST_HEADERS.len();
    const JOINED: [&'static str; MOST] = {
        assert!(Self::LENGTH <= MOST, "these extractors read more than 64 request headers");
        let mut all = [""; MOST];
        let mut index = 0;
        while index < Self::LENGTH {
            let of_a = A::REQUEST_HEADERS.len();
            all[index] = if index < of_a { A::REQUEST_HEADERS[index] } else { B::REQUEST_HEADERS[index - of_a] };
            index += 1;
        }
        all
    };
}

impl<A: ReadsHeaders, B: ReadsHeaders> ReadsHeaders for Both<A, B> {
    const REQUEST_HEADERS: &'static [&'static str] = Self::JOINED.split_at(Self::LENGTH).0;
}

/// Any of the extractors in an `Either` may be the one that succeeds.
macro_rules! either {
    ($($either:ident<$($name:ident),*> = $all:ty;)*) => {
        $(
            impl<$($name: ReadsHeaders),*> ReadsHeaders for $either<$($name),*> {
                const REQUEST_HEADERS: &'static [&'static str] = <$all>::REQUEST_HEADERS;
            }
        )*
    };
}

either! {
    Either<A, B> = Both<A, B>;
    Either3<A, B, C> = Both<A, Either<B, C>>;
    Either4<A, B, C, D> = Both<A, Either3<B, C, D>>;
    Either5<A, B, C, D, E> = Both<A, Either4<B, C, D, E>>;
    Either6<A, B, C, D, E, F> = Both<A, Either5<B, C, D, E, F>>;
    Either7<A, B, C, D, E, F, G> = Both<A, Either6<B, C, D, E, F, G>>;
    Either8<A, B, C, D, E, F, G, H> = Both<A, Either7<B, C, D, E, F, G, H>>;
}

/// Cookies are not among the headers that pages set. Within an `Either`, an extractor needs the trait all the same.
impl ReadsHeaders for CookieJar {
    const REQUEST_HEADERS: &'static [&'static str] = &[];
}

impl<T: ReadsCookies> ReadsCookies for Cached<T> {}

impl ReadsCookies for TypedHeader<headers::Cookie> {}

impl ReadsCookies for CookieJar {}

#[cfg(feature = "axum-extra-cookie-signed")]
impl<K> ReadsCookies for axum_extra::extract::SignedCookieJar<K> {}

#[cfg(feature = "axum-extra-cookie-private")]
impl<K> ReadsCookies for axum_extra::extract::PrivateCookieJar<K> {}
