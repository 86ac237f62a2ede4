//! What an item and its arguments must agree in.

use crate::arguments::{Arguments, Key, Target};
use crate::diagnostics::Diagnostics;
use crate::item::{Handler, Item, Static};
use handler_cors_policy::{HandlerProblem, ItemProblem, Problem};
use proc_macro2::{Ident, Span};

pub(super) fn check(item: &Item, arguments: &Arguments, diagnostics: &mut Diagnostics) {
    match item {
        Item::Handler(handler) => check_websocket(handler, arguments, diagnostics),
        Item::Static(item) => check_type(item, arguments, diagnostics),
        Item::Method | Item::Other => {}
    }
}

/// CORS does not protect WebSockets: browsers open them to any origin, with cookies, and let the page read what it receives.
/// Named policies are checked in const evaluation.
fn check_websocket(handler: &Handler, arguments: &Arguments, diagnostics: &mut Diagnostics) {
    if arguments.has(Key::Policy) || arguments.enforce || arguments.is_unenforced() {
        return;
    }
    for (position, upgrade) in handler.websocket_upgrades() {
        diagnostics.report(position.at(upgrade.span()), Problem::Handler(HandlerProblem::WebSocketUnguarded));
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
