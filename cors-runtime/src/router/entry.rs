//! The routes of a [`CorsRouter`](super::CorsRouter) before it is built.

use super::defined_at::DefinedAt;
use super::endpoint::routed;
use super::guard::{Guard, GuardLayer};
use super::path_service::PathService;
use super::registration::Registration;
use super::state::State;
use super::unbound::Unbound;
use crate::decide::HandlerPolicy;
use crate::methods::{MethodSet, listed};
use crate::policy::{CompiledPolicies, DeclaredPolicy, OriginCheck, RequestHeaders, Scope};
use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::response::IntoResponse;
use axum::routing::{MethodRouter, Route};
use http::StatusCode;
use std::any::{Any, TypeId, type_name};
use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;
use tower_layer::{Identity, Layer};
use tower_service::Service;

/// How to build the axum router of one handler, with each layer and prefix that was applied to it, with or without a guard
/// around all of them.
///
/// It is not the router itself, because layers are added after routes, and CORS is outside of the last layer. Built in this
/// way, the guard is part of the outermost service, which axum boxes anyway, and costs no allocation. axum applies the prefixes
/// of `nest`, so that paths, captures and `OriginalUri` are as in axum.
///
/// The second argument is the state, if it is known by then.
pub(super) type Recipe<S> = Arc<dyn Fn(Option<Guard>, Option<&S>) -> Router<S> + Send + Sync>;

/// The change of a recipe by `nest`, a layer or `with_state`.
pub(super) type Change<'c, S, S2> = &'c dyn Fn(Recipe<S>) -> Recipe<S2>;

/// A handler, or a service, on its path.
pub(super) struct Entry<S> {
    pub(super) registered: Registered,
    pub(super) recipe: Recipe<S>,
}

/// The part of an entry that does not depend on the type of the state. Its functions are compiled once.
#[derive(Clone)]
pub(super) struct Registered {
    pub(super) defined_at: DefinedAt,
    pub(super) policy: HandlerPolicy,
    /// The predicate, if it has no state yet.
    unbound: Option<Unbound>,
}

impl Registered {
    #[track_caller]
    fn new(
        defined_at: DefinedAt,
        methods: MethodSet,
        policy: &'static DeclaredPolicy,
        compiled: &mut CompiledPolicies,
        request_headers: RequestHeaders,
        state: (TypeId, &'static str),
    ) -> Registered {
        if let Err(error) = policy.load() {
            panic!("{defined_at} cannot be registered: {error}");
        }
        let mut unbound = None;
        if let Some(predicate) = policy.predicate() {
            // Not in a closure, whose panic would name this line.
            unbound = Some(Unbound::of(defined_at, predicate, state));
        }
        let check = OriginCheck::new(compiled.compile(policy), None);
        Registered { defined_at, policy: HandlerPolicy { methods, check, request_headers }, unbound }
    }

    /// # Panics
    ///
    /// If both serve the same method.
    #[track_caller]
    fn assert_disjoint(&self, other: &Registered, path: &str) {
        let both = self.policy.methods.and(other.policy.methods);
        if !both.is_empty() {
            panic!("{} and {} both serve {} on `{path}`", self.defined_at, other.defined_at, listed(&both.names()));
        }
    }

    /// Gives the predicate its state, if it still lacks it.
    pub(super) fn bind(&mut self, state: &dyn Any, scope: Scope) {
        if let Some(bound) = self.unbound.as_ref().and_then(|unbound| unbound.bind(state, scope)) {
            self.policy.check.predicate = Some(bound);
            self.unbound = None;
        }
    }

    /// # Panics
    ///
    /// If the predicate has no state.
    #[track_caller]
    pub(super) fn assert_state(&mut self) {
        self.bind(&(), Scope::NONE);
        if let Some(unbound) = &self.unbound {
            unbound.report();
        }
    }
}

impl<S> Clone for Entry<S> {
    fn clone(&self) -> Self {
        Entry { registered: self.registered.clone(), recipe: self.recipe.clone() }
    }
}

impl<S: State> Entry<S> {
    /// # Panics
    ///
    /// If the policy's origins cannot be resolved: the environment is wrong, or the predicate takes another state.
    #[track_caller]
    pub(super) fn new(
        defined_at: DefinedAt,
        methods: MethodSet,
        policy: &'static DeclaredPolicy,
        compiled: &mut CompiledPolicies,
        request_headers: RequestHeaders,
        recipe: Recipe<S>,
    ) -> Self {
        let state = (TypeId::of::<S>(), type_name::<S>());
        Entry { registered: Registered::new(defined_at, methods, policy, compiled, request_headers, state), recipe }
    }

