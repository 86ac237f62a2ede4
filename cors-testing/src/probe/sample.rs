//! The origins that a row is probed with: one that is allowed for each pattern, and look-alikes that must not be.

use super::allowance::{Allowance, Origins};
use handler_cors_policy::{Origin, Pattern, Port, Wildcard};

/// A label that nobody else uses.
const LABEL: &str = "handler-cors-probe";
/// The name is reserved (RFC 6761, section 6.4): no page has it.
const UNKNOWN_ORIGIN: &str = "https://handler-cors-probe.invalid";

/// The origins that a row is probed with.
#[derive(Clone, Debug, Default)]
pub(super) struct Sample {
    pub(super) allowed: Vec<String>,
    pub(super) disallowed: Vec<String>,
    /// The patterns that were left out, because there are too many.
    pub(super) left_out: usize,
}

impl Sample {
    /// Of at most `limit` patterns. `own` are the origins of the server itself, whose requests are not cross-origin. `known` are
    /// allowed where the row leaves it to the program.
    pub(super) fn of(origins: &Origins<'_>, limit: usize, own: &[String], known: &[String]) -> Sample {
        let mut sample = Sample { left_out: origins.listed().len().saturating_sub(limit), ..Sample::default() };
        let mut candidates = vec!["null".to_owned(), UNKNOWN_ORIGIN.to_owned()];
        for element in origins.listed().iter().take(limit) {
            for origin in allowed_by(element) {
                sample.add(origins, own, origin);
            }
            candidates.extend(look_alikes(element));
        }
        for element in origins.open().iter().take(limit) {
            candidates.extend(look_alikes(element));
        }
        for origin in candidates {
            sample.add(origins, own, origin);
        }
        let is_known = |origin: &&String| origins.allowance(origin) == Allowance::Unknown && !own.contains(origin);
        sample.allowed.extend(known.iter().filter(is_known).cloned());
        sample
    }

    fn add(&mut self, origins: &Origins<'_>, own: &[String], origin: String) {
        let list = match origins.allowance(&origin) {
            Allowance::Allowed => &mut self.allowed,
            Allowance::Disallowed => &mut self.disallowed,
            Allowance::Unknown => return,
        };
        if !list.contains(&origin) && !own.contains(&origin) {
            list.push(origin);
        }
    }
}

/// Origins that an element of a list allows.
fn allowed_by(element: &Origin<'_>) -> Vec<String> {
    match element {
        Origin::Any => vec![UNKNOWN_ORIGIN.to_owned(), "null".to_owned()],
        Origin::Null => vec!["null".to_owned()],
        Origin::Pattern(pattern) => {
            let host = host(pattern);
            match pattern.port() {
                Port::Default => vec![origin(pattern.scheme(), &host, "")],
                Port::Number(port) => vec![origin(pattern.scheme(), &host, &format!(":{port}"))],
                Port::Any => ["", ":49152"].map(|port| origin(pattern.scheme(), &host, port)).to_vec(),
            }
        }
    }
}

/// A host that the pattern matches.
fn host(pattern: &Pattern<'_>) -> String {
    match pattern.wildcard() {
        Wildcard::None => pattern.host().to_owned(),
        Wildcard::Subdomains { parent } => format!("{LABEL}.{parent}"),
        Wildcard::Label { prefix, suffix, parent } => format!("{prefix}probe{suffix}.{parent}"),
        Wildcard::Host => LABEL.to_owned(),
    }
}

/// Origins that a mistaken comparison takes for one of the pattern's: of its end, its beginning, a part, a dot that matches any
/// character, the parent of a wildcard, another scheme, another port. Those that the row allows all the same are dropped later.
fn look_alikes(element: &Origin<'_>) -> Vec<String> {
    let Origin::Pattern(pattern) = element else { return Vec::new() };
    let (scheme, host) = (pattern.scheme(), host(pattern));
    let port = match pattern.port() {
        Port::Number(port) => format!(":{port}"),
        Port::Default | Port::Any => String::new(),
    };
    let other_scheme = if scheme == "https" { "http" } else { "https" };
    let other_port = if port == ":49153" { ":49154" } else { ":49153" };
    let is_name = host.contains(|c: char| c.is_ascii_alphabetic()) && !host.starts_with('[');
    let mut made = vec![origin(other_scheme, &host, &port), origin(scheme, &host, other_port)];
    if is_name {
        made.push(origin(scheme, &format!("{host}.{LABEL}.invalid"), &port));
        made.push(origin(scheme, &format!("{LABEL}-{host}"), &port));
        made.push(origin(scheme, &format!("{LABEL}.{host}"), &port));
        if let Some((before, after)) = host.split_once('.') {
            made.push(origin(scheme, &format!("{before}x{after}"), &port));
        }
    }
    if let Wildcard::Subdomains { parent } | Wildcard::Label { parent, .. } = pattern.wildcard() {
        made.push(origin(scheme, parent, &port));
        made.push(origin(scheme, &format!("{LABEL}{parent}"), &port));
    }
    made
}

fn origin(scheme: &str, host: &str, port: &str) -> String {
    format!("{scheme}://{host}{port}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use handler_cors_policy::surface::OriginSource;

    fn sample(list: &[&str], own: &[&str]) -> Sample {
        let source = OriginSource::Listed(list.iter().map(|origin| (*origin).to_owned()).collect());
        let origins = Origins::of(&source).expect("origins").expect("a policy");
        Sample::of(&origins, usize::MAX, &own.iter().map(|origin| (*origin).to_owned()).collect::<Vec<_>>(), &[])
    }

    #[test]
    fn each_pattern_allows_an_origin() {
        for pattern in [
            "https://app.example.com",
            "https://*.example.com",
            "https://pr-*.preview.example.com",
            "https://*-app.example.com:8443",
            "http://localhost:*",
            "http://[::1]:3000",
            "http://127.0.0.1:3000",
            "moz-extension://*",
            "tauri://localhost",
            "null",
        ] {
            let sample = sample(&[pattern], &[]);
            assert!(!sample.allowed.is_empty(), "{pattern}");
            let looks_alike = |origin: &&String| !["null", UNKNOWN_ORIGIN].contains(&origin.as_str());
            let others = sample.disallowed.iter().filter(looks_alike).count();
            assert!(pattern == "null" || others > 0, "{pattern}: {sample:?}");
        }
    }

    #[test]
    fn look_alikes_of_an_exact_origin() {
        let expected = [
            "null",
            "https://handler-cors-probe.invalid",
            "http://app.example.com",
            "https://app.example.com:49153",
            "https://app.example.com.handler-cors-probe.invalid",
            "https://handler-cors-probe-app.example.com",
            "https://handler-cors-probe.app.example.com",
            "https://appxexample.com",
        ];
        assert_eq!(sample(&["https://app.example.com"], &[]).disallowed, expected);
    }

    #[test]
    fn neither_what_is_allowed_nor_the_servers_own_origin_is_a_look_alike() {
        let sample = sample(&["https://app.example.com", "http://*.example.com"], &["http://app.example.com:49153"]);
        for origin in ["http://app.example.com", "http://app.example.com:49153"] {
            assert!(!sample.disallowed.iter().any(|made| made == origin), "{origin}");
        }
        assert!(sample.disallowed.iter().any(|made| made == "http://example.com"));
    }
}
