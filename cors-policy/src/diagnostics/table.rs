//! The form of the tables.

use crate::text::Text;

/// The wording of one problem.
pub(super) struct Row {
    pub(super) name: &'static str,
    pub(super) message: Text,
    pub(super) help: Text,
}

/// A row for each variant of an enum: its name, its message, its help. The fields of the variant are in scope. An enum
/// with a variant that has no row does not compile.
macro_rules! table {
    ($problem:ident: $($variant:ident $({ $($field:tt)* })? => $name:literal, $message:expr, $help:expr;)+) => {
        impl $problem<'_> {
            #[inline]
            pub(super) const fn row(self) -> Row {
                match self {
                    $($problem::$variant $({ $($field)* })? => Row { name: $name, message: $message, help: $help },)+
                }
            }
        }
    };
}

pub(super) use table;
