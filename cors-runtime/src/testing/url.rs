//! URLs of APIs, as far as a fetch needs them: http and https, in the form in which a browser's parser leaves them.

use handler_cors_policy::Origin;
use std::fmt;
use std::net::{Ipv4Addr, Ipv6Addr};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Url {
    scheme: &'static str,
    includes_credentials: bool,
    host: String,
    port: Option<u16>,
    /// Path and query. The fragment never leaves the browser.
    target: String,
}

impl Url {
    /// An absolute http(s) URL whose host is written as browsers send it.
    pub(super) fn parse(text: &str) -> Option<Url> {
        let (scheme, rest) = text.trim_ascii().split_once("://")?;
        let scheme = ["http", "https"].into_iter().find(|known| known.eq_ignore_ascii_case(scheme))?;
        let (authority, target) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        let (userinfo, host_and_port) = authority.rsplit_once('@').unwrap_or(("", authority));
        let (host, port) = split_port(host_and_port)?;
        let url = Url {
            scheme,
            includes_credentials: !userinfo.trim_matches(':').is_empty(),
            host: host.to_ascii_lowercase(),
            port: port.filter(|port| *port != default_port(scheme)),
            target: normal_target(target),
        };
        let is_exact = |origin| matches!(origin, Origin::Pattern(pattern) if pattern.is_exact());
        Origin::parse(&url.origin()).is_ok_and(is_exact).then_some(url)
    }

    /// What a `Location` means that stands in an answer from this URL.
    pub(super) fn join(&self, location: &str) -> Option<Url> {
        let location = self.without_own_scheme(location.trim_ascii());
        if has_scheme(location) {
            return Url::parse(location);
        }
        if location.starts_with("//") {
            return Url::parse(&format!("{}:{location}", self.scheme));
        }
        let (path, _) = self.target.split_once('?').unwrap_or((&self.target, ""));
        let folder = path.rfind('/').map_or("", |end| &path[..=end]);
        let target = match location.as_bytes().first() {
            None | Some(b'#') => self.target.clone(),
            Some(b'/') => location.to_owned(),
            Some(b'?') => format!("{path}{location}"),
            Some(_) => format!("{folder}{location}"),
        };
        Some(Url { target: normal_target(&target), includes_credentials: false, ..self.clone() })
    }

    /// `http:x` is relative to an http URL (URL, "special relative or authority state").
    fn without_own_scheme<'a>(&self, location: &'a str) -> &'a str {
        let is_own = |scheme: &str| scheme.eq_ignore_ascii_case(self.scheme);
        match location.split_once(':') {
            Some((scheme, rest)) if is_own(scheme) => rest,
            _ => location,
        }
    }

    /// The origin, serialised (HTML, "ASCII serialization of an origin").
    pub(super) fn origin(&self) -> String {
        format!("{}://{}", self.scheme, self.authority())
    }

    /// What the Host header says.
    pub(super) fn authority(&self) -> String {
        match self.port {
            Some(port) => format!("{}:{port}", self.host),
            None => self.host.clone(),
        }
    }

    pub(super) fn host(&self) -> &str {
        &self.host
    }

    pub(super) fn target(&self) -> &str {
        &self.target
    }

    pub(super) fn includes_credentials(&self) -> bool {
        self.includes_credentials
    }

    pub(super) fn is_secure(&self) -> bool {
        self.scheme == "https"
    }

    /// "Potentially trustworthy" (Secure Contexts, §3.1 and §3.2): nobody in between can read or forge it.
    pub(super) fn is_trustworthy(&self) -> bool {
        self.is_secure() || is_loopback(&self.host)
    }
}

impl fmt::Display for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin(), self.target)
    }
}

fn default_port(scheme: &str) -> u16 {
    if scheme == "https" { 443 } else { 80 }
}

fn is_loopback(host: &str) -> bool {
    let name = host.strip_suffix('.').unwrap_or(host);
    let address = name.trim_start_matches('[').trim_end_matches(']');
    name == "localhost"
        || name.ends_with(".localhost")
        || name.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
        || address.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback())
}

fn split_port(authority: &str) -> Option<(&str, Option<u16>)> {
    match authority.rsplit_once(':') {
        // The last colon of an IPv6 address stands inside its brackets.
        Some((_, port)) if port.contains(']') => Some((authority, None)),
        Some((host, "")) => Some((host, None)),
        Some((host, port)) => Some((host, Some(port.parse().ok()?))),
        None => Some((authority, None)),
    }
}

