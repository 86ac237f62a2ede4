//! The service, in the role of the network.

use crate::blocked::Blocked;
use crate::body::Body;
use bytes::Bytes;
use http::{Request, Response};
use http_body_util::BodyExt;
use std::error::Error;
use std::future::poll_fn;
use tower_service::Service;

/// What errors of services and bodies are turned into.
type BoxError = Box<dyn Error + Send + Sync>;

/// What responds to requests (Fetch, §4.7, "HTTP-network fetch").
pub(crate) trait Network {
    type Body: http_body::Body<Error: Into<BoxError>>;

    async fn send(&mut self, request: Request<Body>) -> Result<Response<Self::Body>, Blocked>;
}

impl<S, B> Network for S
where
    S: Service<Request<Body>, Response = Response<B>>,
    S::Error: Into<BoxError>,
    B: http_body::Body,
    B::Error: Into<BoxError>,
{
    type Body = B;

    async fn send(&mut self, request: Request<Body>) -> Result<Response<B>, Blocked> {
        poll_fn(|context| self.poll_ready(context)).await.map_err(failed)?;
        self.call(request).await.map_err(failed)
    }
}

/// All of a body.
pub(crate) async fn read<B: http_body::Body<Error: Into<BoxError>>>(body: B) -> Result<Bytes, Blocked> {
    Ok(body.collect().await.map_err(failed)?.to_bytes())
}

fn failed(error: impl Into<BoxError>) -> Blocked {
    Blocked::NetworkError { error: error.into().to_string() }
}
