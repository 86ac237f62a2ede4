//! The CORS-preflight cache (Fetch, §4.9).

use crate::engine::Engine;
use crate::safelist::is_non_wildcard;
use http::Method;
use http::header::HeaderName;
use std::time::Duration;

/// How long an entry is kept if the preflight response does not say so (Fetch, §4.8).
pub(crate) const DEFAULT_AGE: Duration = Duration::from_secs(5);

/// Which requests can use an entry.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    /// The network partition: the site of the page.
    pub(crate) partition: String,
    /// The origin that the request sends, which redirects turn into `null`.
    pub(crate) origin: String,
    pub(crate) url: String,
    /// Whether the credentials mode is "include".
    pub(crate) credentials: bool,
}

/// What a preflight response allows, `*` included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Allowed {
    Method(Method),
    /// For requests of every method to the URL.
    HeaderName(HeaderName),
}

#[derive(Debug)]
struct Entry {
    key: Key,
    allowed: Allowed,
    expires: Duration,
}

#[derive(Debug, Default)]
pub(crate) struct Cache {
    engine: Engine,
    entries: Vec<Entry>,
}

impl Cache {
    pub(crate) fn new(engine: Engine) -> Cache {
        Cache { engine, entries: Vec::new() }
    }

    /// "Method cache entry match".
    pub(crate) fn allows_method(&self, key: &Key, method: &Method, now: Duration) -> bool {
        self.matching(key, now).any(|entry| match &entry.allowed {
            Allowed::Method(allowed) => allowed == method || self.is_wildcard(entry),
            Allowed::HeaderName(_) => false,
        })
    }

    /// "Header-name cache entry match": for every method.
    pub(crate) fn allows_header(&self, key: &Key, name: &HeaderName, now: Duration) -> bool {
        self.matching(key, now).any(|entry| match &entry.allowed {
            Allowed::HeaderName(allowed) => allowed == name || (self.is_wildcard(entry) && !is_non_wildcard(name)),
            Allowed::Method(_) => false,
        })
    }

    /// In the response to a request with credentials, `*` is the name of a method or a header. Fetch says so of the response
    /// only; browsers treat the cached entry alike.
    fn is_wildcard(&self, entry: &Entry) -> bool {
        entry.allowed.is_star() && !entry.key.credentials && self.engine.caches_wildcards()
    }

    /// Adds what a preflight response allows.
    pub(crate) fn store(&mut self, key: &Key, allowed: impl Iterator<Item = Allowed>, now: Duration, age: Duration) {
        let is_ignored = (key.origin == "null" && !self.engine.caches_opaque_origins())
            || (age.is_zero() && !self.engine.ends_entries_at_zero());
        if is_ignored {
            return;
        }
        if self.engine.keeps_newest_entry() {
            self.clear(key);
        }
        allowed.for_each(|allowed| self.add(key, allowed, now + age));
    }

    /// Adds an entry, or sets when an equal one expires.
    fn add(&mut self, key: &Key, allowed: Allowed, expires: Duration) {
        let engine = self.engine;
        let is_equal = |entry: &&mut Entry| {
            // A `*` means something else where requests include credentials.
            let is_as_wide = !allowed.is_star() || entry.key.credentials == key.credentials;
            entry.allowed == allowed && entry.key.matches(key, engine) && is_as_wide
        };
        match self.entries.iter_mut().find(is_equal) {
            Some(known) => known.expires = expires,
            None => self.entries.push(Entry { key: key.clone(), allowed, expires }),
        }
    }

    /// "Clear cache entries", after a failed request.
    pub(crate) fn clear_failed(&mut self, key: &Key, needed_preflight: bool) {
        if self.engine.clears_failed_entries(needed_preflight) {
            self.clear(key);
        }
    }

    /// A request needs a preflight, whatever the cache has.
    pub(crate) fn missed(&mut self, key: &Key) {
        if self.engine.removes_missed_entries() {
            self.clear(key);
        }
    }

    fn clear(&mut self, key: &Key) {
        self.entries.retain(|entry| !entry.key.is_of(key));
    }

    fn matching(&self, key: &Key, now: Duration) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(move |entry| entry.expires > now && entry.key.matches(key, self.engine))
    }
}

impl Allowed {
    fn is_star(&self) -> bool {
        match self {
            Allowed::Method(method) => method.as_str() == "*",
            Allowed::HeaderName(name) => name.as_str() == "*",
        }
    }
}

impl Key {
    fn is_of(&self, other: &Key) -> bool {
        self.partition == other.partition && self.origin == other.origin && self.url == other.url
    }

    /// "Cache entry match": an entry of a request without credentials does not hold for requests with them.
    fn matches(&self, request: &Key, engine: Engine) -> bool {
        let has_credentials = self.credentials && engine.shares_entries();
        self.is_of(request) && (has_credentials || self.credentials == request.credentials)
    }
}
