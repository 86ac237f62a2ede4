//! The paths that handlers and services are registered on.

use super::guard::Guard;
use super::nested_path::nested_path;
use super::own_layer::guard_methods;
use super::recipe::{Change, Recipe, nested, unchecked, with_state};
use super::registered::Registered;
use super::registration::Registration;
use super::state::State;
use crate::decide::Serves;
use crate::policy::Scope;
use axum::handler::Handler;
use axum::routing::{MethodRouter, Route};
use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;
use tower_layer::Layer;

/// A handler or a service on its path.
pub(super) struct Entry<S> {
    pub(super) registered: Registered,
    pub(super) recipe: Recipe<S>,
}

impl<S> Clone for Entry<S> {
    fn clone(&self) -> Self {
        Entry { registered: self.registered.clone(), recipe: self.recipe.clone() }
    }
}

impl<S: State> Entry<S> {
    #[track_caller]
    fn new(path: &Arc<str>, registration: Registration<S>) -> Entry<S> {
        let (path, make) = (path.clone(), registration.make.clone());
        let recipe: Recipe<S> = Arc::new(move |guard, state| unchecked().route(&path, make(guard, state)));
        Entry { registered: registration.registered(), recipe }
    }
}

/// A path with all that serves it.
pub(super) struct Path<S> {
    pub(super) path: Arc<str>,
    pub(super) entries: Vec<Entry<S>>,
    pub(super) not_allowed: NotAllowed<S>,
}

impl<S> Clone for Path<S> {
    fn clone(&self) -> Self {
        Path { path: self.path.clone(), entries: self.entries.clone(), not_allowed: self.not_allowed.clone() }
    }
}

impl<S: State> Path<S> {
    #[track_caller]
    fn new(path: &str, registrations: Vec<Registration<S>>) -> Path<S> {
        let path: Arc<str> = path.into();
        let not_allowed = NotAllowed::as_axum(path.clone());
        let mut new = Path { path, entries: Vec::new(), not_allowed };
        for registration in registrations {
            new.push(Entry::new(&new.path, registration));
        }
        new
    }

    /// # Panics
    ///
    /// If both serve the same method.
    #[track_caller]
    fn push(&mut self, entry: Entry<S>) {
        let new = &entry.registered;
        for Entry { registered: known, .. } in &self.entries {
            if let Some(both) = known.serves.in_common(&new.serves) {
                panic!(
                    "{} and {} both serve {both} on `{}`\n\nhelp: remove one of them, take {both} out of its `methods`, or register it \
                     on another path",
                    known.defined_at, new.defined_at, self.path
                );
            }
        }
        self.entries.push(entry);
    }

    pub(super) fn serves(&self) -> Vec<Serves> {
        self.entries.iter().map(|entry| entry.registered.serves.clone()).collect()
    }

    fn map(self, change: Change<'_, S>) -> Path<S> {
        let mut entries = Vec::with_capacity(self.entries.len());
        for Entry { registered, recipe } in self.entries {
            entries.push(Entry { registered, recipe: change(recipe) });
        }
        let NotAllowed { recipe, is_custom } = self.not_allowed;
        Path { entries, not_allowed: NotAllowed { recipe: change(recipe), is_custom }, ..self }
    }

    fn with_state<S2>(self, state: &S, scope: Scope) -> Path<S2> {
        let mut entries = Vec::with_capacity(self.entries.len());
        for Entry { mut registered, recipe } in self.entries {
            registered.bind_state(state, scope);
            entries.push(Entry { registered, recipe: with_state(recipe, state) });
        }
        let NotAllowed { recipe, is_custom } = self.not_allowed;
        Path { path: self.path, entries, not_allowed: NotAllowed { recipe: with_state(recipe, state), is_custom } }
    }
}

/// Serves the methods of a path that no entry serves.
///
/// For axum it is a default fallback, which joins with any other fallback of the path.
pub(super) struct NotAllowed<S> {
    pub(super) recipe: Recipe<S>,
    /// Whether the user's handler does, instead of a response like axum's.
    is_custom: bool,
}

impl<S> Clone for NotAllowed<S> {
    fn clone(&self) -> Self {
        NotAllowed { recipe: self.recipe.clone(), ..*self }
    }
}

