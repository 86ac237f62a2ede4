//! Compares the whole router with a second implementation of the decision: two handlers of one path under two policies.

use crate::naive::Oracle;
use crate::near::near;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Request, Response};
use handler_cors::{CorsRouter, cors};
use libfuzzer_sys::arbitrary::{Result, Unstructured};
use std::cell::LazyCell;
use std::pin::pin;
use std::task::{Context, Poll, Waker};
use tower::ServiceExt;
use tower::layer::util::Identity;

/// The declared policies of one router.
#[derive(Clone, Copy)]
pub(crate) struct Declared {
    read: &'static [&'static str],
    read_has_credentials: bool,
    write: &'static [&'static str],
    write_has_credentials: bool,
    router: fn() -> CorsRouter,
}

macro_rules! router {
    ($name:ident: [$($read:literal),*] $($read_with:ident)?, [$($write:literal),*] $($write_with:ident)?) => {
        #[allow(deprecated, reason = "loopback origins")]
        mod $name {
            use super::{CorsRouter, Declared, cors};

            #[cors(origins = [$($read),*], methods = [GET, DELETE], headers = ["x-read"], $($read_with)?)]
            async fn read() -> &'static str {
                "read"
            }

            #[cors(origins = [$($write),*], methods = [POST], headers = ["x-write"], $($write_with)?)]
            async fn write() -> &'static str {
                "write"
            }

            pub(super) const ROUTER: Declared = Declared {
                read: &[$($read),*],
                read_has_credentials: !stringify!($($read_with)?).is_empty(),
                write: &[$($write),*],
                write_has_credentials: !stringify!($($write_with)?).is_empty(),
                router: || CorsRouter::new().route("/", (read, write)),
            };
        }
    };
}

include!(concat!(env!("OUT_DIR"), "/routers.rs"));

/// A policy, and what its responses must contain.
struct Policy {
    patterns: &'static [&'static str],
    oracles: Vec<Oracle>,
    allow: AllowHeaders,
}

/// The response headers for an allowed origin, except the origin itself.
#[derive(Clone, Copy)]
struct AllowHeaders {
    credentials: bool,
    methods: &'static str,
    headers: &'static str,
}

impl Policy {
    fn new(patterns: &'static [&'static str], allow: AllowHeaders) -> Policy {
        let oracle = |pattern: &&str| Oracle::parse(pattern).expect("the naive grammar accepts what compiles");
        Policy { patterns, oracles: patterns.iter().map(oracle).collect(), allow }
    }

    fn matches(&self, origins: &[HeaderValue]) -> bool {
        matches!(origins, [origin] if self.matches_origin(origin.as_bytes()))
    }

    fn matches_origin(&self, origin: &[u8]) -> bool {
        self.oracles.iter().any(|oracle| oracle.matches(origin))
    }

    /// Whether there may be an origin that both allow. Two wildcards may meet.
    fn may_share(&self, other: &Policy) -> bool {
        let has_wildcard = |policy: &Policy| policy.patterns.iter().any(|pattern| pattern.contains('*'));
        let has_one_of =
            |one: &Policy, of: &Policy| of.patterns.iter().any(|known| one.matches_origin(known.as_bytes()));
        has_one_of(self, other) || has_one_of(other, self) || has_wildcard(self) && has_wildcard(other)
    }
}

struct App {
    read: Policy,
    write: Policy,
    /// Whether pages that may read may also write.
    share_pages: bool,
    bare: Router,
    layered: Router,
}

impl App {
    fn new(declared: &Declared) -> App {
        let read =
            AllowHeaders { credentials: declared.read_has_credentials, methods: "GET, DELETE", headers: "x-read" };
        let write = AllowHeaders { credentials: declared.write_has_credentials, methods: "POST", headers: "x-write" };
        let (read, write) = (Policy::new(declared.read, read), Policy::new(declared.write, write));
        App {
            share_pages: read.may_share(&write),
            read,
            write,
            bare: (declared.router)().into(),
            layered: (declared.router)().layer(Identity::new()).into(),
        }
    }

    /// The policy of a method.
    fn policy(&self, method: &[u8]) -> Option<&Policy> {
        match method {
            b"GET" | b"HEAD" | b"DELETE" => Some(&self.read),
            b"POST" => Some(&self.write),
            _ => None,
        }
    }
}

thread_local! {
    static APPS: LazyCell<Vec<App>> = LazyCell::new(|| ROUTERS.iter().map(App::new).collect());
}

