//! Why a page sees nothing of an answer.

use http::{Method, StatusCode};
use std::error::Error;
use std::fmt;

/// Which answer it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Stage {
    /// The answer to the CORS-preflight request (Fetch, §4.8).
    Preflight,
    /// A redirect on the way.
    Redirect,
    /// The answer itself.
    Answer,
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Stage::Preflight => "the preflight's answer",
            Stage::Redirect => "the redirect",
            Stage::Answer => "the answer",
        })
    }
}

/// Why a page sees nothing of an answer: to its script, all of these but [`Opaque`](Self::Opaque) and
/// [`OpaqueRedirect`](Self::OpaqueRedirect) are one `TypeError` that says no more than "failed to fetch".
///
/// `Display` is a sentence that says what is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Blocked {
    /// No page can send this method (Fetch, §2.2.1, "forbidden method").
    ForbiddenMethod {
        /// As the page gave it.
        method: Method,
    },
    /// A `no-cors` request has another method than GET, HEAD or POST (Fetch, §5.4, "Request class").
    NoCorsMethod {
        /// As the page gave it.
        method: Method,
    },
    /// A GET or HEAD request has a body (Fetch, §5.4, "Request class").
    BodyWithoutUpload {
        /// GET or HEAD.
        method: Method,
    },
    /// A `no-cors` request has a body that is a stream (Fetch, §5.4, "Request class").
    NoCorsStream,
    /// The URL has a user name or a password in it (Fetch, §5.4, "Request class").
    UrlWithCredentials,
    /// A `no-cors` request is not to follow redirects (Fetch, §4.1).
    NoCorsRedirectMode,
    /// A page of https asks for something that is not (Mixed Content, §4.4).
    MixedContent {
        /// What it asks for.
        url: String,
    },
    /// A `same-origin` request would go to another origin (Fetch, §4.1).
    OtherOrigin {
        /// Where to.
        url: String,
    },
    /// The preflight was answered with another status than 200 to 299 (Fetch, §2.2.3, "ok status").
    PreflightStatus {
        /// That status.
        status: StatusCode,
        /// The method that the preflight asked for.
        method: Method,
        /// The origin that it asked for.
        origin: String,
    },
    /// The preflight was answered by a redirect, and browsers follow none there (Fetch, §4.8).
    PreflightRedirected {
        /// The redirect's status.
        status: StatusCode,
        /// Its `Location`.
        location: String,
    },
    /// There is no `Access-Control-Allow-Origin` (Fetch, §4.10).
    AllowOriginMissing {
        /// Which answer lacks it.
        stage: Stage,
        /// The origin that would have to be in it.
        origin: String,
    },
    /// `Access-Control-Allow-Origin` has several values (Fetch, §4.10).
    AllowOriginSeveral {
        /// Which answer has them.
        stage: Stage,
        /// All of them.
        value: String,
    },
    /// `Access-Control-Allow-Origin` is `*`, and the request has the credentials mode "include" (Fetch, §4.10).
    AllowOriginAnyWithCredentials {
        /// Which answer has it.
        stage: Stage,
    },
    /// `Access-Control-Allow-Origin` names another origin (Fetch, §4.10).
    AllowOriginOther {
        /// Which answer has it.
        stage: Stage,
        /// The origin that would have to be in it, byte for byte.
        origin: String,
        /// The one that is.
        value: String,
    },
    /// The request has the credentials mode "include", and `Access-Control-Allow-Credentials` is not `true` (Fetch, §4.10).
    AllowCredentialsMissing {
        /// Which answer lacks it.
        stage: Stage,
        /// What it has instead.
        value: Option<String>,
    },
    /// `Access-Control-Allow-Methods` is no list of methods (Fetch, §4.8).
    AllowMethodsMalformed {
        /// Its value.
        value: String,
    },
    /// `Access-Control-Allow-Headers` is no list of header names (Fetch, §4.8).
    AllowHeadersMalformed {
        /// Its value.
        value: String,
    },
    /// The preflight's answer does not allow the method (Fetch, §4.8).
    MethodNotAllowed {
        /// The request's method.
        method: Method,
        /// Those that it allows.
        allowed: Vec<String>,
    },
    /// The preflight's answer does not allow these request headers (Fetch, §4.8).
    HeadersNotAllowed {
        /// The names that are missing.
        names: Vec<String>,
        /// Those that it allows.
        allowed: Vec<String>,
    },
    /// The answer is a redirect, which the page forbade (Fetch, §4.4).
    RedirectForbidden,
    /// There were more than 20 redirects (Fetch, §4.5).
    TooManyRedirects,
    /// A `Location` is no http or https URL (Fetch, §4.5).
    RedirectLocation {
        /// What it says.
        location: String,
    },
    /// A redirect from or to another origin leads to a URL with a user name or a password in it (Fetch, §4.5).
    RedirectWithCredentials {
        /// Where to, without them.
        url: String,
    },
    /// A redirect other than 303 would have to send a stream again (Fetch, §4.5).
    RedirectOfStream {
        /// The redirect's status.
        status: StatusCode,
    },
    /// The answer to a `no-cors` request: the request has been served, and the page sees neither status nor body (Fetch,
    /// §2.2.6, "opaque filtered response").
    Opaque,
    /// A redirect that is not to be followed: the page sees that it was one (Fetch, §2.2.6, "opaque-redirect filtered
    /// response").
    OpaqueRedirect,
    /// The service failed, or its body did.
    NetworkError {
        /// What it said.
        error: String,
    },
}

