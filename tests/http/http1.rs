//! As much of an HTTP/1.1 client as the tests need. It writes what it is given, well-formed or not.

use crate::client::{Answer, Ask};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

pub(crate) async fn ask(server: SocketAddr, ask: &Ask) -> Answer {
    let answers = exchange(server, &bytes(ask), &[ask.method == "HEAD"]).await;
    answers.into_iter().next().unwrap()
}

/// Asks on one connection, without waiting for the answers.
pub(crate) async fn ask_all(server: SocketAddr, asks: &[Ask]) -> Vec<Answer> {
    let requests: Vec<_> = asks.iter().map(bytes).collect();
    let are_head: Vec<_> = asks.iter().map(|ask| ask.method == "HEAD").collect();
    exchange(server, &requests.concat(), &are_head).await
}

/// Sends bytes and reads one answer.
pub(crate) async fn send(server: SocketAddr, request: &[u8]) -> Answer {
    exchange(server, request, &[false]).await.into_iter().next().unwrap()
}

pub(crate) fn bytes(ask: &Ask) -> Vec<u8> {
    let mut request = format!("{} {} HTTP/1.1\r\n", ask.method, ask.target).into_bytes();
    for (name, value) in &ask.headers {
        request.extend([name.as_bytes(), b": ", value, b"\r\n"].concat());
    }
    request.extend([b"\r\n", ask.body.as_bytes()].concat());
    request
}

/// Sends bytes on a connection of their own, and reads an answer to each of these methods.
async fn exchange(server: SocketAddr, requests: &[u8], are_head: &[bool]) -> Vec<Answer> {
    let mut connection = Connection::open(server).await;
    connection.write(requests).await;
    let mut answers = Vec::new();
    for is_head in are_head {
        answers.push(connection.read(*is_head).await);
    }
    connection.assert_silent();
    answers
}

/// A connection to a server, which a test reads and writes step by step.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
}

/// What must not be waited for in vain.
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

    /// As [`write`](Self::write), where the server may have hung up meanwhile.
    pub(crate) async fn write_if_open(&mut self, bytes: &[u8]) {
        let _ = soon(self.stream.write_all(bytes)).await;
    }

    /// Says that nothing more will be written.
    pub(crate) async fn finish_writing(&mut self) {
        soon(self.stream.shutdown()).await.unwrap();
    }

    pub(crate) async fn ask(&mut self, ask: &Ask) -> Answer {
        self.write(&bytes(ask)).await;
        self.read(ask.method == "HEAD").await
    }

    /// Reads one answer; that to HEAD has no body whatever its headers say.
    pub(crate) async fn read(&mut self, is_head: bool) -> Answer {
        let head = self.read_head().await;
        if is_head {
            return head;
        }
        let body = match Length::of(&head) {
            Length::Known(length) => self.take(length).await,
            Length::Chunked => self.read_chunks().await,
        };
        Answer { body: String::from_utf8(body).unwrap(), ..head }
    }

    /// Reads an answer without its body, which is left to come.
    pub(crate) async fn read_head(&mut self) -> Answer {
        let head = self.take_through(b"\r\n\r\n").await;
        parse_head(&head)
    }

    /// Reads one chunk of a body without known length; the last one is empty.
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
        assert_ne!(count, 0, "the connection ends in the midst of an answer: {}", self.received.escape_ascii());
    }

    /// All that comes before the server ends the connection.
    pub(crate) async fn read_to_end(&mut self) -> Vec<u8> {
        // A reset is an end too.
        let _ = soon(self.stream.read_to_end(&mut self.received)).await;
        std::mem::take(&mut self.received)
    }

    #[track_caller]
    pub(crate) fn assert_silent(&self) {
        assert_eq!(self.received.escape_ascii().to_string(), "", "bytes behind the answers");
    }
}

enum Length {
    Known(usize),
    Chunked,
}

impl Length {
    fn of(head: &Answer) -> Length {
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

fn parse_head(head: &[u8]) -> Answer {
    let mut lines = head.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let status = lines.next().unwrap().strip_prefix(b"HTTP/1.1 ").unwrap();
    let status = std::str::from_utf8(&status[..3]).unwrap().parse().unwrap();
    let headers = lines.filter(|line| !line.is_empty()).map(|line| {
        let colon = line.iter().position(|byte| *byte == b':').unwrap();
        let name = std::str::from_utf8(&line[..colon]).unwrap().to_ascii_lowercase();
        (name, line[colon + 1..].trim_ascii().to_owned())
    });
    Answer { status, headers: headers.collect(), body: String::new() }
}
