//! What the pages of one browser share.

use crate::cache::Cache;
use crate::cookies::{Context, Jar};
use crate::engine::Engine;
use http::HeaderMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use url::Url;

#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) engine: Engine,
    pub(crate) cache: Cache,
    pub(crate) jar: Jar,
    /// The time since the browser was started.
    pub(crate) clock: Duration,
    pub(crate) opaque_origins: usize,
}

impl State {
    /// The value of the Cookie header.
    pub(crate) fn cookies(&self, url: &Url, context: Context) -> Option<String> {
        self.jar.header(url, context, self.clock, self.engine)
    }

    /// Stores the cookies that a response sets.
    pub(crate) fn store_cookies(&mut self, headers: &HeaderMap, url: &Url, context: Context) {
        self.jar.store(headers, url, context, self.clock, self.engine);
    }
}

/// Clones share one state.
#[derive(Clone, Debug, Default)]
pub(crate) struct SharedState(Arc<Mutex<State>>);

impl SharedState {
    pub(crate) fn new(engine: Engine) -> SharedState {
        let state = State { engine, cache: Cache::new(engine), ..State::default() };
        SharedState(Arc::new(Mutex::new(state)))
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
