//! Where handlers and services are, for messages to developers.

use std::any::type_name;
use std::fmt;
use std::panic::Location;

/// Where a handler is defined, or a service registered, for messages to developers.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DefinedAt {
    pub(crate) name: &'static str,
    pub(crate) file: &'static str,
    pub(crate) line: u32,
}

impl fmt::Display for DefinedAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let DefinedAt { name, file, line } = self;
        // The name of a type, or words such as "an axum router".
        if name.starts_with("an ") {
            write!(f, "{name} ({file}:{line})")
        } else {
            write!(f, "`{name}` ({file}:{line})")
        }
    }
}

impl DefinedAt {
    /// A handler or service of this type at the caller's line.
    #[track_caller]
    pub(crate) fn caller<T>() -> DefinedAt {
        DefinedAt::caller_of(type_name::<T>())
    }

    /// Something of this name at the caller's line.
    #[track_caller]
    pub(crate) fn caller_of(name: &'static str) -> DefinedAt {
        let caller = Location::caller();
        DefinedAt { name, file: caller.file(), line: caller.line() }
    }
}
