//! The errors of one attribute, in the order of the source.

use handler_cors_policy::Problem;
use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote_spanned};
use syn::Attribute;

/// The source from a first to a last token.
///
/// Stable Rust cannot join two spans, but an error whose tokens carry both underlines everything between them.
#[derive(Clone, Copy)]
pub(crate) struct SpanRange {
    pub(crate) first: Span,
    pub(crate) last: Span,
}

impl SpanRange {
    /// The range of these tokens, or the attribute if there are none.
    pub(crate) fn of(tokens: &dyn ToTokens) -> SpanRange {
        let mut trees = tokens.to_token_stream().into_iter();
        let first = trees.next().map_or_else(Span::call_site, |tree| tree.span());
        let last = trees.last().map_or(first, |tree| tree.span());
        SpanRange { first, last }
    }
}

impl From<Span> for SpanRange {
    fn from(span: Span) -> SpanRange {
        SpanRange { first: span, last: span }
    }
}

/// Where an error comes among the others of its attribute.
///
/// Stable Rust cannot compare spans, so the parsers number what they read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Position {
    /// The attribute as a whole.
    Attribute,
    /// A token of the arguments, by its index. What is inside of a list has the index of the list, and an `element` from 1 on.
    Argument { token: usize, element: usize },
    /// A part of the item: 0 is what comes before a handler's arguments or the type of a static.
    Item(usize),
}

impl Position {
    /// A token of the arguments that is outside of lists.
    pub(crate) fn token(token: usize) -> Position {
        Position::Argument { token, element: 0 }
    }

    pub(crate) fn of(self, tokens: &dyn ToTokens) -> Site {
        Site { position: self, range: SpanRange::of(tokens) }
    }

    pub(crate) fn at(self, span: Span) -> Site {
        Site { position: self, range: span.into() }
    }
}

/// Where an error is reported: what it underlines, and where it comes among the others.
#[derive(Clone, Copy)]
pub(crate) struct Site {
    pub(crate) position: Position,
    pub(crate) range: SpanRange,
}

impl Site {
    /// The attribute as a whole.
    pub(crate) fn attribute() -> Site {
        Position::Attribute.at(Span::call_site())
    }

    /// The range of these trees, at a position.
    pub(crate) fn of_trees(position: Position, trees: &[TokenTree]) -> Site {
        let span = |tree: Option<&TokenTree>| tree.map_or_else(Span::call_site, TokenTree::span);
        Site { position, range: SpanRange { first: span(trees.first()), last: span(trees.last()) } }
    }

    /// From the start of this site to the end of a later one.
    pub(crate) fn to(self, later: Site) -> Site {
        Site { position: self.position, range: SpanRange { first: self.range.first, last: later.range.last } }
    }
}

/// An error with its text: the message and, after an empty line, the help.
struct Diagnostic {
    site: Site,
    /// The error holds only where all of these conditions do.
    cfgs: Vec<Attribute>,
    text: String,
}

/// All errors of one attribute.
#[derive(Default)]
pub(crate) struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    pub(crate) fn report<'a>(&mut self, site: Site, problem: impl Into<Problem<'a>>) {
        self.report_under(Vec::new(), site, problem.into());
    }

    /// Reports an error that holds only under these conditions.
    pub(crate) fn report_under(&mut self, cfgs: Vec<Attribute>, site: Site, problem: Problem<'_>) {
        self.0.push(Diagnostic { site, cfgs, text: problem.to_string() });
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// Whether an error is about the arguments, alone or together, rather than about the item.
    pub(crate) fn concern_arguments(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.site.position < Position::Item(0))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Writes the errors as items, in the order in which rustc is to report them: that of the source, and of discovery where
    /// several errors have one position.
    pub(crate) fn into_tokens(mut self, item_cfgs: &[Attribute]) -> TokenStream {
        self.0.sort_by_key(|diagnostic| diagnostic.site.position);
        self.0.iter().map(|diagnostic| diagnostic.to_tokens(item_cfgs)).collect()
    }
}

impl Diagnostic {
    fn to_tokens(&self, item_cfgs: &[Attribute]) -> TokenStream {
        let Diagnostic { site, cfgs, text } = self;
        let SpanRange { first, last } = site.range;
        let path = quote_spanned!(first=> ::core::compile_error!);
        let message = quote_spanned!(last=> { #text });
        quote::quote!(#(#item_cfgs)* #(#cfgs)* #path #message)
    }
}
