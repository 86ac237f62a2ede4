//! The service in the place of the network.

use super::blocked::Blocked;
use axum::BoxError;
use axum::body::{Body, Bytes, HttpBody};
use http::{Request, Response};
use std::future::poll_fn;
use tower_service::Service;

/// What answers requests (Fetch, §4.7, "HTTP-network fetch").
pub(super) trait Network {
    async fn send(&mut self, request: Request<Body>) -> Result<Response<Body>, Blocked>;
}

impl<S, B> Network for S
where
    S: Service<Request<Body>, Response = Response<B>>,
    S::Error: Into<BoxError>,
    B: HttpBody<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    async fn send(&mut self, request: Request<Body>) -> Result<Response<Body>, Blocked> {
        poll_fn(|context| self.poll_ready(context)).await.map_err(failed)?;
        let answer = self.call(request).await.map_err(failed)?;
        Ok(answer.map(Body::new))
    }
}

/// All of a body.
pub(super) async fn read(body: Body) -> Result<Bytes, Blocked> {
    axum::body::to_bytes(body, usize::MAX).await.map_err(failed)
}

fn failed(error: impl Into<BoxError>) -> Blocked {
    Blocked::NetworkError { error: error.into().to_string() }
}
