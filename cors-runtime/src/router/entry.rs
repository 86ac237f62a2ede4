//! The routes of a [`CorsRouter`](super::CorsRouter) before it is built.

use super::endpoint::Routing;
use super::guard::{Guard, GuardLayer};
use super::unbound::Unbound;
use crate::gate::Gate;
use crate::handler::{Declared, Fits, MethodFlags, Place};
use crate::method::MethodSet;
use crate::path::Terms;
use crate::policy::Policy;
use crate::predicate::Scope;
use crate::reads::Reads;
use crate::surface::Row;
use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, Route};
use http::StatusCode;
use std::collections::HashMap;
use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;
use tower_layer::{Identity, Layer};
use tower_service::Service;

/// How to build the axum router of one handler, with every layer and prefix that was put on it, with or without a guard
/// around all of it.
///
/// A recipe rather than the router itself: layers come after routes, and CORS is to stand outside the last of them. Built
/// so, it is part of the outermost service that axum boxes anyway, and costs no allocation of its own. The prefixes of
/// `nest` are axum's own doing, so that paths, captures and `OriginalUri` are what axum makes of them.
pub(super) type Recipe<S> = Arc<dyn Fn(Option<Guard>) -> Router<S> + Send + Sync>;

/// A handler of a list, on its way into the router.
#[doc(hidden)]
pub struct Registration<S> {
    place: Place,
    methods: MethodSet,
    policy: &'static Policy,
    reads: Reads,
    endpoint: fn(MethodSet, Option<Guard>) -> MethodRouter<S>,
}

impl<S: Clone + Send + Sync + 'static> Registration<S> {
    pub(crate) fn of<H, M>() -> Self
    where
        H: Fits<M, S>,
        M: 'static,
    {
        let Declared { name, file, line, reads, policy } = H::DECLARED;
        let place = Place { name, file, line };
        Registration { place, methods: H::Methods::SET, policy, reads, endpoint: endpoint::<H, M, S> }
    }
}

fn endpoint<H, M, S>(methods: MethodSet, guard: Option<Guard>) -> MethodRouter<S>
where
    H: Fits<M, S>,
    M: 'static,
    S: Clone + Send + Sync + 'static,
{
    match methods.filter() {
        None => MethodRouter::new(),
        Some(filter) => H::route(Routing::new(filter, guard)),
    }
}

impl<S> fmt::Debug for Registration<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Registration").field(&self.place).finish()
    }
}

/// A handler, or a service, on its path.
pub(super) struct Entry<S> {
    pub(super) place: Place,
    pub(super) terms: Terms,
    /// The predicate, if it has no state yet.
    pub(super) unbound: Option<Unbound>,
    pub(super) recipe: Recipe<S>,
}

impl<S> Clone for Entry<S> {
    fn clone(&self) -> Self {
        let Entry { place, terms, unbound, recipe } = self;
        Entry { place: *place, terms: terms.clone(), unbound: unbound.clone(), recipe: recipe.clone() }
    }
}

impl<S: Clone + Send + Sync + 'static> Entry<S> {
    /// # Panics
    ///
    /// If the policy's origins cannot be told: the environment is wrong, or the predicate takes another state.
    #[track_caller]
    pub(super) fn new(
        place: Place,
        methods: MethodSet,
        policy: &'static Policy,
        reads: Reads,
        recipe: Recipe<S>,
    ) -> Self {
        if let Err(error) = policy.prepare() {
            panic!("{place} cannot be routed: {error}");
        }
        let mut unbound = None;
        if let Some(predicate) = policy.predicate() {
            // Not in a closure, whose panic would name this line as its place.
            unbound = Some(Unbound::of::<S>(place, predicate));
        }
        Entry { place, terms: Terms { methods, gate: Gate::new(policy, None), reads }, unbound, recipe }
    }

    #[track_caller]
    fn of(path: &Arc<str>, registration: Registration<S>) -> Entry<S> {
        let Registration { place, methods, policy, reads, endpoint } = registration;
        let path = path.clone();
        let recipe: Recipe<S> = Arc::new(move |guard| Router::new().route(&path, endpoint(methods, guard)));
        Entry::new(place, methods, policy, reads, recipe)
    }

    pub(super) fn map<S2>(self, change: impl FnOnce(Recipe<S>) -> Recipe<S2>) -> Entry<S2> {
        Entry { place: self.place, terms: self.terms, unbound: self.unbound, recipe: change(self.recipe) }
    }

    /// Gives the predicate its state, if it still lacks it.
    pub(super) fn bind<T: 'static>(&mut self, state: &T, scope: Scope) {
        let bound = self.unbound.as_ref().and_then(|unbound| unbound.bind(state, scope));
        if bound.is_some() {
            self.terms.gate = Gate::new(self.terms.gate.policy, bound);
            self.unbound = None;
        }
    }

    /// # Panics
    ///
    /// If the predicate has no state.
    #[track_caller]
    pub(super) fn demand_state(&mut self) {
        self.bind(&(), Scope::NONE);
        if let Some(unbound) = &self.unbound {
            unbound.report();
        }
    }
}

