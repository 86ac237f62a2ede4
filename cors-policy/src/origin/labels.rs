//! The labels of a host name.

use crate::slice::{after, before, ends_with, equal, find, find_from};

/// The host without the dot that ends an absolute domain name.
pub(crate) const fn without_trailing_dot(host: &str) -> &str {
    if ends_with(host, ".") { before(host, host.len() - 1) } else { host }
}

/// The host without its first label, if it has more than one.
pub(crate) const fn parent(host: &str) -> Option<&str> {
    match find(host, b'.') {
        Some(dot) => Some(after(host, dot + 1)),
        None => None,
    }
}

/// The index of the dot that ends the label at `start`, or the end of the host.
pub(crate) const fn end_of_label(host: &str, start: usize) -> usize {
    match find_from(host, b'.', start) {
        Some(dot) => dot,
        None => host.len(),
    }
}

/// Whether a host is `parent`, or one of its subdomains.
#[inline]
pub(crate) const fn is_or_lies_below(host: &str, parent: &str) -> bool {
    equal(host, parent) || (ends_with(host, parent) && ends_with(before(host, host.len() - parent.len()), "."))
}
