//! Whole axum applications under a policy.

use super::CorsRouter;
use super::asked::without_handlers;
use super::bounds::AxumApplication;
use super::defined_at::DefinedAt;
use super::mounted::{Application, AskedOf, Fallback, GuardedBy};
use super::own_layer::guard_router;
use super::parts::Parts;
use super::recipe::Recipe;
use super::registered::Registered;
use super::service::PolicyForMethods;
use super::shadow::Shadow;
use super::state::State;
use crate::decide::Serves;
use crate::policy::{Policy, RequestHeaders, declared_policy};
use axum::Router;
use std::sync::Arc;

impl Policy {
    /// Puts a whole axum application under this policy: its routes, services and fallback. It is the one line by which an
    /// application adopts this crate, in place of its `CorsLayer`.
    ///
    /// Handlers then move over one by one: take a handler's method out of the application, put `#[cors]` on the handler, and
    /// [`route`](CorsRouter::route) it here. Other methods of its path stay. axum joins the routes of both as if they were of one
    /// router.
    ///
    /// Layers on the application stay on it, and a handler that moves leaves them. Move the layers to the `CorsRouter` first, whose
    /// [`layer`](CorsRouter::layer) wraps both.
    ///
    /// What no route serves goes to the application's own fallback, or is its 404, under this policy too.
    ///
    /// # Panics
    ///
    /// [`route`](CorsRouter::route) panics if the application serves the same method on the same path.
    ///
    /// # Example
    ///
    /// ```
    /// use axum::{Router, routing::get};
    /// use handler_cors::{CorsRouter, Policy, cors};
    ///
    /// #[cors(origins = ["https://app.example.com"], headers = ["x-request-id"], credentials)]
    /// static WEB: Policy;
    ///
    /// let existing = Router::new().route("/widgets", get(async || "all widgets"));
    /// let app: CorsRouter = WEB.router(existing);
    /// # let _ = app.into_make_service();
    /// ```
    #[track_caller]
    pub fn router<A: AxumApplication>(&'static self, application: A) -> CorsRouter<A::State> {
        under(self, Serves::ANY, application.router())
    }
}

impl PolicyForMethods {
    /// Puts a whole axum application under the policy, whose cross-origin requests can use [these methods](Policy::methods) only. See
    /// [`Policy::router`].
    #[track_caller]
    pub fn router<A: AxumApplication>(self, application: A) -> CorsRouter<A::State> {
        under(self.policy, self.serves, application.router())
    }
}

#[track_caller]
fn under<S: State>(policy: &'static Policy, serves: Serves, application: Router<S>) -> CorsRouter<S> {
    let defined_at = DefinedAt::caller_of("an axum application");
    let registered = Registered::new(defined_at, serves, declared_policy(policy), RequestHeaders::UNSEEN);
    let routes = application.clone().reset_fallback();
    let asked = without_handlers(application.clone());
    let asked: Recipe<S> = Arc::new(move |_, state| asked.clone().with_state(state.clone()));
    let asked = AskedOf { application: asked, prefix: String::new(), prefix_at_guard: String::new() };
    let guarded = GuardedBy { asked: Some(asked), ..GuardedBy::new(vec![registered]) };
    let mut parts = Parts { shadow: Shadow::of_routes(routes.clone()), ..Parts::default() };
    let whole: Recipe<S> =
        Arc::new(move |guard, state| guard_router(application.clone().with_state(state.clone()), guard));
    parts.mounted.applications.push(Application {
        prefix: String::new(),
        guarded: guarded.clone(),
        whole: Some(whole.clone()),
        routes: Arc::new(move |guard, state| guard_router(routes.clone().with_state(state.clone()), guard)),
    });
    parts.mounted.fallbacks.push(Fallback { prefix: String::new(), defined_at, guarded: Some(guarded), recipe: whole });
    CorsRouter::of(parts)
}
