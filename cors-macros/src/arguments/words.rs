//! Words that several keys know.

use handler_cors_policy::METHODS;

/// The word by which tower-http allows everything.
pub(super) const ANY: &str = "Any";

/// The methods of a handler that serves all of them.
pub(super) const ALL_METHODS: &str = "GET, POST, PUT, PATCH, DELETE";

pub(super) fn is_method(word: &str) -> bool {
    METHODS.contains(&word)
}
