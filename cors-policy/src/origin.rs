//! The grammar of origins and origin patterns, and which origins a pattern matches.
//!
//! Nothing here knows a diagnostic's wording: the grammar returns an [`OriginProblem`](crate::OriginProblem).

mod attempt;
mod bound;
mod element;
mod grammar;
mod host;
pub(crate) mod ipv4;
pub(crate) mod ipv6;
pub(crate) mod labels;
mod matching;
mod owned;
mod parse;
mod pattern;
mod plain;
mod port;
pub(crate) mod punycode;
pub(crate) mod repair;
mod scheme;

pub use element::Origin;
pub use owned::OwnedPattern;
pub use pattern::{MAX_ORIGIN_LEN, Pattern, Port, Wildcard};
