//! The browser.

use crate::engine::Engine;
use crate::state::SharedState;
use std::time::Duration;

/// What several pages share: the preflight cache, cookies, and a clock that only [`advance`](Self::advance) moves.
///
/// Clones are the same browser.
#[derive(Clone, Debug, Default)]
pub struct Browser(SharedState);

impl Browser {
    /// A browser with an empty preflight cache and without cookies, which does what the standards say. Where they leave a
    /// choice, it sends what is harder for a server to get right: cookies without `SameSite` are sent as with `SameSite=None`,
    /// and WebSocket handshakes have no Fetch Metadata.
    #[must_use]
    pub fn new() -> Browser {
        Browser(SharedState::new(Engine::Standard))
    }

    /// Chromium. Its preflight cache keeps only the newest response for an origin and a URL, and none for opaque origins. Cookies
    /// without `SameSite` are treated as with `SameSite=Lax`, but sent with form posts of other sites for two minutes. The
    /// [table](crate#where-browsers-differ) lists all differences.
    #[must_use]
    pub fn chromium() -> Browser {
        Browser(SharedState::new(Engine::Chromium))
    }

    /// Firefox. What preflights allow adds up, methods and headers apart, separately for requests with and without credentials,
    /// and for up to 24 hours. WebSocket handshakes have Fetch Metadata. The [table](crate#where-browsers-differ) lists all
    /// differences.
    #[must_use]
    pub fn firefox() -> Browser {
        Browser(SharedState::new(Engine::Firefox))
    }

    /// Moves the clock forward, so that entries of the preflight cache expire.
    pub fn advance(&self, time: Duration) {
        self.0.lock().clock += time;
    }

    /// Replaces the cookies of a host. They are sent with every request that includes credentials, whatever the site of the
    /// page is, as with `SameSite=None`. Responses change them.
    ///
    /// ```
    /// use handler_cors_testing::Browser;
    ///
    /// let browser = Browser::new();
    /// browser.set_cookies("api.example.com", "session=8f14e45f");
    /// ```
    pub fn set_cookies(&self, host: &str, cookies: &str) {
        self.0.lock().jar.replace(&host.to_ascii_lowercase(), cookies);
    }

    pub(crate) fn state(&self) -> &SharedState {
        &self.0
    }

    /// A site of its own for each opaque origin.
    pub(crate) fn opaque_site(&self) -> String {
        let mut state = self.0.lock();
        state.opaque_origins += 1;
        format!("opaque {}", state.opaque_origins)
    }
}