impl Blocked {
    /// Whether the fetch has failed, and not only the page's wish to see its answer.
    pub(super) fn is_network_error(&self) -> bool {
        !matches!(self, Blocked::Opaque | Blocked::OpaqueRedirect)
    }
}

impl Error for Blocked {}

impl fmt::Display for Blocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use Blocked as B;
        match self {
            B::ForbiddenMethod { method } => write!(f, "no page can send `{method}`"),
            B::NoCorsMethod { method } => write!(f, "a `no-cors` request is GET, HEAD or POST, not `{method}`"),
            B::BodyWithoutUpload { method } => write!(f, "a page can send no body with `{method}`"),
            B::NoCorsStream => f.write_str("a `no-cors` request cannot stream its body"),
            B::UrlWithCredentials => f.write_str("a page can fetch no URL with a user name or a password in it"),
            B::NoCorsRedirectMode => f.write_str("a `no-cors` request has to follow redirects"),
            B::MixedContent { url } => write!(f, "a page of https cannot fetch `{url}`, which is not secure"),
            B::OtherOrigin { url } => {
                write!(f, "`{url}` is of another origin, and the request's mode is `same-origin`")
            }
            B::PreflightStatus { status, method, origin } => preflight_status(f, *status, method, origin),
            B::PreflightRedirected { status, location } => {
                write!(
                    f,
                    "the preflight was redirected ({}) to `{location}`, and browsers do not follow",
                    status.as_u16()
                )
            }
            B::AllowOriginMissing { stage, origin } => {
                write!(f, "{stage} has no `Access-Control-Allow-Origin`, which has to be `{origin}`")
            }
            B::AllowOriginSeveral { stage, value } => {
                write!(f, "{stage} has several values in `Access-Control-Allow-Origin`, `{value}`, where one may be")
            }
            B::AllowOriginAnyWithCredentials { stage } => {
                write!(f, "{stage} to a credentialed request has `*` in `Access-Control-Allow-Origin`")
            }
            B::AllowOriginOther { stage, origin, value } => {
                write!(f, "{stage} has `{value}` in `Access-Control-Allow-Origin`, and the page is of `{origin}`")
            }
            B::AllowCredentialsMissing { stage, value: None } => {
                write!(f, "{stage} to a credentialed request has no `Access-Control-Allow-Credentials: true`")
            }
            B::AllowCredentialsMissing { stage, value: Some(value) } => {
                write!(
                    f,
                    "{stage} to a credentialed request has `Access-Control-Allow-Credentials: {value}`, not `true`"
                )
            }
            B::AllowMethodsMalformed { value } => {
                write!(f, "`{value}` in `Access-Control-Allow-Methods` is no list of methods")
            }
            B::AllowHeadersMalformed { value } => {
                write!(f, "`{value}` in `Access-Control-Allow-Headers` is no list of header names")
            }
            B::MethodNotAllowed { method, allowed } => {
                write!(f, "`{method}` is not among the allowed methods{}", Listed(allowed))
            }
            B::HeadersNotAllowed { names, allowed } => headers_not_allowed(f, names, allowed),
            B::RedirectForbidden => f.write_str("the answer is a redirect, and the request's redirect mode is `error`"),
            B::TooManyRedirects => f.write_str("there were more than 20 redirects"),
            B::RedirectLocation { location } => {
                write!(f, "the redirect leads to `{location}`, which is no http(s) URL")
            }
            B::RedirectWithCredentials { url } => {
                write!(f, "the redirect leads to another origin, `{url}`, with a user name or a password in the URL")
            }
            B::RedirectOfStream { status } => {
                write!(f, "the redirect ({}) would have to send the streamed body again", status.as_u16())
            }
            B::Opaque => f.write_str("the answer to a `no-cors` request cannot be read"),
            B::OpaqueRedirect => f.write_str("the answer is a redirect that is not followed, and cannot be read"),
            B::NetworkError { error } => write!(f, "there was no answer: {error}"),
        }
    }
}

fn preflight_status(f: &mut fmt::Formatter<'_>, status: StatusCode, method: &Method, origin: &str) -> fmt::Result {
    write!(f, "the preflight was answered {}", status.as_u16())?;
    match status.as_u16() {
        401 | 407 => {
            f.write_str(" by something in front of the handler: preflights carry no credentials to log in with")
        }
        403 => {
            write!(f, ": nothing there admits `{origin}` to `{method}`, or something in front of the handler refuses")
        }
        404 => f.write_str(": there is no such path"),
        405 | 501 => f.write_str(": nothing there answers OPTIONS"),
        408 | 413 | 429 | 500..=599 => f.write_str(" by something in front of the handler, or by its failure"),
        _ => f.write_str(", and has to be answered 200 to 299"),
    }
}

fn headers_not_allowed(f: &mut fmt::Formatter<'_>, names: &[String], allowed: &[String]) -> fmt::Result {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let verb = if names.len() == 1 { "is" } else { "are" };
    write!(f, "{} {verb} not among the allowed headers{}", quoted.join(" and "), Listed(allowed))
}

/// What is allowed instead, in brackets; `*` that does not stand for everything says so.
struct Listed<'a>(&'a [String]);

impl fmt::Display for Listed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str(" (there are none)");
        }
        write!(f, " (`{}`)", self.0.join(", "))?;
        if self.0.iter().any(|name| name == "*") {
            f.write_str("; `*` stands neither for `authorization` nor, with credentials, for anything")?;
        }
        Ok(())
    }
}
