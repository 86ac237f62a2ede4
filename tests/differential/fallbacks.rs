//! What serves the requests that no route serves, by the rule of `CorsRouter`: the fallback with the longest prefix, at any
//! depth, the prefix itself and `prefix/` included.

use crate::ask::{Answer, Ask};
use crate::plain::{EMBEDDED_STATE, ROOT_STATE};
use crate::record::{Event, Number, Seen};
use crate::tree::{Builder, FallbackKind, Id, Policy, Step, Tree};

/// A fallback of a composition, or an application, which serves what no route serves with its own 404.
#[derive(Clone, Debug)]
pub(crate) struct Fallback {
    served_by: Option<ServedBy>,
    pub(crate) policy: Option<Policy>,
    /// As in `nest`; empty at the root.
    prefixes: Vec<&'static str>,
    /// How many of the prefixes, the innermost ones, are inside an axum router, which does not tell them.
    hidden: usize,
    /// The outermost last, each with the number of prefixes that are stripped where it is.
    layers: Vec<(Id, usize)>,
    /// Whether it serves `prefix/`. A fallback that axum nested does not, nor one that is embedded without one at the root.
    serves_slash: bool,
    /// Whether axum nests it below a capture, which axum cannot.
    pub(crate) is_below_capture_in_axum: bool,
}

#[derive(Clone, Debug)]
struct ServedBy {
    id: Id,
    state: Option<u32>,
    takes_state: bool,
}

impl Fallback {
    fn of(kind: FallbackKind, id: Id, tree: &Tree) -> Fallback {
        let served_by = ServedBy { id, state: None, takes_state: !matches!(kind, FallbackKind::Service(_)) };
        let policy = if tree.is_axum() { None } else { kind.policy() };
        Fallback { policy, ..Fallback::not_found(Some(served_by)) }
    }

    fn not_found(served_by: Option<ServedBy>) -> Fallback {
        Fallback {
            served_by,
            policy: None,
            prefixes: Vec::new(),
            hidden: 0,
            layers: Vec::new(),
            serves_slash: true,
            is_below_capture_in_axum: false,
        }
    }

    pub(crate) fn is_at_root(&self) -> bool {
        self.prefixes.is_empty()
    }

    /// Whether it is an application's own 404.
    pub(crate) fn is_not_found(&self) -> bool {
        self.served_by.is_none()
    }

    /// The whole prefix.
    pub(crate) fn prefix(&self) -> String {
        self.prefixes.concat()
    }

    /// The prefix without the names of captures, by which two fallbacks collide.
    pub(crate) fn shape(&self) -> Vec<&'static str> {
        shape_of(&self.prefixes)
    }

    /// The longest prefix comes last; among equals, literals come after captures. What is hidden decides between fallbacks of one
    /// axum router only.
    fn rank(&self) -> [Rank; 2] {
        [rank_of(self.visible()), rank_of(&self.prefixes)]
    }

    fn visible(&self) -> &[&'static str] {
        &self.prefixes[..self.prefixes.len() - self.hidden]
    }

    pub(crate) fn is_hidden(&self) -> bool {
        self.hidden > 0
    }

    /// Whether another fallback would serve the path if no prefix was hidden.
    pub(crate) fn is_hidden_by(&self, other: &Fallback) -> bool {
        rank_of(&self.prefixes) > rank_of(&other.prefixes)
    }

    fn given_state(&mut self, value: u32) {
        if let Some(served_by) = self.served_by.as_mut().filter(|served_by| served_by.takes_state) {
            served_by.state.get_or_insert(value);
        }
    }

    fn nested(mut self, prefix: &'static str, in_axum: bool) -> Fallback {
        if self.prefixes.is_empty() {
            self.serves_slash = !in_axum;
        }
        self.is_below_capture_in_axum |= in_axum && prefix.contains('{');
        self.prefixes.insert(0, prefix);
        for (_, stripped) in &mut self.layers {
            *stripped += 1;
        }
        self
    }

    /// The captures of the prefix, if this fallback serves the path.
    fn captures(&self, path: &str) -> Option<Vec<(String, String)>> {
        let mut segments = path.split('/').skip(1).peekable();
        let mut captures = Vec::new();
        for wanted in self.prefixes.iter().flat_map(|prefix| prefix.split('/').skip(1)) {
            let segment = segments.next()?;
            match wanted.strip_prefix('{').and_then(|wanted| wanted.strip_suffix('}')) {
                // An empty segment is captured, but not at the end of a path.
                Some(_) if segment.is_empty() && segments.peek().is_none() => return None,
                Some(name) => captures.push((name.to_owned(), segment.replace("%2F", "/"))),
                None if segment != wanted => return None,
                None => {}
            }
        }
        let is_slash = segments.next() == Some("") && segments.next().is_none();
        (!is_slash || self.serves_slash || self.is_at_root()).then_some(captures)
    }

    pub(crate) fn serves(&self, path: &str) -> bool {
        self.captures(path).is_some()
    }

    /// The response to a request that it serves.
    fn answer(&self, ask: &Ask, captures: Vec<(String, String)>) -> Answer {
        let uri = |stripped: usize| self.stripped(ask.uri, stripped);
        let layers = self.layers.iter().rev().map(|(id, stripped)| Event::Layer {
            id: *id,
            uri: uri(*stripped),
            credentials: Vec::new(),
        });
        let served = self.served_by.as_ref().map(|served_by| {
            Event::Served(Seen {
                id: served_by.id,
                state: served_by.state,
                uri: uri(self.prefixes.len()),
                original_uri: ask.uri.to_owned(),
                matched_path: None,
                nested_path: (!self.is_at_root()).then(|| self.prefix()),
                captures,
                credentials: Vec::new(),
            })
        });
        Answer {
            status: if served.is_some() { 200 } else { 404 },
            body: if served.is_some() { b"served".to_vec() } else { Vec::new() },
            events: layers.chain(served).collect(),
        }
    }

    /// The URI without the first prefixes.
    fn stripped(&self, uri: &str, prefixes: usize) -> String {
        let segments = self.prefixes[..prefixes].iter().map(|prefix| prefix.matches('/').count()).sum();
        let (path, query) = uri.split_at(uri.find('?').unwrap_or(uri.len()));
        let rest = path.match_indices('/').nth(segments).map_or("/", |(start, _)| &path[start..]);
        format!("{rest}{query}")
    }
}

