//! The item below the attribute: a handler, a static, or something that `#[cors]` cannot be on.

mod attributes;
mod handler;
mod statics;

use crate::diagnostics::{Diagnostics, Position};
use crate::tokens::{parse, parse_by};
use handler_cors_policy::ItemProblem;
use proc_macro2::{Span, TokenStream, TokenTree};
use syn::{Attribute, Visibility};

pub(crate) use handler::Handler;
pub(crate) use statics::Static;

/// The item, as far as code can be generated for it.
pub(crate) enum Item {
    Handler(Handler),
    Static(Static),
    /// A method, or a function without a body. It stays as it is written.
    Method,
    Other,
}

/// What the arguments need to know about the item.
pub(crate) enum ItemKind {
    Handler,
    /// A static, with the last segment of its type's path.
    Static {
        name: String,
        type_name: Option<String>,
    },
    Other,
}

impl Item {
    /// Parses the item, and reports what no arguments could make right.
    pub(crate) fn parse(item: TokenStream, diagnostics: &mut Diagnostics) -> Item {
        // Each item is parsed once: bodies may be long.
        let parsed = if is_static(&item) {
            parse(item.clone()).map(|written| Item::Static(Static::new(written, diagnostics)))
        } else {
            parse(item.clone()).map(|function| Handler::new(function, diagnostics).map_or(Item::Method, Item::Handler))
        };
        parsed.unwrap_or_else(|_| {
            report_other(item, diagnostics);
            Item::Other
        })
    }

    pub(crate) fn kind(&self) -> ItemKind {
        match self {
            Item::Handler(_) | Item::Method => ItemKind::Handler,
            Item::Static(item) => ItemKind::Static { name: item.ident.to_string(), type_name: item.type_name() },
            Item::Other => ItemKind::Other,
        }
    }

    pub(crate) fn cfgs(&self) -> &[Attribute] {
        match self {
            Item::Handler(handler) => &handler.attributes.cfgs,
            Item::Static(item) => &item.attributes.cfgs,
            Item::Method | Item::Other => &[],
        }
    }
}

/// Whether the item starts like a static, or like a constant that should be one.
fn is_static(item: &TokenStream) -> bool {
    let mut is_constant = false;
    for tree in item.clone() {
        let TokenTree::Ident(word) = tree else { continue };
        match word.to_string().as_str() {
            "pub" => {}
            "const" if !is_constant => is_constant = true,
            "static" if !is_constant => return true,
            "fn" | "async" | "unsafe" | "extern" => return false,
            _ => return is_constant,
        }
    }
    is_constant
}

fn report_other(item: TokenStream, diagnostics: &mut Diagnostics) {
    let mut span = Span::call_site();
    let head = parse_by(item, &mut |input| {
        input.call(Attribute::parse_outer)?;
        input.parse::<Visibility>()?;
        span = input.parse::<TokenTree>()?.span();
        input.parse::<TokenStream>().map(drop)
    });
    if let Err(error) = head {
        span = error.span();
    }
    diagnostics.report(Position::Item(0).at(span), ItemProblem::UnsupportedItem);
}
