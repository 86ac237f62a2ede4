//! Why a page cannot read a response.

use crate::listed::{self, Listed};
use http::header::{CONTENT_TYPE, HeaderName};
use http::{Method, StatusCode};
use std::error::Error;
use std::fmt;

/// Which response an error is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Stage {
    /// The response to the preflight (Fetch, §4.8).
    Preflight,
    /// A redirect.
    Redirect,
    /// The response to the request.
    Response,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Stage::Preflight => "the preflight response",
            Stage::Redirect => "the redirect",
            Stage::Response => "the response",
        })
    }
}

/// Why a page gets no response. A script sees less: [`Opaque`](Self::Opaque) and
/// [`OpaqueRedirect`](Self::OpaqueRedirect) are responses without content, all others are the same `TypeError`.
///
/// `Display` is a sentence that says what is wrong. `Debug`, which `unwrap` prints, adds [`help`](Self::help).
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Blocked {
    /// Scripts cannot send this method (Fetch, §2.2.1, "forbidden method").
    ForbiddenMethod {
        /// The method of the request.
        method: Method,
    },
    /// The method of a `no-cors` request is not GET, HEAD or POST (Fetch, §5.4, "Request class").
    NoCorsMethod {
        /// The method of the request.
        method: Method,
    },
    /// A GET or HEAD request has a body (Fetch, §5.4, "Request class").
    BodyNotAllowed {
        /// GET or HEAD.
        method: Method,
    },
    /// The body of a `no-cors` request is a stream (Fetch, §5.4, "Request class").
    NoCorsStream,
    /// The URL contains a user name or a password (Fetch, §5.4, "Request class").
    UrlWithCredentials,
    /// The redirect mode of a `no-cors` request is not "follow" (Fetch, §4.1).
    NoCorsRedirectMode,
    /// An https page fetches a URL that is not secure (Mixed Content, §4.4).
    MixedContent {
        /// That URL.
        url: String,
    },
    /// The mode of the request is "same-origin", and the URL is cross-origin (Fetch, §4.1).
    CrossOrigin {
        /// That URL.
        url: String,
    },
    /// The status of the preflight response is not 200 to 299 (Fetch, §2.2.3, "ok status").
    PreflightStatus {
        /// The status of the response.
        status: StatusCode,
        /// The `Access-Control-Request-Method` of the preflight.
        method: Method,
        /// The `Origin` of the preflight.
        origin: String,
    },
    /// The preflight response is a redirect, which browsers do not follow (Fetch, §4.8).
    PreflightRedirected {
        /// The status of the redirect.
        status: StatusCode,
        /// Its `Location`.
        location: String,
    },
    /// There is no `Access-Control-Allow-Origin` header (Fetch, §4.10).
    AllowOriginMissing {
        /// Which response lacks it.
        stage: Stage,
        /// The origin that it must contain.
        origin: String,
    },
    /// `Access-Control-Allow-Origin` has multiple values (Fetch, §4.10).
    AllowOriginMultiple {
        /// Which response has them.
        stage: Stage,
        /// All values, joined.
        value: String,
    },
    /// `Access-Control-Allow-Origin` is `*`, and the credentials mode of the request is "include" (Fetch, §4.10).
    AllowOriginWildcard {
        /// Which response has it.
        stage: Stage,
    },
    /// `Access-Control-Allow-Origin` is another origin (Fetch, §4.10).
    AllowOriginMismatch {
        /// Which response has it.
        stage: Stage,
        /// The origin that it must be, byte for byte.
        origin: String,
        /// The origin that it is.
        value: String,
    },
    /// `Access-Control-Allow-Credentials` is not `true`, and the credentials mode of the request is "include" (Fetch, §4.10).
    AllowCredentialsMissing {
        /// Which response lacks it.
        stage: Stage,
        /// What it has instead.
        value: Option<String>,
    },
    /// `Access-Control-Allow-Methods` is not a list of methods (Fetch, §4.8).
    AllowMethodsMalformed {
        /// Its value.
        value: String,
    },
    /// `Access-Control-Allow-Headers` is not a list of header names (Fetch, §4.8).
    AllowHeadersMalformed {
        /// Its value.
        value: String,
    },
    /// The preflight response does not allow the method (Fetch, §4.8).
    MethodNotAllowed {
        /// The method of the request.
        method: Method,
        /// The methods that are allowed.
        allowed: Vec<Method>,
    },
    /// The preflight response does not allow some headers (Fetch, §4.8).
    HeadersNotAllowed {
        /// Their names.
        names: Vec<HeaderName>,
        /// The names that are allowed.
        allowed: Vec<HeaderName>,
    },
    /// The response is a redirect, and the redirect mode of the request is "error" (Fetch, §4.4).
    RedirectForbidden,
    /// There are more than 20 redirects (Fetch, §4.5).
    TooManyRedirects,
    /// The `Location` of a redirect is not an http or https URL (Fetch, §4.5).
    RedirectLocation {
        /// Its value.
        location: String,
    },
    /// A redirect that involves another origin leads to a URL with a user name or a password (Fetch, §4.5).
    RedirectWithCredentials {
        /// That URL, without them.
        url: String,
    },
    /// A redirect other than 303 would send a streamed body again (Fetch, §4.5).
    RedirectWithStream {
        /// The status of the redirect.
        status: StatusCode,
    },
    /// The mode of the request is "no-cors". The server has handled it, and the page sees neither status nor body (Fetch,
    /// §2.2.6, "opaque filtered response").
    Opaque,
    /// The response is a redirect, and the redirect mode of the request is "manual" (Fetch, §2.2.6, "opaque-redirect filtered
    /// response").
    OpaqueRedirect,
    /// A WebSocket handshake was not responded to with 101 (WebSockets, §2).
    Handshake {
        /// The status of the response.
        status: StatusCode,
    },
    /// Browsers neither prefetch nor prerender this URL for this page (Prefetch, §5; HTML, "speculative loading").
    NotSpeculated {
        /// That URL.
        url: String,
    },
    /// The service or the body of its response failed.
    NetworkError {
        /// The error of the service or the body.
        error: String,
    },
}

