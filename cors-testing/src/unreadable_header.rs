//! Why a page cannot read a header of a response.

use crate::listed::{self, Listed};
use http::header::HeaderName;
use std::error::Error;
use std::fmt;

/// Why a page cannot read a header of a response. `response.headers.get(name)` gives a script `null`, whatever the reason.
///
/// `Display` is a sentence that says what is wrong. `Debug`, which `unwrap` prints, adds [`help`](Self::help).
///
/// ```
/// use axum::{Router, routing::get};
/// use handler_cors_testing::{Browser, Request, UnreadableHeader};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// let headers = [("access-control-allow-origin", "*"), ("x-total", "3")];
/// let mut app: Router = Router::new().route("/widgets", get(async move || headers));
/// let page = Browser::at("https://app.example.com");
/// let response = page.fetch(&mut app, Request::get("https://api.example.com/widgets")).await.unwrap();
///
/// let unreadable = response.header("x-total").unwrap_err();
/// assert!(matches!(unreadable, UnreadableHeader::NotExposed { .. }));
/// assert_eq!(unreadable.to_string(), "the response has `x-total`, but it is not in `Access-Control-Expose-Headers` (empty)");
/// assert_eq!(unreadable.help().unwrap(), "add `expose = [\"x-total\"]` to the policy");
/// # }
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum UnreadableHeader {
    /// The response does not have it.
    Missing {
        /// The name.
        name: HeaderName,
    },
    /// The response is cross-origin and has it, but does not expose it (Fetch, §2.2.6, "CORS filtered response").
    NotExposed {
        /// The name.
        name: HeaderName,
        /// The names in `Access-Control-Expose-Headers`.
        exposed: Vec<HeaderName>,
    },
    /// No script can read this header, such as `set-cookie` (Fetch, §2.2.2, "forbidden response-header name").
    Forbidden {
        /// The name.
        name: HeaderName,
    },
}

impl UnreadableHeader {
    /// What to write so that the page can read the header.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::NotExposed { name, exposed } => {
                let expose = listed::key("expose", exposed, std::slice::from_ref(name));
                let verb = if exposed.is_empty() { "add" } else { "write" };
                let place = if exposed.is_empty() { "to" } else { "in" };
                Some(format!("{verb} {expose} {place} the policy"))
            }
            Self::Missing { .. } | Self::Forbidden { .. } => None,
        }
    }
}

impl Error for UnreadableHeader {}

impl fmt::Display for UnreadableHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { name } => write!(f, "the response has no `{name}` header"),
            Self::NotExposed { name, exposed } => {
                let exposed = Listed(exposed);
                write!(f, "the response has `{name}`, but it is not in `Access-Control-Expose-Headers` {exposed}")?;
                if exposed.has_wildcard() {
                    f.write_str("; `*` is not a wildcard if the request includes credentials")?;
                }
                Ok(())
            }
            Self::Forbidden { name } => write!(f, "scripts can never read `{name}`"),
        }
    }
}

impl fmt::Debug for UnreadableHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        listed::debug(f, self, self.help())
    }
}