/// Reads the bytes as the number of a router, a method, and headers.
pub fn decision(data: &[u8]) {
    APPS.with(|apps| {
        let mut bytes = Unstructured::new(data);
        let Ok(app) = bytes.choose(apps) else { return };
        if let Ok(Some(input)) = Input::new(app, &mut bytes) {
            let expected = input.expected(app);
            for router in [&app.bare, &app.layered] {
                assert_eq!(observed(&send(router, input.request())), expected, "{input:?}");
            }
        }
    });
}

#[derive(Debug)]
struct Input {
    method: &'static str,
    origins: Vec<HeaderValue>,
    requested: Vec<HeaderValue>,
    site: Option<&'static str>,
    purpose: Option<&'static str>,
    upgrade: Option<&'static str>,
    host: Option<HeaderValue>,
}

impl Input {
    /// `None` if the bytes are not valid in a header.
    fn new(app: &App, bytes: &mut Unstructured<'_>) -> Result<Option<Input>> {
        const METHODS: [&str; 10] =
            ["GET", "HEAD", "POST", "DELETE", "PUT", "OPTIONS", "OPTIONS", "OPTIONS", "PURGE", "get"];
        const SITES: [Option<&str>; 6] =
            [None, None, Some("same-origin"), Some("none"), Some("same-site"), Some("cross-site")];
        let (method, site) = (*bytes.choose(&METHODS)?, *bytes.choose(&SITES)?);
        let purpose = *bytes.choose(&[None, None, Some("prefetch"), Some("prefetch;prerender"), Some("other")])?;
        let upgrade = *bytes.choose(&[None, None, Some("websocket"), Some("WebSocket"), Some("h2c")])?;
        let requested = match bytes.int_in_range(0..=3)? {
            0 => Vec::new(),
            1 => vec![bytes.arbitrary::<&[u8]>()?.to_vec()],
            2 => vec![bytes.choose(&METHODS)?.as_bytes().to_vec()],
            _ => vec![b"GET".to_vec(), bytes.choose(&METHODS)?.as_bytes().to_vec()],
        };
        let mut origins = Vec::new();
        for _ in 0..*bytes.choose(&[0, 1, 1, 1, 1, 1, 2])? {
            let list = if bytes.arbitrary()? { app.read.patterns } else { app.write.patterns };
            origins.push(if bytes.ratio(1, 4)? {
                bytes.arbitrary::<&[u8]>()?.to_vec()
            } else {
                near(bytes.choose(list)?, bytes)?
            });
        }
        let authority = origins.first().and_then(|origin| origin.splitn(3, |byte| *byte == b'/').nth(2));
        let host = match bytes.int_in_range(0..=5)? {
            0 => None,
            1 => authority.map(<[u8]>::to_vec),
            2 => authority.map(<[u8]>::to_ascii_uppercase),
            3 => {
                let port = *bytes.choose(&[":443", ":80"])?;
                authority.map(|authority| [authority, port.as_bytes()].concat())
            }
            _ => Some(b"api.example".to_vec()),
        };
        let values = |values: Vec<Vec<u8>>| {
            values.iter().map(|value| HeaderValue::from_bytes(value)).collect::<std::result::Result<Vec<_>, _>>()
        };
        let (Ok(origins), Ok(requested)) = (values(origins), values(requested)) else { return Ok(None) };
        let Ok(host) = host.map(|host| HeaderValue::from_bytes(&host)).transpose() else { return Ok(None) };
        Ok(Some(Input { method, origins, requested, site, purpose, upgrade, host }))
    }

    fn request(&self) -> Request<Body> {
        let mut request = Request::builder().method(self.method).uri("/");
        let lines = [("origin", &self.origins), ("access-control-request-method", &self.requested)];
        for (name, values) in lines {
            request = values.iter().fold(request, |request, value| request.header(name, value));
        }
        for (name, value) in [("sec-fetch-site", self.site), ("sec-purpose", self.purpose), ("upgrade", self.upgrade)] {
            request = value.iter().fold(request, |request, value| request.header(name, *value));
        }
        request = self.host.iter().fold(request, |request, host| request.header("host", host));
        request.body(Body::empty()).expect("every part is valid")
    }

    /// Whether the request is cross-origin.
    fn is_cross_origin(&self) -> bool {
        match (self.site, &*self.origins) {
            (Some("same-origin"), _) => false,
            (Some("none"), _) => self.purpose.is_some_and(|purpose| purpose.starts_with("prefetch")),
            (Some(_), _) => true,
            (None, []) => false,
            (None, [origin]) => !self.host.as_ref().is_some_and(|host| is_at(origin.as_bytes(), host.as_bytes())),
            (None, _) => true,
        }
    }

    /// Whether cross-origin requests are rejected, unless a policy allows their origin.
    fn is_enforced(&self) -> bool {
        let is_websocket = self.upgrade.is_some_and(|upgrade| upgrade.eq_ignore_ascii_case("websocket"));
        !matches!(self.method, "GET" | "HEAD") || self.method == "GET" && is_websocket
    }

