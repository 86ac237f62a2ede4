//! What [`CorsRouter::route`](crate::CorsRouter::route) takes beside `#[cors]` handlers: axum handlers and services under a policy.

use super::super::bounds::RoutableService;
use super::super::method_router::CorsMethodRouter;
use super::super::registration::Registration;
use super::super::service::CorsService;
use super::super::state::State;
use super::method_names::Free;
use super::tuple::Disjoint;
use super::{AllFit, Handlers};

/// The shape of handlers and services under a policy.
#[doc(hidden)]
#[derive(Debug)]
pub struct UnderPolicy;

/// Their methods are values. Two that serve the same one are found when they are registered.
type NoneKnown = (Free, Free, Free, Free, Free, Free, Free);

#[diagnostic::do_not_recommend]
impl<S> Handlers<UnderPolicy> for CorsMethodRouter<S> {
    type List = CorsMethodRouter<S>;

    fn list(self) -> Self::List {
        self
    }
}

impl<S> Disjoint for CorsMethodRouter<S> {
    type Methods = NoneKnown;
}

impl<S: State> AllFit<UnderPolicy, S> for CorsMethodRouter<S> {
    fn register(self, registrations: &mut Vec<Registration<S>>) {
        registrations.extend(self.handlers);
    }
}

#[diagnostic::do_not_recommend]
impl<T> Handlers<UnderPolicy> for CorsService<T> {
    type List = CorsService<T>;

    fn list(self) -> Self::List {
        self
    }
}

impl<T> Disjoint for CorsService<T> {
    type Methods = NoneKnown;
}

impl<T: RoutableService, S: State> AllFit<UnderPolicy, S> for CorsService<T> {
    fn register(self, registrations: &mut Vec<Registration<S>>) {
        registrations.push(self.registration());
    }
}
