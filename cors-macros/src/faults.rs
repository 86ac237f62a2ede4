//! The sink for everything that is wrong with one attribute.

use crate::template::lexed;
use proc_macro2::{Delimiter, Group, Literal, Span, TokenStream, TokenTree};
use quote::ToTokens;
use std::iter::once;
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
    pub(crate) fn of(tokens: &dyn ToTokens) -> Spot {
        let mut trees = tokens.to_token_stream().into_iter();
        let first = trees.next().map_or_else(Span::call_site, |tree| tree.span());
        let mut last = first;
        for tree in trees {
            last = tree.span();
        }
        Spot { first, last }
    }

    /// The same of tokens one by one.
    pub(crate) fn of_trees(trees: &[TokenTree]) -> Spot {
        match trees {
            [first, .., last] => Spot { first: first.span(), last: last.span() },
            [only] => only.span().into(),
            [] => Span::call_site().into(),
        }
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
    pub(crate) fn report(&mut self, spot: impl Into<Spot>, fact: &str, remedy: &str) {
        self.push(spot.into(), Vec::new(), format!("{fact}\n\nhelp: {remedy}"));
    }

    /// A fault whose text has that form already, and which holds under conditions only.
    pub(crate) fn push(&mut self, spot: Spot, cfgs: Vec<Attribute>, text: String) {
        let fault = Fault { spot, cfgs, text };
        let start = fault.start();
        let mut behind = self.0.len();
        while behind > 0 && self.0[behind - 1].start() > start {
            behind -= 1;
        }
        self.0.insert(behind, fault);
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// The errors as items. rustc reports them in the order in which they stand.
    pub(crate) fn write(&self, out: &mut TokenStream, handler_cfgs: &[Attribute]) {
        for fault in &self.0 {
            fault.write(out, handler_cfgs);
        }
    }
}

impl Fault {
    /// Where it starts, among all that the compiler reads. `Debug` says it, as in `#0 bytes(31..36)`, on compilers too that
    /// tell neither line nor column, and without a feature of proc-macro2 for which users would compile it once more.
    fn start(&self) -> usize {
        let span = format!("{:?}", self.spot.first);
        let (_, bytes) = span.split_once('(').unwrap_or_default();
        let mut start = 0_usize;
        for digit in bytes.bytes().take_while(u8::is_ascii_digit) {
            start = start.saturating_mul(10).saturating_add(usize::from(digit - b'0'));
        }
        // Where it says nothing, the order is that of discovery.
        start
    }

    fn write(&self, out: &mut TokenStream, handler_cfgs: &[Attribute]) {
        let Spot { first, last } = self.spot;
        for cfg in handler_cfgs.iter().chain(&self.cfgs) {
            cfg.to_tokens(out);
        }
        for mut tree in lexed("::core::compile_error!") {
            tree.set_span(first);
            out.extend(once(tree));
        }
        let mut text = Literal::string(&self.text);
        text.set_span(last);
        let mut message = Group::new(Delimiter::Brace, text.into_token_stream());
        message.set_span(last);
        out.extend(once(TokenTree::Group(message)));
    }
}
