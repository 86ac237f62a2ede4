//! Cookies (RFC 6265bis), without `Path` and `Expires`.

use crate::engine::Engine;
use crate::header::text;
use crate::http_url;
use http::HeaderMap;
use http::header::SET_COOKIE;
use std::time::Duration;
use url::Url;

/// How long Chromium sends a new cookie without `SameSite` with the form posts of other sites.
const LAX_AND_POST: Duration = Duration::from_secs(120);

/// What caused a request, as far as `SameSite` depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Context {
    /// A page of the same site.
    SameSite,
    /// A page of another site, by a navigation of a tab.
    TopLevel {
        /// Whether the method is GET.
        is_safe: bool,
    },
    /// A page of another site, by anything else.
    CrossSite,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SameSite {
    Strict,
    Lax,
    None,
    Unset,
}

#[derive(Debug)]
struct Cookie {
    domain: String,
    with_subdomains: bool,
    /// Name and value, as they are sent.
    pair: String,
    is_secure: bool,
    same_site: SameSite,
    created: Duration,
    max_age: Option<Duration>,
}

#[derive(Debug, Default)]
pub(crate) struct Jar(Vec<Cookie>);

impl Jar {
    /// Replaces all cookies of a host. They are sent whatever the site of the page is.
    pub(crate) fn replace(&mut self, host: &str, pairs: &str) {
        self.0.retain(|cookie| cookie.domain != host);
        for pair in pairs.split(';').map(str::trim).filter(|pair| !pair.is_empty()) {
            let cookie = Cookie::new(host, pair, Duration::ZERO);
            self.0.push(Cookie { same_site: SameSite::None, ..cookie });
        }
    }

    /// Stores what a response sets. In a context that is not same-site, only cookies that can be sent in it; a tab that
    /// navigates accepts all.
    pub(crate) fn store(&mut self, headers: &HeaderMap, url: &Url, context: Context, now: Duration, engine: Engine) {
        for value in headers.get_all(SET_COOKIE) {
            let Some(cookie) = Cookie::parse(&text(value), url, now) else { continue };
            if context != Context::CrossSite || cookie.is_sent(context, now, engine) {
                self.put(cookie);
            }
        }
    }

    fn put(&mut self, cookie: Cookie) {
        let is_known = |old: &Cookie| old.domain == cookie.domain && old.name() == cookie.name();
        match self.0.iter().position(is_known) {
            Some(index) => self.0[index] = cookie,
            None => self.0.push(cookie),
        }
    }

    /// The value of the Cookie header.
    pub(crate) fn header(&self, url: &Url, context: Context, now: Duration, engine: Engine) -> Option<String> {
        let is_sent = |cookie: &&Cookie| cookie.is_of(url) && cookie.is_sent(context, now, engine);
        let pairs: Vec<&str> = self.0.iter().filter(is_sent).map(|cookie| cookie.pair.as_str()).collect();
        if pairs.is_empty() { None } else { Some(pairs.join("; ")) }
    }
}

impl Cookie {
    fn new(host: &str, pair: &str, now: Duration) -> Cookie {
        Cookie {
            domain: host.to_owned(),
            with_subdomains: false,
            pair: pair.to_owned(),
            is_secure: false,
            same_site: SameSite::Unset,
            created: now,
            max_age: None,
        }
    }

    /// The cookie of a `Set-Cookie` header, unless it is for another host.
    fn parse(text: &str, url: &Url, now: Duration) -> Option<Cookie> {
        let host = url.host_str()?;
        let mut parts = text.split(';').map(str::trim);
        let mut cookie = Cookie::new(host, parts.next()?, now);
        for attribute in parts {
            let (name, value) = attribute.split_once('=').unwrap_or((attribute, ""));
            match name.to_ascii_lowercase().as_str() {
                "secure" => cookie.is_secure = true,
                "samesite" => cookie.same_site = same_site(value),
                "max-age" => cookie.max_age = max_age(value).or(cookie.max_age),
                "domain" if !value.is_empty() => {
                    cookie.domain = value.trim_start_matches('.').to_ascii_lowercase();
                    cookie.with_subdomains = true;
                }
                _ => {}
            }
        }
        (cookie.covers(host) && (http_url::is_trustworthy(url) || !cookie.is_secure)).then_some(cookie)
    }

    fn name(&self) -> &str {
        self.pair.split('=').next().unwrap_or_default()
    }

    fn covers(&self, host: &str) -> bool {
        let below = host.strip_suffix(&self.domain).unwrap_or("?");
        below.is_empty() || (self.with_subdomains && below.ends_with('.'))
    }

    fn is_of(&self, url: &Url) -> bool {
        url.host_str().is_some_and(|host| self.covers(host)) && (http_url::is_trustworthy(url) || !self.is_secure)
    }

