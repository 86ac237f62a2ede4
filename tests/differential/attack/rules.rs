//! The policies of the applications, each with what it says, written a second time.

use super::hostile::Request;
use crate::here::ALLOWED;
use axum::http::Method;
use handler_cors::{Policy, cors};

/// A policy, and what it says.
#[derive(Debug)]
pub(super) struct Rules {
    pub(super) name: &'static str,
    pub(super) policy: &'static Policy,
    /// `None`: `*`.
    origins: Option<&'static [&'static str]>,
    pub(super) credentials: bool,
    pub(super) enforce: bool,
    pub(super) unenforced: bool,
    pub(super) navigations: bool,
    /// The request headers that it allows, and no others.
    pub(super) headers: &'static [&'static str],
}

/// Another origin that some of the policies list.
pub(super) const PARTNER: &str = "https://partner.example:8443";

/// Every request header whose name some policy allows.
pub(super) const HEADERS: [&str; 3] = ["x-first", "x-second", "authorization"];

#[cors(origins = ["https://shared.example"], headers = ["x-first"], credentials, max_age = 600)]
static CREDENTIALS: Policy;

#[cors(origins = ["https://shared.example", "https://partner.example:8443"], headers = ["x-second"], credentials, enforce)]
static CREDENTIALS_ENFORCED: Policy;

#[cors(origins = ["https://shared.example"], headers = ["x-second"])]
static BARE: Policy;

#[cors(origins = ["https://shared.example"], headers = ["authorization", "x-first"], max_age = 60)]
static AUTHORIZED: Policy;

#[cors(origins = ["https://partner.example:8443"], enforce)]
static ENFORCED: Policy;

#[cors(origins = ["https://shared.example"], enforce, dangerously(cross_site_navigations))]
static NAVIGABLE: Policy;

#[cors(origins = ["https://shared.example"], dangerously(unenforced))]
static UNENFORCED: Policy;

#[cors(origins = ["null"], dangerously(null_origin))]
static SANDBOXED: Policy;

#[cors(origins = ["*"])]
static ANY: Policy;

#[cors(origins = ["*"], headers = ["x-first"], enforce)]
static ANY_ENFORCED: Policy;

const DEFAULTS: Rules = Rules {
    name: "",
    policy: &BARE,
    origins: Some(&[ALLOWED]),
    credentials: false,
    enforce: false,
    unenforced: false,
    navigations: false,
    headers: &[],
};

pub(super) static ALL: [Rules; 10] = [
    Rules { name: "CREDENTIALS", policy: &CREDENTIALS, credentials: true, headers: &["x-first"], ..DEFAULTS },
    Rules {
        name: "CREDENTIALS_ENFORCED",
        policy: &CREDENTIALS_ENFORCED,
        origins: Some(&[ALLOWED, PARTNER]),
        credentials: true,
        enforce: true,
        headers: &["x-second"],
        ..DEFAULTS
    },
    Rules { name: "BARE", policy: &BARE, headers: &["x-second"], ..DEFAULTS },
    Rules { name: "AUTHORIZED", policy: &AUTHORIZED, headers: &["authorization", "x-first"], ..DEFAULTS },
    Rules { name: "ENFORCED", policy: &ENFORCED, origins: Some(&[PARTNER]), enforce: true, ..DEFAULTS },
    Rules { name: "NAVIGABLE", policy: &NAVIGABLE, enforce: true, navigations: true, ..DEFAULTS },
    Rules { name: "UNENFORCED", policy: &UNENFORCED, unenforced: true, ..DEFAULTS },
    Rules { name: "SANDBOXED", policy: &SANDBOXED, origins: Some(&["null"]), ..DEFAULTS },
    Rules { name: "ANY", policy: &ANY, origins: None, ..DEFAULTS },
    Rules {
        name: "ANY_ENFORCED",
        policy: &ANY_ENFORCED,
        origins: None,
        enforce: true,
        headers: &["x-first"],
        ..DEFAULTS
    },
];

impl Rules {
    /// Whether a page with these `Origin` lines is allowed. `*` allows every request.
    pub(super) fn allows(&self, origins: &[&str]) -> bool {
        self.origins.is_none_or(|listed| matches!(origins, [origin] if listed.contains(origin)))
    }

    /// Whether a disallowed request with this method is rejected. `unenforced` does not cover WebSockets.
    pub(super) fn enforces(&self, method: &Method, is_socket: bool) -> bool {
        let is_safe = [Method::GET, Method::HEAD].contains(method);
        is_socket || !self.unenforced && (!is_safe || self.enforce)
    }

    /// The CORS headers of a response that the page can read, sorted.
    pub(super) fn cors(&self, request: &Request) -> Vec<String> {
        let origins = request.all("origin");
        let origin = if self.origins.is_none() { "*" } else { origins.first().copied().unwrap_or_default() };
        let credentials = self.credentials.then(|| "access-control-allow-credentials: true".to_owned());
        credentials.into_iter().chain([format!("access-control-allow-origin: {origin}")]).collect()
    }
}
