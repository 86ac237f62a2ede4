//! What a page does that opens another document.

use crate::body::Payload;
use crate::http_url;
use http::Method;
use url::Url;

/// A navigation: a link, a form, a frame, or a prefetch.
///
/// Browsers do not apply CORS to navigations: any page can cause one to any URL, with cookies, and reads nothing of the response.
///
/// ```
/// use handler_cors_testing::Navigation;
///
/// let link = Navigation::to("https://api.example.com/account");
/// let form = Navigation::post("https://api.example.com/transfers", "to=1234&amount=10");
/// let frame = Navigation::to("https://api.example.com/account").in_iframe();
/// # let _ = (link, form, frame);
/// ```
#[derive(Clone, Debug)]
#[must_use = "a navigation does nothing until a page navigates"]
pub struct Navigation {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) body: Option<Payload>,
    pub(crate) kind: Kind,
}

/// What the document is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Tab,
    Iframe,
    Object,
    Prefetch,
    Prerender,
}

impl Navigation {
    /// A link, `location = …`, `window.open(…)`, or a form with `method=get` and its fields in the query.
    ///
    /// # Panics
    ///
    /// If the URL is not an absolute http or https URL.
    #[track_caller]
    pub fn to(url: &str) -> Navigation {
        Navigation { method: Method::GET, url: http_url::expect(url), body: None, kind: Kind::Tab }
    }

    /// A form with `method=post`, whose fields are `application/x-www-form-urlencoded`. Panics as [`to`](Self::to) does.
    #[track_caller]
    pub fn post(url: &str, fields: impl Into<String>) -> Navigation {
        let body = Some(Payload::typed(fields.into(), "application/x-www-form-urlencoded"));
        Navigation { method: Method::POST, body, ..Navigation::to(url) }
    }

    /// In an `<iframe>`, instead of a tab.
    pub fn in_iframe(self) -> Navigation {
        Navigation { kind: Kind::Iframe, ..self }
    }

    /// In an `<object>`, instead of a tab.
    pub fn in_object(self) -> Navigation {
        Navigation { kind: Kind::Object, ..self }
    }

    /// A prefetch by speculation rules. Its `Sec-Fetch-Site` is `none`, although a page causes it. Browsers prefetch only
    /// secure URLs, and none of another site for which they have cookies.
    pub fn prefetch(self) -> Navigation {
        Navigation { kind: Kind::Prefetch, ..self }
    }

    /// A prerendering by speculation rules. Browsers prerender no URL of another site.
    pub fn prerender(self) -> Navigation {
        Navigation { kind: Kind::Prerender, ..self }
    }
}

impl Kind {
    /// `Sec-Fetch-Dest`.
    pub(crate) fn dest(self) -> &'static str {
        match self {
            Kind::Iframe => "iframe",
            Kind::Object => "object",
            Kind::Tab | Kind::Prefetch | Kind::Prerender => "document",
        }
    }

    /// `Sec-Purpose`.
    pub(crate) fn purpose(self) -> Option<&'static str> {
        match self {
            Kind::Prefetch => Some("prefetch"),
            Kind::Prerender => Some("prefetch;prerender"),
            Kind::Tab | Kind::Iframe | Kind::Object => None,
        }
    }

    /// Whether the document is in the page, where mixed content is blocked and cookies are those of the page's requests.
    pub(crate) fn is_in_page(self) -> bool {
        matches!(self, Kind::Iframe | Kind::Object)
    }
}
