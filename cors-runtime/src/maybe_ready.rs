//! A value that is ready, or that a predicate delays.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

pub(crate) type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A policy with a list decides at once, and its value costs no allocation. A predicate is awaited.
pub(crate) enum MaybeReady<T> {
    /// `None` once it has been taken.
    Ready(Option<T>),
    Later(BoxFuture<T>),
}

impl<T> MaybeReady<T> {
    pub(crate) fn ready(value: T) -> Self {
        MaybeReady::Ready(Some(value))
    }

    pub(crate) fn later(future: impl Future<Output = T> + Send + 'static) -> Self {
        MaybeReady::Later(Box::pin(future))
    }
}

/// The future of a service that cannot fail.
impl<T: Unpin> Future for MaybeReady<T> {
    type Output = Result<T, Infallible>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        match self.get_mut() {
            MaybeReady::Ready(value) => value.take().map_or(Poll::Pending, |value| Poll::Ready(Ok(value))),
            MaybeReady::Later(future) => Poll::Ready(Ok(ready!(future.as_mut().poll(cx)))),
        }
    }
}
