//! `testing::Browser` with applications made with `CorsRouter`, and with services that respond incorrectly.
#![allow(clippy::unwrap_used)]

mod applications;
mod bodies;
mod cache;
mod cors_router;
mod navigations;
#[path = "../browsers/src/policy_sets.rs"]
mod policy_sets;
mod preflight_caches;
mod redirects;
mod rejected_by_fetch;
mod request_headers;
mod service;
mod siblings;
mod sockets;
mod unreadable_headers;
mod unreadable_responses;
mod what_is_sent;
mod without_cors;
