//! The expansion: data, and the least of code; the rest is in the runtime.

mod checks;
mod handler;
mod impls;
mod policy;
mod statics;

use crate::args::{Args, List, Origin};
use crate::check::Warning;
use crate::faults::Spot;
use crate::handler::Handler;
use crate::statics::Static;
use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};

/// What the arguments declare, about to become tokens.
#[derive(Clone, Copy)]
pub(crate) struct Declaration<'a> {
    pub(crate) args: &'a Args,
    /// `None` while something is wrong.
    pub(crate) warnings: Option<&'a [Warning]>,
    /// Whether the arguments have been found right.
    pub(crate) sound: bool,
}

/// The items of a handler.
pub(crate) fn handler_items(handler: &Handler, declaration: Declaration<'_>) -> TokenStream {
    handler::Expansion { handler, declaration }.items()
}

/// A static with its value.
pub(crate) fn static_item(item: &Static, declaration: Declaration<'_>) -> TokenStream {
    statics::Expansion { item, declaration }.item()
}

impl<'a> Declaration<'a> {
    fn private(&self) -> TokenStream {
        match &self.args.facade {
            Some(path) => quote!(#path::__private),
            None => quote!(::handler_cors::__private),
        }
    }

    fn listed(&self) -> &'a [Origin] {
        List::elements_of(self.args.listed())
    }

    fn warnings(&self) -> Vec<TokenStream> {
        self.warnings.unwrap_or_default().iter().map(checks::warning).collect()
    }
}

/// A reference to a static, at whose path rustc reports what is wrong with it.
fn referred(path: &impl ToTokens) -> TokenStream {
    let and = quote_spanned!(Spot::of(path).first=> &);
    quote!(#and #path)
}

/// Generated tokens at a place of the user's.
fn placed(spot: Spot, tokens: &TokenStream) -> TokenStream {
    let count = tokens.clone().into_iter().count();
    let placed = tokens.clone().into_iter().enumerate().map(|(place, mut tree)| {
        tree.set_span(if place + 1 == count { spot.last } else { spot.first });
        tree
    });
    placed.collect()
}

/// A generated expression that rustc underlines at a place of the user's, where its parts keep theirs.
fn spanning(spot: Spot, tokens: TokenStream) -> TokenStream {
    let mut trees: Vec<TokenTree> = tokens.into_iter().collect();
    if let Some(first) = trees.first_mut() {
        first.set_span(spot.first);
    }
    if let Some(last) = trees.last_mut() {
        last.set_span(spot.last);
    }
    trees.into_iter().collect()
}
