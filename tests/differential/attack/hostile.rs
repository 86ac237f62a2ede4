//! Requests as browsers, programs and attackers send them.

use super::rules::{PARTNER, Rules};
use crate::ask::URIS;
use crate::here::{ALLOWED, DISALLOWED};
use crate::random::Random;
use axum::body::Body;
use axum::extract;
use axum::http::header::{HeaderName, HeaderValue};
use axum::http::{Method, Version};
use std::fmt::{self, Display, Formatter};

/// Where the requests are sent to, unless they lie about it.
pub(super) const HOST: &str = "api.example.com";

/// A request, without a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Request {
    pub(super) method: Method,
    pub(super) uri: &'static str,
    pub(super) version: Version,
    /// Of HTTP/2.
    pub(super) scheme: &'static str,
    /// The `Host` lines, or the authority in HTTP/2.
    pub(super) hosts: &'static [&'static str],
    pub(super) lines: Vec<(&'static str, &'static str)>,
}

type Choices = &'static [&'static [&'static str]];

const METHODS: [&str; 12] =
    ["GET", "GET", "GET", "HEAD", "POST", "POST", "PUT", "OPTIONS", "DELETE", "QUERY", "TRACE", "CONNECT"];

const ORIGINS: Choices = &[
    &[],
    &[],
    &[ALLOWED],
    &[ALLOWED],
    &[ALLOWED],
    &[PARTNER],
    &[DISALLOWED],
    &[DISALLOWED],
    &["null"],
    // The server's own, and what resembles it.
    &["https://api.example.com"],
    &["http://api.example.com"],
    &["https://www.example.com"],
    &["https://api.example.com:443"],
    &["https://api.example.com:8443"],
    &["foo://api.example.com"],
    &["file://api.example.com"],
    &["://api.example.com"],
    &["//api.example.com"],
    &["api.example.com"],
    &["https://api.example.com/"],
    &["https://api.example.com.evil.example"],
    &["https://evilapi.example.com"],
    &["https://evil.example"],
    // Similar to allowed ones.
    &["https://shared.example.evil.example"],
    &["https://shared.example/"],
    &["https://shared.example:443"],
    &["https://shared.example."],
    &["https://SHARED.example"],
    &["http://shared.example"],
    &["https://shared.exampl"],
    &["https://shared.example, https://evil.example"],
    &["https://shared.example https://evil.example"],
    &["https://partner.example"],
    &["*"],
    &["NULL"],
    &[""],
    // More than one line.
    &[ALLOWED, ALLOWED],
    &[ALLOWED, DISALLOWED],
    &[DISALLOWED, ALLOWED],
    &["https://api.example.com", "https://api.example.com"],
    &["null", "null"],
];

/// Origins of servers with one of `HOSTS`, which only Fetch Metadata could tell from others.
const OF_HOSTS: Choices = &[
    &["https://api.example.com"],
    &["http://api.example.com"],
    &["https://api.example.com:8443"],
    &["http://api.example.com:8443"],
    &["https://www.example.com"],
    &["http://www.example.com"],
    &["https://evil.example"],
    &["http://evil.example"],
];

const SITES: Choices = &[
    &[],
    &[],
    &["cross-site"],
    &["cross-site"],
    &["same-site"],
    &["same-origin"],
    &["none"],
    &["none"],
    &["Same-Origin"],
    &["none, none"],
    &[""],
    &["\"none\""],
    &["same-origin;x"],
    &["same-origin", "cross-site"],
    &["cross-site", "same-origin"],
    &["none", "none"],
];

const MODES: Choices =
    &[&[], &["cors"], &["no-cors"], &["navigate"], &["navigate"], &["websocket"], &["same-origin"], &["x"]];
const DESTS: Choices = &[&[], &["empty"], &["document"], &["document"], &["iframe"], &["image"], &["object"]];
const PURPOSES: Choices = &[&[], &[], &[], &["prefetch"], &["prefetch;prerender"], &["prefetch;anonymous-client-ip"]];
const COOKIES: Choices = &[&[], &["session=1"], &["session=1", "theme=dark"], &["session=1; theme=dark"]];
const AUTHORIZATIONS: Choices = &[
    &[],
    &[],
    &["Basic dTpw"],
    &["basic dTpw"],
    &["BASIC dTpw"],
    &["Basic"],
    &["Digest username=\"u\""],
    &["Negotiate YII="],
    &["NTLM TlRM"],
    &["Bearer token"],
    &["Bearer token", "Basic dTpw"],
];
/// What proxies tell about the client, and clients about proxies.
const FORWARDED: Choices = &[
    &[],
    &[],
    &["x-forwarded-host: evil.example"],
    &["x-forwarded-proto: https"],
    &["forwarded: host=evil.example;proto=https"],
    &["x-forwarded-host: disallowed.example"],
    &["x-http-method-override: GET"],
];
const UPGRADES: Choices = &[
    &[],
    &[],
    &[],
    &["connection: Upgrade", "upgrade: websocket"],
    &["connection: keep-alive, upgrade", "upgrade: WebSocket"],
    &["connection: Upgrade", "upgrade: h2c, websocket"],
    &["connection: Upgrade", "upgrade: h2c", "upgrade: websocket"],
    &["upgrade: websocket"],
];
const HOSTS: Choices = &[
    &[HOST],
    &[HOST],
    &[HOST],
    &[HOST],
    &["API.example.com"],
    &["api.example.com:80"],
    &["api.example.com:443"],
    &["api.example.com:8443"],
    &["evil.example"],
    &["www.example.com"],
    &[],
    &[HOST, "evil.example"],
    &["evil.example", HOST],
];
const REQUESTED: Choices = &[
    &[],
    &["GET"],
    &["POST"],
    &["PUT"],
    &["PUT"],
    &["DELETE"],
    &["QUERY"],
    &["post"],
    &["CONNECT"],
    &["TRACE"],
    &[""],
    &["P U T"],
    &["PUT", "PUT"],
    &["GET", "PUT"],
];
const REQUESTED_HEADERS: Choices =
    &[&[], &["x-first"], &["x-second,x-first"], &["authorization"], &["*"], &["x-first", "x-x"]];

/// Requests with one method for one URI.
pub(super) fn requests(random: &mut Random, count: usize) -> Vec<Request> {
    let method = Method::from_bytes(random.one_of(&METHODS).as_bytes()).expect("a method");
    let uri = random.one_of(&URIS);
    let version = random.one_of(&[Version::HTTP_11, Version::HTTP_11, Version::HTTP_2, Version::HTTP_10]);
    let scheme = random.one_of(&["https", "http"]);
    let hosts = match random.one_of(HOSTS) {
        // HTTP/2 has exactly one authority.
        [host, ..] if version == Version::HTTP_2 => HOSTS.iter().find(|hosts| *hosts == &[*host]).expect("listed"),
        [] if version == Version::HTTP_2 => HOSTS[0],
        hosts => hosts,
    };
    let request = Request { method, uri, version, scheme, hosts, lines: vec![("x-sets-cors-headers", "1")] };
    (0..count).map(|_| request.clone().with_lines(random)).collect()
}

impl Request {
    fn with_lines(mut self, random: &mut Random) -> Request {
        if random.once_in(4) {
            self.add("origin", random.one_of(OF_HOSTS));
        } else {
            self.add("origin", random.one_of(ORIGINS));
            self.add("sec-fetch-site", random.one_of(SITES));
            self.add("sec-fetch-mode", random.one_of(MODES));
            self.add("sec-fetch-dest", random.one_of(DESTS));
            self.add("sec-purpose", random.one_of(PURPOSES));
        }
        self.add("cookie", random.one_of(COOKIES));
        self.add("authorization", random.one_of(AUTHORIZATIONS));
        self.add_lines(random.one_of(FORWARDED));
        if self.method == Method::GET && self.version == Version::HTTP_11 {
            self.add_lines(random.one_of(UPGRADES));
        }
        if self.method == Method::OPTIONS {
            self.add("access-control-request-method", random.one_of(REQUESTED));
            self.add("access-control-request-headers", random.one_of(REQUESTED_HEADERS));
        }
        self
    }

    fn add(&mut self, name: &'static str, values: &[&'static str]) {
        self.lines.extend(values.iter().map(|value| (name, *value)));
    }

    fn add_lines(&mut self, lines: &[&'static str]) {
        self.lines.extend(lines.iter().filter_map(|line| line.split_once(": ")));
    }

    /// The values of all lines with a name.
    pub(super) fn all(&self, name: &str) -> Vec<&'static str> {
        self.lines.iter().filter(|line| line.0 == name).map(|line| line.1).collect()
    }

    /// The lines by which the server knows the user. `by`: without those that a browser adds by itself, under this policy.
    pub(super) fn credentials(&self, by: Option<&Rules>) -> Vec<String> {
        let lines = self.lines.iter().filter(|(name, _)| ["cookie", "authorization"].contains(name));
        let lines = lines.filter(|(name, value)| !by.is_some_and(|by| self.is_ambient(by, name, value)));
        lines.map(|(name, value)| format!("{name}: {}", value.as_bytes().escape_ascii())).collect()
    }

    /// A WebSocket handshake: of HTTP/1.1, or the extended CONNECT of HTTP/2. A CONNECT with a path has no other meaning.
    pub(super) fn is_socket(&self) -> bool {
        let upgrades = self.all("upgrade");
        let mut protocols = upgrades.iter().flat_map(|line| line.split(','));
        let names_it = protocols.any(|protocol| protocol.trim().eq_ignore_ascii_case("websocket"));
        match self.method.clone() {
            Method::GET => names_it,
            method => method == Method::CONNECT,
        }
    }

    /// Scripts cannot set headers of a WebSocket.
    fn is_ambient(&self, by: &Rules, name: &str, value: &str) -> bool {
        let modes = self.all("sec-fetch-mode");
        let may_be_cors = modes.is_empty() && !self.is_socket() || modes == ["cors"];
        let scheme = value.split(' ').next().unwrap_or_default().to_ascii_lowercase();
        let is_of_browsers = ["basic", "digest", "negotiate", "ntlm"].contains(&scheme.as_str());
        let is_allowed = by.headers.contains(&"authorization") && may_be_cors;
        name == "cookie" || is_of_browsers && !is_allowed
    }

    /// What a program would send for the same: no header that a browser adds, and nobody's credentials.
    pub(super) fn of_program(&self) -> Request {
        let is_kept = |name: &str| ["connection", "upgrade", "x-sets-cors-headers"].contains(&name);
        let lines = self.lines.iter().filter(|line| is_kept(line.0)).copied().collect();
        Request { lines, ..self.clone() }
    }

    pub(super) fn with_method(&self, method: Method) -> Request {
        Request { method, ..self.clone() }
    }

    pub(super) fn path(&self) -> &'static str {
        self.uri.split_once('?').map_or(self.uri, |(path, _)| path)
    }

    pub(super) fn to_http(&self) -> extract::Request {
        let mut request = extract::Request::new(Body::empty());
        *request.method_mut() = self.method.clone();
        *request.version_mut() = self.version;
        let uri = match self.hosts {
            [host] if self.version == Version::HTTP_2 => format!("{}://{host}{}", self.scheme, self.uri),
            _ => self.uri.to_owned(),
        };
        *request.uri_mut() = uri.parse().expect("a URI");
        let hosts = if self.version == Version::HTTP_2 { &[] } else { self.hosts };
        for (name, value) in hosts.iter().map(|host| ("host", *host)).chain(self.lines.iter().copied()) {
            request.headers_mut().append(HeaderName::from_static(name), HeaderValue::from_static(value));
        }
        request
    }
}

impl Display for Request {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {:?}", self.method, self.uri, self.version)?;
        match self.version {
            Version::HTTP_2 => write!(f, " {}://{}", self.scheme, self.hosts.concat())?,
            _ => self.hosts.iter().try_for_each(|host| write!(f, "\n    host: {host}"))?,
        }
        self.lines.iter().try_for_each(|(name, value)| write!(f, "\n    {name}: {value}"))
    }
}