impl Blocked {
    /// What to write in the policy so that the page can read the response, where that is what is missing.
    ///
    /// ```
    /// use axum::{Router, routing::get};
    /// use handler_cors_testing::{Browser, Request};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() {
    /// let mut app: Router = Router::new().route("/", get(async || "hello"));
    /// let page = Browser::at("https://app.example.com");
    /// let blocked = page.fetch(&mut app, Request::get("https://api.example.com/")).await.unwrap_err();
    /// assert_eq!(blocked.help().unwrap(), "allow the page by the policy of the request: `origins = [\"https://app.example.com\"]`");
    /// # }
    /// ```
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Blocked::AllowOriginMissing { origin, .. } if origin != "null" => {
                Some(format!("allow the page by the policy of the request: `origins = [\"{origin}\"]`"))
            }
            Blocked::AllowOriginWildcard { .. } => {
                Some("list the `origins` of the policy, instead of `*`, and add `credentials`".to_owned())
            }
            Blocked::AllowCredentialsMissing { value: None, .. } => Some("add `credentials` to the policy".to_owned()),
            Blocked::MethodNotAllowed { method, .. } => {
                Some(format!("serve the method, under a policy that allows the page: `methods = [{method}]`"))
            }
            Blocked::HeadersNotAllowed { names, allowed } => {
                // The router allows this one by itself, where the handler reads a body.
                let listed: Vec<HeaderName> = allowed.iter().filter(|name| **name != CONTENT_TYPE).cloned().collect();
                Some(format!("write {} in the policy", listed::key("headers", &listed, names)))
            }
            _ => None,
        }
    }

    /// Whether the fetch failed ("network error"), rather than succeeded with a response that the page cannot read.
    pub(crate) fn is_network_error(&self) -> bool {
        !matches!(self, Blocked::Opaque | Blocked::OpaqueRedirect)
    }
}

impl Error for Blocked {}

impl fmt::Debug for Blocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        listed::debug(f, self, self.help())
    }
}

