//! What must be true of the response to a preflight.

use super::application::Application;
use super::hostile::Request;
use super::path::{self, Policies, Under, under};
use super::rules::{HEADERS, Rules};
use super::sent::Sent;
use crate::record::Event;
use axum::http::Method;

#[derive(Debug)]
pub(super) enum Preflight {
    /// The policy of what serves the requested method allows the origin.
    Allowed(&'static Rules),
    Denied,
    /// Nothing serves the requested method: a policy of the path can tell the methods, and no headers.
    NotServed(Policies),
    /// A plain handler serves OPTIONS, or what serves the path is not known.
    Unknown,
}

pub(super) fn is_preflight(request: &Request) -> bool {
    let has = |name| !request.all(name).is_empty();
    request.method == Method::OPTIONS && has("origin") && has("access-control-request-method")
}

/// `options`: under which policy OPTIONS is that is no preflight.
pub(super) fn expected(application: &Application, request: &Request, options: &Under) -> Preflight {
    if application.is_embedding || matches!(options, Under::Plain | Under::Unknown) {
        return Preflight::Unknown;
    }
    let requested = match request.all("access-control-request-method")[..] {
        [one] => one.parse::<Method>(),
        _ => return path::policies(application, request).map_or(Preflight::Unknown, |_| Preflight::Denied),
    };
    let Ok(requested) = requested else { return not_served(application, request) };
    // No browser asks for it, and a handler for it opens a WebSocket.
    if requested == Method::CONNECT {
        return Preflight::Unknown;
    }
    let program = request.of_program().with_method(requested.clone());
    let sent = application.send(&program);
    // Browsers send these methods whatever the list of methods says.
    let is_safelisted = [Method::GET, Method::HEAD, Method::POST].contains(&requested);
    match under(application, &program, &sent) {
        // An application's own 404.
        Under::Policy(_) if sent.served().is_none() && is_safelisted => Preflight::Denied,
        Under::Policy(rules) if sent.served().is_none() => {
            Preflight::NotServed(Policies { serving: vec![rules], all: vec![rules] })
        }
        Under::Policy(rules) if rules.allows(&request.all("origin")) => Preflight::Allowed(rules),
        Under::Policy(_) => Preflight::Denied,
        Under::Path if is_safelisted => {
            path::policies(application, request).map_or(Preflight::Unknown, |_| Preflight::Denied)
        }
        Under::Path => not_served(application, request),
        Under::Plain | Under::Options | Under::Unknown => Preflight::Unknown,
    }
}

fn not_served(application: &Application, request: &Request) -> Preflight {
    path::policies(application, request).map_or(Preflight::Unknown, Preflight::NotServed)
}

impl Preflight {
    pub(super) fn outcome(&self) -> &'static str {
        match self {
            Preflight::Allowed(_) => "preflight allowed",
            Preflight::Denied => "preflight denied",
            Preflight::NotServed(_) => "preflight for a method that is not served",
            Preflight::Unknown => "unknown",
        }
    }

    pub(super) fn is_wrong(&self, request: &Request, sent: &Sent, inside: &[Event]) -> Option<&'static str> {
        if matches!(self, Preflight::Unknown) {
            return None;
        }
        if !inside.is_empty() {
            return Some("something runs for a preflight");
        }
        if sent.sets_cookies() {
            return Some("a preflight sets a cookie");
        }
        match self {
            Preflight::Allowed(by) => is_wrong_under(by, request, sent),
            Preflight::Denied => is_denied(sent),
            Preflight::NotServed(policies) => {
                let allows = |rules: &&&Rules| rules.allows(&request.all("origin"));
                let is_one = policies.all.iter().filter(allows).any(|rules| rules.cors(request) == shown(sent));
                let tells_headers = sent.headers.contains_key("access-control-allow-headers");
                match sent.status {
                    204 if is_one && !tells_headers => None,
                    _ if policies.serving.iter().any(|rules| allows(&rules)) => {
                        Some("not the response for a method that is not served")
                    }
                    _ => is_denied(sent),
                }
            }
            Preflight::Unknown => None,
        }
    }
}

fn is_denied(sent: &Sent) -> Option<&'static str> {
    (sent.status != 403 || !sent.cors().is_empty()).then_some("the preflight must be denied")
}

fn is_wrong_under(by: &Rules, request: &Request, sent: &Sent) -> Option<&'static str> {
    if sent.status != 204 || shown(sent) != by.cors(request) {
        return Some("the preflight must be allowed");
    }
    let listed = sent.all("access-control-allow-headers").join(",");
    let allows = |name: &&str| listed.split(',').any(|listed| listed.trim() == *name);
    let is_right = HEADERS.iter().all(|name| allows(name) == by.headers.contains(name));
    (!is_right).then_some("the preflight does not allow the headers of its policy")
}

/// The CORS headers that are not of preflights alone.
fn shown(sent: &Sent) -> Vec<String> {
    let is_shown = |line: &String| {
        ["access-control-allow-origin", "access-control-allow-credentials"].iter().any(|name| line.starts_with(name))
    };
    sent.cors().into_iter().filter(is_shown).collect()
}
