//! The page that causes a request. Fetch calls it the client of the request.

use crate::cookies::Context;
use crate::http_url;
use crate::site::site;
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

    /// Whether the URL is same-site.
    pub(crate) fn is_same_site(&self, url: &Url) -> bool {
        site(&http_url::origin(url)) == self.site
    }

    /// Whether browsers block its mixed content.
    pub(crate) fn is_secure(&self) -> bool {
        self.origin.starts_with("https://")
    }

    /// Whether the URL is mixed content (Mixed Content, §4.4).
    pub(crate) fn is_mixed_content(&self, url: &Url) -> bool {
        self.is_secure() && !http_url::is_trustworthy(url)
    }

    /// From https to http.
    pub(crate) fn is_downgrade(&self, url: &Url) -> bool {
        self.is_secure() && !http_url::is_https(url)
    }

    /// "Serializing a request origin" (§2.2.5): `null` after a redirect from one cross-origin URL to another origin, because
    /// the first server, not the page, chose that URL.
    pub(crate) fn origin_for(&self, urls: &[Url]) -> &str {
        let is_tainted = |hop: &[Url]| hop[0].origin() != hop[1].origin() && !self.is_at(&hop[0]);
        if urls.windows(2).any(is_tainted) { "null" } else { &self.origin }
    }

    /// The referrer policy `strict-origin-when-cross-origin`, for a page whose path is `/`.
    pub(crate) fn referer(&self, url: &Url) -> Option<String> {
        (self.is_http() && !self.is_downgrade(url)).then(|| format!("{}/", self.origin))
    }

    /// `Sec-Fetch-Site`, over all URLs that redirects led to (Fetch Metadata, §2.3).
    pub(crate) fn fetch_site(&self, urls: &[Url]) -> &'static str {
        let cross_origin = || urls.iter().filter(|url| !self.is_at(url));
        if cross_origin().next().is_none() {
            "same-origin"
        } else if cross_origin().all(|url| self.is_same_site(url)) {
            "same-site"
        } else {
            "cross-site"
        }
    }

    /// Which cookies a request that is no navigation of a tab can have.
    pub(crate) fn context(&self, url: &Url) -> Context {
        if self.is_same_site(url) { Context::SameSite } else { Context::CrossSite }
    }

    /// Whether its origin is one of http or https.
    fn is_http(&self) -> bool {
        http_url::parse(&self.origin).is_some()
    }
}
