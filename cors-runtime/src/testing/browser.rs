//! The browser and its pages.

use super::blocked::Blocked;
use super::cache::Cache;
use super::fetch::Fetch;
use super::readable::Readable;
use super::request::Request;
use super::site::site;
use super::url::Url;
use axum::BoxError;
use axum::body::{Body, Bytes, HttpBody};
use handler_cors_policy::Origin;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tower_service::Service;

/// What the pages of one browser share: the preflight cache, cookies, and a clock that stands still unless it is
/// [advanced](Self::advance).
///
/// Clones are the same browser.
#[derive(Clone, Debug, Default)]
pub struct Browser(Arc<Mutex<State>>);

#[derive(Debug, Default)]
pub(super) struct State {
    pub(super) cache: Cache,
    /// The Cookie header by host.
    pub(super) cookies: HashMap<String, String>,
    /// The time since the browser was started.
    pub(super) clock: Duration,
    opaque_pages: usize,
}

/// A page in a [`Browser`], which fetches.
#[derive(Clone, Debug)]
pub struct Page {
    browser: Browser,
    /// Serialised: `null` if it is opaque.
    origin: String,
    /// Its site; that of an opaque origin is nobody else's.
    partition: String,
}

impl Browser {
    /// A browser with an empty cache, and no cookies.
    #[must_use]
    pub fn new() -> Browser {
        Browser::default()
    }

    /// A page of this origin in a browser of its own.
    ///
    /// # Panics
    ///
    /// As [`page`](Self::page).
    #[must_use]
    #[track_caller]
    pub fn at(origin: &str) -> Page {
        Browser::new().page(origin)
    }

    /// Opens a page of this origin, written as the browser sends it: `https://app.example.com`, `http://localhost:5173`,
    /// `capacitor://localhost`. `null` is a page of an origin of its own, such as a sandboxed frame.
    ///
    /// # Panics
    ///
    /// If it is no origin; the message says what to write instead.
    ///
    /// # Example
    ///
    /// ```
    /// use handler_cors::testing::Browser;
    ///
    /// let browser = Browser::new();
    /// let (shop, admin) = (browser.page("https://shop.example.com"), browser.page("https://admin.example.com"));
    /// # let _ = (shop, admin);
    /// ```
    #[must_use]
    #[track_caller]
    pub fn page(&self, origin: &str) -> Page {
        let partition = match Origin::parse(origin) {
            Ok(Origin::Null) => self.opaque_partition(),
            Ok(Origin::Pattern(pattern)) if pattern.is_exact() => site(origin),
            Ok(_) => panic!("`{origin}` is no origin\n\nhelp: write one, as in `https://app.example.com`"),
            Err(problem) => panic!("{problem}"),
        };
        Page { browser: self.clone(), origin: origin.to_owned(), partition }
    }

    /// Lets this much time pass: grants in the preflight cache expire by it.
    pub fn advance(&self, time: Duration) {
        self.state().clock += time;
    }

    /// Sets the Cookie header of requests to a host, where their credentials mode lets cookies along. No answer changes
    /// it, and neither `SameSite` nor a blocking of third-party cookies is looked at: those are the browser's, not CORS's.
    ///
    /// ```
    /// use handler_cors::testing::Browser;
    ///
    /// let browser = Browser::new();
    /// browser.set_cookies("api.example.com", "session=8f14e45f");
    /// ```
    pub fn set_cookies(&self, host: &str, cookies: &str) {
        self.state().cookies.insert(host.to_ascii_lowercase(), cookies.to_owned());
    }

    fn opaque_partition(&self) -> String {
        let mut state = self.state();
        state.opaque_pages += 1;
        format!("opaque {}", state.opaque_pages)
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Page {
    /// What the page's script gets to see when it fetches this (Fetch, §4.1), or why it sees nothing.
    ///
    /// The service answers all requests, whatever the host of their URL, as a server does to which all names lead: `Host`
    /// tells them apart. The preflight comes first where one is needed; redirects are followed.
    ///
    /// # Errors
    ///
    /// A [`Blocked`], which says what is wrong.
    ///
    /// # Example
    ///
    /// ```
    /// use axum::Router;
    /// use handler_cors::testing::{Blocked, Browser, Request};
    /// use handler_cors::{CorsRouter, cors};
    ///
    /// #[cors(origins = ["https://app.example.com"], methods = [GET], headers = ["x-request-id"])]
    /// async fn hello() -> &'static str {
    ///     "hello, app"
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let mut app: Router = CorsRouter::new().route("/hello", hello).into();
    /// let page = Browser::at("https://app.example.com");
    ///
    /// let request = Request::get("https://api.example.com/hello").header("x-request-id", "1");
    /// let answer = page.fetch(&mut app, request).await.unwrap();
    /// assert_eq!(answer.text(), "hello, app");
    ///
    /// let request = Request::get("https://api.example.com/hello").header("x-tenant", "1");
    /// let blocked = page.fetch(&mut app, request).await.unwrap_err();
    /// assert_eq!(blocked.to_string(), "`x-tenant` is not among the allowed headers (`x-request-id`)");
    /// # }
    /// ```
    pub async fn fetch<S, B>(&self, app: &mut S, request: Request) -> Result<Readable, Blocked>
    where
        S: Service<http::Request<Body>, Response = http::Response<B>>,
        S::Error: Into<BoxError>,
        B: HttpBody<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        Fetch::new(self, request)?.run(app).await
    }

    /// The browser that the page is in.
    #[must_use]
    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    /// The page's origin, as it is sent.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.origin
    }

    pub(super) fn partition(&self) -> &str {
        &self.partition
    }

    /// Whether the URL is of the page's own origin; an opaque one has no URLs.
    pub(super) fn is_at(&self, url: &Url) -> bool {
        self.origin == url.origin()
    }

    /// Whether browsers fetch nothing for it from where it could be forged on the way.
    pub(super) fn is_secure(&self) -> bool {
        self.origin.starts_with("https://")
    }

    pub(super) fn is_of_the_web(&self) -> bool {
        Url::parse(&self.origin).is_some()
    }
}
