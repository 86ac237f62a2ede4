//! Policies: what the attribute declares, and what is compiled from it for a router.

mod compiled;
mod declared;
mod matching;
mod named;
mod origin;
mod origin_check;
mod origins;
mod predicate;
mod wildcards;

pub(crate) use compiled::{Check, CompiledPolicies, CompiledPolicy};
pub use declared::{ArgumentHeaders, DEFAULTS, DeclaredPolicy, Policy, Source, declared_policy, seal};
pub(crate) use declared::{RequestHeaders, is_allowed};
pub use named::{constant_origin, named_origins, named_policy};
pub use origin::{InvalidOrigin, Origin};
pub(crate) use origin_check::OriginCheck;
pub use origins::{Loaded, Origins, OriginsError};
pub use predicate::Predicate;
pub(crate) use predicate::{BoundPredicate, Scope};
