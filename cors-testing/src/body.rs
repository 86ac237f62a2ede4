//! The bodies of requests.

use bytes::Bytes;
use http::HeaderValue;
use http_body::{Frame, SizeHint};
use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

/// The body of a request, as the tested service receives it. A streamed one has no known length.
///
/// Services read it by [`http_body::Body`]; axum's extractors do.
#[derive(Clone, Debug, Default)]
pub struct Body {
    chunks: VecDeque<Bytes>,
    is_stream: bool,
}

impl Body {
    pub(crate) fn is_stream(&self) -> bool {
        self.is_stream
    }

    /// The length that a `Content-Length` header gives: none for a stream.
    pub(crate) fn length(&self) -> Option<usize> {
        (!self.is_stream).then(|| self.bytes_left())
    }

    fn bytes_left(&self) -> usize {
        self.chunks.iter().map(Bytes::len).sum()
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.chunks.pop_front().map(|chunk| Ok(Frame::data(chunk))))
    }

    fn is_end_stream(&self) -> bool {
        self.chunks.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        let length = self.length().and_then(|length| u64::try_from(length).ok());
        length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// What a script or a form gives a request to send.
#[derive(Clone, Debug)]
pub(crate) struct Payload {
    pub(crate) body: Body,
    /// The content type that the body has by itself (Fetch, §5.2, "extract a body").
    pub(crate) content_type: Option<HeaderValue>,
    /// The `content-type` header that a script sets because of the body, unless it sets another one.
    pub(crate) content_type_header: Option<HeaderValue>,
}

impl Payload {
    pub(crate) fn bytes(bytes: impl Into<Bytes>) -> Payload {
        let chunks = [bytes.into()].into_iter().filter(|chunk| !chunk.is_empty()).collect();
        Payload { body: Body { chunks, is_stream: false }, content_type: None, content_type_header: None }
    }

    pub(crate) fn typed(text: String, content_type: &'static str) -> Payload {
        Payload { content_type: Some(HeaderValue::from_static(content_type)), ..Payload::bytes(text) }
    }

    pub(crate) fn text(text: String) -> Payload {
        Payload::typed(text, "text/plain;charset=UTF-8")
    }

    pub(crate) fn json(text: String) -> Payload {
        let content_type_header = Some(HeaderValue::from_static("application/json"));
        Payload { content_type_header, ..Payload::text(text) }
    }

    pub(crate) fn stream(chunks: impl Iterator<Item = Bytes>) -> Payload {
        let body = Body { chunks: chunks.collect(), is_stream: true };
        Payload { body, content_type: None, content_type_header: None }
    }
}
