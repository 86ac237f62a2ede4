//! The CORS-preflight cache (Fetch, §4.9).

use std::time::Duration;

/// How long a grant is kept that does not say so (Fetch, §4.8).
pub(super) const DEFAULT_AGE: Duration = Duration::from_secs(5);

/// How long at most, as in Chromium. WebKit keeps grants for 600 seconds, Firefox for 86,400.
pub(super) const MAX_AGE: Duration = Duration::from_secs(7200);

/// Whose grants a request can use.
#[derive(Clone, Debug)]
pub(super) struct Key {
    /// The network partition: the site of the page.
    pub(super) partition: String,
    /// The origin that the request says, which redirects turn into `null`.
    pub(super) origin: String,
    pub(super) url: String,
    /// Whether the credentials mode is "include".
    pub(super) credentials: bool,
}

/// What a preflight granted, `*` included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Grant {
    Method(String),
    /// For requests of every method to the URL.
    HeaderName(String),
}

#[derive(Debug)]
struct Entry {
    key: Key,
    grant: Grant,
    expires: Duration,
}

#[derive(Debug, Default)]
pub(super) struct Cache(Vec<Entry>);

impl Cache {
    /// "Method cache entry match".
    pub(super) fn has_method(&self, key: &Key, method: &str, now: Duration) -> bool {
        self.matching(key, now).any(|entry| match &entry.grant {
            Grant::Method(granted) => granted == method || (granted == "*" && entry.is_wildcard()),
            Grant::HeaderName(_) => false,
        })
    }

    /// "Header-name cache entry match": for every method.
    pub(super) fn has_header_name(&self, key: &Key, name: &str, now: Duration) -> bool {
        self.matching(key, now).any(|entry| match &entry.grant {
            Grant::HeaderName(granted) => {
                granted.eq_ignore_ascii_case(name)
                    || (granted == "*" && entry.is_wildcard() && !super::safelist::is_non_wildcard(name))
            }
            Grant::Method(_) => false,
        })
    }

    /// Keeps a grant, or renews it.
    pub(super) fn store(&mut self, key: &Key, grant: Grant, expires: Duration) {
        let is_known = |entry: &&mut Entry| {
            let means_the_same = !grant.is_star() || entry.key.credentials == key.credentials;
            entry.grant == grant && entry.key.matches(key) && means_the_same
        };
        match self.0.iter_mut().find(is_known) {
            Some(known) => known.expires = expires,
            None => self.0.push(Entry { key: key.clone(), grant, expires }),
        }
    }

    /// "Clear cache entries", of a request that has failed.
    pub(super) fn clear(&mut self, key: &Key) {
        self.0.retain(|entry| !entry.key.is_of(key));
    }

    fn matching(&self, key: &Key, now: Duration) -> impl Iterator<Item = &Entry> {
        self.0.iter().filter(move |entry| entry.expires > now && entry.key.matches(key))
    }
}

impl Grant {
    fn is_star(&self) -> bool {
        matches!(self, Grant::Method(name) | Grant::HeaderName(name) if name == "*")
    }
}

impl Key {
    fn is_of(&self, other: &Key) -> bool {
        self.partition == other.partition && self.origin == other.origin && self.url == other.url
    }

    /// "Cache entry match": what was granted to requests without credentials does not hold for those with them.
    fn matches(&self, request: &Key) -> bool {
        self.is_of(request) && (self.credentials || !request.credentials)
    }
}

impl Entry {
    /// `*` in the answer to a credentialed request is a method, or a header, of that name. Fetch says so of the answer and
    /// not of its cached form; browsers hold to it there too.
    fn is_wildcard(&self) -> bool {
        !self.key.credentials
    }
}
