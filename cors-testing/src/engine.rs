//! Where browsers differ from the Fetch standard and from each other.

use crate::safelist::{is_non_wildcard, is_safelisted_method};
use http::Method;
use http::header::HeaderName;
use std::time::Duration;

/// Which browser is modelled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Engine {
    /// What the standards say. Where they leave a choice, what is harder for a server: see [`Browser::new`](crate::Browser::new).
    #[default]
    Standard,
    Chromium,
    Firefox,
}

impl Engine {
    /// The longest time that an entry of the preflight cache is kept. WebKit keeps entries for 600 seconds.
    pub(crate) fn longest_age(self) -> Duration {
        Duration::from_secs(if self == Engine::Firefox { 86_400 } else { 7200 })
    }

    /// Whether a preflight response replaces what earlier ones for the same URL allow. By the standard, entries add up.
    pub(crate) fn keeps_newest_entry(self) -> bool {
        self == Engine::Chromium
    }

    /// Whether a request that finds an entry, but needs more than it allows, removes it.
    pub(crate) fn removes_missed_entries(self) -> bool {
        self == Engine::Chromium
    }

    /// Whether the preflight cache has entries for opaque origins.
    pub(crate) fn caches_opaque_origins(self) -> bool {
        self != Engine::Chromium
    }

    /// Whether entries of requests with credentials are also for requests without them.
    pub(crate) fn shares_entries(self) -> bool {
        self != Engine::Firefox
    }

    /// Whether a cross-origin request that fails clears the entries for its URL. By the standard, one that needed a preflight.
    pub(crate) fn clears_failed_entries(self, needed_preflight: bool) -> bool {
        match self {
            Engine::Standard => needed_preflight,
            Engine::Chromium => false,
            Engine::Firefox => true,
        }
    }

    /// Whether a method needs no entry of the cache, if its headers have one.
    pub(crate) fn needs_no_entry(self, method: &Method) -> bool {
        is_safelisted_method(method) && (self != Engine::Firefox || *method != Method::HEAD)
    }

    /// Whether `*` is a wildcard in the cache too.
    pub(crate) fn caches_wildcards(self) -> bool {
        self != Engine::Firefox
    }

    /// Whether a max age of 0 ends the entries that the response repeats.
    pub(crate) fn ends_entries_at_zero(self) -> bool {
        self != Engine::Firefox
    }

    /// The age that a malformed `Access-Control-Max-Age` means.
    pub(crate) fn malformed_age(self, value: &str, default: Duration) -> Duration {
        if self == Engine::Chromium && value.starts_with('-') { Duration::ZERO } else { default }
    }

    /// Whether `*` in `Access-Control-Allow-Headers` covers the header. In browsers it covers `authorization` too, except
    /// from the cache.
    pub(crate) fn wildcard_covers(self, name: &HeaderName) -> bool {
        self != Engine::Standard || !is_non_wildcard(name)
    }

    /// Whether cookies without `SameSite` are treated as `SameSite=Lax`.
    pub(crate) fn is_lax_by_default(self) -> bool {
        self == Engine::Chromium
    }

    /// Whether a form that is redirected to another origin is sent with `Origin: null`, also if the first URL is same-origin.
    pub(crate) fn hides_redirected_forms(self) -> bool {
        self == Engine::Chromium
    }

    /// Whether WebSocket handshakes carry Fetch Metadata. Those of WebKit do too.
    pub(crate) fn sends_metadata_with_sockets(self) -> bool {
        self == Engine::Firefox
    }
}
