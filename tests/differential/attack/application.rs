//! A random application: a composition, the policies in it, and where browsers reach it.

use super::hostile::Request;
use super::rules::{ALL, Rules};
use super::sent::Sent;
use crate::ask::now;
use crate::build::quietly;
use crate::fallbacks::{Fallback, fallbacks};
use crate::grow::grow;
use crate::here::{self, CorsRouter};
use crate::owners::{Owner, has_policy_in_policy, layers_outside, owners};
use crate::random::Random;
use crate::record::{Event, Log};
use crate::tree::{Id, Policy, Tree};
use crate::wanted::is_embedding;
use axum::extract;
use axum::http::Method;
use axum::response::Response;
use http_body_util::BodyExt;
use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::fmt::{self, Display, Formatter};
use tower::{Service, ServiceExt};

/// Calls by which each composition grows.
const STEPS: usize = 16;

/// The choices of which `server_origins` takes one. Without entries nothing is declared.
const SERVER_ORIGINS: [&[&str]; 5] =
    [&[], &[], &["https://www.example.com"], &["https://{host}"], &["https://www.example.com", "http://{host}"]];

#[derive(Clone, Debug)]
pub(super) struct Setup {
    pub(super) tree: Tree,
    /// What `Policy::First`, `Policy::Second` and `Policy::Strict` are.
    rules: [&'static Rules; 3],
    pub(super) server_origins: &'static [&'static str],
}

impl Setup {
    pub(super) fn random(random: &mut Random) -> Setup {
        let rules = [(); 3].map(|()| &ALL[random.below(ALL.len())]);
        let server_origins = random.one_of(&SERVER_ORIGINS);
        let mut setup = Setup { tree: Tree::new(crate::tree::Builder::Cors), rules, server_origins };
        setup.tree = grow(random, STEPS, |tree| {
            !has_policy_in_policy(tree) && quietly(|| setup.with_tree(tree).router(&Log::default()).build()).is_ok()
        });
        if is_embedding(&setup.tree) {
            // A router that was turned into an axum router has its own.
            setup.server_origins = &[];
        }
        setup
    }

    pub(super) fn with_tree(&self, tree: &Tree) -> Setup {
        Setup { tree: tree.clone(), ..self.clone() }
    }

    pub(super) fn rules(&self, policy: Policy) -> &'static Rules {
        self.rules[policy as usize]
    }

    pub(super) fn router(&self, log: &Log) -> CorsRouter {
        let router = here::unbuilt(&self.tree, log, self.rules.map(|rules| rules.policy));
        if self.server_origins.is_empty() { router } else { router.server_origins(self.server_origins) }
    }
}

impl Display for Setup {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (policy, rules) in Policy::ALL.iter().zip(self.rules) {
            writeln!(f, "{} = {}", policy.name(), rules.name)?;
        }
        writeln!(f, "{}\n.server_origins({:?})", self.tree, self.server_origins)
    }
}

/// An application that serves requests.
pub(super) struct Application {
    pub(super) setup: Setup,
    pub(super) router: CorsRouter,
    pub(super) log: Log,
    pub(super) owners: BTreeMap<Id, Owner>,
    pub(super) fallbacks: Vec<Fallback>,
    /// Layers that meet a request before any policy does.
    outside: BTreeSet<Id>,
    /// Whether a `CorsRouter` is in an axum router, which serves OPTIONS and 405s without knowing of policies.
    pub(super) is_embedding: bool,
}

impl Application {
    /// `None` if the composition cannot be built.
    pub(super) fn built(setup: &Setup) -> Option<Application> {
        Application::built_after(setup, |router| router)
    }

    /// An application whose router is given more before it is built.
    pub(super) fn built_after(setup: &Setup, last: impl Fn(CorsRouter) -> CorsRouter) -> Option<Application> {
        if has_policy_in_policy(&setup.tree) {
            return None;
        }
        let log = Log::default();
        let router = quietly(|| last(setup.router(&log)).build().expect("nothing is bound")).ok()?;
        Some(Application {
            setup: setup.clone(),
            router,
            owners: owners(&setup.tree),
            fallbacks: fallbacks(&setup.tree),
            outside: layers_outside(&setup.tree),
            is_embedding: is_embedding(&setup.tree),
            log,
        })
    }

    pub(super) fn send(&self, request: &Request) -> Sent {
        self.sent_to(&self.router, request)
    }

    /// Sends a request to a router that writes to the log of this application.
    pub(super) fn sent_to<S>(&self, service: &S, request: &Request) -> Sent
    where
        S: Service<extract::Request, Response = Response, Error = Infallible> + Clone,
    {
        let Ok(response) = now(service.clone().oneshot(request.to_http()));
        let (parts, body) = response.into_parts();
        let report = parts.extensions.get().cloned();
        let body = now(body.collect()).expect("the bodies have no errors").to_bytes();
        // Where axum does not leave it out, the server does.
        let body = if request.method == Method::HEAD { "".into() } else { String::from_utf8_lossy(&body) };
        Sent {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: body.into_owned(),
            events: self.log.take(),
            report,
        }
    }

    /// What ran since the last call.
    pub(super) fn events(&self) -> Vec<Event> {
        self.log.take()
    }

    /// What ran inside of the policies.
    pub(super) fn inside(&self, sent: &Sent) -> Vec<Event> {
        let is_inside = |event: &&Event| !matches!(event, Event::Layer { id, .. } if self.outside.contains(id));
        sent.events.iter().filter(is_inside).cloned().collect()
    }
}
