//! Builds the axum router of a [`CorsRouter`](super::CorsRouter).
//!
//! It has three stages. The routes are one axum router, so that axum decides which of two paths is more specific, and joins the
//! methods of one path. What no route serves goes to the fallbacks below prefixes, the longest prefix first, and then to the
//! fallback of the router itself. Guards are inside of all this, at the handler, service or application that serves the request.

use super::asked::{Asked, without_handlers};
use super::embed::as_nested_fallback;
use super::empty::Empty;
use super::guard::{Guard, Other};
use super::guarded::Guarded;
use super::mounted::{AskedOf, Fallback, GuardedBy, Mounted};
use super::own_layer::OwnLayer;
use super::parts::Parts;
use super::path::{Entry, Path};
use super::recipe::{Recipe, merged, unchecked};
use super::registered::Registered;
use crate::decide::{HandlerPolicy, OnPath, PathPolicies, SharedPolicies};
use crate::policy::CompiledPolicies;
use crate::settings::Settings;
use axum::Router;
use axum::routing::options_service;
use http::StatusCode;
use std::cmp::Reverse;
use std::sync::Arc;

/// What responds to requests.
pub(super) struct Engine {
    pub(super) router: Router,
    /// Where there is nothing but one application, it is called without a route around it.
    pub(super) application: Option<Guarded<Router>>,
}

impl Engine {
    pub(super) fn new(parts: &Parts<()>, policies: CompiledPolicies) -> Engine {
        let mut building = Building { policies, settings: parts.settings.clone() };
        let routes = building.routes(parts);
        // Without another fallback, the plain router has axum's 404 inside of its layers.
        let root = building.root(parts).unwrap_or_else(|| parts.plain.router.clone());
        let fallback = chained(building.nested_fallbacks(parts), root);
        Engine { router: routes.fallback_service(fallback), application: building.only_application(parts) }
    }
}

/// An axum router to be merged into others. If it has no fallback of its own, theirs serves what no route serves.
///
/// # Panics
///
/// If a fallback is below a capture.
#[track_caller]
pub(super) fn embeddable(parts: &Parts<()>, policies: CompiledPolicies) -> Router {
    for Fallback { prefix, defined_at, .. } in &parts.mounted.fallbacks {
        assert!(
            !prefix.contains('{'),
            "{defined_at} serves what no route of `{prefix}/` serves; axum routers cannot have such a fallback below a capture: \
             serve the `CorsRouter` itself, and `.merge(...)` the axum router into it"
        );
    }
    let mut building = Building { policies, settings: parts.settings.clone() };
    let routes = building.routes(parts);
    let nested = building.nested_fallbacks(parts);
    let root = building.root(parts);
    let mut all = match &root {
        Some(root) => routes.fallback_service(chained(nested.clone(), root.clone())),
        None => routes,
    };
    // Again, so that they stay where the axum router has another fallback. Each with all the others, of which one may be nested in
    // it: axum does not give `prefix/` to that.
    for (prefix, _) in &nested {
        all = all.merge(as_nested_fallback(prefix, chained(nested.clone(), Router::new())));
    }
    // The last one: axum keeps the 404 of the router that is merged last.
    if root.is_none() { all.merge(parts.plain.unmatched.clone()) } else { all }
}

/// The fallbacks below prefixes, the most specific first, and then that of the root.
fn chained(nested: Vec<(String, Router)>, root: Router) -> Router {
    // A router each: in one, axum would refuse `/{tenant}/{*rest}` beside `/{tenant}/{project}/{*rest}`.
    nested.into_iter().rev().fold(root, |all, (_, fallback)| fallback.fallback_service(all))
}

/// A build, which compiles each policy once.
struct Building {
    policies: CompiledPolicies,
    /// For what has no settings of its own.
    settings: Settings,
}

