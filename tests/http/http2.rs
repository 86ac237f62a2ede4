//! As much of an HTTP/2 client as the tests need, without TLS and with prior knowledge (RFC 9113, §3.3).

use crate::client::{Answer, Ask};
use crate::http1::soon;
use axum::body::Bytes;
use axum::http::{Request, Response, Uri};
use h2::client::{ResponseFuture, SendRequest};
use h2::{Error, RecvStream, SendStream};
use std::net::SocketAddr;
use tokio::net::TcpStream;
use tokio::task::JoinHandle;

/// A connection that a test can ask on as often as it likes, also at the same time.
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

/// A request on its way.
#[derive(Debug)]
pub(crate) struct Exchange {
    pub(crate) response: ResponseFuture,
    pub(crate) body: SendStream<Bytes>,
}

pub(crate) async fn ask(server: SocketAddr, ask: &Ask) -> Answer {
    Connection::open(server).await.ask(ask).await.unwrap()
}

impl Connection {
    pub(crate) async fn open(server: SocketAddr) -> Connection {
        let stream = soon(TcpStream::connect(server)).await.unwrap();
        let (sender, connection) = soon(h2::client::handshake(stream)).await.unwrap();
        let driver = tokio::spawn(async move {
            // What goes wrong is known by whoever waits for an answer.
            let _ = connection.await;
        });
        Connection { sender, driver }
    }

    pub(crate) async fn ask(&self, ask: &Ask) -> Result<Answer, Error> {
        let Exchange { response, mut body } = self.start(request(ask), ask.body.is_empty()).await?;
        if !ask.body.is_empty() {
            // An early answer closes the stream, and needs no body.
            let _ = body.send_data(ask.body.clone().into(), true);
        }
        answer(soon(response).await?).await
    }

    pub(crate) async fn start(&self, request: Request<()>, is_complete: bool) -> Result<Exchange, Error> {
        let mut sender = soon(self.sender.clone().ready()).await?;
        let (response, body) = sender.send_request(request, is_complete)?;
        Ok(Exchange { response, body })
    }

    pub(crate) fn speaks_extended_connect(&self) -> bool {
        self.sender.is_extended_connect_protocol_enabled()
    }
}

/// The same request in HTTP/2: its Host, the first one, becomes `:authority` (RFC 9113, §8.3.1).
pub(crate) fn request(ask: &Ask) -> Request<()> {
    let host = ask.headers.iter().position(|(name, _)| name.eq_ignore_ascii_case("host")).unwrap();
    let authority = ask.headers[host].1.as_slice();
    let uri = Uri::builder().scheme("http").authority(authority).path_and_query(&*ask.target).build().unwrap();
    let start = Request::builder().method(&*ask.method).uri(uri);
    let others = ask.headers.iter().enumerate().filter(|(at, _)| *at != host).map(|(_, header)| header);
    others.fold(start, |request, (name, value)| request.header(name, value.as_slice())).body(()).unwrap()
}

pub(crate) async fn answer(response: Response<RecvStream>) -> Result<Answer, Error> {
    let (parts, mut body) = response.into_parts();
    let headers = parts.headers.iter().map(|(name, value)| (name.to_string(), value.as_bytes().to_owned())).collect();
    let mut received = Vec::new();
    while let Some(data) = soon(body.data()).await {
        let data = data?;
        body.flow_control().release_capacity(data.len())?;
        received.extend(data);
    }
    Ok(Answer { status: parts.status.as_u16(), headers, body: String::from_utf8(received).unwrap() })
}