    #[track_caller]
    fn of(path: &Arc<str>, registration: Registration<S>, compiled: &mut CompiledPolicies) -> Entry<S> {
        let Registration { defined_at, methods, policy, request_headers, route } = registration;
        let path = path.clone();
        let recipe: Recipe<S> =
            Arc::new(move |guard, state| Router::new().route(&path, routed(methods, guard, state, route)));
        Entry::new(defined_at, methods, policy, compiled, request_headers, recipe)
    }

    pub(super) fn map<S2>(self, change: Change<'_, S, S2>) -> Entry<S2> {
        Entry { registered: self.registered, recipe: change(self.recipe) }
    }
}

/// Serves the methods of a path that no handler serves.
pub(super) struct NotAllowed<S> {
    pub(super) recipe: Recipe<S>,
    /// Whether the user's handler does, instead of a response like axum's.
    custom: bool,
}

impl<S: State> NotAllowed<S> {
    fn as_axum(path: &Arc<str>) -> NotAllowed<S> {
        let path = path.clone();
        let recipe = move |guard: Option<Guard>, _: Option<&S>| {
            Router::new().route(&path, MethodRouter::new().fallback_service(PathService::NotAllowed(guard)))
        };
        NotAllowed { recipe: Arc::new(recipe), custom: false }
    }

