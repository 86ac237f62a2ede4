//! What serves all paths below a prefix: services, whole applications, fallbacks.

use super::bounds::RoutableService;
use super::defined_at::DefinedAt;
use super::nested_path::{nested_path, nested_prefix};
use super::own_layer::{OwnLayer, guard_router};
use super::recipe::{AnyLayer, Recipe, nested, unchecked, with_state};
use super::registered::Registered;
use super::service::CorsService;
use super::state::State;
use crate::policy::Scope;
use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use std::ptr;
use std::sync::Arc;

/// The policies of a service, an application or a fallback.
pub(super) struct GuardedBy<S> {
    /// A service has one; a fallback may have handlers under several.
    pub(super) registered: Vec<Registered>,
    /// For an application.
    pub(super) asked: Option<AskedOf<S>>,
}

/// An application without anything of the user's in it, which tells what it serves.
pub(super) struct AskedOf<S> {
    pub(super) application: Recipe<S>,
    /// The prefixes that the application is below.
    pub(super) prefix: String,
    /// Those of them that are still in the URI where the guard is: the guard is outside of the last layer.
    pub(super) prefix_at_guard: String,
}

impl<S> Clone for GuardedBy<S> {
    fn clone(&self) -> Self {
        GuardedBy { registered: self.registered.clone(), asked: self.asked.clone() }
    }
}

impl<S> Clone for AskedOf<S> {
    fn clone(&self) -> Self {
        let AskedOf { application, prefix, prefix_at_guard } = self;
        let (application, prefix, prefix_at_guard) = (application.clone(), prefix.clone(), prefix_at_guard.clone());
        AskedOf { application, prefix, prefix_at_guard }
    }
}

impl<S: State> GuardedBy<S> {
    pub(super) fn new(registered: Vec<Registered>) -> GuardedBy<S> {
        GuardedBy { registered, asked: None }
    }

    fn nested(&mut self, prefix: &str) {
        if let Some(asked) = &mut self.asked {
            asked.prefix = nested_prefix(prefix, &asked.prefix);
        }
    }

    fn layered(&mut self) {
        if let Some(asked) = &mut self.asked {
            asked.prefix_at_guard.clone_from(&asked.prefix);
        }
    }

    fn with_state<S2>(mut self, state: &S, scope: Scope) -> GuardedBy<S2> {
        for registered in &mut self.registered {
            registered.bind_state(state, scope);
        }
        let asked = self.asked.map(|AskedOf { application, prefix, prefix_at_guard }| AskedOf {
            application: with_state(application, state),
            prefix,
            prefix_at_guard,
        });
        GuardedBy { registered: self.registered, asked }
    }
}

/// A service that is a route, by `nest_service`.
pub(super) struct Service<S> {
    pub(super) prefix: String,
    pub(super) guarded: GuardedBy<S>,
    pub(super) recipe: Recipe<S>,
}

impl<S> Clone for Service<S> {
    fn clone(&self) -> Self {
        let Service { prefix, guarded, recipe } = self;
        Service { prefix: prefix.clone(), guarded: guarded.clone(), recipe: recipe.clone() }
    }
}

impl<S: State> Service<S> {
    #[track_caller]
    pub(super) fn new<T: RoutableService>(prefix: &str, service: CorsService<T>) -> Service<S> {
        let registered = service.registration::<S>().registered();
        let (below, service) = (prefix.to_owned(), service.service);
        let recipe: Recipe<S> = Arc::new(move |guard, _| match guard {
            None => unchecked().nest_service(&below, service.clone()),
            Some(guard) => unchecked().nest_service(&below, guard.around(service.clone())),
        });
        Service { prefix: prefix.to_owned(), guarded: GuardedBy::new(vec![registered]), recipe }
    }
}

/// The routes of a whole application. What none of them serves goes to its [`Fallback`].
pub(super) struct Application<S> {
    pub(super) prefix: String,
    pub(super) guarded: GuardedBy<S>,
    pub(super) routes: Recipe<S>,
    /// The application as it is, with its fallback, as long as both have been changed alike. It serves what the router does if there is
    /// nothing else.
    pub(super) whole: Option<Recipe<S>>,
}

