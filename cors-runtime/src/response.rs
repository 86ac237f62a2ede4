//! Writes the CORS headers of a decision onto a response.

use crate::decide::{Allowed, Preflight, ResponseHeaders, Vary};
use handler_cors_policy::CORS_RESPONSE_HEADERS;
use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, VARY,
};
use http::{HeaderMap, HeaderValue};

impl ResponseHeaders {
    /// Replaces the CORS headers that the handler or a layer has set, and adds to their `Vary`. The policy alone sets CORS
    /// headers (Fetch §3.3.3).
    pub(crate) fn write(self, headers: &mut HeaderMap) {
        let found = Found::among(headers);
        if found.cors && !self.keeps_others {
            for name in CORS_RESPONSE_HEADERS {
                headers.remove(name);
            }
        }
        match self.vary {
            Vary::Nothing => {}
            vary if found.vary => vary.extend(headers),
            vary => drop(headers.append(VARY, vary.value())),
        }
        if let Some(allowed) = self.allowed {
            allowed.write(headers);
        }
    }
}

impl Allowed {
    fn write(self, headers: &mut HeaderMap) {
        headers.append(ACCESS_CONTROL_ALLOW_ORIGIN, self.origin);
        if self.credentials {
            headers.append(ACCESS_CONTROL_ALLOW_CREDENTIALS, const { HeaderValue::from_static("true") });
        }
        if let Some(expose) = self.expose {
            headers.append(ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::clone(&expose));
        }
    }
}

impl Preflight<'_> {
    /// Writes what a preflight response has beside the [`ResponseHeaders`].
    pub(crate) fn write(self, headers: &mut HeaderMap) {
        headers.append(ACCESS_CONTROL_ALLOW_METHODS, self.methods.clone());
        if let Some(names) = self.headers.and_then(|allowed| allowed.headers.clone()) {
            headers.append(ACCESS_CONTROL_ALLOW_HEADERS, names);
        }
        if let Some(seconds) = self.headers.and_then(|allowed| allowed.max_age.clone()) {
            headers.append(ACCESS_CONTROL_MAX_AGE, seconds);
        }
    }
}

impl Vary {
    pub(crate) const fn names(self) -> &'static str {
        match self {
            Vary::Nothing => "",
            Vary::Origin => "Origin",
            Vary::FetchMetadata => "Origin, Sec-Fetch-Site, Sec-Fetch-Mode, Sec-Fetch-Dest, Sec-Purpose",
            Vary::Preflight => "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        }
    }

    /// Made by the compiler: at run time, each byte would be checked again.
    fn value(self) -> HeaderValue {
        match self {
            Vary::Nothing => const { HeaderValue::from_static(Vary::Nothing.names()) },
            Vary::Origin => const { HeaderValue::from_static(Vary::Origin.names()) },
            Vary::FetchMetadata => const { HeaderValue::from_static(Vary::FetchMetadata.names()) },
            Vary::Preflight => const { HeaderValue::from_static(Vary::Preflight.names()) },
        }
    }

    /// Adds to the `Vary` of the response, in one header: old proxies read only the last of several.
    #[cold]
    fn extend(self, headers: &mut HeaderMap) {
        let mut joined = Vec::new();
        for value in headers.get_all(VARY) {
            add(&mut joined, value.as_bytes());
        }
        for name in members(self.names().as_bytes()) {
            if !members(&joined).any(|member| is_name(member, b"*") || is_name(member, name.trim_ascii())) {
                add(&mut joined, name);
            }
        }
        if let Ok(joined) = HeaderValue::from_bytes(&joined) {
            headers.remove(VARY);
            headers.append(VARY, joined);
        }
    }
}

/// Adds to a list with commas.
fn add(list: &mut Vec<u8>, members: &[u8]) {
    let members = members.trim_ascii();
    if !list.is_empty() && !members.is_empty() {
        list.extend_from_slice(b", ");
    }
    list.extend_from_slice(members);
}

fn members(list: &[u8]) -> impl Iterator<Item = &[u8]> {
    list.split(|byte| *byte == b',')
}

fn is_name(member: &[u8], name: &[u8]) -> bool {
    member.trim_ascii().eq_ignore_ascii_case(name)
}

/// The headers that a response already has. One look at all of them costs less than one search per name.
#[derive(Default)]
struct Found {
    cors: bool,
    vary: bool,
}

impl Found {
    fn among(headers: &HeaderMap) -> Found {
        let mut found = Found::default();
        for name in headers.keys() {
            found.cors |= name.as_str().starts_with("access-control-");
            found.vary |= name == VARY;
        }
        found
    }
}
