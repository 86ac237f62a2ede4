//! What an item and its arguments must agree in.

use crate::arguments::{Arguments, Target};
use crate::diagnostics::Diagnostics;
use crate::item::{Item, Static};
use handler_cors_policy::ItemProblem;
use proc_macro2::{Ident, Span};

pub(super) fn check(item: &Item, arguments: &Arguments, diagnostics: &mut Diagnostics) {
    if let Item::Static(item) = item {
        check_type(item, arguments, diagnostics);
    }
}

/// Reports a type that contradicts the keys.
fn check_type(item: &Static, arguments: &Arguments, diagnostics: &mut Diagnostics) {
    let written = item.type_name().and_then(|name| Target::of_type(&name));
    let (Some(written), Some(target)) = (written, arguments.target) else { return };
    if written == target {
        return;
    }
    let Some((key, _)) = arguments.keys.iter().find(|(key, _)| !written.takes(*key)) else { return };
    let ty = Ident::new(target.type_name(), Span::call_site());
    let problem = ItemProblem::WrongType {
        key: key.name(),
        name: &item.ident.to_string(),
        expected: target.type_name(),
        found: written.type_name(),
        declaration: &item.declaration(&ty),
    };
    diagnostics.report(item.type_site(), problem);
}
