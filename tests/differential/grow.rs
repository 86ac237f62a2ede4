//! Random compositions.
//!
//! They grow by one call after the other, at any depth, and keep only calls that do not panic. Trees that are random as a whole
//! would nearly all have two handlers for one method of a path, and be of no use.

use crate::random::Random;
use crate::tree::{Builder, FallbackKind, Id, Policy, Serves, Step, Tree};

/// Captures and wildcards overlap with literals, so that it matters which route is more specific.
const PATHS: [&str; 8] = ["/", "/a", "/a/b", "/a/", "/{x}", "/{x}/b", "/{*rest}", "/p/{x}"];
const PREFIXES: [&str; 5] = ["/a", "/p", "/p/q", "/{t}", "/a/{t}"];
const SERVES: [Serves; 8] =
    [Serves::Get, Serves::Get, Serves::Get, Serves::Post, Serves::Post, Serves::Put, Serves::Options, Serves::Any];
const DEPTH: usize = 4;

/// Grows a composition by up to `steps` calls. `accepts` says whether a composition can be built.
pub(crate) fn grow(random: &mut Random, steps: usize, mut accepts: impl FnMut(&Tree) -> bool) -> Tree {
    let mut tree = Tree::new(root(random));
    let mut growth = Growth { random, last_id: 0 };
    for _ in 0..steps {
        let mut grown = tree.clone();
        growth.add_somewhere(&mut grown, DEPTH);
        if accepts(&grown) {
            tree = grown;
        }
    }
    tree
}

fn root(random: &mut Random) -> Builder {
    match random.below(8) {
        0 => Builder::Application(random.one_of(&Policy::ALL)),
        1 => Builder::Plain,
        _ => Builder::Cors,
    }
}

struct Growth<'a> {
    random: &'a mut Random,
    last_id: Id,
}

impl Growth<'_> {
    fn add_somewhere(&mut self, tree: &mut Tree, depth: usize) {
        let children = tree.children().count();
        if children > 0 && !self.random.once_in(3) {
            let chosen = self.random.below(children);
            if let Some(child) = tree.steps.iter_mut().filter_map(Step::child_mut).nth(chosen) {
                return self.add_somewhere(child, depth - 1);
            }
        }
        let step = self.step(depth);
        tree.steps.push(step);
    }

    fn step(&mut self, depth: usize) -> Step {
        if depth > 0 && self.random.once_in(3) {
            return self.nested_or_merged(depth - 1);
        }
        let (policy, id) = (self.policy(), self.id());
        match self.random.below(16) {
            0..=5 => Step::Route { path: self.random.one_of(&PATHS), policy, handlers: self.handlers(id) },
            6 => Step::RouteService { path: self.random.one_of(&PATHS), policy, id },
            7 => Step::NestService { prefix: self.random.one_of(&PREFIXES), policy, id },
            8 | 9 => Step::Fallback { kind: self.fallback_kind(policy), id },
            10 => Step::MethodNotAllowed { id },
            11 | 12 => Step::Layer { id },
            13 | 14 => Step::RouteLayer { id },
            _ => Step::State { value: id },
        }
    }

    fn nested_or_merged(&mut self, depth: usize) -> Step {
        let builder = match self.random.below(7) {
            0..=2 => Builder::Cors,
            3..=5 => Builder::Plain,
            _ => Builder::Application(self.policy()),
        };
        let mut tree = Tree::new(builder);
        self.add_somewhere(&mut tree, depth);
        if self.random.once_in(3) {
            Step::Merge { tree }
        } else {
            Step::Nest { prefix: self.random.one_of(&PREFIXES), tree }
        }
    }

    fn handlers(&mut self, id: Id) -> Vec<(Serves, Id)> {
        let mut handlers = vec![(self.random.one_of(&SERVES), id)];
        if self.random.once_in(4) {
            let second = self.random.one_of(&SERVES);
            handlers.push((second, self.id()));
        }
        handlers
    }

    fn fallback_kind(&mut self, policy: Policy) -> FallbackKind {
        match self.random.below(3) {
            0 => FallbackKind::Handler(policy),
            1 => FallbackKind::Service(policy),
            _ => FallbackKind::Plain,
        }
    }

    fn policy(&mut self) -> Policy {
        self.random.one_of(&Policy::ALL)
    }

    fn id(&mut self) -> Id {
        self.last_id += 1;
        self.last_id
    }
}