impl Building {
    fn routes(&mut self, parts: &Parts<()>) -> Router {
        let mut routes = merged(unchecked(), parts.plain.router.clone().reset_fallback());
        for service in &parts.mounted.services {
            let guard = self.guard(&service.guarded, &[], Asked::all);
            routes = merged(routes, (service.recipe)(Some(guard), &()));
        }
        for application in &parts.mounted.applications {
            let others: Vec<_> = parts.mounted.others_around(application).map(|other| self.compiled(other)).collect();
            let guard = self.guard(&application.guarded, &others.concat(), Asked::all);
            routes = merged(routes, (application.routes)(Some(guard), &()).reset_fallback());
        }
        let beside = Beside::of(parts);
        for path in &parts.paths.paths {
            routes = self.add_path(routes, path, &beside);
        }
        routes
    }

    /// Adds what serves a path, its OPTIONS and its 405.
    fn add_path(&mut self, mut routes: Router, path: &Path<()>, beside: &Beside<'_>) -> Router {
        let compiled = |entry: &Entry<()>| entry.registered.compiled(&mut self.policies, &self.settings);
        let handlers: Vec<_> = path.entries.iter().map(compiled).collect();
        let of_path = self.guard_of_path(&handlers, path, beside);
        // Report-only: what responds to a preflight that would be denied is what does without this crate, inside its layers.
        let mut serves_options = handlers.iter().all(|handler| handler.check.policy.report_only);
        for (entry, handler) in path.entries.iter().zip(handlers) {
            let entry = if handler.serves.serves_options() {
                serves_options = true;
                guarded(&entry.recipe, of_path.clone())
            } else {
                (entry.recipe)(Some(Guard::of_handler(handler.check)), &())
            };
            routes = merged(routes, entry);
        }
        if !serves_options {
            let options = of_path.clone().around(Empty(StatusCode::METHOD_NOT_ALLOWED));
            routes = routes.route(&path.path, options_service(options));
        }
        // The last one: axum keeps the 405 of the router that is merged last.
        merged(routes, (path.not_allowed.recipe)(Some(of_path), &()))
    }

    /// The guard of what serves OPTIONS of a path, or methods that nothing else serves.
    fn guard_of_path(&mut self, handlers: &[HandlerPolicy], path: &Path<()>, beside: &Beside<'_>) -> Guard {
        let plain = beside.plain.as_ref().map(|plain| Asked::route(plain.clone(), "", path.path.clone()));
        let plain = plain.filter(Asked::has_path);
        let around: Vec<_> = beside.mounted.applications_around(&path.path).collect();
        let applications: Vec<_> = around.iter().map(|(guarded, _)| self.compiled(guarded)).collect();
        let mut on_path = OnPath {
            handlers: [handlers.to_vec(), applications.concat()].concat(),
            has_plain: plain.is_some(),
            methods: plain.iter().flat_map(Asked::methods_of_path).collect(),
        };
        let asked =
            |asked: &AskedOf<()>| Asked::route((asked.application)(None, &()), &asked.prefix, path.path.clone());
        let asked: Vec<_> = around.iter().map(|(_, application)| asked(application)).collect();
        on_path.methods.extend(asked.iter().flat_map(Asked::methods_of_path));
        let status = self.preflight_status(path.entries.iter().map(|entry| &entry.registered));
        let policies = |entries: &[HandlerPolicy]| Arc::new(PathPolicies::on_path(entries, &on_path, status));
        let mut others = Vec::new();
        for (asked, application) in asked.into_iter().zip(applications) {
            // Of entries that serve every method, the first one counts. Those that serve a method by name go before it.
            others.push(Other {
                asked,
                served: SharedPolicies::Path(policies(&[application, handlers.to_vec()].concat())),
            });
        }
        if !handlers.iter().any(|handler| handler.serves.is_any()) {
            let readable = SharedPolicies::ByName(policies(&on_path.handlers));
            return Guard::of_path(readable.clone(), others, readable);
        }
        let own = policies(handlers);
        if let Some(asked) = plain {
            others.insert(0, Other { asked, served: SharedPolicies::ByName(own.clone()) });
        }
        Guard::of_path(SharedPolicies::Path(own.clone()), others, SharedPolicies::Path(own))
    }

