//! A minimal HTTP/2 client, without TLS and with prior knowledge (RFC 9113, §3.3).

use crate::client::{TestRequest, TestResponse};
use crate::http1::soon;
use axum::body::Bytes;
use axum::http::{Request, Response, Uri};
use h2::client::{ResponseFuture, SendRequest};
use h2::{Error, RecvStream, SendStream};
use std::net::SocketAddr;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

/// A connection for any number of requests, also concurrent ones.
#[derive(Debug)]
pub(crate) struct Connection {
    sender: SendRequest<Bytes>,
    driver: JoinHandle<()>,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

/// A request that has been sent.
#[derive(Debug)]
pub(crate) struct Exchange {
    pub(crate) response: ResponseFuture,
    pub(crate) body: SendStream<Bytes>,
}

pub(crate) async fn request(server: SocketAddr, request: &TestRequest) -> TestResponse {
    Connection::open(server).await.request(request).await.unwrap()
}

impl Connection {
    pub(crate) async fn open(server: SocketAddr) -> Connection {
        let stream = soon(TcpStream::connect(server)).await.unwrap();
        let (sender, connection) = soon(h2::client::handshake(stream)).await.unwrap();
        let driver = tokio::spawn(async move {
            // Errors also reach the futures that wait for responses.
            let _ = connection.await;
        });
        Connection { sender, driver }
    }

    pub(crate) async fn request(&self, request: &TestRequest) -> Result<TestResponse, Error> {
        let Exchange { response, mut body } = self.start(head(request), request.body.is_empty()).await?;
        if !request.body.is_empty() {
            // An early response closes the stream and needs no body.
            let _ = body.send_data(request.body.clone().into(), true);
        }
        received(soon(response).await?).await
    }

    pub(crate) async fn start(&self, head: Request<()>, is_complete: bool) -> Result<Exchange, Error> {
        let mut sender = soon(self.sender.clone().ready()).await?;
        let (response, body) = sender.send_request(head, is_complete)?;
        Ok(Exchange { response, body })
    }

    pub(crate) fn speaks_extended_connect(&self) -> bool {
        self.sender.is_extended_connect_protocol_enabled()
    }
}

/// The head of a request in HTTP/2: the first Host becomes `:authority` (RFC 9113, §8.3.1).
pub(crate) fn head(request: &TestRequest) -> Request<()> {
    let host = request.headers.iter().position(|(name, _)| name.eq_ignore_ascii_case("host")).unwrap();
    let authority = request.headers[host].1.as_slice();
    let uri = Uri::builder().scheme("http").authority(authority).path_and_query(&*request.target).build().unwrap();
    let start = Request::builder().method(&*request.method).uri(uri);
    let others = request.headers.iter().enumerate().filter(|(at, _)| *at != host).map(|(_, header)| header);
    others.fold(start, |head, (name, value)| head.header(name, value.as_slice())).body(()).unwrap()
}

pub(crate) async fn received(response: Response<RecvStream>) -> Result<TestResponse, Error> {
    let (parts, mut body) = response.into_parts();
    let headers = parts.headers.iter().map(|(name, value)| (name.to_string(), value.as_bytes().to_owned())).collect();
    let mut bytes = Vec::new();
    while let Some(data) = soon(body.data()).await {
        let data = data?;
        body.flow_control().release_capacity(data.len())?;
        bytes.extend(data);
    }
    Ok(TestResponse { status: parts.status.as_u16(), headers, body: String::from_utf8(bytes).unwrap() })
}
