//! Services for paths without a route.

use super::defined_at::DefinedAt;
use super::entry::{Change, Entry, Recipe, Registered, nested_below, stated};
use super::guard::{Guard, GuardLayer};
use super::state::State;
use crate::decide::{HandlerPolicy, PathPolicies};
use crate::methods::MethodSet;
use crate::policy::{CompiledPolicies, Policy, RequestHeaders, Scope, declared_policy};
use axum::Router;
use axum::extract::Request;
use axum::response::IntoResponse;
use axum::routing::Route;
use http::StatusCode;
use std::convert::Infallible;
use std::sync::Arc;
use tower_layer::Layer;
use tower_service::Service;

/// A service for all that has no route, in this router or in one that is nested below a prefix.
pub(super) struct Fallback<S> {
    /// Empty for the router itself.
    prefix: String,
    entry: Entry<S>,
    preflight_status: Option<StatusCode>,
}

impl<S> Clone for Fallback<S> {
    fn clone(&self) -> Self {
        let Fallback { prefix, entry, preflight_status } = self;
        Fallback { prefix: prefix.clone(), entry: entry.clone(), preflight_status: *preflight_status }
    }
}

impl<S: State> Fallback<S> {
    #[track_caller]
    pub(super) fn new<T>(
        policy: &'static Policy,
        compiled: &mut CompiledPolicies,
        methods: MethodSet,
        service: T,
    ) -> Fallback<S>
    where
        T: Service<Request, Error = Infallible, Response: IntoResponse, Future: Send + 'static>
            + Clone
            + Send
            + Sync
            + 'static,
    {
        let recipe: Recipe<S> = Arc::new(move |guard, _| match guard {
            None => Router::new().fallback_service(service.clone()),
            Some(guard) => Router::new().fallback_service(guard.around(service.clone())),
        });
        let entry = Entry::new(
            DefinedAt::caller::<T>(),
            methods,
            declared_policy(policy),
            compiled,
            RequestHeaders::NONE,
            recipe,
        );
        Fallback { prefix: String::new(), entry, preflight_status: None }
    }

    /// As the surface shows it.
    fn path(&self) -> String {
        format!("{}/*", self.prefix)
    }

    fn map<S2>(self, change: Change<'_, S, S2>) -> Fallback<S2> {
        Fallback { prefix: self.prefix, entry: self.entry.map(change), preflight_status: self.preflight_status }
    }
}

/// The fallbacks of a router and of what is nested in it.
pub(super) struct Fallbacks<S>(Vec<Fallback<S>>);

impl<S> Default for Fallbacks<S> {
    fn default() -> Self {
        Fallbacks(Vec::new())
    }
}

impl<S> Clone for Fallbacks<S> {
    fn clone(&self) -> Self {
        Fallbacks(self.0.clone())
    }
}

impl<S: State> Fallbacks<S> {
    /// The last one counts, as in axum.
    pub(super) fn set(&mut self, fallback: Option<Fallback<S>>) {
        self.0.retain(|known| !known.prefix.is_empty());
        self.0.extend(fallback);
    }

    #[track_caller]
    pub(super) fn extend(&mut self, other: Fallbacks<S>) {
        for fallback in other.0 {
            if let Some(rival) = self.0.iter().find(|known| known.prefix == fallback.prefix) {
                panic!(
                    "{} and {} are both the fallback of `{}/`",
                    rival.entry.registered.defined_at, fallback.entry.registered.defined_at, rival.prefix
                );
            }
            self.0.push(fallback);
        }
    }

    /// Each with its path as the surface shows it.
    pub(super) fn registered(&self) -> impl Iterator<Item = (String, &Registered)> {
        self.0.iter().map(|fallback| (fallback.path(), &fallback.entry.registered))
    }

    pub(super) fn policies_of(&self, path: &str) -> Option<Vec<HandlerPolicy>> {
        let fallback = self.0.iter().find(|fallback| fallback.path() == path)?;
        Some(vec![fallback.entry.registered.policy.clone()])
    }

    pub(super) fn settle(&mut self, preflight_status: Option<StatusCode>) {
        for fallback in &mut self.0 {
            fallback.preflight_status = fallback.preflight_status.or(preflight_status);
        }
    }

    pub(super) fn nested(self, prefix: &str) -> Fallbacks<S> {
        let mut nested = self.map(&|recipe| nested_below(prefix, recipe));
        for fallback in &mut nested.0 {
            fallback.prefix = format!("{}{}", prefix.trim_end_matches('/'), fallback.prefix);
        }
        nested
    }

    pub(super) fn layered<L>(self, layer: L) -> Fallbacks<S>
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
                    None => inner.layer(layer),
                    Some(guard) => inner.layer(GuardLayer { guard, layer }),
                }
            })
        })
    }

    pub(super) fn with_state<S2>(mut self, state: &S) -> Fallbacks<S2> {
        let scope = Scope::new();
        for fallback in &mut self.0 {
            fallback.entry.registered.bind(state, scope);
        }
        self.map(&|recipe| stated(recipe, state))
    }

    fn map<S2>(self, change: Change<'_, S, S2>) -> Fallbacks<S2> {
        let mut fallbacks = Vec::with_capacity(self.0.len());
        for fallback in self.0 {
            fallbacks.push(fallback.map(change));
        }
        Fallbacks(fallbacks)
    }

    #[track_caller]
    pub(super) fn mount(self, mut app: Router<S>) -> Router<S> {
        for Fallback { mut entry, preflight_status, .. } in self.0 {
            entry.registered.assert_state();
            let status = preflight_status.unwrap_or(StatusCode::NO_CONTENT);
            let policies = Arc::new(PathPolicies::new(&[entry.registered.policy], status));
            app = app.merge((entry.recipe)(Some(Guard::of_fallback(policies)), None));
        }
        app
    }
}
