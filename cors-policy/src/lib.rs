//! The rules of [`handler-cors`](https://docs.rs/handler-cors): the grammar of origins and origin patterns, which
//! origins a pattern matches, what a policy can combine, and the diagnostics for everything else.
//!
//! The attribute calls [`check`] while it expands, const evaluation calls [`assert_constant`] and its siblings, and the
//! router calls [`Pattern::matches`] for each request. All three use the same grammar.
//!
//! This crate is an implementation detail of `handler-cors`. It has no dependencies without the feature `serde`.

#![cfg_attr(docsrs, feature(doc_cfg))]

// Why nearly every function is `#[inline]`: the crate is built along with every program that uses `handler-cors`, but
// such a program only needs `Pattern::matches` and what that calls. A function with `#[inline]` is compiled in the
// crate that calls it, which is the attribute's, and not in every program. Functions without the attribute are those
// that programs run.
//
// The functions of `slice` are `#[inline(never)]`: the grammar calls them in a hundred places, and copies of them take
// time to compile. `Pattern::matches` uses none of these.

mod assert;
mod diagnostics;
mod exemption;
mod fault;
mod headers;
mod methods;
mod nearest;
mod origin;
mod problem;
mod public_suffix_list;
mod rules;
mod slice;
pub mod surface;
mod text;

pub use assert::{
    OriginsLists, assert_any_host_within, assert_constant, assert_default, assert_distinct, assert_insecure,
    assert_insecure_within, assert_request_headers, assert_some, assert_within,
};
pub use exemption::Exemption;
pub use fault::{EntryFault, Fault, Location};
pub use headers::{
    CORS_RESPONSE_HEADERS, is_forbidden_request_header, is_forbidden_response_header, is_safelisted_response_header,
    is_sendable,
};
pub use methods::{METHODS, is_forbidden_method};
pub use nearest::nearest;
pub use origin::{MAX_ORIGIN_LEN, Origin, OwnedPattern, Pattern, Port, Wildcard};
pub use problem::{
    AttributeProblem, BoundsProblem, ExemptionProblem, HandlerProblem, HeaderProblem, ItemProblem, ListProblem,
    OriginProblem, Problem, ValueProblem,
};
pub use public_suffix_list::PUBLIC_SUFFIX_LIST;
pub use rules::{
    ConstExemptions, Draft, OriginsDraft, PublicSuffixes, SuffixRule, advise, advise_origins, check, check_methods,
    check_origins, read_within, shared_hosts,
};
pub use text::Text;