impl<S> Clone for Application<S> {
    fn clone(&self) -> Self {
        let Application { prefix, guarded, routes, whole } = self;
        Application { prefix: prefix.clone(), guarded: guarded.clone(), routes: routes.clone(), whole: whole.clone() }
    }
}

/// What serves the paths below a prefix that no route serves.
pub(super) struct Fallback<S> {
    /// Empty for the router itself.
    pub(super) prefix: String,
    pub(super) defined_at: DefinedAt,
    /// `None` for the fallback of a plain router.
    pub(super) guarded: Option<GuardedBy<S>>,
    pub(super) recipe: Recipe<S>,
}

impl<S> Clone for Fallback<S> {
    fn clone(&self) -> Self {
        let Fallback { prefix, defined_at, guarded, recipe } = self;
        Fallback { prefix: prefix.clone(), defined_at: *defined_at, guarded: guarded.clone(), recipe: recipe.clone() }
    }
}

impl<S: State> Fallback<S> {
    /// The prefix without the names of its captures: two fallbacks of one shape serve the same paths.
    pub(super) fn shape(&self) -> String {
        let segments = self.prefix.trim_end_matches('/').split('/');
        segments.map(|segment| if is_capture(segment) { "{}" } else { segment }).collect::<Vec<_>>().join("/")
    }

    fn nested(mut self, prefix: &str) -> Fallback<S> {
        if let Some(guarded) = &mut self.guarded {
            guarded.nested(prefix);
        }
        let recipe = match self.prefix.as_str() {
            "" => nested_service(prefix, self.recipe),
            _ => nested(prefix, self.recipe),
        };
        Fallback { prefix: nested_prefix(prefix, &self.prefix), recipe, ..self }
    }
}

