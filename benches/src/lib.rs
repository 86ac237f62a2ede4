//! handler-cors beside bare axum, tower-http's `CorsLayer` and the same headers written by hand in axum.
//!
//! `cases` lists everything that is compared; `tables`, the criterion benchmark and the guards in `tests/` all take it from
//! there, so that wall times, instructions and allocations are of the very same work.

pub mod apps;
mod by_hand;
pub mod cases;
mod lists;
pub mod measure;
mod origins;
pub mod requests;
pub mod text;