/// Answers the methods of a path that no handler answers.
pub(super) struct NotAllowed<S> {
    pub(super) recipe: Recipe<S>,
    /// Whether the user's handler does, in place of an answer as axum's own.
    custom: bool,
}

impl<S: Clone + Send + Sync + 'static> NotAllowed<S> {
    fn new<H, T>(path: &Arc<str>, handler: H, custom: bool) -> NotAllowed<S>
    where
        H: Handler<T, S>,
        T: 'static,
    {
        let path = path.clone();
        let recipe = move |guard: Option<Guard>| {
            let nothing = Router::new().route(&path, MethodRouter::new());
            let router = nothing.method_not_allowed_fallback(handler.clone());
            match guard {
                None => router,
                Some(guard) => router.route_layer(GuardLayer { guard, layer: Identity::new() }),
            }
        };
        NotAllowed { recipe: Arc::new(recipe), custom }
    }
}

impl<S> Clone for NotAllowed<S> {
    fn clone(&self) -> Self {
        NotAllowed { recipe: self.recipe.clone(), ..*self }
    }
}

/// A path with its handlers.
pub(super) struct Path<S> {
    pub(super) path: Arc<str>,
    pub(super) entries: Vec<Entry<S>>,
    pub(super) not_allowed: NotAllowed<S>,
    pub(super) preflight_status: Option<StatusCode>,
}

impl<S> Clone for Path<S> {
    fn clone(&self) -> Self {
        Path { path: self.path.clone(), entries: self.entries.clone(), not_allowed: self.not_allowed.clone(), ..*self }
    }
}

impl<S: Clone + Send + Sync + 'static> Path<S> {
    fn new(path: &str) -> Path<S> {
        let path: Arc<str> = path.into();
        let not_allowed = NotAllowed::new(&path, async || StatusCode::METHOD_NOT_ALLOWED, false);
        Path { path, entries: Vec::new(), not_allowed, preflight_status: None }
    }

    #[track_caller]
    fn push(&mut self, entry: Entry<S>) {
        if let Some(rival) = self.entries.iter().find(|other| other.terms.methods.meets(entry.terms.methods)) {
            let both = rival.terms.methods.and(entry.terms.methods).names().collect::<Vec<_>>().join(", ");
            panic!("{} and {} both answer {both} on `{}`", rival.place, entry.place, self.path);
        }
        self.entries.push(entry);
    }

    fn map<S2>(self, change: impl Fn(Recipe<S>) -> Recipe<S2>) -> Path<S2> {
        Path {
            path: self.path,
            entries: self.entries.into_iter().map(|entry| entry.map(&change)).collect(),
            not_allowed: NotAllowed { recipe: change(self.not_allowed.recipe), custom: self.not_allowed.custom },
            preflight_status: self.preflight_status,
        }
    }
}

/// All paths, in the order in which they were added.
pub(super) struct Entries<S> {
    pub(super) paths: Vec<Path<S>>,
    positions: HashMap<Arc<str>, usize>,
}

impl<S> Default for Entries<S> {
    fn default() -> Self {
        Entries { paths: Vec::new(), positions: HashMap::new() }
    }
}

impl<S> Clone for Entries<S> {
    fn clone(&self) -> Self {
        Entries { paths: self.paths.clone(), positions: self.positions.clone() }
    }
}

