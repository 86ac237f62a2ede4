//! Each response and each preflight is under the policy of what serves the request, and a rejected request runs nothing.

use crate::ask::{Answer, Ask, METHODS, URIS};
use crate::build::quietly;
use crate::cors_headers::{exposes, has_any, has_credentials, is_readable, varies_by_origin};
use crate::fallbacks::{Fallback, fallbacks, longest};
use crate::finding::{Finding, Report};
use crate::here::{self, ALLOWED, CorsRouter, DISALLOWED, Row};
use crate::owners::{Kind, Owner, has_policy_in_policy, layers_outside, owners};
use crate::preflights::{self, Preflight};
use crate::record::{Event, Log, Seen};
use crate::tree::{Builder, Id, Policy, Tree};
use crate::wanted::is_embedding;
use axum::http::header::{ACCESS_CONTROL_REQUEST_METHOD, ORIGIN};
use axum::http::{HeaderMap, Method};
use std::collections::{BTreeMap, BTreeSet};

/// Whether the composition can be built, and each request is under one policy at most.
pub(crate) fn grows(tree: &Tree, _: &mut Report) -> Result<bool, Finding> {
    Ok(!has_policy_in_policy(tree) && quietly(|| here::built(tree, &Log::default())).is_ok())
}

pub(crate) fn check(tree: &Tree, report: &mut Report) -> Option<Finding> {
    if has_policy_in_policy(tree) {
        return None;
    }
    let log = Log::default();
    let router = quietly(|| here::built(tree, &log)).ok()?;
    let composition = Composition {
        surface: here::surface(&router),
        owners: owners(tree),
        fallbacks: fallbacks(tree),
        outside: layers_outside(tree),
        is_embedding: is_embedding(tree),
        has_application: has_application(tree),
        router,
        log,
    };
    let found = URIS.iter().find_map(|uri| METHODS.iter().find_map(|method| composition.check(method, uri, report)));
    found.map(|Wrong { why, details }| Finding::new(tree, why, details))
}

struct Composition {
    router: CorsRouter,
    log: Log,
    owners: BTreeMap<Id, Owner>,
    fallbacks: Vec<Fallback>,
    surface: Vec<Row>,
    /// Layers that meet a request before any policy does.
    outside: BTreeSet<Id>,
    is_embedding: bool,
    has_application: bool,
}

fn has_application(tree: &Tree) -> bool {
    matches!(tree.builder, Builder::Application(_)) || tree.children().any(has_application)
}

/// What must be true of the responses to one method of one path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Under {
    /// The policy of what serves it, or none.
    One(Option<Policy>),
    /// A 405: whichever policy of the path allows the origin.
    AnyOfPath,
    /// OPTIONS that no handler serves, which is the same for everyone.
    Options,
}

type Response = (Answer, HeaderMap);

struct Wrong {
    why: &'static str,
    details: String,
}

impl Composition {
    /// What is wrong with the responses to a method of a path.
    fn check(&self, method: &Method, uri: &'static str, report: &mut Report) -> Option<Wrong> {
        let ask = Ask::new(method.clone(), uri).with(ORIGIN, ALLOWED);
        let response = self.send(&ask, report);
        let under = self.under(&ask, &response.0);
        let wrong = self.allowed_is_wrong(under, &response).or_else(|| self.surface_is_wrong(&ask, &response.0));
        if let Some(why) = wrong {
            return Some(described(why, &ask, &response));
        }
        let wrong = self.disallowed_is_wrong(under, method, uri, &response.0, report);
        if wrong.is_some() || method == Method::OPTIONS {
            return wrong;
        }
        self.preflights_are_wrong(&ask, under, &response.0, report)
    }

