//! The origins under which browsers reach the server. Requests from pages of these origins are same-origin.

use handler_cors_policy::{Pattern, Problem};
use std::fmt;
use std::panic::Location;

/// What a router declares by `server_origins`.
#[derive(Clone, Debug)]
pub(crate) struct ServerOrigins {
    /// Where they are declared.
    pub(crate) at: &'static Location<'static>,
    entries: Vec<Entry>,
    /// What is not an entry. A router with faults is not built.
    pub(crate) faults: Vec<String>,
}

/// What is declared counts, not where.
impl PartialEq for ServerOrigins {
    fn eq(&self, other: &ServerOrigins) -> bool {
        let ServerOrigins { at: _, entries, faults } = self;
        (entries, faults) == (&other.entries, &other.faults)
    }
}

impl Eq for ServerOrigins {}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Entry {
    /// An origin, byte for byte.
    Exact(String),
    /// This scheme, with the host that the request is sent to.
    Host(Scheme),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    Http,
    Https,
}

/// Where a request is sent to, as far as it says.
#[derive(Clone, Copy)]
pub(crate) struct Target<'a> {
    /// `Host`, or `:authority` of HTTP/2, if there is exactly one.
    pub(crate) host: Option<&'a [u8]>,
    /// Whether HTTP/2 says that the scheme is `https`.
    pub(crate) is_https: bool,
}

impl ServerOrigins {
    #[track_caller]
    pub(crate) fn parse<V: AsRef<str>>(values: impl IntoIterator<Item = V>) -> ServerOrigins {
        let mut parsed = ServerOrigins { at: Location::caller(), entries: Vec::new(), faults: Vec::new() };
        for value in values {
            match Entry::parse(value.as_ref()) {
                Ok(entry) => parsed.entries.push(entry),
                Err(fault) => parsed.faults.push(fault),
            }
        }
        if parsed.entries.is_empty() && parsed.faults.is_empty() {
            let fault = "`server_origins` is empty, so that every page is cross-origin\n  help: write where browsers reach this server, as in \
                         `server_origins([\"https://www.example.com\"])`, or remove the call";
            parsed.faults.push(fault.to_owned());
        }
        parsed
    }

    /// Whether a page of this origin is the server's own.
    fn include(&self, origin: &[u8], target: Target<'_>) -> bool {
        self.entries.iter().any(|entry| match entry {
            Entry::Exact(exact) => exact.as_bytes() == origin,
            Entry::Host(scheme) => {
                is_at_host(origin, *scheme, target) && !self.names_host(target.host.unwrap_or_default())
            }
        })
    }

    /// Whether an exact entry has this host, whatever the ports: then its own schemes and ports are the only ones.
    fn names_host(&self, host: &[u8]) -> bool {
        self.entries.iter().any(|entry| match entry {
            Entry::Exact(exact) => Pattern::read(exact)
                .is_some_and(|pattern| pattern.host().as_bytes().eq_ignore_ascii_case(without_port(host))),
            Entry::Host(_) => false,
        })
    }
}

/// Whether a page of this origin is the server's own. Where nothing is declared, it is if its host is that of the request.
pub(crate) fn is_server_origin(declared: Option<&ServerOrigins>, origin: &[u8], target: Target<'_>) -> bool {
    match declared {
        Some(declared) => declared.include(origin, target),
        None => {
            is_at_host(origin, Scheme::Https, target) || !target.is_https && is_at_host(origin, Scheme::Http, target)
        }
    }
}

fn is_at_host(origin: &[u8], scheme: Scheme, target: Target<'_>) -> bool {
    let Some(host) = target.host else { return false };
    let (prefix, default_port) = match scheme {
        Scheme::Http => ("http://", ":80"),
        Scheme::Https => ("https://", ":443"),
    };
    let host = host.strip_suffix(default_port.as_bytes()).unwrap_or(host);
    // Browsers send the host of an origin in lower case, and without the default port.
    origin.strip_prefix(prefix.as_bytes()).is_some_and(|named| {
        !host.is_empty()
            && named.len() == host.len()
            && named.iter().zip(host).all(|(a, b)| *a == b.to_ascii_lowercase())
    })
}

/// Without a trailing dot too: browsers take the certificate of `cloud.example` for `cloud.example.`.
fn without_port(host: &[u8]) -> &[u8] {
    let host = match host.iter().rposition(|byte| *byte == b':') {
        // Not a colon of an IPv6 address.
        Some(colon) if !host[colon..].contains(&b']') => &host[..colon],
        _ => host,
    };
    host.strip_suffix(b".").unwrap_or(host)
}