type Rank = (usize, Vec<bool>);

fn rank_of(prefixes: &[&'static str]) -> Rank {
    let shape = shape_of(prefixes);
    (shape.len(), shape.iter().map(|segment| *segment != "{}").collect())
}

fn shape_of(prefixes: &[&'static str]) -> Vec<&'static str> {
    let pattern = prefixes.iter().flat_map(|prefix| prefix.split('/').skip(1));
    pattern.map(|segment| if segment.starts_with('{') { "{}" } else { segment }).collect()
}

/// All fallbacks of a router.
pub(crate) fn fallbacks(tree: &Tree) -> Vec<Fallback> {
    let mut all = of_router(tree);
    for fallback in &mut all {
        fallback.given_state(ROOT_STATE.0);
    }
    all
}

/// The fallback that serves a path which no route serves.
pub(crate) fn longest<'a>(fallbacks: &'a [Fallback], path: &str) -> Option<&'a Fallback> {
    fallbacks.iter().filter(|fallback| fallback.captures(path).is_some()).max_by_key(|fallback| fallback.rank())
}

/// What it responds.
pub(crate) fn expected(fallbacks: &[Fallback], ask: &Ask) -> Option<Answer> {
    let fallback = longest(fallbacks, ask.path())?;
    Some(fallback.answer(ask, fallback.captures(ask.path())?))
}

/// Of each router of a composition, the fallbacks in it: also those that are lost further outside.
pub(crate) fn fallbacks_of_each(tree: &Tree) -> Vec<Vec<Fallback>> {
    let inner = tree.children().flat_map(fallbacks_of_each);
    inner.chain([of_router(tree)]).collect()
}

fn of_router(tree: &Tree) -> Vec<Fallback> {
    let mut all = tree.steps.iter().fold(Vec::new(), |all, step| after(all, tree, step));
    if let Builder::Application(policy) = tree.builder {
        if !all.iter().any(Fallback::is_at_root) {
            all.push(Fallback { layers: layers_of_404(tree), ..Fallback::not_found(None) });
        }
        for fallback in &mut all {
            fallback.policy = Some(policy);
        }
    }
    all
}

fn after(mut all: Vec<Fallback>, tree: &Tree, step: &Step) -> Vec<Fallback> {
    match step {
        Step::Fallback { kind, id } => {
            // A second fallback of a `CorsRouter` stays beside the first: they collide.
            if tree.is_axum() {
                // With the fallback that is replaced go those that it hides.
                all.retain(|fallback| !fallback.visible().is_empty());
                all.iter_mut().for_each(|fallback| fallback.serves_slash = false);
            }
            all.push(Fallback::of(*kind, *id, tree));
        }
        Step::Layer { id } => all.iter_mut().for_each(|fallback| fallback.layers.push((*id, 0))),
        Step::State { value } => all.iter_mut().for_each(|fallback| fallback.given_state(*value)),
        Step::Merge { tree: child } => all.extend(of_child(tree, child)),
        Step::Nest { prefix, tree: child } => {
            let inner = of_child(tree, child);
            // axum drops what is nested in a router that has no fallback of its own, also in one that embeds a `CorsRouter`.
            let is_kept = child.builder != Builder::Plain && !tree.embeds(child);
            if is_kept || inner.iter().any(Fallback::is_at_root) {
                all.extend(inner.into_iter().map(|fallback| fallback.nested(prefix, tree.is_axum())));
            }
        }
        _ => {}
    }
    all
}

fn of_child(parent: &Tree, child: &Tree) -> Vec<Fallback> {
    let mut all = of_router(child);
    let is_application = matches!(child.builder, Builder::Application(_));
    if is_application || parent.builder == Builder::Cors && child.builder == Builder::Plain {
        all.iter_mut().for_each(|fallback| fallback.hidden = fallback.prefixes.len());
    }
    if parent.embeds(child) {
        let Number(state) = EMBEDDED_STATE;
        let has_root = all.iter().any(Fallback::is_at_root);
        for fallback in &mut all {
            fallback.given_state(state);
            fallback.serves_slash &= has_root;
        }
    }
    all
}

/// The layers of axum's own 404. Of two merged routers, axum keeps that of the second.
fn layers_of_404(tree: &Tree) -> Vec<(Id, usize)> {
    tree.steps.iter().fold(Vec::new(), |mut layers, step| {
        match step {
            Step::Layer { id } => layers.push((*id, 0)),
            Step::Merge { tree } => layers = layers_of_404(tree),
            _ => {}
        }
        layers
    })
}
