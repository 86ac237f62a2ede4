//! The elements of an origin list, as the rules know them.

use crate::origin::{Origin, Pattern};

#[derive(Clone, Copy)]
pub(super) enum Element<'a> {
    /// A constant, which is checked in const evaluation.
    Constant,
    /// An invalid element, which is reported already.
    Invalid,
    Origin(Origin<'a>),
}

impl<'a> Element<'a> {
    #[inline]
    pub(super) fn pattern(&self) -> Option<Pattern<'a>> {
        match self {
            Element::Origin(Origin::Pattern(pattern)) => Some(*pattern),
            _ => None,
        }
    }

    #[inline]
    pub(super) fn is_any(&self) -> bool {
        matches!(self, Element::Origin(Origin::Any))
    }
}
