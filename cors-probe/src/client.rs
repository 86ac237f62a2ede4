//! The deployment as a service: sends requests over the network, within limits.

use crate::arguments::{Arguments, Http};
use bytes::Bytes;
use handler_cors_testing::Body;
use http::{Method, Request, Response, Version};
use http_body_util::Empty;
use indicatif::ProgressBar;
use reqwest::redirect::Policy;
use reqwest::{Certificate, ClientBuilder, Url};
use std::error::Error;
use std::fmt::Write;
use std::fs;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, sleep_until};
use tower_service::Service;

/// The longest time that one request takes.
const TIMEOUT: Duration = Duration::from_secs(30);

pub(crate) type BoxError = Box<dyn Error + Send + Sync>;

/// Sends requests to one server.
#[derive(Debug)]
pub(crate) struct Client {
    /// Over HTTP/1.1.
    one: reqwest::Client,
    /// Over HTTP/2.
    two: reqwest::Client,
    /// Where the server is. Requests have a path and a host of their own, which is the same.
    server: Url,
    pace: Duration,
    next: Instant,
    end: Instant,
    time_limit: u64,
    pub(crate) progress: ProgressBar,
}

impl Client {
    pub(crate) fn new(server: Url, arguments: &Arguments) -> Result<Client, BoxError> {
        let builder = || configured(arguments);
        let now = Instant::now();
        Ok(Client {
            one: builder()?.http1_only().build()?,
            two: builder()?.http2_prior_knowledge().build()?,
            server,
            pace: Duration::from_secs(1) / arguments.rate.get(),
            next: now,
            end: now + Duration::from_secs(arguments.time_limit),
            time_limit: arguments.time_limit,
            progress: ProgressBar::hidden(),
        })
    }

    /// Waits for its turn.
    fn turn(&mut self) -> Instant {
        let turn = self.next.max(Instant::now());
        self.next = turn + self.pace;
        turn
    }
}

/// The versions to use. One OPTIONS request to the URL tells whether the server offers HTTP/2 by TLS.
pub(crate) async fn versions(server: &Url, arguments: &Arguments) -> Result<Vec<Version>, BoxError> {
    let offers_two = async || -> Result<bool, BoxError> {
        let client = configured(arguments)?.build()?;
        let response =
            client.request(Method::OPTIONS, server.clone()).timeout(TIMEOUT).send().await.map_err(explained)?;
        Ok(response.version() == Version::HTTP_2)
    };
    Ok(match arguments.http {
        Http::One => vec![Version::HTTP_11],
        Http::Two => vec![Version::HTTP_2],
        Http::Both => vec![Version::HTTP_11, Version::HTTP_2],
        Http::Auto if server.scheme() == "https" && offers_two().await? => vec![Version::HTTP_11, Version::HTTP_2],
        Http::Auto => vec![Version::HTTP_11],
    })
}

fn configured(arguments: &Arguments) -> Result<ClientBuilder, BoxError> {
    let agent = concat!("handler-cors-probe/", env!("CARGO_PKG_VERSION"));
    // No proxy, so that nothing but the deployment is reached, and no redirect, which browsers do not follow for preflights.
    let builder = reqwest::Client::builder().user_agent(agent).redirect(Policy::none()).no_proxy();
    match &arguments.ca {
        Some(path) => {
            let text = fs::read(path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))?;
            Ok(builder.tls_certs_merge(Certificate::from_pem_bundle(&text)?))
        }
        None => Ok(builder),
    }
}

impl Service<Request<Body>> for Client {
    type Response = Response<Empty<Bytes>>;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, BoxError>> + Send>>;

    fn poll_ready(&mut self, _cx: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let (turn, end, time_limit) = (self.turn(), self.end, self.time_limit);
        let client = if request.version() == Version::HTTP_2 { self.two.clone() } else { self.one.clone() };
        let (server, progress) = (self.server.clone(), self.progress.clone());
        Box::pin(async move {
            if turn >= end {
                return Err(format!("the time limit of {time_limit} s is over").into());
            }
            sleep_until(turn).await;
            progress.inc(1);
            let (parts, _) = request.into_parts();
            // Whatever asks for them.
            if !matches!(parts.method, Method::OPTIONS | Method::GET | Method::HEAD) {
                return Err(format!("{} is not sent", parts.method).into());
            }
            let mut url = server;
            url.set_path(parts.uri.path());
            url.set_query(parts.uri.query());
            let mut headers = parts.headers;
            headers.remove(http::header::HOST);
            let timeout = TIMEOUT.min(end - turn);
            let response =
                client.request(parts.method, url).headers(headers).timeout(timeout).send().await.map_err(explained)?;
            let mut head = Response::new(Empty::new());
            *head.status_mut() = response.status();
            *head.headers_mut() = response.headers().clone();
            Ok(head)
        })
    }
}

/// The error with its causes, of which the last one says the most.
fn explained(error: reqwest::Error) -> BoxError {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        // Writing to a string does not fail.
        let _ = write!(text, ": {cause}");
        source = cause.source();
    }
    text.into()
}
