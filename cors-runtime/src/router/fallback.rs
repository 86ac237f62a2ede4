//! What serves requests whose path matches no route.

use super::defined_at::DefinedAt;
use super::handler::{AllFit, Handlers};
use super::mounted::{Fallback, GuardedBy};
use super::parts::Parts;
use super::recipe::Recipe;
use super::registration::Registration;
use super::state::State;
use axum::Router;
use axum::handler::Handler;
use axum::routing::MethodRouter;
use std::marker::PhantomData;
use std::sync::Arc;

/// What [`CorsRouter::fallback`](crate::CorsRouter::fallback) takes; `Shape` is inferred.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the fallback of a `CorsRouter`",
    label = "neither a handler nor a service under a policy",
    note = "write `POLICY.any(handler)` or `POLICY.service(service)`, with `#[handler_cors::cors(origins = [\"https://app.example.com\"])] static POLICY: handler_cors::Policy;`",
    note = "a `#[cors]` handler is passed by its name, without a call and without `get(...)`: write `.fallback(handler)`",
    note = "without CORS, write `.fallback_service(service)` for a service"
)]
pub trait IntoFallback<Shape, S> {
    #[doc(hidden)]
    fn into_fallback(self, parts: &mut Parts<S>);
}

/// A handler of axum, without CORS.
#[derive(Debug)]
pub struct WithoutCors<T>(PhantomData<fn() -> T>);

/// Handlers or a service under policies.
#[derive(Debug)]
pub struct UnderPolicy<Shape, M>(PhantomData<fn() -> (Shape, M)>);

#[diagnostic::do_not_recommend]
impl<H, T, S> IntoFallback<WithoutCors<T>, S> for H
where
    H: Handler<T, S>,
    T: 'static,
    S: State,
{
    #[track_caller]
    fn into_fallback(self, parts: &mut Parts<S>) {
        parts.set_plain_fallback(DefinedAt::caller::<H>(), |plain| plain.fallback(self));
    }
}

#[diagnostic::do_not_recommend]
impl<H, Shape, M, S> IntoFallback<UnderPolicy<Shape, M>, S> for H
where
    H: Handlers<Shape>,
    H::List: AllFit<M, S>,
    S: State,
{
    #[track_caller]
    fn into_fallback(self, parts: &mut Parts<S>) {
        let mut registrations = Vec::new();
        self.list().register(&mut registrations);
        under_policy(parts, registrations);
    }
}

/// A fallback of handlers, or of a service.
#[track_caller]
fn under_policy<S: State>(parts: &mut Parts<S>, registrations: Vec<Registration<S>>) {
    let Some(first) = registrations.first() else { return };
    let defined_at = first.defined_at;
    parts.assert_one_fallback(Some(defined_at));
    let registered = registrations.iter().map(Registration::registered).collect();
    let recipe: Recipe<S> = Arc::new(move |guard, state| {
        let mut routes = MethodRouter::new();
        for registration in &registrations {
            routes = routes.merge((registration.make)(None, state));
        }
        match guard {
            None => Router::new().fallback_service(routes),
            Some(guard) => Router::new().fallback_service(guard.around(routes)),
        }
    });
    let guarded = Some(GuardedBy::new(registered));
    parts.mounted.fallbacks.push(Fallback { prefix: String::new(), defined_at, guarded, recipe });
}
