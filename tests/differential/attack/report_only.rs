//! Report-only: what would be rejected, denied or stripped passes as if the crate were not there, and is reported; all else is as
//! without report-only, but that a response to no page may keep its CORS headers. A `CorsLayer` is still inside of each application.

use super::application::{Application, Setup};
use super::hostile::{Request, requests};
use super::preflight::is_preflight;
use super::rules::PARTNER;
use super::sent::Sent;
use super::{Wrong, smallest};
use crate::here::{ALLOWED, DISALLOWED};
use crate::plain;
use crate::random::Random;
use crate::record::Event;
use crate::variable;
use crate::wanted::is_embedding;
use axum::Router;
use axum::http::header::{ALLOW, CONTENT_LENGTH, CONTENT_TYPE, HeaderName};
use axum::http::{HeaderValue, Method};
use handler_cors::ReportAction;
use std::collections::BTreeMap;
use tower_http::cors::CorsLayer;

const APPLICATIONS: usize = 300;
const TARGETS: usize = 8;
const REQUESTS: usize = 8;

#[test]
fn report_only_changes_nothing_that_it_reports() {
    let applications = variable("ATTACK_APPLICATIONS").unwrap_or(APPLICATIONS);
    let first = variable("DIFFERENTIAL_SEED").unwrap_or(0);
    let (mut found, mut counts) = (BTreeMap::new(), BTreeMap::new());
    for seed in first..first + applications {
        let mut random = Random::new(seed as u64);
        let setup = Setup::random(&mut random);
        // A router that was turned into an axum router has its own setting.
        if is_embedding(&setup.tree) {
            continue;
        }
        for _ in 0..TARGETS {
            let requests = requests(&mut random, REQUESTS);
            if let Some(wrong) = check(&setup, &requests, &mut counts) {
                let again = |setup: &Setup, requests: &[Request]| check(setup, requests, &mut BTreeMap::new());
                let smallest = || format!("DIFFERENTIAL_SEED={seed}: {}", smallest(&setup, requests, &wrong, again));
                found.entry(wrong.why).or_insert_with(smallest);
            }
        }
    }
    assert!(found.is_empty(), "{}\n", found.into_values().collect::<Vec<_>>().join("\n\n"));
    println!("report-only, {applications} applications: {counts:?}");
    let all = ["as without", "Rejected", "PreflightDenied", "CredentialsRemoved", "Unreadable"];
    assert!(applications < APPLICATIONS || all.iter().all(|outcome| counts.contains_key(*outcome)), "{counts:?}");
}

type Counts = BTreeMap<String, usize>;

/// One application as it is, report-only, and in axum.
struct Three {
    enforcing: Application,
    reporting: Application,
    bare: Router,
}

fn check(setup: &Setup, requests: &[Request], counts: &mut Counts) -> Option<Wrong> {
    let three = Three {
        enforcing: Application::built_after(setup, |router| router.layer(cors_layer()))?,
        reporting: Application::built_after(setup, |router| router.layer(cors_layer()).report_only(true))?,
        bare: Router::new(),
    };
    // What axum cannot build has no response without the crate.
    let bare = crate::build::quietly(|| plain::in_axum(&setup.tree, &three.enforcing.log).layer(cors_layer())).ok()?;
    let three = Three { bare, ..three };
    requests.iter().find_map(|request| {
        let (why, all) = three.is_wrong(request, counts)?;
        let all = all.map(|(name, sent)| format!("{name}: {sent}")).join("\n  ");
        Some(Wrong { why, details: format!("{request}\n  {all}") })
    })
}

