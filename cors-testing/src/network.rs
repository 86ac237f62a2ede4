//! The service, in the role of the network.

use crate::blocked::Blocked;
use bytes::Bytes;
use http::{Request, Response};
use http_body::Body;
use http_body_util::{BodyExt, Full};
use std::error::Error;
use std::future::poll_fn;
use tower_service::Service;

/// What errors of services and bodies are turned into.
type BoxError = Box<dyn Error + Send + Sync>;

/// What responds to requests (Fetch, §4.7, "HTTP-network fetch").
pub(crate) trait Network {
    type Body: Body<Error: Into<BoxError>>;

    async fn send(&mut self, request: Request<Full<Bytes>>) -> Result<Response<Self::Body>, Blocked>;
}

impl<S, B> Network for S
where
    S: Service<Request<Full<Bytes>>, Response = Response<B>>,
    S::Error: Into<BoxError>,
    B: Body,
    B::Error: Into<BoxError>,
{
    type Body = B;

    async fn send(&mut self, request: Request<Full<Bytes>>) -> Result<Response<B>, Blocked> {
        poll_fn(|context| self.poll_ready(context)).await.map_err(failed)?;
        self.call(request).await.map_err(failed)
    }
}

/// All of a body.
pub(crate) async fn read<B: Body<Error: Into<BoxError>>>(body: B) -> Result<Bytes, Blocked> {
    Ok(body.collect().await.map_err(failed)?.to_bytes())
}

fn failed(error: impl Into<BoxError>) -> Blocked {
    Blocked::NetworkError { error: error.into().to_string() }
}
