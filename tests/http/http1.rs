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

fn bytes(ask: &Ask) -> Vec<u8> {
    let mut request = format!("{} {} HTTP/1.1\r\n", ask.method, ask.target).into_bytes();
    for (name, value) in &ask.headers {
        request.extend([name.as_bytes(), b": ", value, b"\r\n"].concat());
    }
    request.extend([b"\r\n", ask.body.as_bytes()].concat());
    request
}

/// Sends bytes on a connection of their own, and reads an answer to each of these methods.
async fn exchange(server: SocketAddr, requests: &[u8], are_head: &[bool]) -> Vec<Answer> {
    let exchange = async {
        let mut stream = TcpStream::connect(server).await.unwrap();
        stream.write_all(requests).await.unwrap();
        let (mut received, mut answers) = (Vec::new(), Vec::new());
        for is_head in are_head {
            answers.push(read(&mut stream, &mut received, *is_head).await);
        }
        assert_eq!(received.escape_ascii().to_string(), "", "bytes behind the answers");
        answers
    };
    timeout(Duration::from_secs(10), exchange).await.expect("an answer within ten seconds")
}

/// Takes one answer off what is received, and receives more as long as it is not complete.
async fn read(stream: &mut TcpStream, received: &mut Vec<u8>, is_head: bool) -> Answer {
    let head_end = loop {
        match received.windows(4).position(|four| four == b"\r\n\r\n") {
            Some(end) => break end + 4,
            None => more(stream, received).await,
        }
    };
    let (status, headers) = parse_head(&received[..head_end]);
    let length = if is_head || matches!(status, 101 | 204 | 304) { 0 } else { length(&headers) };
    while received.len() < head_end + length {
        more(stream, received).await;
    }
    let body = received[head_end..head_end + length].to_vec();
    received.drain(..head_end + length);
    Answer { status, headers, body: String::from_utf8(body).unwrap() }
}

async fn more(stream: &mut TcpStream, received: &mut Vec<u8>) {
    let count = stream.read_buf(received).await.unwrap();
    assert_ne!(count, 0, "the connection ends in the midst of an answer: {}", received.escape_ascii());
}

fn parse_head(head: &[u8]) -> (u16, Vec<(String, Vec<u8>)>) {
    let mut lines = head.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let status = lines.next().unwrap().strip_prefix(b"HTTP/1.1 ").unwrap();
    let status = std::str::from_utf8(&status[..3]).unwrap().parse().unwrap();
    let headers = lines.filter(|line| !line.is_empty()).map(|line| {
        let colon = line.iter().position(|byte| *byte == b':').unwrap();
        let name = std::str::from_utf8(&line[..colon]).unwrap().to_ascii_lowercase();
        (name, line[colon + 1..].trim_ascii().to_owned())
    });
    (status, headers.collect())
}

/// Axum knows the length of all bodies in these tests.
fn length(headers: &[(String, Vec<u8>)]) -> usize {
    let (_, value) = headers.iter().find(|(name, _)| name == "content-length").expect("no Content-Length");
    std::str::from_utf8(value).unwrap().parse().unwrap()
}
