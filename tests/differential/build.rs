//! Builds one composition twice, and says which of the two panic.

use crate::here::{self, CorsRouter};
use crate::plain;
use crate::record::Log;
use crate::tree::Tree;
use axum::Router;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

/// A composition as axum's router and as ours.
pub(crate) struct Both {
    pub(crate) axum: Router,
    pub(crate) here: CorsRouter,
    /// What both write to.
    pub(crate) log: Log,
}

pub(crate) enum Built {
    Both(Box<Both>),
    Neither,
    /// What the other one says when it panics.
    OnlyAxum(String),
    OnlyHere(String),
}

pub(crate) fn build(tree: &Tree) -> Built {
    let log = Log::default();
    let axum = quietly(|| plain::in_axum(tree, &log));
    let here = quietly(|| here::built(tree, &log));
    match (axum, here) {
        (Ok(axum), Ok(here)) => Built::Both(Box::new(Both { axum, here, log })),
        (Err(_), Err(_)) => Built::Neither,
        (Ok(_), Err(message)) => Built::OnlyAxum(message),
        (Err(message), Ok(_)) => Built::OnlyHere(message),
    }
}

thread_local! {
    static IS_QUIET: Cell<bool> = const { Cell::new(false) };
}

/// The message with which `build` panics, which is not printed: thousands of compositions cannot be built.
pub(crate) fn quietly<T>(build: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let print = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !IS_QUIET.get() {
                print(info);
            }
        }));
    });
    IS_QUIET.set(true);
    let result = catch_unwind(AssertUnwindSafe(build));
    IS_QUIET.set(false);
    result.map_err(|panic| match panic.downcast::<String>() {
        Ok(message) => *message,
        Err(panic) => panic.downcast_ref::<&str>().copied().unwrap_or_default().to_owned(),
    })
}
