//! Requests and responses of the public API, in process and over a real socket.
#![allow(clippy::unwrap_used)]

mod as_in_axum;
mod attacks;
mod authority;
mod bad_input;
mod bodies;
mod client;
mod connections;
mod declarations;
mod enforcement;
mod environment;
mod events;
mod fixture;
mod handlers;
mod http1;
mod http2;
mod layers;
mod panics;
mod policies_never_mix;
mod predicates;
mod preflights;
mod reads;
mod responses;
mod router;
mod services;
mod shared_policies;
mod streams;
mod surface;
mod upgrades;