impl Three {
    fn is_wrong(&self, request: &Request, counts: &mut Counts) -> Option<(&'static str, [(&'static str, Sent); 3])> {
        let enforced = self.enforcing.send(request);
        let reported = self.reporting.send(request);
        let bare = self.enforcing.sent_to(&self.bare, request);
        let expected = enforced.report.as_ref().map(|report| report.action);
        // Such a preflight is allowed, but not what it asks for.
        let action = expected.or(asks_for_more(request, &enforced).then_some(ReportAction::PreflightDenied));
        let action = action.or_else(|| reported_as_unreadable(&reported, &enforced));
        *counts.entry(action.map_or("as without".to_owned(), |action| format!("{action:?}"))).or_default() += 1;
        let is_reported = match (&reported.report, action) {
            (Some(report), Some(action)) => report.report_only && report.action == action,
            (report, action) => report.is_none() && action.is_none(),
        };
        let is_to_no_page = action.is_none() && enforced.all("access-control-allow-origin").is_empty();
        let passes = is_to_no_page && without_vary(shown(&reported)) == without_vary(shown(&bare));
        let why = match action {
            _ if !is_reported => "not the report that it must have",
            None if !passes && shown(&reported) != shown(&enforced) => "what is allowed is not as without report-only",
            Some(_) if shown(&reported) != shown(&bare) => "what is reported does not pass as in axum",
            _ => return None,
        };
        let is_comparable = action.is_none() && !is_to_no_page || self.is_routed_alike(request);
        is_comparable.then_some((why, [("without", enforced), ("report-only", reported), ("bare", bare)]))
    }

    /// Whether axum serves a program by the same handler, through the same layers. The layer for CORS, which is outside of the
    /// others, responds to all OPTIONS requests.
    fn is_routed_alike(&self, request: &Request) -> bool {
        let program = request.of_program();
        let (here, bare) = (self.enforcing.send(&program), self.enforcing.sent_to(&self.bare, &program));
        let alike = |sent: &Sent| (sent.status, sent.body.clone(), sent.events.clone());
        request.method == Method::OPTIONS || alike(&here) == alike(&bare)
    }
}

/// As an application has it before it adopts the crate.
fn cors_layer() -> CorsLayer {
    CorsLayer::new()
        .allow_origin([ALLOWED, PARTNER, DISALLOWED].map(HeaderValue::from_static))
        .allow_methods([Method::GET, Method::POST, Method::PUT])
        .allow_headers([CONTENT_TYPE, HeaderName::from_static("x-first")])
        .allow_credentials(true)
}

/// A response that the page could not read otherwise passes unchanged too.
fn reported_as_unreadable(reported: &Sent, enforced: &Sent) -> Option<ReportAction> {
    let action = reported.report.as_ref()?.action;
    let is_unreadable = enforced.all("access-control-allow-origin").is_empty();
    (action == ReportAction::Unreadable && is_unreadable).then_some(action)
}

/// Whether a preflight that is allowed asks for a header that is not.
fn asks_for_more(request: &Request, sent: &Sent) -> bool {
    let listed = sent.all("access-control-allow-headers").join(",");
    let allows = |name: &str| listed.split(',').any(|listed| listed.trim() == name);
    let asked = request.all("access-control-request-headers");
    // The inner layer responds with 200.
    let is_allowed = is_preflight(request) && sent.status == 204;
    is_allowed && asked.iter().flat_map(|line| line.split(',')).any(|name| !allows(name))
}

type Shown<'a> = (u16, Vec<String>, &'a str, &'a [Event]);

fn without_vary(shown: Shown<'_>) -> Shown<'_> {
    let (status, mut headers, body, events) = shown;
    headers.retain(|header| !header.starts_with("vary: "));
    (status, headers, body, events)
}

/// All of a response, and of what ran. `Allow` is left out, since the router serves OPTIONS, and the length of the body, which the
/// server adds where axum does not.
fn shown(sent: &Sent) -> Shown<'_> {
    let headers = sent.headers.iter().filter(|(name, _)| ![ALLOW, CONTENT_LENGTH].contains(name));
    let mut headers: Vec<String> =
        headers.map(|(name, value)| format!("{name}: {}", value.as_bytes().escape_ascii())).collect();
    headers.sort();
    (sent.status, headers, &sent.body, &sent.events)
}
