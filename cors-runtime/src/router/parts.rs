//! All that a [`CorsRouter`](super::CorsRouter) has been given.

use super::defined_at::DefinedAt;
use super::has_fallback::{has_fallback, has_nested_fallbacks};
use super::mounted::{Fallback, Mounted, Service};
use super::nested_path::nested_prefix;
use super::path::Paths;
use super::recipe::AnyLayer;
use super::registered::Registered;
use super::registration::Registration;
use super::shadow::Shadow;
use super::state::State;
use crate::policy::{Bindings, Scope};
use crate::settings::Settings;
use axum::Router;
use axum::handler::Handler;
use std::fmt;
use std::iter;
use std::mem;
use std::sync::Arc;

/// The parts of a router, which become one axum router when it is built.
#[doc(hidden)]
pub struct Parts<S> {
    pub(super) paths: Paths<S>,
    pub(super) mounted: Mounted<S>,
    pub(super) plain: Plain<S>,
    pub(super) shadow: Shadow<S>,
    pub(super) settings: Settings,
    pub(super) bindings: Bindings,
}

/// The routes without CORS.
pub(super) struct Plain<S> {
    pub(super) router: Router<S>,
    /// The axum routers, and what else has no policy, with their prefixes.
    pub(super) sources: Vec<(String, DefinedAt)>,
    /// Where its own fallback comes from, if it has one.
    pub(super) fallback: Option<DefinedAt>,
    /// Whether the fallback is not that of one of the routers.
    pub(super) fallback_is_alone: bool,
    /// An axum router that has fallbacks below prefixes, which axum does not tell.
    pub(super) nested_fallbacks: Option<DefinedAt>,
    /// axum's 404 inside the layers of the router, for axum routers that it is embedded in.
    pub(super) unmatched: Router<S>,
}

impl<S: State> Default for Parts<S> {
    fn default() -> Self {
        Parts {
            paths: Paths::default(),
            mounted: Mounted::default(),
            plain: Plain::default(),
            shadow: Shadow::default(),
            settings: Settings::default(),
            bindings: Bindings::default(),
        }
    }
}

impl<S: State> Default for Plain<S> {
    fn default() -> Self {
        Plain {
            router: Router::new(),
            sources: Vec::new(),
            fallback: None,
            fallback_is_alone: false,
            nested_fallbacks: None,
            unmatched: Router::new(),
        }
    }
}

impl<S> fmt::Debug for Parts<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parts").field("paths", &self.paths).finish_non_exhaustive()
    }
}

impl<S> Clone for Parts<S> {
    fn clone(&self) -> Self {
        let Parts { paths, mounted, plain, shadow, settings, bindings } = self;
        Parts {
            paths: paths.clone(),
            mounted: mounted.clone(),
            plain: plain.clone(),
            shadow: shadow.clone(),
            settings: settings.clone(),
            bindings: bindings.clone(),
        }
    }
}

impl<S> Clone for Plain<S> {
    fn clone(&self) -> Self {
        let (router, sources, unmatched) = (self.router.clone(), self.sources.clone(), self.unmatched.clone());
        Plain { router, sources, unmatched, ..*self }
    }
}

/// # Panics
///
/// If fallbacks that are nested in an axum router would be lost.
#[track_caller]
fn assert_no_hidden_fallbacks<S: State>(inner: &Parts<S>, prefix: &str) {
    let Some(plain) = inner.plain.nested_fallbacks else { return };
    let loss = match (inner.mounted.root(), inner.plain.fallback) {
        (Some(root), _) => format!("{} would serve their requests below `{prefix}`", root.defined_at),
        (None, None) => format!("axum drops them when the router is nested below `{prefix}`"),
        // It brings them along.
        (None, Some(_)) => return,
    };
    panic!(
        "{plain} has fallbacks below prefixes, and {loss}\n\nhelp: nest the routers that have these fallbacks in a `CorsRouter`, not in \
         an axum router"
    );
}

impl<S> Plain<S> {
    pub(super) fn is_empty(&self) -> bool {
        self.sources.is_empty() && self.fallback.is_none()
    }

    /// What has no policy, with its prefix.
    pub(super) fn rows(&self) -> Vec<(String, DefinedAt)> {
        let alone = self.fallback.filter(|_| self.fallback_is_alone);
        self.sources.iter().cloned().chain(alone.map(|fallback| (String::new(), fallback))).collect()
    }
}

