//! What the pages of one browser share.

use crate::cache::Cache;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) cache: Cache,
    /// The Cookie header by host.
    pub(crate) cookies: HashMap<String, String>,
    /// The time since the browser was started.
    pub(crate) clock: Duration,
    pub(crate) opaque_origins: usize,
}

/// Clones share one state.
#[derive(Clone, Debug, Default)]
pub(crate) struct SharedState(Arc<Mutex<State>>);

impl SharedState {
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
