//! The differences from axum that are wanted, each with its reason. Every other one is a bug.

use crate::ask::{Answer, Ask};
use crate::fallbacks::{Fallback, expected, fallbacks, fallbacks_of_each, longest};
use crate::owners::{Owner, layers_outside, owners};
use crate::record::Event;
use crate::tree::{Builder, Id, Step, Tree};
use axum::http::Method;
use std::collections::{BTreeMap, BTreeSet};

/// A kind of wanted difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Wanted {
    /// A fallback below a prefix also serves `prefix/`. In axum the outer fallback serves `prefix/`, and the nested one `prefix`
    /// and all other paths below: two policies for what is one prefix to users.
    TrailingSlash,
    /// A fallback below a prefix is kept however deep it is nested. axum drops it where a router between has no fallback, so one
    /// more `nest` would move requests to another policy.
    DeeperNesting,
    /// A fallback below a prefix inside an application or a plain router, whose prefix axum does not tell: fallbacks that are nested in
    /// the `CorsRouter` itself go before it, also where both have one prefix, about which axum panics. One that a fallback under a
    /// policy would hide when both are nested is a panic.
    HiddenFallback,
    /// An application without a fallback responds with its own 404, under its own policy. In axum an outer fallback would serve
    /// these requests, which may be under another policy.
    ApplicationNotFound,
    /// `prefix/` of a nested router that has a fallback and a route `/`. As in axum, the route does not serve it. The 404 is not
    /// axum's: it meets no layer.
    NotFoundAtSlash,
    /// OPTIONS of a path that has handlers under a policy is 204 with `Allow`, and runs nothing, unless one of them serves it. In axum
    /// it is 405, or a plain handler for every method serves it.
    Options,
    /// A `CorsRouter` in an axum router that shares a path, or calls `method_not_allowed_fallback` later: the 405 inside is replaced.
    EmbeddedNotAllowed,
    /// A path that handlers under a policy, or an application, share with others: its 405 meets the layers of the former, and a plain
    /// router's handler for it goes first. axum keeps that of the router which is merged last.
    SharedNotAllowed,
    /// A `CorsRouter` in an axum router: its 404 meets its own layers, and not those that a plain router brought into it.
    EmbeddedNotFound,
    /// The router serves OPTIONS of a path that has handlers under a policy, and panics about another handler for it.
    OptionsTwice,
    /// A handler for every method beside `method_not_allowed_fallback` on one path. axum takes both for the fallback of the path,
    /// `CorsRouter` only where a plain route shares the path.
    JoinedFallbacks,
    /// axum panics if a router with a fallback is nested below a capture.
    FallbackBelowCapture,
    /// `CorsRouter` panics about a second fallback of one prefix, of which axum drops or replaces one. An application counts as a
    /// fallback, since it serves what no route serves.
    TwoFallbacks,
    /// A `CorsRouter` that serves what no route serves below a capture, turned into an axum router: axum panics about fallbacks below
    /// captures.
    EmbeddedBelowCapture,
}

/// What is known of one composition, whatever the request.
pub(crate) struct Wants {
    fallbacks: Vec<Fallback>,
    /// The handlers that are routed under a policy of their own.
    own_handlers: BTreeSet<Id>,
    /// Layers of axum around a `CorsRouter`, which meet its OPTIONS requests.
    outside: BTreeSet<Id>,
    not_allowed: BTreeSet<Id>,
    is_embedding: bool,
    has_hidden: bool,
    owners: BTreeMap<Id, Owner>,
}

impl Wants {
    pub(crate) fn of(tree: &Tree) -> Wants {
        Wants {
            fallbacks: fallbacks(tree),
            own_handlers: own_handlers(tree),
            outside: layers_outside(tree),
            not_allowed: not_allowed(tree),
            is_embedding: is_embedding(tree),
            has_hidden: has_hidden_fallback(tree),
            owners: owners(tree),
        }
    }

