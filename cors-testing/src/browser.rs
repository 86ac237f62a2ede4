//! The browser and its pages.

use crate::blocked::Blocked;
use crate::client::Client;
use crate::fetch::fetch;
use crate::request::Request;
use crate::response::Response;
use crate::site::site;
use crate::state::SharedState;
use bytes::Bytes;
use handler_cors_policy::Origin;
use http_body::Body;
use http_body_util::Full;
use std::error::Error;
use std::time::Duration;
use tower_service::Service;

/// What several pages share: the preflight cache, cookies, and a clock that only [`advance`](Self::advance) moves.
///
/// Clones are the same browser.
#[derive(Clone, Debug, Default)]
pub struct Browser(SharedState);

/// A page in a [`Browser`].
#[derive(Clone, Debug)]
pub struct Page {
    browser: Browser,
    client: Client,
}

impl Browser {
    /// A browser with an empty preflight cache and without cookies.
    #[must_use]
    pub fn new() -> Browser {
        Browser::default()
    }

    /// A page of this origin in a browser of its own.
    ///
    /// # Panics
    ///
    /// If the text is not an origin, as [`page`](Self::page) does.
    #[must_use]
    #[track_caller]
    pub fn at(origin: &str) -> Page {
        Browser::new().page(origin)
    }

    /// Opens a page of this origin, written as the browser sends it: `https://app.example.com`, `http://localhost:5173`,
    /// `capacitor://localhost`. `null` opens a page with an opaque origin, such as a sandboxed frame.
    ///
    /// # Panics
    ///
    /// If the text is not an origin. The message says what to write instead.
    ///
    /// # Example
    ///
    /// ```
    /// use handler_cors_testing::Browser;
    ///
    /// let browser = Browser::new();
    /// let (shop, admin) = (browser.page("https://shop.example.com"), browser.page("https://admin.example.com"));
    /// # let _ = (shop, admin);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn page(&self, origin: &str) -> Page {
        let site = match Origin::parse(origin) {
            Ok(Origin::Null) => self.opaque_site(),
            Ok(Origin::Pattern(pattern)) if pattern.is_exact() => site(origin),
            Ok(_) => panic!("`{origin}` is not an origin\n\nhelp: write one, such as `https://app.example.com`"),
            Err(problem) => panic!("{problem}"),
        };
        Page { browser: self.clone(), client: Client { origin: origin.to_owned(), site } }
    }

    /// Moves the clock forward, so that entries of the preflight cache expire.
    pub fn advance(&self, time: Duration) {
        self.0.lock().clock += time;
    }

    /// Sets the Cookie header of requests to a host. It is sent if the credentials mode of the request includes
    /// credentials. Responses do not change it, and `SameSite` and blocked third-party cookies are not modelled.
    ///
    /// ```
    /// use handler_cors_testing::Browser;
    ///
    /// let browser = Browser::new();
    /// browser.set_cookies("api.example.com", "session=8f14e45f");
    /// ```
    pub fn set_cookies(&self, host: &str, cookies: &str) {
        self.0.lock().cookies.insert(host.to_ascii_lowercase(), cookies.to_owned());
    }

    fn opaque_site(&self) -> String {
        let mut state = self.0.lock();
        state.opaque_origins += 1;
        format!("opaque {}", state.opaque_origins)
    }
}

impl Page {
    /// Fetches as the page's script does (Fetch, §4.1), and returns what the script can read of the response.
    ///
    /// The service receives all requests, whatever the host of their URL: the `Host` header tells them apart. A preflight is
    /// sent first where one is needed, and redirects are followed.
    ///
    /// Requests have the body type [`Full<Bytes>`](Full), which every axum `Router` accepts.
    ///
    /// # Errors
    ///
    /// A [`Blocked`] that says why the script cannot read a response.
    ///
    /// # Example
    ///
    /// ```
    /// use axum::{Router, routing::get};
    /// use handler_cors_testing::{Browser, Request};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// async fn hello() -> ([(&'static str, &'static str); 1], &'static str) {
    ///     ([("access-control-allow-origin", "https://app.example.com")], "hello, app")
    /// }
    ///
    /// let mut app: Router = Router::new().route("/hello", get(hello));
    /// let page = Browser::at("https://app.example.com");
    ///
    /// let request = Request::get("https://api.example.com/hello");
    /// let response = page.fetch(&mut app, request).await.unwrap();
    /// assert_eq!(response.text(), "hello, app");
    ///
    /// let request = Request::get("https://api.example.com/hello").header("x-request-id", "1");
    /// let blocked = page.fetch(&mut app, request).await.unwrap_err();
    /// assert_eq!(blocked.to_string(), "the preflight response has status 405: the server does not handle OPTIONS");
    /// # }
    /// ```
    pub async fn fetch<S, B>(&self, app: &mut S, request: Request) -> Result<Response, Blocked>
    where
        S: Service<http::Request<Full<Bytes>>, Response = http::Response<B>>,
        S::Error: Into<Box<dyn Error + Send + Sync>>,
        B: Body,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        fetch(&self.client, &self.browser.0, request, app).await
    }

    /// The browser that the page is in.
    #[must_use]
    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    /// The page's origin, as the browser sends it.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.client.origin
    }
}
