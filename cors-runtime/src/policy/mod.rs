//! Policies: what the attribute declares, and what is compiled from it for a router.

mod binding;
mod build_fault;
mod compiled;
mod declared;
mod matching;
mod named;
mod origin;
mod origin_check;
mod origins;
mod predicate;
mod request_info;
mod resolve;
mod wildcards;

pub(crate) use binding::{Bindings, ListBinding, Named};
pub(crate) use build_fault::write_faults;
pub use build_fault::{BuildFault, OriginsFrom};
pub(crate) use compiled::{Check, CompiledPolicies, CompiledPolicy};
pub use declared::{ArgumentHeaders, DEFAULTS, DeclaredPolicy, Policy, Source, declared_policy, seal};
pub(crate) use declared::{RequestHeaders, is_allowed};
pub use named::Mentioned;
pub use origin::{InvalidOrigin, Origin};
pub(crate) use origin_check::OriginCheck;
pub use origins::{DeclaredOrigins, NO_ORIGINS, Origins, default_origins, origins_lists, seal_origins};
pub use predicate::{Predicate, PredicateFuture, PredicateResult, PredicateState};
pub(crate) use predicate::{RouterPredicate, Scope};
pub(crate) use request_info::Head;
pub use request_info::RequestInfo;
pub(crate) use resolve::Allowed;