    fn is_not_allowed(&self, answer: &Answer) -> bool {
        answer.served().is_some_and(|seen| self.not_allowed.contains(&seen.id))
    }

    /// Why two answers to one request may differ. `on_path` are axum's answers for all methods of the path.
    pub(crate) fn difference(&self, ask: &Ask, on_path: &[Answer], axum: &Answer, here: &Answer) -> Option<Wanted> {
        if self.is_options(ask, on_path, axum, here) {
            return Some(Wanted::Options);
        }
        if self.is_embedding && self.is_not_allowed(axum) && here.status == 405 {
            return Some(Wanted::EmbeddedNotAllowed);
        }
        if self.is_shared_405(on_path, axum, here) {
            return Some(Wanted::SharedNotAllowed);
        }
        if !self.is_unmatched(axum) {
            return None;
        }
        let is_not_found = here.status == 404 && here.served().is_none();
        if self.is_embedding && is_not_found && self.has_hidden {
            return Some(Wanted::HiddenFallback);
        }
        let are_404 = axum.status == 404 && here.status == 404;
        if self.is_embedding && are_404 && here.events.iter().all(|event| axum.events.contains(event)) {
            return Some(Wanted::EmbeddedNotFound);
        }
        if self.is_expected(ask, here) {
            return Some(self.moved(ask.path()));
        }
        self.is_not_found_at_slash(ask.path(), here).then_some(Wanted::NotFoundAtSlash)
    }

    fn is_shared_405(&self, on_path: &[Answer], axum: &Answer, here: &Answer) -> bool {
        let is_405 =
            |answer: &Answer| answer.status == 405 && (answer.served().is_none() || self.is_not_allowed(answer));
        let served = on_path.iter().filter(|answer| !self.is_not_allowed(answer)).filter_map(Answer::served);
        let served: Vec<_> = served.map(|seen| seen.id).collect();
        let [first, others @ ..] = &served[..] else { return false };
        let are_of_one = others.iter().all(|id| self.owners[id].policy == self.owners[first].policy);
        let own = served.iter().filter(|id| self.own_handlers.contains(id)).count();
        let are_shared = own < served.len() && (own > 0 || !are_of_one);
        is_405(axum) && is_405(here) && are_shared
    }

    fn is_not_found_at_slash(&self, path: &str, here: &Answer) -> bool {
        let is_nested = longest(&self.fallbacks, path).is_some_and(|fallback| !fallback.is_at_root());
        is_nested && path.ends_with('/') && here.status == 404 && here.served().is_none()
    }

    /// Whether the response is that of the fallback with the longest prefix.
    fn is_expected(&self, ask: &Ask, here: &Answer) -> bool {
        let Some(mut expected) = expected(&self.fallbacks, ask) else { return false };
        if ask.method == Method::HEAD {
            expected.body.clone_from(&here.body);
        }
        expected == *here
    }

    fn is_options(&self, ask: &Ask, on_path: &[Answer], axum: &Answer, here: &Answer) -> bool {
        let is_own = |answer: &Answer| answer.served().is_some_and(|seen| self.own_handlers.contains(&seen.id));
        ask.method == Method::OPTIONS
            && (!is_own(axum) || self.is_embedding)
            && here.status == 204
            && here.events.iter().all(|event| matches!(event, Event::Layer { id, .. } if self.outside.contains(id)))
            && on_path.iter().any(is_own)
    }

    /// Whether no route served it: a fallback did, or axum's 404.
    fn is_unmatched(&self, axum: &Answer) -> bool {
        match axum.served() {
            Some(seen) => seen.matched_path.is_none(),
            None => axum.status == 404,
        }
    }

    fn moved(&self, path: &str) -> Wanted {
        let serving = longest(&self.fallbacks, path);
        let hides = |fallback: &Fallback| serving.is_some_and(|serving| fallback.is_hidden_by(serving));
        if self.fallbacks.iter().any(|fallback| fallback.serves(path) && hides(fallback)) {
            return Wanted::HiddenFallback;
        }
        match serving {
            Some(fallback) if fallback.is_not_found() => Wanted::ApplicationNotFound,
            _ if path.ends_with('/') => Wanted::TrailingSlash,
            _ => Wanted::DeeperNesting,
        }
    }
}

