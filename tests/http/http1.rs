//! A minimal HTTP/1.1 client. It sends any bytes, well-formed or not.

use crate::client::{TestRequest, TestResponse};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

pub(crate) async fn request(server: SocketAddr, request: &TestRequest) -> TestResponse {
    let responses = exchange(server, &bytes(request), &[request.method == "HEAD"]).await;
    responses.into_iter().next().unwrap()
}

/// Sends requests on one connection, without waiting for the responses.
pub(crate) async fn request_all(server: SocketAddr, requests: &[TestRequest]) -> Vec<TestResponse> {
    let sent: Vec<_> = requests.iter().map(bytes).collect();
    let are_head: Vec<_> = requests.iter().map(|request| request.method == "HEAD").collect();
    exchange(server, &sent.concat(), &are_head).await
}

/// Sends bytes and reads one response.
pub(crate) async fn send(server: SocketAddr, request: &[u8]) -> TestResponse {
    exchange(server, request, &[false]).await.into_iter().next().unwrap()
}

pub(crate) fn bytes(request: &TestRequest) -> Vec<u8> {
    let mut bytes = format!("{} {} HTTP/1.1\r\n", request.method, request.target).into_bytes();
    for (name, value) in &request.headers {
        bytes.extend([name.as_bytes(), b": ", value, b"\r\n"].concat());
    }
    bytes.extend([b"\r\n", request.body.as_bytes()].concat());
    bytes
}

/// Sends bytes on a new connection, and reads one response per method.
async fn exchange(server: SocketAddr, requests: &[u8], are_head: &[bool]) -> Vec<TestResponse> {
    let mut connection = Connection::open(server).await;
    connection.write(requests).await;
    let mut responses = Vec::new();
    for is_head in are_head {
        responses.push(connection.read(*is_head).await);
    }
    connection.assert_silent();
    responses
}

/// A connection to a server, which a test reads and writes step by step.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
}

/// Fails instead of waiting forever.
pub(crate) async fn soon<F: Future>(future: F) -> F::Output {
    timeout(Duration::from_secs(10), future).await.expect("within ten seconds")
}

impl Connection {
    pub(crate) async fn open(server: SocketAddr) -> Connection {
        Connection { stream: soon(TcpStream::connect(server)).await.unwrap(), received: Vec::new() }
    }

    pub(crate) async fn write(&mut self, bytes: &[u8]) {
        soon(self.stream.write_all(bytes)).await.unwrap();
    }

    /// Like [`write`](Self::write), but the server may have closed the connection.
    pub(crate) async fn write_if_open(&mut self, bytes: &[u8]) {
        let _ = soon(self.stream.write_all(bytes)).await;
    }

    /// Closes the writing half.
    pub(crate) async fn finish_writing(&mut self) {
        soon(self.stream.shutdown()).await.unwrap();
    }

    pub(crate) async fn request(&mut self, request: &TestRequest) -> TestResponse {
        self.write(&bytes(request)).await;
        self.read(request.method == "HEAD").await
    }

    /// Reads one response. A response to HEAD has no body, whatever its headers say.
    pub(crate) async fn read(&mut self, is_head: bool) -> TestResponse {
        let head = self.read_head().await;
        if is_head {
            return head;
        }
        let body = match Length::of(&head) {
            Length::Known(length) => self.take(length).await,
            Length::Chunked => self.read_chunks().await,
        };
        TestResponse { body: String::from_utf8(body).unwrap(), ..head }
    }

    /// Reads the head of a response and leaves the body.
    pub(crate) async fn read_head(&mut self) -> TestResponse {
        let head = self.take_through(b"\r\n\r\n").await;
        parse_head(&head)
    }

    /// Reads one chunk of a chunked body. The last one is empty.
    pub(crate) async fn read_chunk(&mut self) -> Vec<u8> {
        let line = self.take_through(b"\r\n").await;
        let length = usize::from_str_radix(std::str::from_utf8(line.trim_ascii()).unwrap(), 16).unwrap();
        let mut chunk = self.take(length + 2).await;
        chunk.truncate(length);
        chunk
    }

    async fn read_chunks(&mut self) -> Vec<u8> {
        let mut body = Vec::new();
        loop {
            let chunk = self.read_chunk().await;
            if chunk.is_empty() {
                return body;
            }
            body.extend(chunk);
        }
    }

    async fn take_through(&mut self, end: &[u8]) -> Vec<u8> {
        loop {
            match self.received.windows(end.len()).position(|bytes| bytes == end) {
                Some(at) => return self.received.drain(..at + end.len()).collect(),
                None => self.receive().await,
            }
        }
    }

    pub(crate) async fn take(&mut self, length: usize) -> Vec<u8> {
        while self.received.len() < length {
            self.receive().await;
        }
        self.received.drain(..length).collect()
    }

    async fn receive(&mut self) {
        let count = soon(self.stream.read_buf(&mut self.received)).await.unwrap();
        assert_ne!(count, 0, "the connection ends in the middle of a response: {}", self.received.escape_ascii());
    }

    /// Reads until the server closes the connection.
    pub(crate) async fn read_to_end(&mut self) -> Vec<u8> {
        // A reset also closes it.
        let _ = soon(self.stream.read_to_end(&mut self.received)).await;
        std::mem::take(&mut self.received)
    }

    #[track_caller]
    pub(crate) fn assert_silent(&self) {
        assert_eq!(self.received.escape_ascii().to_string(), "", "bytes after the responses");
    }
}

enum Length {
    Known(usize),
    Chunked,
}

impl Length {
    fn of(head: &TestResponse) -> Length {
        if matches!(head.status, 100..=199 | 204 | 304) {
            return Length::Known(0);
        }
        match (head.header("content-length"), head.header("transfer-encoding")) {
            (Some(length), None) => Length::Known(std::str::from_utf8(length).unwrap().parse().unwrap()),
            (None, Some(b"chunked")) => Length::Chunked,
            other => panic!("no length: {other:?}"),
        }
    }
}

fn parse_head(head: &[u8]) -> TestResponse {
    let mut lines = head.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let status = lines.next().unwrap().strip_prefix(b"HTTP/1.1 ").unwrap();
    let status = std::str::from_utf8(&status[..3]).unwrap().parse().unwrap();
    let headers = lines.filter(|line| !line.is_empty()).map(|line| {
        let colon = line.iter().position(|byte| *byte == b':').unwrap();
        let name = std::str::from_utf8(&line[..colon]).unwrap().to_ascii_lowercase();
        (name, line[colon + 1..].trim_ascii().to_owned())
    });
    TestResponse { status, headers: headers.collect(), body: String::new() }
}