/// Whether a path is a prefix, or below it.
fn is_below(path: &str, prefix: &str) -> bool {
    path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn is_capture(segment: &str) -> bool {
    segment.starts_with('{') && !segment.starts_with("{{")
}

/// A root's fallback below a prefix. Its routes are not served there: they have their own place, with the layers that `route_layer`
/// adds later.
fn nested_service<S: State>(prefix: &str, recipe: Recipe<S>) -> Recipe<S> {
    let prefix = prefix.to_owned();
    Arc::new(move |guard, state| {
        let inner = without_routes(recipe(None, state));
        match guard {
            None => unchecked().nest_service(&prefix, inner),
            Some(guard) => unchecked().nest_service(&prefix, guard.around(inner)),
        }
    })
}

/// The routes with a handler for the methods that they do not serve, inside the guard.
fn with_not_allowed<H, T, S>(recipe: Recipe<S>, handler: H) -> Recipe<S>
where
    H: Handler<T, S>,
    T: 'static,
    S: State,
{
    Arc::new(move |guard, state| {
        let service = handler.clone().with_state(state.clone());
        let routes = recipe(None, state).method_not_allowed_fallback(move |request: Request| {
            let mut service = service.clone();
            async move {
                let Ok(response) = tower_service::Service::call(&mut service, request).await;
                response
            }
        });
        guard_router(routes, guard)
    })
}

/// A router with nothing but its fallback: its routes respond 404.
fn without_routes(router: Router) -> Router {
    if router.has_routes() { router.route_layer(OwnLayer::NotFound) } else { router }
}

/// All that is mounted.
pub(super) struct Mounted<S> {
    pub(super) services: Vec<Service<S>>,
    pub(super) applications: Vec<Application<S>>,
    pub(super) fallbacks: Vec<Fallback<S>>,
}

impl<S> Default for Mounted<S> {
    fn default() -> Self {
        Mounted { services: Vec::new(), applications: Vec::new(), fallbacks: Vec::new() }
    }
}

impl<S> Clone for Mounted<S> {
    fn clone(&self) -> Self {
        let Mounted { services, applications, fallbacks } = self;
        Mounted { services: services.clone(), applications: applications.clone(), fallbacks: fallbacks.clone() }
    }
}

impl<S: State> Mounted<S> {
    /// The fallback of the router itself.
    pub(super) fn root(&self) -> Option<&Fallback<S>> {
        self.fallbacks.iter().find(|fallback| fallback.prefix.is_empty())
    }

    /// # Panics
    ///
    /// If there is another fallback of the same paths.
    #[track_caller]
    pub(super) fn add_fallback(&mut self, new: Fallback<S>) {
        for known in &self.fallbacks {
            if known.shape() == new.shape() {
                panic!(
                    "{} and {} are both the fallback below `{}/`\n\nhelp: remove one of them, or write `.nest(prefix, router)` with another prefix",
                    known.defined_at, new.defined_at, new.prefix
                );
            }
        }
        self.fallbacks.push(new);
    }

    #[track_caller]
    pub(super) fn extend(&mut self, other: Mounted<S>) {
        self.services.extend(other.services);
        self.applications.extend(other.applications);
        for fallback in other.fallbacks {
            self.add_fallback(fallback);
        }
    }

    /// The other applications that may serve paths of this one.
    pub(super) fn others_around<'a>(
        &'a self,
        application: &'a Application<S>,
    ) -> impl Iterator<Item = &'a GuardedBy<S>> {
        let others = self.applications.iter().filter(move |other| {
            let (one, another) = (application.prefix.as_str(), other.prefix.as_str());
            !ptr::eq(*other, application) && (is_below(one, another) || is_below(another, one))
        });
        others.map(|other| &other.guarded)
    }

    /// The applications with prefixes that the path is below.
    pub(super) fn applications_around(&self, path: &str) -> impl Iterator<Item = (&GuardedBy<S>, &AskedOf<S>)> {
        let around = self.applications.iter().filter(move |application| is_below(path, &application.prefix));
        around.filter_map(|application| Some((&application.guarded, application.guarded.asked.as_ref()?)))
    }

    pub(super) fn guarded(&self) -> impl Iterator<Item = &GuardedBy<S>> {
        let Mounted { services, applications, fallbacks } = self;
        let services = services.iter().map(|service| &service.guarded);
        let applications = applications.iter().map(|application| &application.guarded);
        services.chain(applications).chain(fallbacks.iter().filter_map(|fallback| fallback.guarded.as_ref()))
    }

    fn guarded_mut(&mut self) -> impl Iterator<Item = &mut GuardedBy<S>> {
        let Mounted { services, applications, fallbacks } = self;
        let services = services.iter_mut().map(|service| &mut service.guarded);
        let applications = applications.iter_mut().map(|application| &mut application.guarded);
        let fallbacks = fallbacks.iter_mut().filter_map(|fallback| fallback.guarded.as_mut());
        services.chain(applications).chain(fallbacks)
    }

    /// What is under a policy.
    pub(super) fn registered_mut(&mut self) -> impl Iterator<Item = &mut Registered> {
        self.guarded_mut().flat_map(|guarded| guarded.registered.iter_mut())
    }

    /// What is under a policy, with its path as the surface shows it. The routes of an application and its fallback are one, unless
    /// `reset_fallback` has removed that.
    pub(super) fn registered(&self) -> impl Iterator<Item = (String, &Registered)> {
        let services = self.services.iter().map(|service| (&service.prefix, &service.guarded));
        let alone = self.applications.iter().filter(|application| !self.has_fallback_of(application));
        let applications = alone.map(|application| (&application.prefix, &application.guarded));
        let fallbacks = self.fallbacks.iter();
        let fallbacks = fallbacks.filter_map(|fallback| Some((&fallback.prefix, fallback.guarded.as_ref()?)));
        let all = services.chain(applications).chain(fallbacks);
        all.flat_map(|(prefix, guarded)| {
            let path = nested_prefix(prefix, "/*");
            guarded.registered.iter().map(move |registered| (path.clone(), registered))
        })
    }

    pub(super) fn nested(self, prefix: &str) -> Mounted<S> {
        let mut all = Mounted::default();
        for Service { prefix: inner, guarded, recipe } in self.services {
            let (full, recipe) = (nested_path(prefix, &inner), nested(prefix, recipe));
            all.services.push(Service { prefix: full, guarded, recipe });
        }
        for Application { prefix: inner, mut guarded, routes, .. } in self.applications {
            guarded.nested(prefix);
            let (full, routes) = (nested_prefix(prefix, &inner), nested(prefix, routes));
            all.applications.push(Application { prefix: full, guarded, routes, whole: None });
        }
        for fallback in self.fallbacks {
            all.fallbacks.push(fallback.nested(prefix));
        }
        all
    }

    /// Applies a layer to all that is mounted.
    pub(super) fn layered(mut self, layer: &AnyLayer) -> Mounted<S> {
        self.layer_routes(layer);
        for application in &mut self.applications {
            application.whole = application.whole.take().map(|whole| layer.around(whole));
        }
        for fallback in &mut self.fallbacks {
            fallback.recipe = layer.around(fallback.recipe.clone());
            if let Some(guarded) = &mut fallback.guarded {
                guarded.layered();
            }
        }
        self
    }

    /// Applies a layer to what is a route.
    pub(super) fn route_layered(mut self, layer: &AnyLayer) -> Mounted<S> {
        self.layer_routes(layer);
        // The fallbacks are not inside this layer.
        for application in &mut self.applications {
            application.whole = None;
        }
        self
    }

    fn layer_routes(&mut self, layer: &AnyLayer) {
        for service in &mut self.services {
            service.recipe = layer.around(service.recipe.clone());
        }
        for application in &mut self.applications {
            application.routes = layer.around(application.routes.clone());
            application.guarded.layered();
        }
    }

    /// Gives the routes of the applications a 405.
    pub(super) fn with_not_allowed<H, T>(&mut self, handler: &H)
    where
        H: Handler<T, S>,
        T: 'static,
    {
        for application in &mut self.applications {
            application.routes = with_not_allowed(application.routes.clone(), handler.clone());
            application.whole = application.whole.take().map(|whole| with_not_allowed(whole, handler.clone()));
            application.guarded.layered();
        }
    }

    /// Removes the fallback of the router itself.
    pub(super) fn reset_fallback(&mut self) {
        self.fallbacks.retain(|fallback| !fallback.prefix.is_empty());
        for application in &mut self.applications {
            application.whole = None;
        }
    }

    /// The root's application as it is, if there is nothing else.
    pub(super) fn only_application(&self) -> Option<(&GuardedBy<S>, &Recipe<S>)> {
        match (&*self.applications, &*self.fallbacks, &*self.services) {
            ([application], [_], []) => Some((&application.guarded, application.whole.as_ref()?)),
            _ => None,
        }
    }

    fn has_fallback_of(&self, application: &Application<S>) -> bool {
        self.fallbacks.iter().any(|fallback| {
            let is_application = fallback.guarded.as_ref().is_some_and(|guarded| guarded.asked.is_some());
            is_application && fallback.prefix == application.prefix
        })
    }

    pub(super) fn with_state<S2>(self, state: &S, scope: Scope) -> Mounted<S2> {
        let mut all = Mounted { services: Vec::new(), applications: Vec::new(), fallbacks: Vec::new() };
        for Service { prefix, guarded, recipe } in self.services {
            let (guarded, recipe) = (guarded.with_state(state, scope), with_state(recipe, state));
            all.services.push(Service { prefix, guarded, recipe });
        }
        for Application { prefix, guarded, routes, whole } in self.applications {
            let (guarded, routes) = (guarded.with_state(state, scope), with_state(routes, state));
            let whole = whole.map(|whole| with_state(whole, state));
            all.applications.push(Application { prefix, guarded, routes, whole });
        }
        for Fallback { prefix, defined_at, guarded, recipe } in self.fallbacks {
            let guarded = guarded.map(|guarded| guarded.with_state(state, scope));
            all.fallbacks.push(Fallback { prefix, defined_at, guarded, recipe: with_state(recipe, state) });
        }
        all
    }
}
