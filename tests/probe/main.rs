//! `testing::probe`: a correct application has no findings, and whatever is wrong outside of it is found and named.
#![allow(clippy::unwrap_used)]

mod app;
mod clean;
mod outside;
mod reports;
mod setup;
