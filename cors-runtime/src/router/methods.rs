//! axum's filters for the methods of a handler.

use crate::methods::MethodSet;
use axum::routing::MethodFilter;

/// `None` for the empty set, which axum cannot express.
pub(super) fn filter(methods: MethodSet) -> Option<MethodFilter> {
    // The WebSockets of HTTP/2 that a handler for GET opens.
    let mut all = methods.intersects(MethodSet::GET).then_some(MethodFilter::CONNECT);
    for method in methods.methods() {
        if let Ok(filter) = MethodFilter::try_from(method.clone()) {
            all = Some(all.map_or(filter, |others| others.or(filter)));
        }
    }
    all
}
