//! What an item and its arguments must agree in.

use crate::arguments::{Arguments, Target};
use crate::diagnostics::Diagnostics;
use crate::item::{Item, Static};
use crate::source::source;
use crate::tokens::find_ident;
use handler_cors_policy::ItemProblem;
use proc_macro2::{Ident, Span};
use quote::{ToTokens, quote};

pub(super) fn check(item: &Item, arguments: &Arguments, diagnostics: &mut Diagnostics) {
    if let Item::Static(item) = item {
        if item.has_wrong_type() {
            report_type(item, arguments, diagnostics);
        } else {
            check_type(item, arguments, diagnostics);
        }
    }
}

/// Reports a type that is missing, or that is certainly wrong. Beside a value, the error of the value says what to write.
fn report_type(item: &Static, arguments: &Arguments, diagnostics: &mut Diagnostics) {
    if item.has_value {
        return;
    }
    let ty = Ident::new(arguments.target.unwrap_or(Target::Policy).type_name(), Span::call_site());
    // Only a type that is written is certainly imported.
    let is_imported = item.is_typed && find_ident(item.ty.to_token_stream(), &ty.to_string()).is_some();
    let ty = if is_imported { quote!(#ty) } else { quote!(handler_cors::#ty) };
    let (name, declaration) = (&item.ident.to_string(), &item.declaration(&ty));
    let found = &source(item.ty.to_token_stream());
    let problem = match item.is_typed {
        true => ItemProblem::StaticType { name, found, declaration },
        false => ItemProblem::StaticWithoutType { name, declaration },
    };
    diagnostics.report(item.type_site(), problem);
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