fn has_scheme(location: &str) -> bool {
    location.find([':', '/', '?', '#']).is_some_and(|end| end > 0 && location.as_bytes()[end] == b':')
}

fn normal_target(target: &str) -> String {
    let target = target.split('#').next().unwrap_or_default();
    let (path, query) = match target.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (target, None),
    };
    let path = percent_encoded(&without_dots(path), b" \"<>^`{}");
    match query {
        Some(query) => format!("{path}?{}", percent_encoded(query, b" \"'<>")),
        None => path,
    }
}

/// RFC 3986, section 5.2.4.
fn without_dots(path: &str) -> String {
    let mut kept = Vec::new();
    let segments: Vec<&str> = path.split('/').skip(1).collect();
    for (place, segment) in segments.iter().enumerate() {
        let is_last = place + 1 == segments.len();
        match *segment {
            ".." => drop(kept.pop()),
            "." => {}
            segment => {
                kept.push(segment);
                continue;
            }
        }
        if is_last {
            kept.push("");
        }
    }
    format!("/{}", kept.join("/"))
}

fn percent_encoded(text: &str, encoded: &[u8]) -> String {
    let mut result = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte <= b' ' || byte >= 0x7f || encoded.contains(&byte) {
            result.push_str(&format!("%{byte:02X}"));
        } else {
            result.push(char::from(byte));
        }
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Option<String> {
        Url::parse(text).map(|url| url.to_string())
    }

    #[test]
    fn a_url_is_left_as_a_browser_leaves_it() {
        for (text, expected) in [
            ("https://api.example.com", Some("https://api.example.com/")),
            ("HTTPS://API.Example.com:443/A?b#c", Some("https://api.example.com/A?b")),
            ("http://api.example.com:8080/a/./b/../c", Some("http://api.example.com:8080/a/c")),
            ("http://api.example.com/..", Some("http://api.example.com/")),
            ("http://api.example.com/a/b/..", Some("http://api.example.com/a/")),
            ("http://[::1]:3000/?q= 'ü'", Some("http://[::1]:3000/?q=%20%27%C3%BC%27")),
            ("http://user:secret@api.example.com/", Some("http://api.example.com/")),
            ("https://api.example.com:99999/", None),
            ("https:///path", None),
            ("ftp://api.example.com/", None),
            ("/widgets", None),
        ] {
            assert_eq!(parsed(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_location_is_resolved_against_the_url_that_answered() {
        let base = Url::parse("https://api.example.com/v1/widgets?page=2").expect("a URL");
        for (location, expected) in [
            ("https://other.example/x", Some("https://other.example/x")),
            ("//other.example/x", Some("https://other.example/x")),
            ("/x", Some("https://api.example.com/x")),
            ("x", Some("https://api.example.com/v1/x")),
            ("../x?y", Some("https://api.example.com/x?y")),
            ("?page=3", Some("https://api.example.com/v1/widgets?page=3")),
            ("", Some("https://api.example.com/v1/widgets?page=2")),
            ("#there", Some("https://api.example.com/v1/widgets?page=2")),
            ("x:y", None),
            ("https:x", Some("https://api.example.com/v1/x")),
            ("HTTPS:/x", Some("https://api.example.com/x")),
            ("https://other.example", Some("https://other.example/")),
            ("http://other.example", Some("http://other.example/")),
            ("data:,x", None),
            ("/a:b", Some("https://api.example.com/a:b")),
        ] {
            assert_eq!(base.join(location).map(|url| url.to_string()).as_deref(), expected, "{location}");
        }
    }

    #[test]
    fn what_nobody_in_between_can_forge_is_trustworthy() {
        for url in [
            "https://api.example.com",
            "http://localhost:3000",
            "http://api.localhost",
            "http://127.8.8.8",
            "http://[::1]",
        ] {
            assert!(Url::parse(url).is_some_and(|url| url.is_trustworthy()), "{url}");
        }
        for url in ["http://api.example.com", "http://localhost.example", "http://10.0.0.1", "http://notlocalhost"] {
            assert!(Url::parse(url).is_some_and(|url| !url.is_trustworthy()), "{url}");
        }
    }
}