impl Entry {
    fn parse(value: &str) -> Result<Entry, String> {
        match value {
            "https://{host}" => return Ok(Entry::Host(Scheme::Https)),
            "http://{host}" => return Ok(Entry::Host(Scheme::Http)),
            _ if value.contains('{') => {
                return Err(format!(
                    "`{value}` is not a form of `server_origins`\n  help: write `https://{{host}}`, which means the host of each request, port \
                     included, or a whole origin"
                ));
            }
            _ => {}
        }
        match Pattern::parse(value) {
            Err(problem) => Err(described(&problem)),
            Ok(pattern) if !pattern.is_exact() => Err(format!(
                "`{value}` is a pattern\n  help: write each origin under which browsers reach this server, such as `{}`, or \
                 `https://{{host}}`, which means the host of each request",
                value.replace(":*", "").replacen('*', "www", 1)
            )),
            Ok(pattern) if !matches!(pattern.scheme(), "http" | "https") => Err(format!(
                "`{value}` is not an origin of a server\n  help: write an origin with `https://` or `http://`; an app shell belongs in `origins`"
            )),
            Ok(_) => Ok(Entry::Exact(value.to_owned())),
        }
    }
}

fn described(problem: &Problem<'_>) -> String {
    let (message, name, help) = (problem.message(), problem.name(), problem.help());
    format!("{message} [cors::{name}]\n  help: {help}")
}

impl fmt::Display for ServerOrigins {
    /// The faults, one below the other.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("invalid `server_origins`:")?;
        for fault in &self.faults {
            write!(f, "\n{fault}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(declared: &[&str], rows: &[(&str, &str, bool)]) {
        let declared = (!declared.is_empty()).then(|| ServerOrigins::parse(declared));
        for (host, origin, expected) in rows {
            let target = Target { host: Some(host.as_bytes()), is_https: false };
            let is = is_server_origin(declared.as_ref(), origin.as_bytes(), target);
            assert_eq!(is, *expected, "{origin} at {host}");
        }
    }

    #[test]
    fn the_host_of_the_request_where_nothing_is_declared() {
        check(
            &[],
            &[
                ("api.example.com", "https://api.example.com", true),
                ("api.example.com", "http://api.example.com", true),
                ("API.Example.com", "https://api.example.com", true),
                ("api.example.com", "https://API.example.com", false),
                ("api.example.com:443", "https://api.example.com", true),
                ("api.example.com:443", "http://api.example.com", false),
                ("nas.lan:80", "http://nas.lan", true),
                ("NAS.lan", "http://nas.lan", true),
                ("nas.lan:8080", "http://nas.lan:8080", true),
                ("nas.lan:8080", "http://nas.lan", false),
                ("[::1]:80", "http://[::1]", true),
                ("api.example.com", "foo://api.example.com", false),
                ("api.example.com", "file://api.example.com", false),
                ("api.example.com", "://api.example.com", false),
                ("api.example.com", "null", false),
                ("", "https://", false),
            ],
        );
    }

    #[test]
    fn http2_tells_the_scheme() {
        let target = Target { host: Some(b"api.example.com"), is_https: true };
        assert!(is_server_origin(None, b"https://api.example.com", target));
        assert!(!is_server_origin(None, b"http://api.example.com", target));
    }

    #[test]
    fn a_declared_list_is_closed() {
        let rows = [
            ("upstream:8080", "https://app.example", true),
            ("upstream:8080", "http://app.example", false),
            ("upstream:8080", "http://upstream:8080", false),
            ("app.example", "http://app.example", false),
        ];
        check(&["https://app.example"], &rows);
        check(
            &["https://{host}"],
            &[("app.example", "https://app.example", true), ("app.example", "http://app.example", false)],
        );
    }

    #[test]
    fn a_host_that_is_named_has_no_other_scheme() {
        let rows = [
            ("192.168.1.5:8080", "http://192.168.1.5:8080", true),
            ("cloud.example", "http://cloud.example", false),
            ("Cloud.example:8080", "http://cloud.example:8080", false),
            ("cloud.example.", "http://cloud.example.", false),
            ("upstream", "https://cloud.example", true),
        ];
        check(&["https://cloud.example", "http://{host}"], &rows);
    }

    #[test]
    fn faults_say_what_to_write() {
        let parsed = ServerOrigins::parse([
            "https://app.example/",
            "app.example",
            "https://*.example",
            "tauri://localhost",
            "https://{host}:8443",
            "https://app.example",
        ]);
        assert_eq!(parsed.entries, [Entry::Exact("https://app.example".to_owned())]);
        assert_eq!(parsed.faults.len(), 5);
        for fault in &parsed.faults {
            assert!(fault.contains("help: "), "{fault}");
        }
        assert_eq!(ServerOrigins::parse::<&str>([]).faults.len(), 1);
    }
}