const JOINED: &str = "Cannot merge two `MethodRouter`s that both have a fallback";

/// Why axum may panic where `CorsRouter` does not.
pub(crate) fn panic_in_axum(tree: &Tree, message: &str) -> Option<Wanted> {
    if message.starts_with(JOINED) {
        return Some(Wanted::JoinedFallbacks);
    }
    let is_collision = ["Invalid route", "Failed to merge fallbacks"].iter().any(|start| message.starts_with(start));
    if is_collision && has_hidden_fallback(tree) {
        return Some(Wanted::HiddenFallback);
    }
    let is_below_capture = |fallbacks: &Vec<Fallback>| fallbacks.iter().any(|fallback| fallback.prefix().contains('{'));
    fallbacks_of_each(tree).iter().any(is_below_capture).then_some(Wanted::FallbackBelowCapture)
}

/// Why `CorsRouter` may panic where axum does not.
pub(crate) fn panic_here(tree: &Tree, message: &str) -> Option<Wanted> {
    if message.starts_with("Overlapping method route. Handler for `OPTIONS ") {
        return Some(Wanted::OptionsTwice);
    }
    if message.starts_with(JOINED) {
        return Some(Wanted::JoinedFallbacks);
    }
    if is_embedding(tree) && message.starts_with("Cannot merge two `Router`s that both have a fallback") {
        return Some(Wanted::TwoFallbacks);
    }
    let is_hidden = message.contains("has fallbacks below prefixes")
        || has_hidden_fallback(tree)
            && (message.starts_with("Cannot merge two `Router`s that both have a fallback")
                || message.starts_with("Invalid route"));
    if is_hidden {
        return Some(Wanted::HiddenFallback);
    }
    let of_each = fallbacks_of_each(tree);
    if of_each.iter().any(|fallbacks| have_two_of_one_prefix(fallbacks)) {
        return Some(Wanted::TwoFallbacks);
    }
    let is_below_capture = of_each.iter().flatten().any(|fallback| fallback.is_below_capture_in_axum);
    (is_below_capture || embeds_below_capture(tree)).then_some(Wanted::EmbeddedBelowCapture)
}

fn have_two_of_one_prefix(fallbacks: &[Fallback]) -> bool {
    let mut shapes = BTreeSet::new();
    fallbacks.iter().any(|fallback| !shapes.insert(fallback.shape()))
}

fn has_hidden_fallback(tree: &Tree) -> bool {
    fallbacks_of_each(tree).iter().flatten().any(Fallback::is_hidden)
}

fn embeds_below_capture(tree: &Tree) -> bool {
    let is_below_capture = |child: &Tree| fallbacks(child).iter().any(|fallback| fallback.prefix().contains('{'));
    tree.children().any(|child| tree.embeds(child) && is_below_capture(child) || embeds_below_capture(child))
}

fn not_allowed(tree: &Tree) -> BTreeSet<Id> {
    let steps = tree.all_steps().into_iter();
    steps.filter_map(|(_, step)| if let Step::MethodNotAllowed { id } = step { Some(*id) } else { None }).collect()
}

pub(crate) fn is_embedding(tree: &Tree) -> bool {
    tree.children().any(|child| tree.embeds(child) || is_embedding(child))
}

fn own_handlers(tree: &Tree) -> BTreeSet<Id> {
    let routes = tree.all_steps().into_iter().filter(|(router, _)| router.builder == Builder::Cors);
    let ids = routes.flat_map(|(_, step)| match step {
        Step::Route { handlers, .. } => handlers.iter().map(|(_, id)| *id).collect(),
        Step::RouteService { id, .. } => vec![*id],
        _ => Vec::new(),
    });
    ids.collect()
}