    /// The expected status and headers.
    fn expected(&self, app: &App) -> (u16, Vec<String>) {
        if self.method != "OPTIONS" {
            return self.expected_of_request(app);
        }
        match (&*self.origins, &*self.requested) {
            ([], _) | (_, []) => {
                (204, vec!["allow: GET, HEAD, POST, DELETE, OPTIONS".to_owned(), VARY_PREFLIGHT.to_owned()])
            }
            (_, [requested]) => self.expected_of_preflight(app, requested.as_bytes()),
            _ => (403, vec![VARY_PREFLIGHT.to_owned()]),
        }
    }

    fn expected_of_preflight(&self, app: &App, requested: &[u8]) -> (u16, Vec<String>) {
        let (policy, with_headers) = match app.policy(requested) {
            Some(policy) => (policy.matches(&self.origins).then_some(policy), true),
            None => ([&app.read, &app.write].into_iter().find(|policy| policy.matches(&self.origins)), false),
        };
        let mut lines = vec![VARY_PREFLIGHT.to_owned()];
        let Some(policy) = policy else { return (403, lines) };
        lines.extend(self.allow_headers(policy));
        lines.push(format!("access-control-allow-methods: {}", policy.allow.methods));
        if with_headers {
            lines.push(format!("access-control-allow-headers: {}", policy.allow.headers));
            // Any page reaches the handler for GET. That for POST is reached by pages that both policies allow.
            if app.share_pages || policy.allow.methods == "POST" {
                lines.push("access-control-max-age: 0".to_owned());
            }
        }
        (204, sorted(lines))
    }

    fn expected_of_request(&self, app: &App) -> (u16, Vec<String>) {
        let mut lines = vec!["vary: Origin".to_owned()];
        let Some(policy) = app.policy(self.method.as_bytes()) else {
            let matching = [&app.read, &app.write].into_iter().find(|policy| policy.matches(&self.origins));
            let status = if matching.is_none() && self.is_cross_origin() { 403 } else { 405 };
            lines.extend(matching.into_iter().flat_map(|policy| self.allow_headers(policy)));
            lines.push("allow: GET, HEAD, POST, DELETE, OPTIONS".to_owned());
            return (status, sorted(lines));
        };
        if policy.matches(&self.origins) {
            lines.extend(self.allow_headers(policy));
        } else if self.is_enforced() && self.is_cross_origin() {
            return (403, lines);
        }
        (200, sorted(lines))
    }

    fn allow_headers(&self, policy: &Policy) -> Vec<String> {
        let origin = self.origins[0].as_bytes().escape_ascii();
        let mut lines = vec![format!("access-control-allow-origin: {origin}")];
        if policy.allow.credentials {
            lines.push("access-control-allow-credentials: true".to_owned());
        }
        lines
    }
}

/// Whether a page of the origin is of the server that this host names. Origins never have a default port or upper-case letters.
fn is_at(origin: &[u8], host: &[u8]) -> bool {
    [("https", ":443"), ("http", ":80")].into_iter().any(|(scheme, port)| {
        let host = host.strip_suffix(port.as_bytes()).unwrap_or(host).to_ascii_lowercase();
        !host.is_empty() && origin == [scheme.as_bytes(), b"://", &host].concat()
    })
}

const VARY_PREFLIGHT: &str = "vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

fn sorted(mut lines: Vec<String>) -> Vec<String> {
    lines.sort();
    lines
}

fn send(router: &Router, request: Request<Body>) -> Response<Body> {
    match pin!(router.clone().oneshot(request)).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(Ok(response)) => response,
        Poll::Pending => panic!("the handlers never wait"),
    }
}

/// The status, and the headers that are relevant to CORS.
fn observed(response: &Response<Body>) -> (u16, Vec<String>) {
    let is_relevant = |name: &str| name.starts_with("access-control-") || name == "vary" || name == "allow";
    let headers: &HeaderMap = response.headers();
    let lines = headers.iter().filter(|(name, _)| is_relevant(name.as_str()));
    let lines = lines.map(|(name, value)| match name.as_str() {
        "allow" => {
            // The order of methods is arbitrary.
            let mut methods: Vec<_> =
                value.to_str().unwrap_or_default().split([',', ' ']).filter(|word| !word.is_empty()).collect();
            methods.sort_by_key(|method| {
                ["GET", "HEAD", "POST", "DELETE", "OPTIONS"].iter().position(|known| known == method)
            });
            format!("allow: {}", methods.join(", "))
        }
        name => format!("{name}: {}", value.as_bytes().escape_ascii()),
    });
    (response.status().as_u16(), sorted(lines.collect()))
}
