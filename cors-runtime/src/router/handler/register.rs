//! The value of the function that has a handler's name.

use crate::policy::{ArgumentHeaders, DeclaredPolicy};
use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A `#[cors]` handler, which is registered with [`CorsRouter::route`](crate::CorsRouter::route).
///
/// The function that has the name of the handler returns it. Its type shows the arguments of the handler, and the methods that
/// the handler serves.
///
/// In unit tests, `call` calls the handler itself, without CORS:
///
/// ```
/// use axum::extract::Path;
/// use handler_cors::cors;
///
/// #[cors(origins = ["https://app.example.com"], methods = [GET])]
/// async fn show(Path(id): Path<u32>) -> String {
///     format!("widget {id}")
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// assert_eq!(show().call(Path(7)).await, "widget 7");
/// # }
/// ```
///
/// It is not a future, so that `axum::routing::get(handler)`, without preflights, does not compile.
#[must_use = "a `#[cors]` handler is registered with `CorsRouter::route`"]
pub struct RegisterWithCorsRouter<Arguments, F, Methods> {
    pub(super) original: F,
    pub(super) declared: &'static DeclaredHandler,
    types: PhantomData<fn(Arguments) -> Methods>,
}

/// Nothing implements it. Its message replaces "is not a future" where a handler is awaited, or where `#[debug_handler]` above
/// `#[cors]` makes a copy that calls it. The bound must be on the parameter: for one on the whole type, rustc keeps its own
/// message.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a `#[cors]` handler is registered, not called",
    label = "register it with `CorsRouter::route`",
    note = "in a unit test, call the handler itself: `handler().call(...).await`",
    note = "`#[debug_handler]` goes below `#[cors(...)]`, not above it"
)]
pub trait Called {}

impl<Arguments, F: Called, Methods> Future for RegisterWithCorsRouter<Arguments, F, Methods> {
    type Output = Infallible;

    fn poll(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<Infallible> {
        Poll::Pending
    }
}

impl<Arguments, F, Methods> fmt::Debug for RegisterWithCorsRouter<Arguments, F, Methods> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RegisterWithCorsRouter").field(&self.declared.name).finish()
    }
}

/// What `#[cors]` declares for a handler. It has public fields, because expansions write it as a literal.
#[doc(hidden)]
#[derive(Debug)]
pub struct DeclaredHandler {
    pub name: &'static str,
    pub file: &'static str,
    pub line: u32,
    pub policy: &'static DeclaredPolicy,
    pub reads: ArgumentHeaders,
}

/// The last expression of the function that has a handler's name.
#[doc(hidden)]
pub fn register<Arguments, F, Methods>(
    original: F,
    declared: &'static DeclaredHandler,
) -> RegisterWithCorsRouter<Arguments, F, Methods> {
    RegisterWithCorsRouter { original, declared, types: PhantomData }
}

/// Stands for a handler that has errors, so that its registration causes no others.
#[doc(hidden)]
pub async fn not_callable() {}
