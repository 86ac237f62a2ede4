//! The entries of long lists.

use crate::origins;

/// The kind of entries of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entries {
    Exact,
    Patterns,
}

impl Entries {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Entries::Exact => "exact origins",
            Entries::Patterns => "subdomain patterns",
        }
    }

    /// An origin that this entry of the list matches.
    pub(crate) fn allowed(self, at: usize) -> String {
        match self {
            Entries::Exact => origins::exact(at),
            Entries::Patterns => origins::pattern(at).replace('*', "www"),
        }
    }
}
