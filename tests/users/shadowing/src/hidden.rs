//! Every name that an expansion could use has another meaning here.

#![allow(dead_code, non_camel_case_types, unused_macros, clippy::upper_case_acronyms)]

/// Shadows a crate.
pub mod core {}
/// Shadows a crate.
pub mod std {}
/// Shadows a crate.
pub mod alloc {}
/// Shadows a crate.
pub mod handler_cors {}
/// Shadows a crate.
pub mod axum {}
/// Shadows a crate.
pub mod __private {}

/// Hides the types and traits of the prelude, and the names of the expansion.
macro_rules! hide {
    ($($name:ident)*) => { $(
        #[doc = "Hides a name."]
        #[derive(Debug)]
        pub struct $name;
    )* };
}
hide! {
    Option Some None Result Ok Err String Vec Box Clone Copy Send Sync Sized Fn FnOnce FnMut Iterator Into From Default Drop
    Future Pin PhantomData bool str u8 u16 u32 u64 usize char
    Policy DeclaredPolicy Enforcement Source DeclaredHandler Original Probe Cookies ReadsNothing Response FromRequest FromRequestParts
    IntoResponse RegisterWithCorsRouter State S M T GET HEAD POST
}

macro_rules! file {
    () => {
        compile_error!("hidden")
    };
}
macro_rules! line {
    () => {
        compile_error!("hidden")
    };
}
macro_rules! panic {
    ($($any:tt)*) => {
        compile_error!("hidden")
    };
}
macro_rules! concat {
    ($($any:tt)*) => {
        compile_error!("hidden")
    };
}
macro_rules! stringify {
    ($($any:tt)*) => {
        compile_error!("hidden")
    };
}
macro_rules! vec {
    ($($any:tt)*) => {
        compile_error!("hidden")
    };
}

/// Shadows a function of the expansion.
pub fn register() {}
/// Shadows a function of the expansion.
pub fn call_0() {}
/// Shadows a function of the expansion.
pub fn call_2() {}

use ::handler_cors::{CorsRouter, cors};

/// A constant origin, whose checks are emitted next to it.
pub const APP: &::core::primitive::str = "https://app.example.com";

#[cors(origins = [APP, "https://other.example.com"], methods = [GET], headers = ["x-a"], expose = ["x-b"], max_age = 60)]
async fn none() {}

#[cors(origins = [APP], methods = [GET], credentials)]
async fn two(
    id: ::axum::extract::Path<::core::primitive::u32>,
    method: ::axum::http::Method,
) -> ::axum::response::Html<&'static ::core::primitive::str> {
    let _ = (id, method);
    ::axum::response::Html("two")
}

#[cors(origins = [APP], methods = [GET], enforce)]
async fn generic<X>(body: X) -> ::core::result::Result<::axum::http::StatusCode, ::axum::http::StatusCode>
where
    X: ::axum::extract::FromRequest<()> + ::core::marker::Send + 'static,
{
    let _ = body;
    ::core::result::Result::Ok(::axum::http::StatusCode::OK)
}

pub(crate) fn router() -> CorsRouter {
    CorsRouter::new()
        .route("/hidden/none", none)
        .route("/hidden/two/{id}", two)
        .route("/hidden/generic", generic::<::axum::extract::Request>)
}
