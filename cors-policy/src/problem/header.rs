//! Header names.

/// Why a name cannot be in `headers` or `expose`, or what it is warned of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs)] // The fields are named after what they hold.
pub enum HeaderProblem<'a> {
    // In both lists.
    /// An empty header name.
    EmptyHeader,
    /// Several header names, separated by commas.
    SeveralHeaders { text: &'a str },
    /// A character that a header name cannot contain (RFC 9110 section 5.6.2, "token").
    HeaderCharacter { text: &'a str, character: char },
    /// A wildcard within a header name.
    WildcardInHeader { text: &'a str },
    /// A header name that is in the list already, in any case.
    DuplicateHeader { name: &'a str, earlier: &'a str },

    // In `headers`.
    /// A header that scripts cannot set (Fetch, "forbidden request-header").
    ForbiddenRequestHeader { name: &'a str },
    /// A CORS response header as a request header.
    CorsHeaderRequested { name: &'a str },
    /// `*` as a request header, with credentials (Fetch, "CORS-preflight fetch").
    AnyHeaderWithCredentials,
    /// `*` as the name of a header that an extractor reads.
    AnyHeaderRead,
    /// A request header that `*` in the list allows already.
    HeaderBesideAny { name: &'a str },

    // In `expose`.
    /// A header that scripts cannot read (Fetch, "forbidden response-header name").
    ForbiddenResponseHeader { name: &'a str },
    /// A CORS header as an exposed header.
    CorsHeaderExposed { name: &'a str },
    /// `*` as an exposed header, with credentials (Fetch, "main fetch").
    AnyExposedWithCredentials,
    /// An exposed header that `*` in the list exposes already.
    ExposedBesideAny { name: &'a str },
    /// Warning: a header that scripts can read without this (Fetch, "CORS-safelisted response-header name").
    SafelistedExposed { name: &'a str },
}
