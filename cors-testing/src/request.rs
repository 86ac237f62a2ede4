//! What a page passes to `fetch`.

use crate::body::Payload;
use crate::http_url;
use crate::safelist::normalized;
use bytes::Bytes;
use http::header::HeaderName;
use http::{HeaderMap, HeaderValue, Method};
use serde::Serialize;
use url::Url;

/// Whether a request includes credentials, such as cookies (Fetch, §2.2.5, "credentials mode").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Credentials {
    /// Never.
    Omit,
    /// Only in same-origin requests. This is the default of `fetch`.
    #[default]
    SameOrigin,
    /// Always. A cross-origin response is then readable only with `Access-Control-Allow-Credentials: true`.
    Include,
}

/// How a cross-origin request is treated (Fetch, §2.2.5, "mode").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// By the rules of CORS. This is the default of `fetch`.
    #[default]
    Cors,
    /// It is sent, and the response is opaque, as for forms and images. Only GET, HEAD and POST with safelisted headers.
    NoCors,
    /// It fails.
    SameOrigin,
}

/// What happens when the response is a redirect (Fetch, §2.2.5, "redirect mode").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Redirect {
    /// The browser follows it. This is the default of `fetch`.
    #[default]
    Follow,
    /// The fetch fails.
    Error,
    /// The page gets an opaque response that only says that there was a redirect.
    Manual,
}

/// What a page passes to `fetch`: a method, an absolute URL, headers, a body and options.
///
/// ```
/// use handler_cors_testing::{Credentials, Request};
///
/// let request = Request::post("https://api.example.com/widgets")
///     .header("x-request-id", "7")
///     .json("sprocket")
///     .credentials(Credentials::Include);
/// # let _ = request;
/// ```
#[derive(Clone, Debug)]
#[must_use = "a request does nothing until a page fetches it"]
pub struct Request {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Payload>,
    pub(crate) credentials: Credentials,
    pub(crate) mode: Mode,
    pub(crate) redirect: Redirect,
}

