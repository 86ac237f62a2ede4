//! The pages of a browser.

use crate::blocked::Blocked;
use crate::body::Body;
use crate::browser::Browser;
use crate::client::Client;
use crate::fetch::fetch;
use crate::http_url;
use crate::navigate::navigate;
use crate::navigation::Navigation;
use crate::request::Request;
use crate::response::Response;
use crate::site::site;
use crate::socket;
use handler_cors_policy::Origin;
use std::error::Error;
use tower_service::Service;

/// A page in a [`Browser`].
#[derive(Clone, Debug)]
pub struct Page {
    browser: Browser,
    client: Client,
}

impl Browser {
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
}

impl Page {
    /// Fetches as the page's script does (Fetch, §4.1), and returns what the script can read of the response.
    ///
    /// The service receives all requests, whatever the host of their URL: the `Host` header tells them apart. A preflight is
    /// sent first where one is needed, and redirects are followed.
    ///
    /// Requests have the body type [`Body`], which every axum `Router` accepts.
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
        S: Service<http::Request<Body>, Response = http::Response<B>>,
        S::Error: Into<Box<dyn Error + Send + Sync>>,
        B: http_body::Body,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        fetch(&self.client, self.browser.state(), request, app).await
    }

    /// Navigates as the page causes it: by a link, a form, a frame, or a prefetch. Redirects are followed. The response is what
    /// the browser shows then; the page reads nothing of it.
    ///
    /// # Errors
    ///
    /// A [`Blocked`] that says why nothing is shown.
    ///
    /// # Example
    ///
    /// ```
    /// use axum::http::HeaderMap;
    /// use axum::{Router, routing::post};
    /// use handler_cors_testing::{Browser, Navigation};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// async fn transfer(headers: HeaderMap) -> String {
    ///     format!("from {:?} with {:?}", headers["origin"], headers["cookie"])
    /// }
    ///
    /// let mut app: Router = Router::new().route("/transfers", post(transfer));
    /// let evil = Browser::at("https://evil.example");
    /// evil.browser().set_cookies("api.example.com", "session=8f14e45f");
    ///
    /// let form = Navigation::post("https://api.example.com/transfers", "to=1234");
    /// let response = evil.navigate(&mut app, form).await.unwrap();
    /// assert_eq!(response.text(), r#"from "https://evil.example" with "session=8f14e45f""#);
    /// # }
    /// ```
    pub async fn navigate<S, B>(&self, app: &mut S, navigation: Navigation) -> Result<Response, Blocked>
    where
        S: Service<http::Request<Body>, Response = http::Response<B>>,
        S::Error: Into<Box<dyn Error + Send + Sync>>,
        B: http_body::Body,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        navigate(&self.client, self.browser.state(), navigation, app).await
    }

    /// Opens a WebSocket as the page's `new WebSocket(url)` does, over HTTP/1.1, as far as the handshake. It has the cookies of
    /// the URL, as requests with [`Credentials::Include`](crate::Credentials::Include).
    ///
    /// # Errors
    ///
    /// A [`Blocked`] that says why the socket does not open.
    ///
    /// # Panics
    ///
    /// If the URL is not an absolute ws or wss URL.
    ///
    /// # Example
    ///
    /// ```
    /// use axum::http::StatusCode;
    /// use axum::{Router, routing::get};
    /// use handler_cors_testing::{Blocked, Browser};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let mut app: Router = Router::new().route("/live", get(|| async { StatusCode::FORBIDDEN }));
    /// let page = Browser::at("https://evil.example");
    /// let blocked = page.open_socket(&mut app, "wss://api.example.com/live").await.unwrap_err();
    /// assert_eq!(blocked, Blocked::Handshake { status: StatusCode::FORBIDDEN });
    /// # }
    /// ```
    #[track_caller]
    pub fn open_socket<S, B>(&self, app: &mut S, url: &str) -> impl Future<Output = Result<(), Blocked>>
    where
        S: Service<http::Request<Body>, Response = http::Response<B>>,
        S::Error: Into<Box<dyn Error + Send + Sync>>,
        B: http_body::Body,
        B::Error: Into<Box<dyn Error + Send + Sync>>,
    {
        let url = http_url::expect_socket(url);
        async move { socket::open(&self.client, self.browser.state(), &url, app).await }
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
