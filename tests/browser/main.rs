//! `testing::Browser` over applications made with `CorsRouter`, and over services that are wrong by hand.
#![allow(clippy::unwrap_used)]

mod cache;
mod cors_router;
mod redirects;
mod refused_by_fetch;
mod service;
mod what_is_sent;
mod wrong_answers;