    /// A response to the origin that all policies allow.
    fn allowed_is_wrong(&self, under: Under, (answer, headers): &Response) -> Option<&'static str> {
        match under {
            Under::One(None) if has_any(headers) => Some("CORS headers without a policy"),
            Under::One(Some(policy)) if !is_under(policy, headers) => Some("not the CORS headers of its policy"),
            Under::AnyOfPath
                if has_any(headers) && !Policy::ALL.iter().any(|policy| is_405_under(*policy, headers)) =>
            {
                Some("the CORS headers of no policy")
            }
            Under::Options if self.ran(answer) => Some("something ran for OPTIONS that no handler serves"),
            _ => None,
        }
    }

    fn disallowed_is_wrong(
        &self,
        under: Under,
        method: &Method,
        uri: &'static str,
        to_allowed: &Answer,
        report: &mut Report,
    ) -> Option<Wrong> {
        let ask = Ask::new(method.clone(), uri).with(ORIGIN, DISALLOWED);
        let response = self.send(&ask, report);
        let (answer, headers) = &response;
        let must_be_rejected = match under {
            Under::One(policy) => policy.is_some_and(|policy| policy.enforces(method)),
            Under::AnyOfPath => answer.status == 403,
            Under::Options => false,
        };
        let why = if has_any(headers) && under != Under::Options {
            Some("a disallowed origin gets CORS headers")
        } else if must_be_rejected {
            self.rejection_is_wrong(answer)
        } else {
            (answer != to_allowed).then_some("a disallowed origin is not served as an allowed one")
        };
        Some(described(why?, &ask, &response))
    }

    fn rejection_is_wrong(&self, answer: &Answer) -> Option<&'static str> {
        if answer.status != 403 {
            Some("a disallowed origin is not rejected")
        } else {
            self.ran(answer).then_some("something ran for a rejected request")
        }
    }

    fn send(&self, ask: &Ask, report: &mut Report) -> Response {
        report.requests += 1;
        ask.send(&self.router, &self.log)
    }

    fn under(&self, ask: &Ask, answer: &Answer) -> Under {
        match (answer.served(), answer.status) {
            (Some(seen), _) => match self.owners[&seen.id] {
                Owner { kind: Kind::NotAllowed, .. } => Under::AnyOfPath,
                owner => Under::One(owner.policy),
            },
            (None, 405) => Under::AnyOfPath,
            // The route `/` of a nested router does not serve it, and hides the fallback of an application that is embedded there.
            (None, 404) if self.is_embedding && ask.path().ends_with('/') => Under::AnyOfPath,
            (None, 204) => Under::Options,
            (None, _) => {
                let fallback = longest(&self.fallbacks, ask.path());
                Under::One(fallback.and_then(|fallback| fallback.policy))
            }
        }
    }

    /// Whether anything inside a policy ran.
    fn ran(&self, answer: &Answer) -> bool {
        answer.events.iter().any(|event| match event {
            Event::Layer { id, .. } => !self.outside.contains(id),
            Event::Served(_) => true,
        })
    }

    fn preflights_are_wrong(&self, ask: &Ask, under: Under, served: &Answer, report: &mut Report) -> Option<Wrong> {
        let policy = match under {
            Under::One(policy) if served.status == 200 => policy,
            _ => None,
        };
        if self.is_embedding {
            // Routers that share a path in an axum router know nothing of each other. `tests/http` has embedded preflights.
            return None;
        }
        if self.has_application && self.is_served_plain(served) {
            // A plain route may share the path of an application, and gets the headers that a preflight allows for the path.
            return None;
        }
        let allowed = policy.map_or(Preflight::NotServed, Preflight::Allowed);
        let denied = policy.map_or(Preflight::NotServed, |_| Preflight::Denied);
        [(ALLOWED, allowed), (DISALLOWED, denied)].into_iter().find_map(|(origin, expected)| {
            let preflight = Ask::new(Method::OPTIONS, ask.uri)
                .with(ORIGIN, origin)
                .with(ACCESS_CONTROL_REQUEST_METHOD, ask.method.as_str());
            let response = self.send(&preflight, report);
            if self.is_served_plain(&response.0) {
                return None;
            }
            let why = preflights::is_wrong(expected, &response.0, &response.1, self.ran(&response.0))?;
            Some(described(why, &preflight, &response))
        })
    }

    /// Whether a plain handler for every method shares the path of an application, and served its preflight: it fails.
    fn is_served_plain(&self, answer: &Answer) -> bool {
        answer.served().is_some_and(|seen| self.owners[&seen.id].policy.is_none())
    }

    fn surface_is_wrong(&self, ask: &Ask, answer: &Answer) -> Option<&'static str> {
        let seen = answer.served()?;
        let owner = self.owners[&seen.id];
        let must_be_listed = !matches!(owner.kind, Kind::NotAllowed | Kind::PlainFallback);
        let is_listed =
            || self.surface.iter().any(|row| row.serves(&ask.method) && agrees(row, owner, seen, ask.path()));
        (must_be_listed && !is_listed()).then_some("no row of the surface agrees with what serves the request")
    }
}

fn agrees(row: &Row, owner: Owner, seen: &Seen, path: &str) -> bool {
    let policy = if owner.is_embedded { None } else { owner.policy.map(Policy::name) };
    let is_path = match owner.kind {
        Kind::Route if !owner.is_embedded => seen.matched_path.as_deref() == Some(row.path.as_str()),
        _ => row.is_above(path),
    };
    is_path && row.policy.as_deref() == policy
}

fn is_under(policy: Policy, headers: &HeaderMap) -> bool {
    let exposes_only_own = Policy::ALL.iter().all(|other| exposes(headers, other.header()) == (*other == policy));
    is_readable(headers)
        && exposes_only_own
        && has_credentials(headers) == policy.has_credentials()
        && varies_by_origin(headers)
}

/// The 405 of a path exposes no headers, and that of an application those of its policy.
fn is_405_under(policy: Policy, headers: &HeaderMap) -> bool {
    let exposes_none = !Policy::ALL.iter().any(|policy| exposes(headers, policy.header()));
    is_under(policy, headers)
        || exposes_none && is_readable(headers) && has_credentials(headers) == policy.has_credentials()
}

fn described(why: &'static str, ask: &Ask, (answer, headers): &Response) -> Wrong {
    Wrong { why, details: format!("{ask}\n  {answer}\n  {headers:?}") }
}
