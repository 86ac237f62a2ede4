//! What a policy can have, and what it can combine.

mod bounds;
mod check;
pub(crate) mod constants;
mod draft;
mod element;
mod entries;
mod exemptions;
mod headers;
mod methods;
mod origins;
mod public_suffix;
mod redundancy;
mod shared_hosts;

pub use bounds::{OriginsDraft, check_origins};
pub use check::{advise, advise_origins, check};
pub use constants::ConstExemptions;
pub use draft::Draft;
pub use entries::{SuffixRule, read_within};
pub use methods::check_methods;
pub use public_suffix::PublicSuffixes;
pub use shared_hosts::shared_hosts;
