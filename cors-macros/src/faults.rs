//! The sink for everything that is wrong with one attribute.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote, quote_spanned};
use syn::Attribute;

/// The place of something in the user's source, from its first to its last token.
///
/// On stable Rust two spans cannot be joined, but an error whose tokens bear both underlines everything between.
#[derive(Clone, Copy)]
pub(crate) struct Spot {
    pub(crate) first: Span,
    pub(crate) last: Span,
}

impl Spot {
    /// The place of tokens; the attribute itself if there are none.
    pub(crate) fn of(tokens: impl ToTokens) -> Spot {
        Spot::of_trees(tokens.into_token_stream())
    }

    // Compiled once, not for each kind of tokens.
    fn of_trees(trees: TokenStream) -> Spot {
        let mut trees = trees.into_iter();
        let first = trees.next().map_or_else(Span::call_site, |tree| tree.span());
        Spot { first, last: trees.last().map_or(first, |tree| tree.span()) }
    }

    /// From the start of this to the end of a later one.
    pub(crate) fn to(self, later: Spot) -> Spot {
        Spot { first: self.first, last: later.last }
    }
}

impl From<Span> for Spot {
    fn from(span: Span) -> Spot {
        Spot { first: span, last: span }
    }
}

struct Fault {
    spot: Spot,
    /// The error is one only where all of these hold.
    cfgs: Vec<Attribute>,
    text: String,
}

/// All that is wrong, in the order of the source whatever the order of discovery.
#[derive(Default)]
pub(crate) struct Faults(Vec<Fault>);

impl Faults {
    /// A fault in the project's form: the fact, then what to do about it.
    pub(crate) fn report(&mut self, spot: impl Into<Spot>, fact: impl AsRef<str>, remedy: impl AsRef<str>) {
        self.push(spot, Vec::new(), format!("{}\n\nhelp: {}", fact.as_ref(), remedy.as_ref()));
    }

    /// A fault whose text has that form already, and which holds under conditions only.
    pub(crate) fn push(&mut self, spot: impl Into<Spot>, cfgs: Vec<Attribute>, text: impl Into<String>) {
        let fault = Fault { spot: spot.into(), cfgs, text: text.into() };
        let start = fault.start();
        let behind = self.0.partition_point(|other| other.start() <= start);
        self.0.insert(behind, fault);
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// The errors as items. rustc reports them in the order in which they stand.
    pub(crate) fn into_tokens(self, handler_cfgs: &[Attribute]) -> TokenStream {
        self.0.iter().map(|fault| fault.tokens(handler_cfgs)).collect()
    }
}

impl Fault {
    /// Line and column.
    fn start(&self) -> (usize, usize) {
        let start = self.spot.first.start();
        (start.line, start.column)
    }

    fn tokens(&self, handler_cfgs: &[Attribute]) -> TokenStream {
        let Fault { spot, cfgs, text } = self;
        let mut message = Group::new(Delimiter::Brace, quote_spanned!(spot.last=> #text));
        message.set_span(spot.last);
        let message = TokenTree::Group(message);
        let name = quote_spanned!(spot.first=> ::core::compile_error!);
        quote!(#(#handler_cfgs)* #(#cfgs)* #name #message)
    }
}