    fn is_sent(&self, context: Context, now: Duration, engine: Engine) -> bool {
        let age = now.saturating_sub(self.created);
        if self.max_age.is_some_and(|max_age| age >= max_age) {
            return false;
        }
        match (context, self.same_site) {
            (Context::SameSite, _) | (_, SameSite::None) => true,
            (_, SameSite::Strict) => false,
            (_, SameSite::Unset) if !engine.is_lax_by_default() => true,
            (Context::TopLevel { is_safe: true }, _) => true,
            (Context::TopLevel { is_safe: false }, SameSite::Unset) => age < LAX_AND_POST,
            (Context::TopLevel { .. } | Context::CrossSite, _) => false,
        }
    }
}

/// Unknown values count as none.
fn same_site(value: &str) -> SameSite {
    match value.to_ascii_lowercase().as_str() {
        "strict" => SameSite::Strict,
        "lax" => SameSite::Lax,
        "none" => SameSite::None,
        _ => SameSite::Unset,
    }
}

/// Ages below zero end a cookie as zero does.
fn max_age(value: &str) -> Option<Duration> {
    value.parse::<i64>().ok().map(|seconds| Duration::from_secs(seconds.max(0).unsigned_abs()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    const NOW: Duration = Duration::from_secs(1000);

    fn jar(url: &str, context: Context, engine: Engine) -> Jar {
        let mut headers = HeaderMap::new();
        for value in
            ["n=1; SameSite=None; Secure", "u=1; Path=/", "l=1; samesite=lax", "s=1; SameSite=Strict", "x=1; Max-Age=0"]
        {
            headers.append(SET_COOKIE, HeaderValue::from_static(value));
        }
        let mut jar = Jar::default();
        jar.store(&headers, &url.parse().expect("a URL"), context, NOW, engine);
        jar
    }

    #[test]
    fn same_site_decides_what_other_sites_send() {
        let url = "https://api.example.com".parse().expect("a URL");
        let own = jar("https://api.example.com", Context::SameSite, Engine::Standard);
        for (context, engine, age, expected) in [
            (Context::SameSite, Engine::Standard, 0, "n=1; u=1; l=1; s=1"),
            (Context::TopLevel { is_safe: true }, Engine::Standard, 0, "n=1; u=1; l=1"),
            (Context::TopLevel { is_safe: true }, Engine::Chromium, 0, "n=1; u=1; l=1"),
            (Context::TopLevel { is_safe: false }, Engine::Firefox, 0, "n=1; u=1"),
            (Context::TopLevel { is_safe: false }, Engine::Chromium, 119, "n=1; u=1"),
            (Context::TopLevel { is_safe: false }, Engine::Chromium, 120, "n=1"),
            (Context::CrossSite, Engine::Firefox, 0, "n=1; u=1"),
            (Context::CrossSite, Engine::Chromium, 0, "n=1"),
        ] {
            let sent = own.header(&url, context, NOW + Duration::from_secs(age), engine);
            assert_eq!(sent.as_deref(), Some(expected), "{context:?} {engine:?} {age}");
        }
    }

    #[test]
    fn other_sites_set_what_they_can_send() {
        let url = "https://api.example.com".parse().expect("a URL");
        for (context, engine, expected) in [
            (Context::TopLevel { is_safe: false }, Engine::Chromium, "n=1; u=1; l=1; s=1"),
            (Context::CrossSite, Engine::Chromium, "n=1"),
            (Context::CrossSite, Engine::Standard, "n=1; u=1"),
        ] {
            let jar = jar("https://api.example.com", context, engine);
            let sent = jar.header(&url, Context::SameSite, NOW, engine);
            assert_eq!(sent.as_deref(), Some(expected), "{context:?} {engine:?}");
        }
    }

    #[test]
    fn cookies_are_for_their_host_or_domain() {
        let mut jar = Jar::default();
        let url: Url = "https://api.example.com".parse().expect("a URL");
        for value in
            ["a=1", "b=1; Domain=example.com", "c=1; Domain=.api.example.com", "d=1; Domain=other.example", "a=2"]
        {
            let mut headers = HeaderMap::new();
            headers.insert(SET_COOKIE, HeaderValue::from_static(value));
            jar.store(&headers, &url, Context::SameSite, NOW, Engine::Standard);
        }
        for (url, expected) in [
            ("https://api.example.com:8443", Some("a=2; b=1; c=1")),
            ("https://v1.api.example.com", Some("b=1; c=1")),
            ("https://example.com", Some("b=1")),
            ("https://notexample.com", None),
            ("https://other.example", None),
        ] {
            let url = url.parse().expect("a URL");
            assert_eq!(jar.header(&url, Context::SameSite, NOW, Engine::Standard).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn secure_cookies_are_for_secure_urls() {
        let secure = jar("https://api.example.com", Context::SameSite, Engine::Standard);
        let url = "http://api.example.com".parse().expect("a URL");
        let sent = secure.header(&url, Context::SameSite, NOW, Engine::Standard);
        assert_eq!(sent.as_deref(), Some("u=1; l=1; s=1"));
        let insecure = jar("http://api.example.com", Context::SameSite, Engine::Standard);
        let url = "https://api.example.com".parse().expect("a URL");
        assert_eq!(insecure.header(&url, Context::SameSite, NOW, Engine::Standard).as_deref(), Some("u=1; l=1; s=1"));
    }
}
