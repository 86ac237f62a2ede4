//! A share of the attacks over real connections of HTTP/1.0, 1.1 and 2.

use super::Wrong;
use super::application::{Application, Setup};
use super::hostile::{Request, requests};
use super::oracle::{Case, expected};
use super::response::is_wrong;
use super::sent::Sent;
use crate::random::Random;
use crate::variable;
use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Version};
use h2::client::SendRequest;
use h2::ext::Protocol;
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

/// Of those that are attacked in process, one in so many.
const SHARE: usize = 20;
const TARGETS: usize = 4;
const REQUESTS: usize = 6;

type Error = Box<dyn std::error::Error + Send + Sync>;

#[tokio::test]
async fn hostile_requests_over_connections() {
    let applications = variable("ATTACK_APPLICATIONS").unwrap_or(super::APPLICATIONS) / SHARE;
    let first = variable("DIFFERENTIAL_SEED").unwrap_or(0);
    let (mut versions, mut found) = ([0; 3], BTreeMap::new());
    for seed in first..first + applications.max(1) {
        if let Some(Wrong { why, details }) = attack(seed, &mut versions).await {
            let message = || format!("DIFFERENTIAL_SEED={seed}: {why}\n  {details}\n\n{}", setup(seed).1);
            found.entry(why).or_insert_with(message);
        }
    }
    assert!(found.is_empty(), "{}\n", found.into_values().collect::<Vec<_>>().join("\n\n"));
    println!("{applications} applications over connections, requests of HTTP/1.0, 1.1 and 2: {versions:?}");
    assert!(versions.iter().all(|count| *count > 0) || applications < 10);
}

fn setup(seed: usize) -> (Random, Setup) {
    let mut random = Random::new(seed as u64);
    let setup = Setup::random(&mut random);
    (random, setup)
}

async fn attack(seed: usize, versions: &mut [usize; 3]) -> Option<Wrong> {
    let (mut random, setup) = setup(seed);
    let application = Application::built(&setup)?;
    let server = Server::start(&application).await;
    let all = (0..TARGETS).flat_map(|_| requests(&mut random, REQUESTS)).filter(can_be_sent).collect::<Vec<_>>();
    for request in all {
        let case = Case::of(&application, &request);
        let expected = expected(&case);
        let sent = server.send(&request).await.unwrap_or_else(|error| {
            panic!("DIFFERENTIAL_SEED={seed}: {error}\n  {request}\n  {}\n\n{setup}", application.send(&request))
        });
        let sent = Sent { events: application.events(), ..sent };
        versions
            [[Version::HTTP_10, Version::HTTP_11, Version::HTTP_2].iter().position(|it| *it == request.version)?] += 1;
        // What the server itself cannot read reaches no router.
        let is_refused = sent.status == 400 && sent.events.is_empty();
        if let Some(why) = is_wrong(&expected, &case, &sent).filter(|_| !is_refused) {
            return Some(Wrong { why, details: format!("{request}\n  {sent}\n  expected: {expected:?}") });
        }
    }
    None
}

/// CONNECT has no path in HTTP/1.
fn can_be_sent(request: &Request) -> bool {
    request.method != Method::CONNECT || request.is_socket()
}

/// A server of an application. It ends with the runtime of the test.
struct Server {
    address: SocketAddr,
    http2: SendRequest<Bytes>,
}

impl Server {
    async fn start(application: &Application) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        tokio::spawn(axum::serve(listener, application.router.clone()).into_future());
        let stream = TcpStream::connect(address).await.expect("the server listens");
        let (http2, connection) = h2::client::handshake(stream).await.expect("the server speaks HTTP/2");
        tokio::spawn(connection);
        Server { address, http2 }
    }

    async fn send(&self, request: &Request) -> Result<Sent, Error> {
        let exchange = async {
            match request.version {
                Version::HTTP_2 => self.send_http2(request).await,
                _ => self.send_http1(request).await,
            }
        };
        timeout(Duration::from_secs(20), exchange).await?
    }

    async fn send_http1(&self, request: &Request) -> Result<Sent, Error> {
        let mut head = format!("{} {} {:?}\r\n", request.method, request.uri, request.version);
        let hosts = request.hosts.iter().map(|host| ("host", *host));
        for (name, value) in hosts.chain(request.lines.iter().copied()) {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        let mut stream = TcpStream::connect(self.address).await?;
        stream.write_all(format!("{head}content-length: 0\r\n\r\n").as_bytes()).await?;
        let mut bytes = Vec::new();
        loop {
            match parsed(&bytes) {
                Ok(sent) if sent.body.len() == length(request, &sent) => return Ok(sent),
                _ if stream.read_buf(&mut bytes).await? == 0 => return parsed(&bytes),
                _ => {}
            }
        }
    }

    async fn send_http2(&self, request: &Request) -> Result<Sent, Error> {
        let mut head = request.to_http().map(|_| ());
        if request.method == Method::CONNECT {
            head.extensions_mut().insert(Protocol::from_static("websocket"));
        }
        let mut sender = self.http2.clone().ready().await?;
        let (response, mut body) = sender.send_request(head, request.method != Method::CONNECT)?;
        let (head, mut received) = response.await?.into_parts();
        if request.method == Method::CONNECT {
            // A tunnel ends when its input ends; without one, the stream may have ended before.
            let _ = body.send_data(Bytes::new(), true);
        }
        let mut bytes = Vec::new();
        while let Some(data) = received.data().await {
            let data = data?;
            received.flow_control().release_capacity(data.len())?;
            bytes.extend(data);
        }
        Ok(sent(head.status.as_u16(), head.headers, &bytes))
    }
}

/// The length of the body. All bodies are texts, and no response is chunked.
fn length(request: &Request, sent: &Sent) -> usize {
    let length = sent.all("content-length").first().and_then(|length| length.parse().ok());
    if request.method == Method::HEAD { 0 } else { length.unwrap_or_default() }
}

fn parsed(bytes: &[u8]) -> Result<Sent, Error> {
    let end =
        bytes.windows(4).position(|window| window == b"\r\n\r\n").ok_or("the response has no end of its headers")?;
    let head = std::str::from_utf8(&bytes[..end])?;
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).ok_or("no status")?.parse()?;
    let mut headers = HeaderMap::new();
    for (name, value) in lines.filter_map(|line| line.split_once(": ")) {
        headers.append(HeaderName::try_from(name)?, HeaderValue::try_from(value)?);
    }
    Ok(sent(status, headers, &bytes[end + 4..]))
}

fn sent(status: u16, headers: HeaderMap, body: &[u8]) -> Sent {
    Sent { status, headers, body: String::from_utf8_lossy(body).into_owned(), events: Vec::new(), report: None }
}
