//! What the small app has in all its versions: its origins and its state.

use std::sync::Arc;

/// The allowed origins, with credentials. The attribute below lists the same ones.
pub(crate) const ORIGINS: [&str; 3] =
    ["https://app.example.com", "https://admin.example.com", "https://shop.example.com"];

/// The state of the app.
#[derive(Clone, Debug)]
pub struct Widgets(Arc<[&'static str]>);

impl Widgets {
    pub(crate) fn new() -> Widgets {
        Widgets(Arc::from(["sprocket", "gear"]))
    }

    pub(crate) fn show(&self, id: u32) -> &'static str {
        self.0.get(id as usize).copied().unwrap_or("none")
    }
}