impl Request {
    /// A request with any method. It is normalized as by `fetch` (Fetch, §2.2.1): `post` becomes `POST`, `patch` stays
    /// `patch`.
    ///
    /// # Panics
    ///
    /// If the method is not a token, or the URL is not an absolute http or https URL.
    ///
    /// ```
    /// use handler_cors_testing::Request;
    ///
    /// let purge = Request::new("PURGE", "https://api.example.com/widgets");
    /// # let _ = purge;
    /// ```
    #[track_caller]
    pub fn new(method: &str, url: &str) -> Request {
        let Ok(method) = Method::from_bytes(normalized(method).as_bytes()) else {
            panic!("`{method}` is not a method")
        };
        let url = http_url::expect(url);
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

    /// A GET request. Panics as [`new`](Self::new) does.
    #[track_caller]
    pub fn get(url: &str) -> Request {
        Request::new("GET", url)
    }

    /// A HEAD request. Panics as [`new`](Self::new) does.
    #[track_caller]
    pub fn head(url: &str) -> Request {
        Request::new("HEAD", url)
    }

    /// A POST request. Panics as [`new`](Self::new) does.
    #[track_caller]
    pub fn post(url: &str) -> Request {
        Request::new("POST", url)
    }

    /// A PUT request. Panics as [`new`](Self::new) does.
    #[track_caller]
    pub fn put(url: &str) -> Request {
        Request::new("PUT", url)
    }

    /// A PATCH request. Panics as [`new`](Self::new) does.
    #[track_caller]
    pub fn patch(url: &str) -> Request {
        Request::new("PATCH", url)
    }

    /// A DELETE request. Panics as [`new`](Self::new) does.
    #[track_caller]
    pub fn delete(url: &str) -> Request {
        Request::new("DELETE", url)
    }

    /// What `navigator.sendBeacon(url, text)` sends: a `no-cors` POST with credentials, whose response no page reads. `fetch`
    /// returns [`Blocked::Opaque`](crate::Blocked::Opaque). Panics as [`new`](Self::new) does.
    #[track_caller]
    pub fn beacon(url: &str, text: impl Into<String>) -> Request {
        Request::post(url).text(text).mode(Mode::NoCors).credentials(Credentials::Include)
    }

    /// Adds a header. White space around the value is not sent, nor are headers that scripts cannot set, such as `cookie` and
    /// `origin` (Fetch, §2.2.2, "forbidden request-header").
    ///
    /// # Panics
    ///
    /// If the name is not a header name, or the value not a header value.
    #[track_caller]
    pub fn header(mut self, name: &str, value: impl AsRef<[u8]>) -> Request {
        let value = value.as_ref().trim_ascii();
        let Ok(name) = HeaderName::from_bytes(name.as_bytes()) else { panic!("`{name}` is not a header name") };
        let Ok(value) = HeaderValue::from_bytes(value) else {
            panic!("`{}` is not a header value", value.escape_ascii())
        };
        self.headers.append(name, value);
        self
    }

    /// Sets a body of bytes, such as a script's `Uint8Array`. It has no content type unless a header sets one.
    pub fn body(self, bytes: impl Into<Bytes>) -> Request {
        self.payload(Payload::bytes(bytes))
    }

    /// Sets a body of text, such as a script's string. Its content type is `text/plain;charset=UTF-8`, which is safelisted,
    /// unless a header sets one (Fetch, §5.2, "extract a body").
    pub fn text(self, text: impl Into<String>) -> Request {
        self.payload(Payload::text(text.into()))
    }

    /// Sets a body of JSON, as a script does with `body: JSON.stringify(value)` and the header `content-type: application/json`.
    /// That header is not safelisted, so that cross-origin requests need a preflight that allows it. [`header`](Self::header)
    /// can set another content type.
    ///
    /// # Panics
    ///
    /// If the value cannot be JSON, such as a map with keys that are not strings.
    ///
    /// ```
    /// use handler_cors_testing::Request;
    ///
    /// let request = Request::put("https://api.example.com/sizes").json(&[1, 2, 3]);
    /// let patch = Request::patch("https://api.example.com/widgets/7")
    ///     .header("content-type", "application/merge-patch+json")
    ///     .json(&[("name", "sprocket")]);
    /// # let _ = (request, patch);
    /// ```
    #[track_caller]
    pub fn json<T: Serialize + ?Sized>(self, value: &T) -> Request {
        match serde_json::to_string(value) {
            Ok(text) => self.payload(Payload::json(text)),
            Err(error) => panic!("the value cannot be JSON: {error}"),
        }
    }

    /// Sets a streamed body, such as a script's `ReadableStream`, which the service receives in these pieces and without a
    /// `Content-Length`.
    ///
    /// It always needs a preflight (Fetch, §5.4, "Request class": the constructor sets the use-CORS-preflight flag where the
    /// source of the body is null), and fails at a redirect other than 303 (Fetch, §4.5).
    ///
    /// ```
    /// use handler_cors_testing::Request;
    ///
    /// let upload = Request::post("https://api.example.com/uploads").stream(["first piece, ", "second piece"]);
    /// # let _ = upload;
    /// ```
    pub fn stream<I: IntoIterator<Item: Into<Bytes>>>(self, pieces: I) -> Request {
        self.payload(Payload::stream(pieces.into_iter().map(Into::into)))
    }

    fn payload(self, payload: Payload) -> Request {
        Request { body: Some(payload), ..self }
    }

    /// Sets the credentials mode. The default is [`Credentials::SameOrigin`].
    pub fn credentials(mut self, credentials: Credentials) -> Request {
        self.credentials = credentials;
        self
    }

    /// Sets the mode. The default is [`Mode::Cors`].
    pub fn mode(mut self, mode: Mode) -> Request {
        self.mode = mode;
        self
    }

    /// Sets the redirect mode. The default is [`Redirect::Follow`].
    pub fn redirect(mut self, redirect: Redirect) -> Request {
        self.redirect = redirect;
        self
    }
}
