//! Under which policy each handler, service and fallback is.

use crate::tree::{Builder, FallbackKind, Id, Policy, Step, Tree};
use std::collections::{BTreeMap, BTreeSet};

/// How something is registered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Owner {
    pub(crate) policy: Option<Policy>,
    pub(crate) kind: Kind,
    /// Whether it is in a `CorsRouter` that was turned into an axum router: the surface sees only the latter.
    pub(crate) is_embedded: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A path of a `CorsRouter`, which has a row of its own in the surface.
    Route,
    /// A prefix of a `CorsRouter`, or its fallback.
    Prefix,
    /// Within an axum router.
    Axum,
    /// A fallback without a policy in a `CorsRouter`.
    PlainFallback,
    /// Serves the 405s of paths, under their policies.
    NotAllowed,
}

pub(crate) fn owners(tree: &Tree) -> BTreeMap<Id, Owner> {
    let mut owners = BTreeMap::new();
    collect(tree, Outside { application: None, is_embedded: false }, &mut owners);
    owners
}

/// What the routers around a router mean for it.
#[derive(Clone, Copy)]
struct Outside {
    application: Option<Policy>,
    is_embedded: bool,
}

fn collect(tree: &Tree, outside: Outside, owners: &mut BTreeMap<Id, Owner>) {
    let application = match tree.builder {
        Builder::Cors => None,
        Builder::Plain => outside.application,
        Builder::Application(policy) => Some(policy),
    };
    for step in &tree.steps {
        for (id, policy, kind) in registered(step) {
            let (policy, kind) = match kind {
                Kind::NotAllowed => (policy, kind),
                _ if tree.is_axum() => (application, Kind::Axum),
                _ => (policy, kind),
            };
            owners.insert(id, Owner { policy, kind, is_embedded: outside.is_embedded });
        }
        if let Some(child) = step.child() {
            collect(child, Outside { application, is_embedded: outside.is_embedded || tree.embeds(child) }, owners);
        }
    }
}

/// What one call on a `CorsRouter` registers.
fn registered(step: &Step) -> Vec<(Id, Option<Policy>, Kind)> {
    match step {
        Step::Route { policy, handlers, .. } => {
            handlers.iter().map(|(_, id)| (*id, Some(*policy), Kind::Route)).collect()
        }
        Step::RouteService { policy, id, .. } => vec![(*id, Some(*policy), Kind::Route)],
        Step::NestService { policy, id, .. } => vec![(*id, Some(*policy), Kind::Prefix)],
        Step::Fallback { kind: FallbackKind::Plain, id } => vec![(*id, None, Kind::PlainFallback)],
        Step::Fallback { kind, id } => vec![(*id, kind.policy(), Kind::Prefix)],
        Step::MethodNotAllowed { id } => vec![(*id, None, Kind::NotAllowed)],
        _ => Vec::new(),
    }
}

/// The layers around a `CorsRouter` that was turned into an axum router: they are outside of its policies, and meet everything.
pub(crate) fn layers_outside(tree: &Tree) -> BTreeSet<Id> {
    let mut outside: BTreeSet<Id> = tree.children().flat_map(layers_outside).collect();
    if has_embedding(tree) {
        outside.extend(tree.steps.iter().filter_map(|step| match step {
            Step::Layer { id } | Step::RouteLayer { id } => Some(*id),
            _ => None,
        }));
    }
    outside
}

fn has_embedding(tree: &Tree) -> bool {
    tree.children().any(|child| tree.embeds(child) || has_embedding(child))
}

/// Whether a `CorsRouter` is in an application, so that responses are under the policies of both.
pub(crate) fn has_policy_in_policy(tree: &Tree) -> bool {
    let is_application = matches!(tree.builder, Builder::Application(_));
    (is_application && has_embedding(tree)) || tree.children().any(has_policy_in_policy)
}
