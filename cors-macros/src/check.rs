//! All checks of the arguments: of the keys on the item, of the policy by the rules of cors-policy, and of the item against the
//! policy.

mod item;
mod keys;
mod policy;

use crate::arguments::Arguments;
use crate::diagnostics::Diagnostics;
use crate::item::Item;

pub(crate) use policy::Warning;

/// The result of all checks.
pub(crate) struct Checked {
    /// Whether the arguments have no errors. Those of the item do not count.
    pub(crate) is_sound: bool,
    /// Code that is probably not intended. `None` while there are errors, which come first.
    pub(crate) warnings: Option<Vec<Warning>>,
}

pub(crate) fn check(item: &Item, arguments: &Arguments, diagnostics: &mut Diagnostics) -> Checked {
    keys::check(item, arguments, diagnostics);
    let warnings = policy::check(arguments, diagnostics);
    item::check(item, arguments, diagnostics);
    Checked { is_sound: !diagnostics.concern_arguments(), warnings: diagnostics.is_empty().then_some(warnings) }
}
