//! The rules of [`handler-cors`](https://docs.rs/handler-cors): what an origin is and which of them a pattern admits,
//! which methods and header names a policy may declare, what may be combined, and the words for everything that may not.
//!
//! The attribute asks [`check`] while it expands, the compiler asks [`assert_constant`] and its siblings in const
//! evaluation, and the router asks [`Pattern::matches`] for each request: one grammar, three times.
//!
//! There is nothing to configure here and nothing to depend on; users of `handler-cors` need not know this crate.

// A program asks at run time whether its patterns admit an origin, and few programs anything else. All that is for the attribute
// and for const evaluation is marked `#[inline]`, down to the last function, so that it is compiled in the crates that call it
// (once, in the attribute's) and not along with this one for each program, optimised. What is not marked, every program runs.

mod check;
mod constants;
mod headers;
mod lift;
mod lifts;
mod max_age;
mod methods;
mod nearest;
mod origin;
mod origins;
mod problem;
mod redundancy;
mod slice;
mod suffix;
pub mod surface;
mod text;
mod within;

pub use check::{Draft, Fault, Location, advise, check, check_methods};
pub use constants::{
    ConstExemptions, assert_constant, assert_distinct, assert_enforced, assert_insecure, assert_request_headers,
    assert_some,
};
pub use headers::{
    is_forbidden_request_header, is_forbidden_response_header, is_safelisted_response_header, is_sendable,
};
pub use lift::Exemption;
pub use methods::{METHODS, is_forbidden_method};
pub use nearest::nearest;
pub use origin::{MAX_ORIGIN_LEN, Origin, Pattern, Port, Wildcard};
pub use problem::Problem;
pub use suffix::PublicSuffixes;
pub use text::Text;
pub use within::{EntryFault, assert_within, check_within, read_within};
