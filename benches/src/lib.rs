//! Compares handler-cors with bare axum, tower-http's `CorsLayer` and the same headers written by hand in axum.
//!
//! `cases` lists everything that is compared. `tables`, the criterion benchmark and the limits in `tests/` all use this list, so
//! wall times, instructions and allocations are of the same work.

pub mod app;
pub mod apps;
mod by_hand;
pub mod cases;
pub mod contender;
mod entries;
mod lists;
pub mod measure;
mod origins;
pub mod requests;
pub mod text;
mod widgets;
