//! Whether what came of a request is what must come of it.

use super::oracle::{Case, Expected, is_cross_origin, is_navigation};
use super::path::Policies;
use super::preflight::Preflight;
use super::rules::Rules;
use super::sent::Sent;
use crate::record::{Event, Seen};
use crate::tree::Policy;
use axum::http::Method;
use handler_cors::ReportAction;

/// Why the response is not what must come of the request.
pub(super) fn is_wrong(expected: &Expected, case: &Case<'_>, sent: &Sent) -> Option<&'static str> {
    let inside = case.application.inside(sent);
    // axum tells the methods of a router that was turned into one of its own.
    if !case.application.is_embedding && sent.all("allow").iter().any(|methods| methods.contains("CONNECT")) {
        return Some("`Allow` lists CONNECT");
    }
    match expected {
        Expected::Rejected => rejection_is_wrong(case, sent, &inside),
        Expected::Served { by, is_readable, is_stripped } => {
            let lines = case.request.credentials(is_stripped.then_some(*by));
            served_is_wrong(case, sent, &inside, &lines)
                .or_else(|| cookies_are_wrong(case, sent, *is_stripped))
                .or_else(|| cors_is_wrong(case, sent, by, *is_readable))
        }
        Expected::Plain => served_is_wrong(case, sent, &inside, &case.request.credentials(None))
            .or_else(|| cookies_are_wrong(case, sent, false))
            .or_else(|| (sent.cors() != case.program.cors()).then_some("CORS headers without a policy")),
        Expected::Path { .. } if sent.status == 403 && !inside.is_empty() => {
            Some("something runs for a rejected request")
        }
        Expected::Path { policies: Some(policies) } => path_is_wrong(case, sent, &inside, policies),
        Expected::Path { policies: None } => shared_path_is_wrong(case, sent),
        Expected::Options if sent.status != 204 || !inside.is_empty() => {
            Some("something runs for OPTIONS that nothing serves")
        }
        Expected::Options if !sent.cors().is_empty() => Some("CORS headers for OPTIONS that is no preflight"),
        Expected::Preflight(preflight) => preflight.is_wrong(case.request, sent, &inside),
        Expected::Options | Expected::Unknown => None,
    }
}

/// Whether the response has another report than it must have. Reports are not sent over connections.
pub(super) fn is_misreported(expected: &Expected, case: &Case<'_>, sent: &Sent) -> bool {
    let expected = match expected {
        Expected::Rejected => Some(ReportAction::Rejected),
        Expected::Preflight(Preflight::Denied) => Some(ReportAction::PreflightDenied),
        Expected::Served { by, is_stripped: true, .. } => {
            let loses_lines = case.request.credentials(Some(by)) != case.request.credentials(None);
            (loses_lines || case.program.sets_cookies()).then_some(ReportAction::CredentialsRemoved)
        }
        Expected::Path { .. } | Expected::Preflight(_) | Expected::Unknown => return false,
        Expected::Served { .. } | Expected::Plain | Expected::Options => None,
    };
    sent.report.as_ref().map(|report| report.action) != expected || sent.report.iter().any(|it| it.report_only)
}

fn rejection_is_wrong(case: &Case<'_>, sent: &Sent, inside: &[Event]) -> Option<&'static str> {
    let is_named = sent.body.starts_with("cross-origin request rejected (handler-cors: ");
    match sent {
        _ if !inside.is_empty() => Some("something runs for a request that must be rejected"),
        _ if sent.status != 403 => Some("the request must be rejected"),
        _ if !sent.cors().is_empty() => Some("a rejection is readable"),
        _ if sent.sets_cookies() => Some("a rejection sets a cookie"),
        _ if sent.all("cache-control") != ["no-store"] => Some("a rejection can be cached"),
        _ if case.request.method != Method::HEAD && !is_named => Some("a rejection does not say what it is"),
        _ => None,
    }
}

/// `lines`: the credentials that must arrive.
fn served_is_wrong(case: &Case<'_>, sent: &Sent, inside: &[Event], lines: &[String]) -> Option<&'static str> {
    if without_credentials(inside) != without_credentials(&case.application.inside(&case.program)) {
        return Some("the request is not served as that of a program");
    }
    if sent.status != case.program.status || sent.body != case.program.body {
        return Some("the response is not that to a program");
    }
    if inside.iter().flat_map(credentials).any(|line| !lines.contains(line)) {
        return Some("credentials arrive that must not");
    }
    // Browsers send one such line. Of several, one that must not arrive can take the others with it.
    let is_clear = case.request.all("authorization").len() < 2 || lines.len() == case.request.credentials(None).len();
    let has_all = |event: &Event| lines.iter().all(|line| credentials(event).contains(line));
    (is_clear && !inside.iter().all(has_all)).then_some("credentials do not arrive that must")
}

fn credentials(event: &Event) -> &Vec<String> {
    let (Event::Layer { credentials, .. } | Event::Served(Seen { credentials, .. })) = event;
    credentials
}

fn without_credentials(events: &[Event]) -> Vec<Event> {
    let mut events = events.to_vec();
    for event in &mut events {
        let (Event::Layer { credentials, .. } | Event::Served(Seen { credentials, .. })) = event;
        credentials.clear();
    }
    events
}

fn cookies_are_wrong(case: &Case<'_>, sent: &Sent, is_stripped: bool) -> Option<&'static str> {
    match (case.program.sets_cookies() && !is_stripped, sent.sets_cookies()) {
        (false, true) => Some("a cookie is set that must not be"),
        (true, false) => Some("a cookie is not set that must be"),
        _ => None,
    }
}

fn cors_is_wrong(case: &Case<'_>, sent: &Sent, by: &Rules, is_readable: bool) -> Option<&'static str> {
    let expected = if is_readable { by.cors(case.request) } else { Vec::new() };
    match sent.cors() {
        cors if cors == expected => None,
        _ if is_readable => Some("not the CORS headers of the policy"),
        _ => Some("a response is readable that must not be"),
    }
}

fn path_is_wrong(case: &Case<'_>, sent: &Sent, inside: &[Event], policies: &Policies) -> Option<&'static str> {
    let (origins, cors) = (case.request.all("origin"), sent.cors());
    let is_cross_origin = is_cross_origin(case.application, case.request);
    let takes = |rules: &&Rules| {
        let passes = rules.credentials || rules.navigations && is_navigation(case.request);
        rules.enforces(&case.request.method, case.request.is_socket()) && !passes
    };
    let is_stripped = is_cross_origin && policies.all.iter().all(takes);
    let cookies = inside.iter().flat_map(credentials).filter(|line| line.starts_with("cookie")).count();
    if is_stripped && (cookies > 0 || sent.sets_cookies()) {
        return Some("a cookie passes that must not, on a path");
    }
    let allowing = || policies.all.iter().filter(|rules| rules.allows(&origins));
    let is_of_one = allowing().any(|rules| cors == rules.cors(case.request));
    match cors.is_empty() {
        false if !is_of_one => Some("a 405 is not under a policy of its path"),
        true if policies.serving.iter().all(|rules| rules.allows(&origins)) => Some("a 405 is not readable"),
        _ if !is_cross_origin && sent.status != case.program.status => Some("a 405 is not that to a program"),
        _ => None,
    }
}

/// A path that something without a policy serves too.
fn shared_path_is_wrong(case: &Case<'_>, sent: &Sent) -> Option<&'static str> {
    let origins = case.request.all("origin");
    let is_allowed = Policy::ALL.iter().any(|policy| case.application.setup.rules(*policy).allows(&origins));
    let is_readable = !sent.cors().is_empty() && sent.cors() != case.program.cors();
    (is_readable && !is_allowed).then_some("a 405 is readable that must not be")
}
