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
use crate::template::{fill, lexed, no_part};
use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;
use std::iter::once;
use syn::Attribute;

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
pub(crate) fn handler_items(out: &mut TokenStream, handler: &Handler, declaration: Declaration<'_>) {
    handler::Expansion::of(handler, declaration).items(out);
}

/// A static with its value.
pub(crate) fn static_item(out: &mut TokenStream, item: &Static, declaration: Declaration<'_>) {
    statics::Expansion { item, declaration }.item(out);
}

impl<'a> Declaration<'a> {
    /// The path of what expansions name.
    fn private(&self, out: &mut TokenStream) {
        match &self.args.facade {
            Some(path) => fill(out, "#path::__private", &|_, out| path.to_tokens(out)),
            None => plain(out, "::handler_cors::__private"),
        }
    }

    fn listed(&self) -> &'a [Origin] {
        List::elements_of(self.args.listed())
    }

    fn warnings(&self, out: &mut TokenStream) {
        for warning in self.warnings.unwrap_or_default() {
            checks::warning(out, warning);
        }
    }
}

/// Generated tokens without parts.
fn plain(out: &mut TokenStream, template: &str) {
    fill(out, template, &|name, _| no_part(name));
}

fn text(out: &mut TokenStream, text: &str) {
    out.extend(once(TokenTree::Literal(Literal::string(text))));
}

fn all(out: &mut TokenStream, attributes: &[Attribute]) {
    for attribute in attributes {
        attribute.to_tokens(out);
    }
}

/// Goes in front of the element at this place of a list.
fn comma(out: &mut TokenStream, place: usize) {
    if place > 0 {
        out.extend(once(TokenTree::Punct(Punct::new(',', Spacing::Alone))));
    }
}

fn group(out: &mut TokenStream, delimiter: Delimiter, content: TokenStream, span: Span) {
    let mut group = Group::new(delimiter, content);
    group.set_span(span);
    out.extend(once(TokenTree::Group(group)));
}

/// A call of a generated function at a place of the user's, where rustc reports what is wrong with it.
fn call(out: &mut TokenStream, spot: Spot, function: &str, arguments: TokenStream) {
    placed(out, spot.first.into(), lexed("__cors::"));
    Ident::new(function, spot.first).to_tokens(out);
    group(out, Delimiter::Parenthesis, arguments, spot.last);
}

/// A reference to a static, through the function that knows what it must be.
fn referred(out: &mut TokenStream, path: &dyn ToTokens, function: &str) {
    let spot = Spot::of(path);
    let mut reference = TokenStream::new();
    placed(&mut reference, spot.first.into(), lexed("&"));
    path.to_tokens(&mut reference);
    call(out, spot, function, reference);
}

/// Generated tokens at a place of the user's.
fn placed(out: &mut TokenStream, spot: Spot, tokens: TokenStream) {
    let mut trees = tokens.into_iter().peekable();
    while let Some(mut tree) = trees.next() {
        tree.set_span(if trees.peek().is_some() { spot.first } else { spot.last });
        out.extend(once(tree));
    }
}

/// A generated expression that rustc underlines at a place of the user's, where its parts keep theirs.
fn spanning(out: &mut TokenStream, spot: Spot, tokens: TokenStream) {
    let mut trees = tokens.into_iter().peekable();
    let mut first = Some(spot.first);
    while let Some(mut tree) = trees.next() {
        if let Some(span) = first.take() {
            tree.set_span(span);
        }
        if trees.peek().is_none() {
            tree.set_span(spot.last);
        }
        out.extend(once(tree));
    }
}