impl<S: State> NotAllowed<S> {
    /// axum's own 405.
    fn as_axum(path: Arc<str>) -> NotAllowed<S> {
        let recipe =
            move |guard: Option<Guard>, _: &S| unchecked().route(&path, guard_methods(MethodRouter::new(), guard));
        NotAllowed { recipe: Arc::new(recipe), is_custom: false }
    }

    fn by<H, T>(path: Arc<str>, handler: H) -> NotAllowed<S>
    where
        H: Handler<T, S>,
        T: 'static,
    {
        let recipe = move |guard: Option<Guard>, state: &S| {
            let (routes, service) = (MethodRouter::<(), Infallible>::new(), handler.clone().with_state(state.clone()));
            let routes = match guard {
                None => routes.layer(InPlace(service)),
                Some(guard) => routes.layer(InPlace(guard.around(service))),
            };
            unchecked().route(&path, routes)
        };
        NotAllowed { recipe: Arc::new(recipe), is_custom: true }
    }
}

/// A layer that puts a service in the place of what it is applied to.
#[derive(Clone)]
struct InPlace<Svc>(Svc);

impl<Svc: Clone> Layer<Route> for InPlace<Svc> {
    type Service = Svc;

    fn layer(&self, _replaced: Route) -> Svc {
        self.0.clone()
    }
}

/// All paths, in the order in which they were added.
pub(super) struct Paths<S> {
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

impl<S> Default for Paths<S> {
    fn default() -> Self {
        Paths { paths: Vec::new(), positions: Positions::default() }
    }
}

impl<S> Clone for Paths<S> {
    fn clone(&self) -> Self {
        Paths { paths: self.paths.clone(), positions: self.positions.clone() }
    }
}

impl<S: State> Paths<S> {
    /// Whether the path is new.
    ///
    /// # Panics
    ///
    /// If two handlers serve the same method.
    #[track_caller]
    pub(super) fn add(&mut self, path: &str, registrations: Vec<Registration<S>>) -> bool {
        self.join(Path::new(path, registrations))
    }

    /// A path that is there already gets the new handlers. Of axum's own 405s the last one stays, as in axum.
    #[track_caller]
    pub(super) fn join(&mut self, path: Path<S>) -> bool {
        match self.positions.get_or_add(&path.path) {
            Some(at) => {
                let known = &mut self.paths[at];
                if !known.not_allowed.is_custom {
                    known.not_allowed = path.not_allowed;
                }
                for entry in path.entries {
                    known.push(entry);
                }
                false
            }
            None => {
                self.paths.push(path);
                true
            }
        }
    }

    /// What is under a policy.
    pub(super) fn registered_mut(&mut self) -> impl Iterator<Item = &mut Registered> {
        self.paths.iter_mut().flat_map(|path| path.entries.iter_mut().map(|entry| &mut entry.registered))
    }

    pub(super) fn map(self, change: Change<'_, S>) -> Paths<S> {
        let mut paths = Vec::with_capacity(self.paths.len());
        for path in self.paths {
            paths.push(path.map(change));
        }
        Paths { paths, positions: self.positions }
    }

    pub(super) fn nested(self, prefix: &str) -> Paths<S> {
        let mut all = Paths::default();
        for path in self.paths {
            let full = nested_path(prefix, &path.path).into();
            all.join(Path { path: full, ..path.map(&|recipe| nested(prefix, recipe)) });
        }
        all
    }

    pub(super) fn with_not_allowed<H, T>(&mut self, handler: &H)
    where
        H: Handler<T, S>,
        T: 'static,
    {
        for path in &mut self.paths {
            if !path.not_allowed.is_custom {
                path.not_allowed = NotAllowed::by(path.path.clone(), handler.clone());
            }
        }
    }

    pub(super) fn with_state<S2>(self, state: &S, scope: Scope) -> Paths<S2> {
        let mut paths = Vec::with_capacity(self.paths.len());
        for path in self.paths {
            paths.push(path.with_state(state, scope));
        }
        Paths { paths, positions: self.positions }
    }
}

impl<S> fmt::Debug for Paths<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let handlers = |path: &Path<S>| {
            path.entries.iter().map(|entry| entry.registered.defined_at.to_string()).collect::<Vec<_>>()
        };
        f.debug_map().entries(self.paths.iter().map(|path| (&path.path, handlers(path)))).finish()
    }
}
