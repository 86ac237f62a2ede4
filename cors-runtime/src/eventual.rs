//! A value that is there, or that somebody has to be asked for.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

pub(crate) type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// Of literal lists everything is known at once; a predicate is waited for. The first costs no allocation.
pub(crate) enum Eventual<T> {
    /// `None` once it has been taken.
    Known(Option<T>),
    Asked(BoxFuture<T>),
}

impl<T> Eventual<T> {
    pub(crate) fn known(value: T) -> Self {
        Eventual::Known(Some(value))
    }

    pub(crate) fn asked(future: impl Future<Output = T> + Send + 'static) -> Self {
        Eventual::Asked(Box::pin(future))
    }

    pub(crate) fn map<U>(self, change: impl FnOnce(T) -> U + Send + 'static) -> Eventual<U>
    where
        T: 'static,
    {
        match self {
            Eventual::Known(value) => Eventual::Known(value.map(change)),
            Eventual::Asked(future) => Eventual::asked(async move { change(future.await) }),
        }
    }
}

impl<T: Unpin> Future for Eventual<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        match self.get_mut() {
            Eventual::Known(value) => value.take().map_or(Poll::Pending, Poll::Ready),
            Eventual::Asked(future) => Poll::Ready(ready!(future.as_mut().poll(cx))),
        }
    }
}

/// The same as the future of a service that never fails.
pub(crate) struct Infallibly<T>(pub(crate) Eventual<T>);

impl<T: Unpin> Future for Infallibly<T> {
    type Output = Result<T, Infallible>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(cx).map(Ok)
    }
}
