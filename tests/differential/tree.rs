//! A composition of routers as data, from which axum's router and ours are built.

use axum::http::Method;

/// What a response names, so that one knows which handler, service or fallback made it, or which layers the request met.
pub(crate) type Id = u32;

/// A router: how it is made, and the calls on it.
#[derive(Clone, Debug)]
pub(crate) struct Tree {
    pub(crate) builder: Builder,
    pub(crate) steps: Vec<Step>,
}

/// What a router is made of here. In axum all are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Builder {
    /// `CorsRouter::new()`.
    Cors,
    /// `axum::Router::new()`.
    Plain,
    /// `POLICY.router(axum_router)`.
    Application(Policy),
}

/// The policies. All allow one shared origin; each can be told by the headers that it allows and exposes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Policy {
    /// Has credentials.
    First,
    Second,
    /// Has `enforce`.
    Strict,
}

#[derive(Clone, Debug)]
pub(crate) enum Step {
    Route { path: &'static str, policy: Policy, handlers: Vec<(Serves, Id)> },
    RouteService { path: &'static str, policy: Policy, id: Id },
    NestService { prefix: &'static str, policy: Policy, id: Id },
    Fallback { kind: FallbackKind, id: Id },
    MethodNotAllowed { id: Id },
    Layer { id: Id },
    RouteLayer { id: Id },
    State { value: u32 },
    Nest { prefix: &'static str, tree: Tree },
    Merge { tree: Tree },
}

/// Which requests of a path a handler serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Serves {
    /// GET and HEAD.
    Get,
    Post,
    Put,
    Options,
    Any,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FallbackKind {
    /// A handler, under a policy in a `CorsRouter`.
    Handler(Policy),
    /// A service, under a policy in a `CorsRouter`.
    Service(Policy),
    /// A handler without a policy, in a `CorsRouter` too.
    Plain,
}

impl Policy {
    pub(crate) const ALL: [Policy; 3] = [Policy::First, Policy::Second, Policy::Strict];

    /// The name of the static.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Policy::First => "FIRST",
            Policy::Second => "SECOND",
            Policy::Strict => "STRICT",
        }
    }

    /// The header that only this policy allows and exposes.
    pub(crate) fn header(self) -> &'static str {
        match self {
            Policy::First => "x-first",
            Policy::Second => "x-second",
            Policy::Strict => "x-strict",
        }
    }

    pub(crate) fn has_credentials(self) -> bool {
        self == Policy::First
    }

    pub(crate) fn enforces(self, method: &Method) -> bool {
        self == Policy::Strict || (*method != Method::GET && *method != Method::HEAD)
    }
}

impl FallbackKind {
    pub(crate) fn policy(self) -> Option<Policy> {
        match self {
            FallbackKind::Handler(policy) | FallbackKind::Service(policy) => Some(policy),
            FallbackKind::Plain => None,
        }
    }
}

impl Step {
    /// The router that this step nests or merges.
    pub(crate) fn child(&self) -> Option<&Tree> {
        match self {
            Step::Nest { tree, .. } | Step::Merge { tree } => Some(tree),
            _ => None,
        }
    }

    pub(crate) fn child_mut(&mut self) -> Option<&mut Tree> {
        match self {
            Step::Nest { tree, .. } | Step::Merge { tree } => Some(tree),
            _ => None,
        }
    }
}

impl Tree {
    pub(crate) fn new(builder: Builder) -> Tree {
        Tree { builder, steps: Vec::new() }
    }

    pub(crate) fn children(&self) -> impl Iterator<Item = &Tree> {
        self.steps.iter().filter_map(Step::child)
    }

    /// The steps of this router and of all below it, each with the router that it is a step of.
    pub(crate) fn all_steps(&self) -> Vec<(&Tree, &Step)> {
        let mut all = Vec::new();
        for step in &self.steps {
            all.push((self, step));
            all.extend(step.child().into_iter().flat_map(Tree::all_steps));
        }
        all
    }

    /// Whether this is an axum router, with or without a policy, in which everything is as axum does it.
    pub(crate) fn is_axum(&self) -> bool {
        self.builder != Builder::Cors
    }

    /// Whether a child of this router must be turned into an axum router first.
    pub(crate) fn embeds(&self, child: &Tree) -> bool {
        self.is_axum() && child.builder != Builder::Plain
    }
}