impl fmt::Display for Blocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use Blocked as B;
        match self {
            B::ForbiddenMethod { method } => {
                write!(f, "`{method}` is a forbidden method: browsers never let scripts send it")
            }
            B::NoCorsMethod { method } => write!(f, "a `no-cors` request must be GET, HEAD or POST, not `{method}`"),
            B::BodyNotAllowed { method } => write!(f, "a `{method}` request cannot have a body"),
            B::NoCorsStream => f.write_str("a `no-cors` request cannot stream its body"),
            B::UrlWithCredentials => f.write_str("the URL contains a user name or a password"),
            B::NoCorsRedirectMode => f.write_str("the redirect mode of a `no-cors` request must be `follow`"),
            B::MixedContent { url } => write!(f, "mixed content: an https page cannot fetch `{url}`"),
            B::CrossOrigin { url } => {
                write!(f, "`{url}` is cross-origin, and the mode of the request is `same-origin`")
            }
            B::PreflightStatus { status, method, origin } => preflight_status(f, *status, method, origin),
            B::PreflightRedirected { status, location } => {
                let status = status.as_u16();
                write!(
                    f,
                    "the preflight response is a redirect ({status}) to `{location}`, which browsers do not follow"
                )
            }
            B::AllowOriginMissing { stage, origin } => {
                write!(f, "{stage} has no `Access-Control-Allow-Origin` header; it must be `{origin}`")
            }
            B::AllowOriginMultiple { stage, value } => {
                write!(
                    f,
                    "{stage} has multiple values in `Access-Control-Allow-Origin` (`{value}`); only one is allowed"
                )
            }
            B::AllowOriginWildcard { stage } => {
                write!(f, "{stage} has `Access-Control-Allow-Origin: *`, but the request includes credentials")
            }
            B::AllowOriginMismatch { stage, origin, value } => {
                write!(
                    f,
                    "{stage} has `Access-Control-Allow-Origin: {value}`, but the origin of the page is `{origin}`"
                )
            }
            B::AllowCredentialsMissing { stage, value: None } => {
                write!(
                    f,
                    "{stage} has no `Access-Control-Allow-Credentials: true`, but the request includes credentials"
                )
            }
            B::AllowCredentialsMissing { stage, value: Some(value) } => {
                write!(f, "{stage} has `Access-Control-Allow-Credentials: {value}`; it must be `true`")
            }
            B::AllowMethodsMalformed { value } => {
                write!(f, "malformed `Access-Control-Allow-Methods`: `{value}` is not a list of methods")
            }
            B::AllowHeadersMalformed { value } => {
                write!(f, "malformed `Access-Control-Allow-Headers`: `{value}` is not a list of header names")
            }
            B::MethodNotAllowed { method, allowed } => {
                write!(f, "`{method}` is not in `Access-Control-Allow-Methods` {}", Listed(allowed))?;
                without_effect(f, allowed)
            }
            B::HeadersNotAllowed { names, allowed } => headers_not_allowed(f, names, allowed),
            B::RedirectForbidden => {
                f.write_str("the response is a redirect, and the redirect mode of the request is `error`")
            }
            B::TooManyRedirects => f.write_str("there are more than 20 redirects"),
            B::RedirectLocation { location } => {
                write!(f, "the redirect leads to `{location}`, which is not an http(s) URL")
            }
            B::RedirectWithCredentials { url } => {
                write!(f, "the redirect to `{url}` contains a user name or a password, and is not same-origin")
            }
            B::RedirectWithStream { status } => {
                write!(f, "the redirect ({}) cannot send a streamed body again", status.as_u16())
            }
            B::Opaque => f.write_str("response not readable by the page: the mode of the request is `no-cors`"),
            B::OpaqueRedirect => f.write_str(
                "response not readable by the page: it is a redirect, and the redirect mode of the request is `manual`",
            ),
            B::Handshake { status } => {
                write!(f, "the response to the WebSocket handshake has status {}; it must be 101", status.as_u16())
            }
            B::NotSpeculated { url } => {
                write!(
                    f,
                    "browsers do not load `{url}` in advance: it is not secure, or it is cross-site, and prerendered or has cookies"
                )
            }
            B::NetworkError { error } => write!(f, "no response: {error}"),
        }
    }
}

fn preflight_status(f: &mut fmt::Formatter<'_>, status: StatusCode, method: &Method, origin: &str) -> fmt::Result {
    write!(f, "the preflight response has status {}", status.as_u16())?;
    match status.as_u16() {
        401 | 407 => f.write_str(": a layer outside CORS requires credentials, which preflights never include"),
        403 => write!(f, ": `{method}` is not allowed from `{origin}`, or a layer outside CORS rejects the preflight"),
        404 => f.write_str(": no route matches the path"),
        405 | 501 => f.write_str(": the server does not handle OPTIONS"),
        408 | 413 | 429 | 500..=599 => f.write_str(": a layer outside CORS responded, or failed"),
        _ => f.write_str("; it must be 200 to 299"),
    }
}

fn headers_not_allowed(f: &mut fmt::Formatter<'_>, names: &[HeaderName], allowed: &[HeaderName]) -> fmt::Result {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    write!(f, "{} {verb} not in `Access-Control-Allow-Headers` {}", quoted.join(" and "), Listed(allowed))?;
    without_effect(f, allowed)
}

/// Why a `*` among what is allowed has no effect.
fn without_effect<T: AsRef<str>>(f: &mut fmt::Formatter<'_>, allowed: &[T]) -> fmt::Result {
    if !Listed(allowed).has_wildcard() {
        return Ok(());
    }
    f.write_str("; `*` never covers `authorization`, and is not a wildcard if the request includes credentials")
}
