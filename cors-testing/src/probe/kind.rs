//! The kinds of findings, and what causes each: one table.

use std::fmt;

macro_rules! kinds {
    ($($(#[doc = $doc:literal])* $kind:ident => $name:literal, $culprit:literal;)*) => {
        /// What is wrong with a response, which tells what is likely to have caused it.
        ///
        /// It displays as its name, which the table and the JSON of a [`Report`](super::Report) have.
        ///
        /// ```
        /// use handler_cors_testing::probe::FindingKind;
        ///
        /// assert_eq!(FindingKind::VaryStripped.to_string(), "vary_stripped");
        /// assert!(FindingKind::VaryStripped.culprit().contains("removes `Vary`"));
        /// ```
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
        #[non_exhaustive]
        pub enum FindingKind {
            $($(#[doc = $doc])* #[cfg_attr(feature = "serde", serde(rename = $name))] $kind,)*
        }

        impl FindingKind {
            /// All kinds.
            pub const ALL: &'static [FindingKind] = &[$(FindingKind::$kind,)*];

            /// The name, in `snake_case`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(FindingKind::$kind => $name,)* }
            }

            /// What is likely to cause it, and what to do, in a sentence.
            #[must_use]
            pub const fn culprit(self) -> &'static str {
                match self { $(FindingKind::$kind => $culprit,)* }
            }
        }
    };
}

kinds! {
    /// 401, 407 or 511.
    LoginRequired => "login_required",
        "a login outside CORS responds first: preflights never have credentials, so it must let OPTIONS pass, or be inside";
    /// 403 or another rejection that is not the router's.
    Rejected => "rejected",
        "something in front rejects the request, such as a firewall or a list of allowed methods: it must let OPTIONS pass";
    /// 404 or 410.
    NotFound => "not_found",
        "the request does not reach the router: a proxy or a gateway has no route for OPTIONS on this path, or rewrites the path";
    /// 405 or 501.
    MethodNotAllowed => "method_not_allowed",
        "something in front does not take OPTIONS, or the path is served by a router without CORS: it must pass OPTIONS on";
    /// To the same URL with https.
    RedirectedToHttps => "redirected_to_https",
        "something in front redirects http to https: browsers do not follow redirects of preflights, so pages must use the https URL";
    /// To the same URL with a slash at the end, or without one.
    RedirectedToSlash => "redirected_to_slash",
        "something in front adds or removes a slash at the end of the path by a redirect, which browsers do not follow for preflights: it must pass \
         on the path as it is";
    /// To another URL.
    Redirected => "redirected",
        "something in front redirects, to a login page perhaps: browsers do not follow redirects of preflights";
    /// 429.
    RateLimited => "rate_limited",
        "something limits the rate of requests, preflights included: probe with fewer requests per second, or do not count OPTIONS";
    /// 5xx.
    ServerError => "server_error",
        "a proxy does not reach the program, or something fails before the router responds";
    /// 2xx, without what the router adds to every response to OPTIONS.
    OptionsSwallowed => "options_swallowed",
        "something in front responds to OPTIONS itself, or removes `Origin` from requests, so that no preflight reaches the router: it must pass \
         OPTIONS on as it is";
    /// A header that has one value is there more than once.
    HeaderDoubled => "header_doubled",
        "something in front adds CORS headers to those of the router, and browsers reject several values: it must add none";
    /// A CORS header is not there.
    HeaderMissing => "header_missing",
        "something in front removes CORS headers from responses, or `Origin` from requests: it must pass them on";
    /// A CORS header has another value.
    HeaderOverwritten => "header_overwritten",
        "something in front replaces the values of CORS headers: it must pass them on as they are";
    /// `Vary` lacks a header on which the response depends.
    VaryStripped => "vary_stripped",
        "something in front removes `Vary` or replaces it: caches then give pages of one origin what they stored for another";
    /// The response to a URL that no cache knows is right.
    CachedForAnotherOrigin => "cached_for_another_origin",
        "a cache in front does not distinguish requests by `Vary`, and serves what it stored for another origin: it must follow `Vary`, or not \
         cache this path";
    /// A page is allowed more than the surface says.
    Wider => "wider",
        "something in front allows more than the program, or the program that runs is not that of the surface: compare its version and \
         configuration";
    /// A page is allowed less than the surface says.
    Narrower => "narrower",
        "the program that runs allows less than the surface says: compare its version and configuration, or something in front changes what \
         it is sent";
    /// The responses over HTTP/1.1 and HTTP/2 differ.
    VersionsDiffer => "versions_differ",
        "HTTP/1.1 and HTTP/2 reach different configurations in front: another virtual host, listener or set of rules";
}

impl fmt::Display for FindingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