    /// The fallbacks below prefixes, with their prefixes, the most specific first.
    fn nested_fallbacks(&mut self, parts: &Parts<()>) -> Vec<(String, Router)> {
        let mut nested: Vec<_> =
            parts.mounted.fallbacks.iter().filter(|fallback| !fallback.prefix.is_empty()).collect();
        nested.sort_by_cached_key(|fallback| Reverse(specificity(&fallback.shape())));
        let mut all = Vec::with_capacity(nested.len());
        for fallback in nested {
            all.push((fallback.prefix.clone(), self.fallback(fallback).layer(OwnLayer::Unmatched)));
        }
        all
    }

    /// The fallback of the router itself, if it has one. Fallbacks that are nested in the plain router go before it.
    fn root(&mut self, parts: &Parts<()>) -> Option<Router> {
        let plain = &parts.plain;
        match parts.mounted.root() {
            Some(root) => Some(plain.router.clone().fallback_service(self.fallback(root))),
            None => plain.fallback.or(plain.nested_fallbacks).map(|_| plain.router.clone()),
        }
    }

    fn fallback(&mut self, fallback: &Fallback<()>) -> Router {
        let guard = fallback.guarded.as_ref().map(|guarded| self.guard(guarded, &[], Asked::fallbacks));
        (fallback.recipe)(guard, &())
    }

    /// The application, if it is all that the router has.
    fn only_application(&mut self, parts: &Parts<()>) -> Option<Guarded<Router>> {
        let (guarded, whole) = parts.mounted.only_application()?;
        if !parts.paths.paths.is_empty() || !parts.plain.is_empty() {
            return None;
        }
        let guard = self.guard(guarded, &[], Asked::all);
        Some(guard.around(whole(None, &())))
    }

    /// The guard of a service, a fallback, or an application that may share paths with others.
    fn guard(
        &mut self,
        guarded: &GuardedBy<()>,
        others: &[HandlerPolicy],
        asked_by: fn(Router, &str) -> Asked,
    ) -> Guard {
        let handlers = self.compiled(guarded);
        let on_path = OnPath { handlers: [&handlers, others].concat(), ..OnPath::default() };
        let status = self.preflight_status(guarded.registered.iter());
        let policies = Arc::new(PathPolicies::on_path(&handlers, &on_path, status));
        let all = SharedPolicies::Path(policies.clone());
        match &guarded.asked {
            None => Guard::of_path(all.clone(), Vec::new(), all),
            Some(asked) => {
                let asked = asked_by((asked.application)(None, &()), &asked.prefix_at_guard);
                let application = Other { asked, served: all.clone() };
                Guard::of_path(all, vec![application], SharedPolicies::ByName(policies))
            }
        }
    }

    fn compiled(&mut self, guarded: &GuardedBy<()>) -> Vec<HandlerPolicy> {
        guarded.registered.iter().map(|registered| registered.compiled(&mut self.policies, &self.settings)).collect()
    }

    /// The first one that has its own decides.
    fn preflight_status<'a>(&self, mut registered: impl Iterator<Item = &'a Registered>) -> StatusCode {
        let own = registered.find_map(Registered::preflight_status);
        own.or(self.settings.preflight_status).unwrap_or(StatusCode::NO_CONTENT)
    }
}

/// A guard that asks others needs the whole URI: it is outside of the prefixes, in a service of its own.
fn guarded(recipe: &Recipe<()>, guard: Guard) -> Router {
    if guard.asks() { recipe(None, &()).layer(OwnLayer::Guard(guard)) } else { recipe(Some(guard), &()) }
}

/// What may share a path with handlers of the router.
struct Beside<'a> {
    mounted: &'a Mounted<()>,
    /// The plain routes, without their handlers.
    plain: Option<Router>,
}

impl<'a> Beside<'a> {
    fn of(parts: &'a Parts<()>) -> Beside<'a> {
        let plain = parts.plain.router.has_routes().then(|| without_handlers(parts.plain.router.clone()));
        Beside { mounted: &parts.mounted, plain }
    }
}

/// The deeper prefix is more specific; of two of one depth, the one whose text comes where the other has a capture.
fn specificity(shape: &str) -> (usize, Vec<bool>) {
    (shape.matches('/').count(), shape.split('/').map(|segment| segment != "{}").collect())
}
