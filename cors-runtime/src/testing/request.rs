//! What a page asks its browser to fetch.

use super::list::is_token;
use super::safelist::normalized;
use super::url::Url;
use axum::body::Bytes;
use http::header::HeaderName;
use http::{HeaderMap, HeaderValue, Method};

/// Whether cookies and HTTP authentication go along (Fetch, §2.2.5, "credentials mode").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Credentials {
    /// Never.
    Omit,
    /// To the page's own origin only: what `fetch` does unless it is told otherwise.
    #[default]
    SameOrigin,
    /// Always; a page of another origin reads the answer only if it says `Access-Control-Allow-Credentials: true`.
    Include,
}

/// What a request to another origin is for (Fetch, §2.2.5, "mode").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// To be read, by the rules of CORS: what `fetch` does unless it is told otherwise.
    #[default]
    Cors,
    /// To be sent without being read, as forms and images are. Nothing but GET, HEAD and POST with safelisted headers.
    NoCors,
    /// Not to be sent at all.
    SameOrigin,
}

/// What becomes of a redirect (Fetch, §2.2.5, "redirect mode").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Redirect {
    /// It is followed: what `fetch` does unless it is told otherwise.
    #[default]
    Follow,
    /// The fetch fails.
    Error,
    /// The page learns that there was one, and nothing else.
    Manual,
}

/// What a page hands to `fetch`: a method, an absolute URL, and what goes along.
///
/// ```
/// use handler_cors::testing::{Credentials, Request};
///
/// let request = Request::post("https://api.example.com/widgets")
///     .header("content-type", "application/json")
///     .body(r#"{"name": "sprocket"}"#)
///     .credentials(Credentials::Include);
/// # let _ = request;
/// ```
#[derive(Clone, Debug)]
#[must_use = "a request does nothing until a page fetches it"]
pub struct Request {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<Payload>,
    pub(super) credentials: Credentials,
    pub(super) mode: Mode,
    pub(super) redirect: Redirect,
}

#[derive(Clone, Debug)]
pub(super) struct Payload {
    pub(super) bytes: Bytes,
    /// What it is unless a header says so.
    pub(super) content_type: Option<HeaderValue>,
    pub(super) is_stream: bool,
}

impl Request {
    /// A request by any method, which is put into upper case as `fetch` does it (Fetch, §2.2.1, "normalize"): `post` is POST,
    /// `patch` stays `patch`.
    ///
    /// # Panics
    ///
    /// If the method is no token, or the URL no absolute http or https URL with a host in ASCII.
    ///
    /// ```
    /// use handler_cors::testing::Request;
    ///
    /// let purge = Request::new("PURGE", "https://api.example.com/widgets");
    /// # let _ = purge;
    /// ```
    #[track_caller]
    pub fn new(method: &str, url: &str) -> Request {
        let Ok(method) = Method::from_bytes(normalized(method).as_bytes()) else { panic!("`{method}` is no method") };
        let Some(url) = Url::parse(url) else {
            panic!("`{url}` is no absolute URL\n\nhelp: write it as in `https://api.example.com/widgets`")
        };
        Request {
            method,
            url,
            headers: HeaderMap::new(),
            body: None,
            credentials: Credentials::default(),
            mode: Mode::default(),
            redirect: Redirect::default(),
        }
    }

    /// GET. Panics as [`new`](Self::new).
    #[track_caller]
    pub fn get(url: &str) -> Request {
        Request::new("GET", url)
    }

    /// HEAD. Panics as [`new`](Self::new).
    #[track_caller]
    pub fn head(url: &str) -> Request {
        Request::new("HEAD", url)
    }

    /// POST. Panics as [`new`](Self::new).
    #[track_caller]
    pub fn post(url: &str) -> Request {
        Request::new("POST", url)
    }

    /// PUT. Panics as [`new`](Self::new).
    #[track_caller]
    pub fn put(url: &str) -> Request {
        Request::new("PUT", url)
    }

    /// PATCH. Panics as [`new`](Self::new).
    #[track_caller]
    pub fn patch(url: &str) -> Request {
        Request::new("PATCH", url)
    }

    /// DELETE. Panics as [`new`](Self::new).
    #[track_caller]
    pub fn delete(url: &str) -> Request {
        Request::new("DELETE", url)
    }

    /// Adds a header. The white space around its value is not sent, and neither are headers that no page can set, such as
    /// `cookie` and `origin` (Fetch, §2.2.2, "forbidden request-header").
    ///
    /// # Panics
    ///
    /// If the name or the value is none that `fetch` takes.
    #[track_caller]
    pub fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Request {
        let value = value.as_ref().trim_ascii();
        assert!(is_token(name), "`{name}` is no name of a header");
        match (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_bytes(value)) {
            (Ok(name), Ok(value)) => drop(self.headers.append(name, value)),
            _ => panic!("`{}` is no value of a header", value.escape_ascii()),
        }
        self
    }

    /// A body of bytes, such as a script's `Uint8Array`; it has the content type that a header gives it, or none.
    pub fn body(mut self, bytes: impl Into<Bytes>) -> Request {
        self.body = Some(Payload { bytes: bytes.into(), content_type: None, is_stream: false });
        self
    }

    /// A body of text, such as a script's string; unless a header gives it a content type, it is
    /// `text/plain;charset=UTF-8`, which is safelisted (Fetch, §5.2, "extract a body").
    pub fn text(mut self, text: impl Into<String>) -> Request {
        let content_type = Some(HeaderValue::from_static("text/plain;charset=UTF-8"));
        self.body = Some(Payload { bytes: text.into().into(), content_type, is_stream: false });
        self
    }

    /// A body of a script's `ReadableStream`: browsers send a preflight for it whatever the method and the headers
    /// (Fetch, §2.2.5, "use-CORS-preflight flag").
    pub fn stream(mut self, bytes: impl Into<Bytes>) -> Request {
        self.body = Some(Payload { bytes: bytes.into(), content_type: None, is_stream: true });
        self
    }

    /// Whether cookies go along; [`Credentials::SameOrigin`] unless it is said.
    pub fn credentials(mut self, credentials: Credentials) -> Request {
        self.credentials = credentials;
        self
    }

    /// What the request is for; [`Mode::Cors`] unless it is said.
    pub fn mode(mut self, mode: Mode) -> Request {
        self.mode = mode;
        self
    }

    /// What becomes of a redirect; [`Redirect::Follow`] unless it is said.
    pub fn redirect(mut self, redirect: Redirect) -> Request {
        self.redirect = redirect;
        self
    }
}
