//! Builds the axum router of a [`CorsRouter`](super::CorsRouter).
//!
//! It has three stages. The routes are one axum router, so that axum decides which of two paths is more specific, and joins the
//! methods of one path. What no route serves goes to the fallbacks below prefixes, the longest prefix first, and then to the
//! fallback of the router itself. Guards are inside of all this, at the handler, service or application that serves the request.

use super::asked::{Asked, without_handlers};
use super::embed::as_nested_fallback;
use super::empty::Empty;
use super::guard::{Guard, Guarded, Other};
use super::mounted::{Application, AskedOf, Fallback, GuardedBy};
use super::own_layer::OwnLayer;
use super::parts::Parts;
use super::path::Path;
use super::recipe::{Recipe, merged, unchecked};
use crate::decide::{HandlerPolicy, PathPolicies, SharedPolicies};
use crate::policy::CompiledPolicies;
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
    pub(super) fn new(parts: &Parts<()>) -> Engine {
        let mut building = Building::of(parts);
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
pub(super) fn embeddable(parts: &Parts<()>) -> Router {
    for Fallback { prefix, defined_at, .. } in &parts.mounted.fallbacks {
        assert!(
            !prefix.contains('{'),
            "{defined_at} serves what no route of `{prefix}/` serves; axum routers cannot have such a fallback below a capture: \
             serve the `CorsRouter` itself, and `.merge(...)` the axum router into it"
        );
    }
    let mut building = Building::of(parts);
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
    /// For what has no setting of its own.
    preflight_status: Option<StatusCode>,
}

impl Building {
    fn of(parts: &Parts<()>) -> Building {
        Building { policies: CompiledPolicies::default(), preflight_status: parts.preflight_status }
    }

    fn routes(&mut self, parts: &Parts<()>) -> Router {
        let mut routes = merged(unchecked(), parts.plain.router.clone().reset_fallback());
        for service in &parts.mounted.services {
            let guard = self.guard(&service.guarded, Asked::all);
            routes = merged(routes, (service.recipe)(Some(guard), &()));
        }
        for application in &parts.mounted.applications {
            let guard = self.guard(&application.guarded, Asked::all);
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
        let handlers: Vec<_> = path.entries.iter().map(|entry| entry.registered.compiled(&mut self.policies)).collect();
        let of_path = self.guard_of_path(&handlers, path, beside);
        let mut serves_options = false;
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
        let own = self.path_policies(handlers, path.preflight_status);
        let is_any = handlers.iter().any(|handler| handler.serves.is_any());
        let mut others = Vec::new();
        if let Some(plain) = beside.plain.as_ref().filter(|_| is_any) {
            others.push(Other {
                asked: Asked::route(plain.clone(), "", path.path.clone()),
                served: SharedPolicies::ByName(own.clone()),
            });
        }
        let mut readable = handlers.to_vec();
        for (guarded, asked) in beside.applications_around(&path.path) {
            let application = self.compiled(guarded);
            readable.extend_from_slice(&application);
            // Of entries that serve every method, the first one counts. Those that serve a method by name go before it.
            let all = self.path_policies(&[application, handlers.to_vec()].concat(), path.preflight_status);
            let asked = Asked::route((asked.application)(None, &()), &asked.prefix, path.path.clone());
            others.push(Other { asked, served: SharedPolicies::Path(all) });
        }
        let policies = match is_any {
            true => SharedPolicies::Path(own),
            false => SharedPolicies::ByName(self.path_policies(&readable, path.preflight_status)),
        };
        Guard::of_path(policies.clone(), others, policies)
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
        let guard = fallback.guarded.as_ref().map(|guarded| self.guard(guarded, Asked::fallbacks));
        (fallback.recipe)(guard, &())
    }

    /// The application, if it is all that the router has.
    fn only_application(&mut self, parts: &Parts<()>) -> Option<Guarded<Router>> {
        let Parts { paths, mounted, plain, .. } = parts;
        let is_only = paths.paths.is_empty() && mounted.services.is_empty() && mounted.fallbacks.len() == 1;
        match (&*mounted.applications, mounted.root()) {
            ([application], Some(root)) if is_only && plain.is_empty() => {
                let guard = self.guard(&application.guarded, Asked::all);
                Some(guard.around((root.recipe)(None, &())))
            }
            _ => None,
        }
    }

    fn guard(&mut self, guarded: &GuardedBy<()>, asked_by: fn(Router, &str) -> Asked) -> Guard {
        let handlers = self.compiled(guarded);
        let policies = self.path_policies(&handlers, guarded.preflight_status);
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
        guarded.registered.iter().map(|registered| registered.compiled(&mut self.policies)).collect()
    }

    fn path_policies(&self, handlers: &[HandlerPolicy], preflight_status: Option<StatusCode>) -> Arc<PathPolicies> {
        let status = preflight_status.or(self.preflight_status).unwrap_or(StatusCode::NO_CONTENT);
        Arc::new(PathPolicies::new(handlers, status))
    }
}

/// A guard that asks others needs the whole URI: it is outside of the prefixes, in a service of its own.
fn guarded(recipe: &Recipe<()>, guard: Guard) -> Router {
    if guard.asks() { recipe(None, &()).layer(OwnLayer::Guard(guard)) } else { recipe(Some(guard), &()) }
}

/// What may share a path with handlers of the router.
struct Beside<'a> {
    applications: &'a [Application<()>],
    /// The plain routes, without their handlers.
    plain: Option<Router>,
}

impl<'a> Beside<'a> {
    fn of(parts: &'a Parts<()>) -> Beside<'a> {
        let plain = parts.plain.router.has_routes().then(|| without_handlers(parts.plain.router.clone()));
        Beside { applications: &parts.mounted.applications, plain }
    }

    /// The applications with prefixes that the path is below.
    fn applications_around(&self, path: &str) -> impl Iterator<Item = (&'a GuardedBy<()>, &'a AskedOf<()>)> {
        let around = self.applications.iter().filter(move |application| {
            let rest = path.strip_prefix(&*application.prefix);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        around.filter_map(|application| Some((&application.guarded, application.guarded.asked.as_ref()?)))
    }
}

/// The deeper prefix is more specific; of two of one depth, the one whose text comes where the other has a capture.
fn specificity(shape: &str) -> (usize, Vec<bool>) {
    (shape.matches('/').count(), shape.split('/').map(|segment| segment != "{}").collect())
}