/// The parts of a plain router.
impl<S: State> From<Router<S>> for Parts<S> {
    #[track_caller]
    fn from(router: Router<S>) -> Parts<S> {
        let defined_at = DefinedAt::caller_of("an axum router");
        let fallback = has_fallback(&router).then_some(defined_at);
        let nested_fallbacks = has_nested_fallbacks(&router).then_some(defined_at);
        let is_empty = !router.has_routes() && fallback.is_none() && nested_fallbacks.is_none();
        let sources = if is_empty { Vec::new() } else { vec![(String::new(), defined_at)] };
        let shadow = Shadow::of_routes(router.clone().reset_fallback());
        let plain = Plain { router, sources, fallback, nested_fallbacks, ..Plain::default() };
        Parts { plain, shadow, ..Parts::default() }
    }
}

impl<S: State> Parts<S> {
    /// Not inlined, so that it is not compiled again for each handler.
    #[track_caller]
    #[inline(never)]
    pub(super) fn route(&mut self, path: &str, registrations: Vec<Registration<S>>) {
        let serves: Vec<_> = registrations.iter().map(|registration| registration.serves.clone()).collect();
        let is_new = self.paths.add(path, registrations);
        self.shadow.route(path, &serves, is_new);
    }

    #[track_caller]
    pub(super) fn merge(&mut self, mut other: Parts<S>) {
        other.settle();
        self.bindings.add_unused(&other.bindings);
        self.assert_one_fallback(other.root_fallback());
        self.mounted.extend(other.mounted);
        self.extend_paths(other.paths);
        self.shadow.merge(other.shadow);
        self.plain.router = mem::take(&mut self.plain.router).merge(other.plain.router);
        self.plain.sources.extend(other.plain.sources);
        self.plain.fallback = self.plain.fallback.or(other.plain.fallback);
        self.plain.fallback_is_alone |= other.plain.fallback_is_alone;
        self.plain.nested_fallbacks = self.plain.nested_fallbacks.or(other.plain.nested_fallbacks);
        // axum keeps the 404 of the router that is merged last.
        self.plain.unmatched = other.plain.unmatched;
    }

    #[track_caller]
    pub(super) fn nest(&mut self, prefix: &str, mut inner: Parts<S>) {
        inner.settle();
        self.bindings.add_unused(&inner.bindings);
        assert_no_hidden_fallbacks(&inner, prefix);
        self.extend_paths(inner.paths.nested(prefix));
        self.shadow.nest(prefix, inner.shadow);
        let (rows, plain) = (inner.plain.rows(), inner.plain.router);
        if let Some(defined_at) = inner.plain.fallback {
            let whole = plain.clone();
            let recipe = Arc::new(move |_, state: &S| whole.clone().with_state(state.clone()));
            inner.mounted.add_fallback(Fallback { prefix: String::new(), defined_at, guarded: None, recipe });
        }
        self.plain.router = mem::take(&mut self.plain.router).nest(prefix, plain.reset_fallback());
        for (below, defined_at) in rows {
            self.plain.sources.push((nested_prefix(prefix, &below), defined_at));
        }
        self.mounted.extend(inner.mounted.nested(prefix));
    }

    #[track_caller]
    fn extend_paths(&mut self, paths: Paths<S>) {
        for path in paths.paths {
            let name = path.path.clone();
            let serves = path.serves();
            let is_new = self.paths.join(path);
            self.shadow.route(&name, &serves, is_new);
        }
    }

    #[track_caller]
    pub(super) fn nest_service(&mut self, service: Service<S>) {
        self.shadow.nest_service(&service.prefix);
        self.mounted.services.push(service);
    }

    /// Where the fallback of the router itself comes from.
    pub(super) fn root_fallback(&self) -> Option<DefinedAt> {
        self.mounted.root().map(|fallback| fallback.defined_at).or(self.plain.fallback)
    }

    /// # Panics
    ///
    /// If there is a fallback already, and this is another one.
    #[track_caller]
    pub(super) fn assert_one_fallback(&self, new: Option<DefinedAt>) {
        if let (Some(known), Some(new)) = (self.root_fallback(), new) {
            panic!(
                "{known} and {new} are both the fallback of one router\n\nhelp: remove one of them, write `.nest(prefix, router)` with its \
                 router, or `.reset_fallback()` before the second one"
            );
        }
    }

