//! The site of an origin (HTML, "same site"), for `Sec-Fetch-Site` and the partitions of the cache.

use std::net::Ipv4Addr;

/// Second-level names below which country-code domains are registered, as in `example.co.uk`.
const SECOND_LEVELS: [&str; 10] = ["ac", "co", "com", "edu", "gob", "gov", "mil", "ne", "net", "org"];

/// The site of an origin: its scheme and registrable domain.
pub(crate) fn site(origin: &str) -> String {
    let (scheme, authority) = origin.split_once("://").unwrap_or(("", origin));
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => host,
        _ => authority,
    };
    format!("{scheme}://{}", registrable(host))
}

/// The registrable domain, guessed from the shape of the host. Browsers use the Public Suffix List, which would make tests
/// slow to build.
fn registrable(host: &str) -> &str {
    let is_address = host.starts_with('[') || host.parse::<Ipv4Addr>().is_ok();
    let labels: Vec<&str> = host.trim_end_matches('.').split('.').collect();
    let kept = match labels.as_slice() {
        [.., second, top] if top.len() == 2 && SECOND_LEVELS.contains(second) => 3,
        _ => 2,
    };
    if is_address || labels.len() <= kept {
        return host;
    }
    let cut: usize = labels[..labels.len() - kept].iter().map(|label| label.len() + 1).sum();
    &host[cut..]
}

#[cfg(test)]
mod tests {
    use super::site;

    #[test]
    fn a_site_is_a_scheme_and_a_registrable_domain() {
        for (origin, expected) in [
            ("https://api.example.com", "https://example.com"),
            ("https://a.b.example.com:8443", "https://example.com"),
            ("https://example.com", "https://example.com"),
            ("https://a.example.co.uk", "https://example.co.uk"),
            ("http://api.localhost", "http://api.localhost"),
            ("http://localhost:3000", "http://localhost"),
            ("http://127.0.0.1:3000", "http://127.0.0.1"),
            ("http://[::1]:3000", "http://[::1]"),
            ("capacitor://localhost", "capacitor://localhost"),
        ] {
            assert_eq!(site(origin), expected, "{origin}");
        }
    }
}
