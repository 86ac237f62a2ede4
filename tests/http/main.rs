//! What goes over the wire, through the public API: in process and over a real socket.
#![allow(clippy::unwrap_used)]

mod answers;
mod as_in_axum;
mod bad_input;
mod client;
mod declarations;
mod enforcement;
mod environment;
#[cfg(feature = "tracing")]
mod events;
mod fixture;
mod handlers;
mod http1;
mod layers;
mod policies_never_mix;
mod predicates;
mod preflights;
mod reads;
mod router;
mod services;
mod shared_policies;
mod surface;