    /// A fallback without CORS. As in axum, the last of several counts.
    ///
    /// # Panics
    ///
    /// If there is one under a policy.
    #[track_caller]
    pub(super) fn set_plain_fallback(&mut self, defined_at: DefinedAt, set: impl FnOnce(Router<S>) -> Router<S>) {
        if self.plain.fallback.is_none() {
            self.assert_one_fallback(Some(defined_at));
        }
        self.plain.router = set(mem::take(&mut self.plain.router));
        self.plain.fallback = Some(defined_at);
        self.plain.fallback_is_alone = true;
    }

    /// Removes the fallback of the router itself.
    pub(super) fn reset_fallback(&mut self) {
        self.mounted.reset_fallback();
        self.plain.router = mem::take(&mut self.plain.router).reset_fallback();
        self.plain.unmatched = Router::new();
        self.plain.fallback = None;
        self.plain.fallback_is_alone = false;
    }

    pub(super) fn without_v07_checks(&mut self) {
        self.shadow.without_v07_checks();
        self.plain.router = mem::take(&mut self.plain.router).without_v07_checks();
    }

    /// All that is under a policy, with its path as the surface shows it.
    pub(super) fn registered(&self) -> impl Iterator<Item = (String, &Registered)> {
        let handlers = self
            .paths
            .paths
            .iter()
            .flat_map(|path| path.entries.iter().map(|entry| (path.path.to_string(), &entry.registered)));
        handlers.chain(self.mounted.registered())
    }

    /// All that is under a policy. What serves several parts of the router comes several times.
    pub(super) fn all_registered(&self) -> impl Iterator<Item = &Registered> {
        let handlers = self.paths.paths.iter().flat_map(|path| path.entries.iter().map(|entry| &entry.registered));
        handlers.chain(self.mounted.guarded().flat_map(|guarded| &guarded.registered))
    }

    #[track_caller]
    pub(super) fn method_not_allowed_fallback<H, T>(&mut self, handler: &H)
    where
        H: Handler<T, S>,
        T: 'static,
    {
        let ours = self.paths.paths.iter().map(|path| (&*path.path, path.serves()));
        self.shadow.method_not_allowed_fallback(ours);
        self.plain.router = mem::take(&mut self.plain.router).method_not_allowed_fallback(handler.clone());
        self.paths.with_not_allowed(handler);
        self.mounted.with_not_allowed(handler);
    }

    /// The parts inside a layer. The plain routes are layered by the caller, who knows its type.
    pub(super) fn layered(mut self, layer: &AnyLayer, plain: Router<S>, unmatched: Router<S>) -> Parts<S> {
        (self.plain.router, self.plain.unmatched) = (plain, unmatched);
        self.paths = self.paths.map(&|recipe| layer.around(recipe));
        self.mounted = self.mounted.layered(layer);
        self
    }

    /// The routes inside a layer, without the fallbacks.
    pub(super) fn route_layered(mut self, layer: &AnyLayer, plain: Router<S>) -> Parts<S> {
        self.plain.router = plain;
        self.paths = self.paths.map(&|recipe| layer.around(recipe));
        self.mounted = self.mounted.route_layered(layer);
        self
    }

    pub(super) fn with_state<S2: State>(mut self, state: &S) -> Parts<S2> {
        let scope = Scope::new();
        self.bindings.bind_state(state, scope);
        let Plain { router, sources, fallback, fallback_is_alone, nested_fallbacks, unmatched } = self.plain;
        Parts {
            paths: self.paths.with_state(state, scope),
            mounted: self.mounted.with_state(state, scope),
            plain: Plain {
                router: router.with_state(state.clone()),
                sources,
                fallback,
                fallback_is_alone,
                nested_fallbacks,
                unmatched: unmatched.with_state(state.clone()),
            },
            shadow: self.shadow.with_state(state),
            settings: self.settings,
            bindings: self.bindings,
        }
    }

    /// The settings of the router and of its parts.
    pub(super) fn all_settings(&self) -> impl Iterator<Item = Settings> {
        let parts = self.all_registered().map(|registered| registered.settings(&self.settings));
        iter::once(self.settings.clone()).chain(parts)
    }

    /// Copies this router's settings to its parts, before they move to another router.
    pub(super) fn settle(&mut self) {
        for registered in self.paths.registered_mut().chain(self.mounted.registered_mut()) {
            registered.settle(&mut self.bindings, &self.settings);
        }
    }
}
