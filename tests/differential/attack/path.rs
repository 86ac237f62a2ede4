//! Under which policy a request is, by what serves the same request of a program.

use super::application::Application;
use super::hostile::Request;
use super::rules::Rules;
use super::sent::Sent;
use crate::fallbacks::longest;
use crate::owners::{Kind, Owner};
use axum::http::Method;

#[derive(Clone, Debug)]
pub(super) enum Under {
    /// Of what serves it: a handler, a service, a fallback, or an application with its 404.
    Policy(&'static Rules),
    Plain,
    /// A 405.
    Path,
    /// OPTIONS that nothing serves.
    Options,
    /// Routers in an axum router, which know nothing of each other, share a path.
    Unknown,
}

const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "QUERY"];

/// `program` is what came of the request of a program.
pub(super) fn under(application: &Application, request: &Request, program: &Sent) -> Under {
    let of = |policy| Under::Policy(application.setup.rules(policy));
    match (program.served(), program.status) {
        (Some(seen), _) => match application.owners[&seen.id] {
            Owner { kind: Kind::NotAllowed, .. } => Under::Path,
            owner => owner.policy.map_or(Under::Plain, of),
        },
        (None, 405) => Under::Path,
        // The route `/` of a nested router does not serve it, and hides the fallback of an application that is embedded there.
        (None, 404) if application.is_embedding && request.path().ends_with('/') => Under::Unknown,
        (None, 404) => {
            let fallback = longest(&application.fallbacks, request.path());
            fallback.and_then(|fallback| fallback.policy).map_or(Under::Plain, of)
        }
        (None, 204) if request.method == Method::OPTIONS => Under::Options,
        _ => Under::Unknown,
    }
}

/// The policies of a path.
#[derive(Debug)]
pub(super) struct Policies {
    /// Of what serves one of its methods.
    pub(super) serving: Vec<&'static Rules>,
    /// Those, and of what would serve it if no route did: applications join the path.
    pub(super) all: Vec<&'static Rules>,
}

/// `None` if something without a policy serves the path too.
pub(super) fn policies(application: &Application, request: &Request) -> Option<Policies> {
    if application.is_embedding {
        return None;
    }
    let mut serving = Vec::new();
    for method in METHODS {
        let request = request.of_program().with_method(method.parse().expect("a method"));
        match under(application, &request, &application.send(&request)) {
            Under::Policy(rules) => serving.push(rules),
            Under::Plain | Under::Unknown => return None,
            Under::Path | Under::Options => {}
        }
    }
    let below = application.fallbacks.iter().filter(|fallback| fallback.serves(request.path()));
    let below = below.filter_map(|fallback| fallback.policy).map(|policy| application.setup.rules(policy));
    let all = serving.iter().copied().chain(below).collect();
    (!serving.is_empty()).then_some(Policies { serving, all })
}