impl<S: Clone + Send + Sync + 'static> Entries<S> {
    #[track_caller]
    pub(super) fn add(&mut self, path: &str, registrations: Vec<Registration<S>>) {
        let mut new = Path::new(path);
        for registration in registrations {
            new.push(Entry::of(&new.path.clone(), registration));
        }
        self.join(new);
    }

    #[track_caller]
    pub(super) fn extend(&mut self, other: Entries<S>) {
        for path in other.paths {
            self.join(path);
        }
    }

    /// The same path once more adds its handlers to the first. A setting of the first stays; of axum's own 405s the last
    /// one does, as in axum.
    #[track_caller]
    fn join(&mut self, path: Path<S>) {
        match self.positions.get(&path.path) {
            Some(at) => {
                let known = &mut self.paths[*at];
                known.preflight_status = known.preflight_status.or(path.preflight_status);
                if !known.not_allowed.custom {
                    known.not_allowed = path.not_allowed;
                }
                for entry in path.entries {
                    known.push(entry);
                }
            }
            None => {
                self.positions.insert(path.path.clone(), self.paths.len());
                self.paths.push(path);
            }
        }
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Row> {
        let entries = self.paths.iter().flat_map(|path| path.entries.iter().map(|entry| (&path.path, entry)));
        entries.flat_map(|(path, entry)| Row::all_of(path, entry.place, &entry.terms))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    pub(super) fn settle(&mut self, preflight_status: Option<StatusCode>) {
        for path in &mut self.paths {
            path.preflight_status = path.preflight_status.or(preflight_status);
        }
    }

    #[track_caller]
    pub(super) fn add_entry(&mut self, path: &str, entry: Entry<S>) {
        let mut new = Path::new(path);
        new.push(entry);
        self.join(new);
    }

    fn map<S2>(self, change: impl Fn(Recipe<S>) -> Recipe<S2>) -> Entries<S2> {
        let paths = self.paths.into_iter().map(|path| path.map(&change)).collect();
        Entries { paths, positions: self.positions }
    }

    pub(super) fn nested(self, prefix: &str) -> Entries<S> {
        let mut nested = Entries::default();
        for path in self.paths {
            let full = nested_path(prefix, &path.path);
            let path = path.map(|recipe| nested_below(prefix, recipe));
            nested.join(Path { path: full.into(), ..path });
        }
        nested
    }

    pub(super) fn layered<L>(self, layer: L) -> Entries<S>
    where
        L: Layer<Route> + Clone + Send + Sync + 'static,
        L::Service: Service<Request> + Clone + Send + Sync + 'static,
        <L::Service as Service<Request>>::Response: IntoResponse + 'static,
        <L::Service as Service<Request>>::Error: Into<Infallible> + 'static,
        <L::Service as Service<Request>>::Future: Send + 'static,
    {
        self.map(|recipe| {
            let layer = layer.clone();
            Arc::new(move |guard| {
                let (inner, layer) = (recipe(None), layer.clone());
                match guard {
                    None => inner.route_layer(layer),
                    Some(guard) => inner.route_layer(GuardLayer { guard, layer }),
                }
            })
        })
    }

    pub(super) fn with_not_allowed<H, T>(mut self, handler: H) -> Entries<S>
    where
        H: Handler<T, S>,
        T: 'static,
    {
        for path in &mut self.paths {
            if !path.not_allowed.custom {
                path.not_allowed = NotAllowed::new(&path.path, handler.clone(), true);
            }
        }
        self
    }

    pub(super) fn with_state<S2>(self, state: S) -> Entries<S2> {
        let scope = Scope::new();
        let mut entries = self;
        for path in &mut entries.paths {
            path.entries.iter_mut().for_each(|entry| entry.bind(&state, scope));
        }
        entries.map(|recipe| stated(recipe, &state))
    }
}

/// A recipe below a prefix, as axum nests it.
pub(super) fn nested_below<S>(prefix: &str, recipe: Recipe<S>) -> Recipe<S>
where
    S: Clone + Send + Sync + 'static,
{
    let prefix = prefix.to_owned();
    Arc::new(move |guard| Router::new().nest(&prefix, recipe(guard)))
}

/// A recipe with its state.
pub(super) fn stated<S, S2>(recipe: Recipe<S>, state: &S) -> Recipe<S2>
where
    S: Clone + Send + Sync + 'static,
{
    let state = state.clone();
    Arc::new(move |guard| recipe(guard).with_state(state.clone()))
}

/// The path that axum gives to a nested route: `/` is the prefix itself. The handlers get theirs from axum; this one is
/// where their OPTIONS goes.
fn nested_path(prefix: &str, path: &str) -> String {
    if prefix.ends_with('/') {
        format!("{prefix}{}", path.trim_start_matches('/'))
    } else if path == "/" {
        prefix.to_owned()
    } else {
        format!("{prefix}{path}")
    }
}

impl<S> fmt::Debug for Entries<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let handlers = |path: &Path<S>| path.entries.iter().map(|entry| entry.place.to_string()).collect::<Vec<_>>();
        f.debug_map().entries(self.paths.iter().map(|path| (&path.path, handlers(path)))).finish()
    }
}
