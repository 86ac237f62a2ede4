//! What a fetch asks of a URL.

use url::{Host, Position, Url};

/// An absolute http or https URL.
pub(crate) fn parse(text: &str) -> Option<Url> {
    Url::parse(text).ok().filter(is_http)
}

/// An absolute http or https URL that a test writes.
#[track_caller]
pub(crate) fn expect(text: &str) -> Url {
    match parse(text) {
        Some(url) => url,
        None => panic!(
            "`{text}` is not an absolute http(s) URL\n\nhelp: write one, such as `https://api.example.com/widgets`"
        ),
    }
}

/// The http or https URL that a ws or wss URL of a test stands for.
#[track_caller]
pub(crate) fn expect_socket(text: &str) -> Url {
    match text.strip_prefix("ws").and_then(|rest| parse(&format!("http{rest}"))) {
        Some(url) => url,
        None => {
            panic!("`{text}` is not an absolute ws(s) URL\n\nhelp: write one, such as `wss://api.example.com/live`")
        }
    }
}

/// The URL that a `Location` header means in a response from `base`.
pub(crate) fn join(base: &Url, location: &str) -> Option<Url> {
    base.join(location).ok().filter(is_http)
}

fn is_http(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

/// The origin, serialized (HTML, "ASCII serialization of an origin").
pub(crate) fn origin(url: &Url) -> String {
    url.origin().ascii_serialization()
}

/// The value of the Host header.
pub(crate) fn authority(url: &Url) -> &str {
    &url[Position::BeforeHost..Position::AfterPort]
}

/// Path and query.
pub(crate) fn target(url: &Url) -> &str {
    &url[Position::BeforePath..Position::AfterQuery]
}

/// The URL without user name, password and fragment, which are never sent.
pub(crate) fn as_sent(url: &Url) -> String {
    format!("{}{}", origin(url), target(url))
}

pub(crate) fn has_credentials(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some_and(|password| !password.is_empty())
}

pub(crate) fn is_https(url: &Url) -> bool {
    url.scheme() == "https"
}

/// "Potentially trustworthy" (Secure Contexts, §3.1 and §3.2): the network cannot read or change what is sent.
pub(crate) fn is_trustworthy(url: &Url) -> bool {
    is_https(url) || url.host().is_some_and(|host| is_loopback(&host))
}

fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => {
            let name = name.strip_suffix('.').unwrap_or(name);
            name == "localhost" || name.ends_with(".localhost")
        }
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_absolute_http_urls_are_fetched() {
        for (text, expected) in [
            ("https://api.example.com", Some("https://api.example.com/")),
            ("HTTPS://API.Example.com:443/A?b#c", Some("https://api.example.com/A?b")),
            ("http://api.example.com:8080/a/./b/../c", Some("http://api.example.com:8080/a/c")),
            ("http://user:secret@api.example.com/", Some("http://api.example.com/")),
            ("https://api.example.com:99999/", None),
            ("ftp://api.example.com/", None),
            ("/widgets", None),
        ] {
            assert_eq!(parse(text).map(|url| as_sent(&url)).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn locations_lead_only_to_http_urls() {
        let base = parse("https://api.example.com/v1/widgets?page=2").expect("a URL");
        for (location, expected) in [
            ("../x?y", Some("https://api.example.com/x?y")),
            ("//other.example/x", Some("https://other.example/x")),
            ("https:x", Some("https://api.example.com/v1/x")),
            ("x:y", None),
            ("data:,x", None),
        ] {
            assert_eq!(join(&base, location).map(|url| as_sent(&url)).as_deref(), expected, "{location}");
        }
    }

    #[test]
    fn https_and_loopback_are_trustworthy() {
        for url in [
            "https://api.example.com",
            "http://localhost:3000",
            "http://api.localhost",
            "http://127.8.8.8",
            "http://[::1]",
        ] {
            assert!(parse(url).is_some_and(|url| is_trustworthy(&url)), "{url}");
        }
        for url in ["http://api.example.com", "http://localhost.example", "http://10.0.0.1", "http://notlocalhost"] {
            assert!(parse(url).is_some_and(|url| !is_trustworthy(&url)), "{url}");
        }
    }
}