    fn by<H, T>(path: &Arc<str>, handler: H) -> NotAllowed<S>
    where
        H: Handler<T, S>,
        T: 'static,
    {
        let path = path.clone();
        let recipe = move |guard: Option<Guard>, _: Option<&S>| {
            let nothing = Router::new().route(&path, MethodRouter::new());
            let router = nothing.method_not_allowed_fallback(handler.clone());
            match guard {
                None => router,
                Some(guard) => router.route_layer(GuardLayer { guard, layer: Identity::new() }),
            }
        };
        NotAllowed { recipe: Arc::new(recipe), custom: true }
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

impl<S: State> Path<S> {
    fn new(path: &str) -> Path<S> {
        let path: Arc<str> = path.into();
        let not_allowed = NotAllowed::as_axum(&path);
        Path { path, entries: Vec::new(), not_allowed, preflight_status: None }
    }

    #[track_caller]
    fn push(&mut self, entry: Entry<S>) {
        for other in &self.entries {
            other.registered.assert_disjoint(&entry.registered, &self.path);
        }
        self.entries.push(entry);
    }

    fn map<S2>(self, change: Change<'_, S, S2>) -> Path<S2> {
        let mut entries = Vec::with_capacity(self.entries.len());
        for entry in self.entries {
            entries.push(entry.map(change));
        }
        Path {
            path: self.path,
            entries,
            not_allowed: NotAllowed { recipe: change(self.not_allowed.recipe), custom: self.not_allowed.custom },
            preflight_status: self.preflight_status,
        }
    }
}

/// All paths, in the order in which they were added.
pub(super) struct Entries<S> {
    pub(super) paths: Vec<Path<S>>,
    positions: Positions,
}

/// Where each path is, in the order of their texts. A `HashMap` would be compiled with the program.
#[derive(Clone, Default)]
struct Positions(Vec<(Arc<str>, usize)>);

impl Positions {
    /// `None`: the path was not there, and is to be the last.
    fn get_or_add(&mut self, path: &Arc<str>) -> Option<usize> {
        match self.0.binary_search_by(|(known, _)| known.cmp(path)) {
            Ok(at) => Some(self.0[at].1),
            Err(at) => {
                self.0.insert(at, (path.clone(), self.0.len()));
                None
            }
        }
    }
}

impl<S> Default for Entries<S> {
    fn default() -> Self {
        Entries { paths: Vec::new(), positions: Positions::default() }
    }
}

impl<S> Clone for Entries<S> {
    fn clone(&self) -> Self {
        Entries { paths: self.paths.clone(), positions: self.positions.clone() }
    }
}

impl<S: State> Entries<S> {
    #[track_caller]
    pub(super) fn add(&mut self, path: &str, registrations: Vec<Registration<S>>, compiled: &mut CompiledPolicies) {
        let mut new = Path::new(path);
        for registration in registrations {
            new.push(Entry::of(&new.path.clone(), registration, compiled));
        }
        self.join(new);
    }

    #[track_caller]
    pub(super) fn extend(&mut self, other: Entries<S>) {
        for path in other.paths {
            self.join(path);
        }
    }

    /// A path that is there already gets the new handlers. Its own settings stay; of axum's own 405s the last
    /// one does, as in axum.
    #[track_caller]
    fn join(&mut self, path: Path<S>) {
        match self.positions.get_or_add(&path.path) {
            Some(at) => {
                let known = &mut self.paths[at];
                known.preflight_status = known.preflight_status.or(path.preflight_status);
                if !known.not_allowed.custom {
                    known.not_allowed = path.not_allowed;
                }
                for entry in path.entries {
                    known.push(entry);
                }
            }
            None => self.paths.push(path),
        }
    }

    /// Each with its path.
    pub(super) fn registered(&self) -> impl Iterator<Item = (String, &Registered)> {
        let entries = self.paths.iter().flat_map(|path| path.entries.iter().map(|entry| (&path.path, entry)));
        entries.map(|(path, entry)| (path.to_string(), &entry.registered))
    }

    pub(super) fn policies_of(&self, path: &str) -> Option<Vec<HandlerPolicy>> {
        let path = self.paths.iter().find(|known| *known.path == *path)?;
        Some(path.entries.iter().map(|entry| entry.registered.policy.clone()).collect())
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

    fn map<S2>(self, change: Change<'_, S, S2>) -> Entries<S2> {
        let mut paths = Vec::with_capacity(self.paths.len());
        for path in self.paths {
            paths.push(path.map(change));
        }
        Entries { paths, positions: self.positions }
    }

    pub(super) fn nested(self, prefix: &str) -> Entries<S> {
        let mut nested = Entries::default();
        for path in self.paths {
            let full = nested_path(prefix, &path.path);
            let path = path.map(&|recipe| nested_below(prefix, recipe));
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
        self.map(&|recipe| {
            let layer = layer.clone();
            Arc::new(move |guard, state| {
                let (inner, layer) = (recipe(None, state), layer.clone());
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
                path.not_allowed = NotAllowed::by(&path.path, handler.clone());
            }
        }
        self
    }

    pub(super) fn with_state<S2>(self, state: S) -> Entries<S2> {
        let scope = Scope::new();
        let mut entries = self;
        for path in &mut entries.paths {
            for entry in &mut path.entries {
                entry.registered.bind(&state, scope);
            }
        }
        entries.map(&|recipe| stated(recipe, &state))
    }
}

/// A recipe below a prefix, as axum nests it.
pub(super) fn nested_below<S>(prefix: &str, recipe: Recipe<S>) -> Recipe<S>
where
    S: State,
{
    let prefix = prefix.to_owned();
    Arc::new(move |guard, state| Router::new().nest(&prefix, recipe(guard, state)))
}

/// A recipe with its state.
pub(super) fn stated<S, S2>(recipe: Recipe<S>, state: &S) -> Recipe<S2>
where
    S: State,
{
    let state = state.clone();
    Arc::new(move |guard, _| recipe(guard, Some(&state)).with_state(state.clone()))
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
        let handlers = |path: &Path<S>| {
            path.entries.iter().map(|entry| entry.registered.defined_at.to_string()).collect::<Vec<_>>()
        };
        f.debug_map().entries(self.paths.iter().map(|path| (&path.path, handlers(path)))).finish()
    }
}
