//! No combination of cached preflights lets a request through that the policy of its own method would not allow.
//!
//! The browser is the most generous one: it caches methods and headers apart, for a URL and an origin, and an absent
//! `Access-Control-Max-Age` is not 0.

use super::Wrong;
use super::application::Application;
use super::hostile::{HOST, Request};
use super::path::{Under, under};
use super::rules::{HEADERS, PARTNER};
use crate::here::{ALLOWED, DISALLOWED};
use axum::http::Version;
use std::collections::BTreeSet;

const METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "DELETE", "QUERY"];
const SAFELISTED: [&str; 3] = ["GET", "HEAD", "POST"];

/// Says what a page can send without a preflight that would be denied.
pub(super) fn lets_through(application: &Application, uri: &'static str) -> Option<Wrong> {
    if application.is_embedding {
        // Routers that share a path in an axum router know nothing of each other.
        return None;
    }
    [ALLOWED, PARTNER, DISALLOWED, "null"].into_iter().find_map(|origin| {
        let page = Page { application, uri, origin };
        let (methods, headers) = page.cached();
        METHODS.into_iter().filter(|method| SAFELISTED.contains(method) || methods.contains(*method)).find_map(
            |method| {
                let header = headers.iter().find(|header| page.sends_too_much(method, header))?;
                let details = format!("{method} {uri} with {header} from {origin}; cached: {methods:?} {headers:?}");
                Some(Wrong { why: "cached preflights allow what a preflight would deny", details })
            },
        )
    })
}

struct Page<'a> {
    application: &'a Application,
    uri: &'static str,
    origin: &'static str,
}

impl Page<'_> {
    fn request(&self, method: &str, lines: &[(&'static str, &'static str)]) -> Request {
        let method = method.parse().expect("a method");
        let lines = lines.to_vec();
        Request { method, uri: self.uri, version: Version::HTTP_11, scheme: "https", hosts: &[HOST], lines }
    }

    /// The methods and the headers that are cached once each method has been asked for.
    fn cached(&self) -> (BTreeSet<String>, BTreeSet<String>) {
        let (mut methods, mut headers) = (BTreeSet::new(), BTreeSet::new());
        for method in METHODS {
            let lines = [("origin", self.origin), ("access-control-request-method", method)];
            let sent = self.application.send(&self.request("OPTIONS", &lines));
            let allows = |name: &str| {
                let listed = sent.all(name).join(",");
                listed.split(',').map(|listed| listed.trim().to_owned()).collect::<Vec<_>>()
            };
            let is_allowed = sent.status == 204 && sent.headers.contains_key("access-control-allow-origin");
            if is_allowed && sent.all("access-control-max-age") != ["0"] {
                methods.extend(allows("access-control-allow-methods"));
                headers
                    .extend(allows("access-control-allow-headers").into_iter().filter(|it| HEADERS.contains(&&**it)));
            }
        }
        (methods, headers)
    }

    /// Whether a request with the header reaches what serves the method, under a policy that does not allow it to the origin.
    fn sends_too_much(&self, method: &str, header: &str) -> bool {
        let program = self.request(method, &[]);
        let sent = self.application.send(&program);
        let Under::Policy(rules) = under(self.application, &program, &sent) else { return false };
        let allows = rules.allows(&[self.origin]);
        let is_rejected = !allows && rules.enforces(&program.method, false);
        // An application's own 404 is nobody's business.
        sent.served().is_some() && !is_rejected && !(allows && rules.headers.contains(&header))
    }
}
