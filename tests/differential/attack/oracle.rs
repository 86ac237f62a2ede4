//! What must come of a request, by the rules in the documentation.

use super::application::Application;
use super::hostile::Request;
use super::path::{self, Policies, Under, under};
use super::preflight::{self, Preflight};
use super::rules::Rules;
use super::sent::Sent;
use axum::http::{Method, Version};

/// Each of these must happen in a run.
pub(super) const OUTCOMES: [&str; 8] = [
    "rejected",
    "served",
    "served without credentials",
    "served without a policy",
    "not served on a path",
    "OPTIONS",
    "preflight allowed",
    "preflight denied",
];

#[derive(Debug)]
pub(super) enum Expected {
    Rejected,
    /// As to a program. `is_stripped`: without what a browser adds by itself, in either direction.
    Served {
        by: &'static Rules,
        is_readable: bool,
        is_stripped: bool,
    },
    Plain,
    /// A 405. Policies that do not agree leave open whether it is one.
    Path {
        policies: Option<Policies>,
    },
    Options,
    Preflight(Preflight),
    Unknown,
}

/// A request to an application, and what came of the same request of a program.
pub(super) struct Case<'a> {
    pub(super) application: &'a Application,
    pub(super) request: &'a Request,
    pub(super) program: Sent,
}

impl Case<'_> {
    pub(super) fn of<'a>(application: &'a Application, request: &'a Request) -> Case<'a> {
        Case { application, request, program: application.send(&request.of_program()) }
    }
}

pub(super) fn expected(case: &Case<'_>) -> Expected {
    let Case { application, request, program } = case;
    let under = under(application, request, program);
    if preflight::is_preflight(request) {
        return Expected::Preflight(preflight::expected(application, request, &under));
    }
    let is_cross_origin = is_cross_origin(application, request);
    match under {
        Under::Policy(rules) => under_policy(rules, request, is_cross_origin),
        Under::Plain => Expected::Plain,
        Under::Path => on_path(path::policies(application, request), request, is_cross_origin),
        Under::Options if application.is_embedding => Expected::Unknown,
        Under::Options => Expected::Options,
        Under::Unknown => Expected::Unknown,
    }
}

fn under_policy(by: &'static Rules, request: &Request, is_cross_origin: bool) -> Expected {
    let is_allowed = by.allows(&request.all("origin"));
    let is_guarded = is_cross_origin && by.enforces(&request.method, request.is_socket());
    if is_guarded && !is_allowed {
        let passes = by.navigations && is_navigation(request);
        return if passes {
            Expected::Served { by, is_readable: false, is_stripped: false }
        } else {
            Expected::Rejected
        };
    }
    Expected::Served { by, is_readable: is_allowed, is_stripped: is_guarded && !by.credentials }
}

fn on_path(policies: Option<Policies>, request: &Request, is_cross_origin: bool) -> Expected {
    let rejects = |rules: &&Rules| {
        let passes = rules.allows(&request.all("origin")) || rules.navigations && is_navigation(request);
        rules.enforces(&request.method, request.is_socket()) && !passes
    };
    match policies {
        Some(policies) if is_cross_origin && policies.all.iter().all(rejects) => Expected::Rejected,
        policies => Expected::Path { policies },
    }
}

/// By Fetch Metadata, which scripts cannot forge, and without it by the `Origin`.
pub(super) fn is_cross_origin(application: &Application, request: &Request) -> bool {
    match request.all("sec-fetch-site")[..] {
        [] => match request.all("origin")[..] {
            [] => false,
            [origin] => !is_server_origin(application.setup.server_origins, request, origin),
            _ => true,
        },
        ["same-origin"] => false,
        // Speculation rules of a page cause such requests.
        ["none"] => request.all("sec-purpose").iter().any(|purpose| purpose.starts_with("prefetch")),
        _ => true,
    }
}

fn is_server_origin(declared: &[&str], request: &Request, origin: &str) -> bool {
    let host = |scheme: &str| match request.hosts {
        [host] => {
            let port = if scheme == "https" { ":443" } else { ":80" };
            let host = host.to_ascii_lowercase();
            Some(host.strip_suffix(port).unwrap_or(&host).to_owned())
        }
        _ => None,
    };
    let is_own = |scheme: &str| host(scheme).is_some_and(|host| origin == format!("{scheme}://{host}"));
    if declared.is_empty() {
        let is_secure = request.version == Version::HTTP_2 && request.scheme == "https";
        return is_own("https") || is_own("http") && !is_secure;
    }
    let (forms, entries): (Vec<&str>, Vec<&str>) = declared.iter().partition(|entry| entry.ends_with("://{host}"));
    let is_named = |scheme: &str| {
        let hosts = entries.iter().filter_map(|entry| entry.split_once("://"));
        hosts.map(|(_, host)| host).any(|named| host(scheme).as_deref() == Some(named))
    };
    let has_form = |scheme: &str| forms.iter().any(|form| form.starts_with(&format!("{scheme}:")));
    let is_by_form = |scheme: &str| has_form(scheme) && !is_named(scheme) && is_own(scheme);
    entries.contains(&origin) || is_by_form("https") || is_by_form("http")
}

pub(super) fn is_navigation(request: &Request) -> bool {
    let is_navigation = request.all("sec-fetch-mode") == ["navigate"] && request.all("sec-fetch-dest") == ["document"];
    let is_safe = [Method::GET, Method::HEAD].contains(&request.method);
    is_safe && !request.is_socket() && is_navigation && request.all("sec-purpose").is_empty()
}

impl Expected {
    pub(super) fn outcome(&self) -> &'static str {
        match self {
            Expected::Rejected => "rejected",
            Expected::Served { is_stripped: true, .. } => "served without credentials",
            Expected::Served { .. } => "served",
            Expected::Plain => "served without a policy",
            Expected::Path { .. } => "not served on a path",
            Expected::Options => "OPTIONS",
            Expected::Preflight(preflight) => preflight.outcome(),
            Expected::Unknown => "unknown",
        }
    }
}
