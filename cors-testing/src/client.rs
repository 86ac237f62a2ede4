//! The page that fetches. Fetch calls it the client of a request.

use crate::http_url;
use url::Url;

#[derive(Clone, Debug)]
pub(crate) struct Client {
    /// Serialized: `null` if it is opaque.
    pub(crate) origin: String,
    /// The site of the origin, or a name of its own if the origin is opaque.
    pub(crate) site: String,
}

impl Client {
    /// Whether the URL is same-origin. An opaque origin has no URLs.
    pub(crate) fn is_at(&self, url: &Url) -> bool {
        self.origin == http_url::origin(url)
    }

    /// Whether browsers block its mixed content.
    pub(crate) fn is_secure(&self) -> bool {
        self.origin.starts_with("https://")
    }

    /// Whether its origin is one of http or https.
    pub(crate) fn is_http(&self) -> bool {
        http_url::parse(&self.origin).is_some()
    }
}
