//! Tokens with the spans of what the user wrote, where rustc reports what is wrong with them.

use crate::diagnostics::SpanRange;
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

/// A call of a generated function, which rustc underlines at `range`.
pub(super) fn call(range: SpanRange, function: &str, arguments: &TokenStream) -> TokenStream {
    let SpanRange { first, last } = range;
    let function = Ident::new(function, first);
    let path = quote_spanned!(first=> __cors::#function);
    let arguments = quote_spanned!(last=> (#arguments));
    quote!(#path #arguments)
}

/// A reference to a static, through a function whose argument has the type that the static must have.
pub(super) fn checked_reference(path: &dyn ToTokens, function: &str) -> TokenStream {
    let range = SpanRange::of(path);
    let ampersand = quote_spanned!(range.first=> &);
    let path = path.to_token_stream();
    call(range, function, &quote!(#ampersand #path))
}

/// Sets the spans of all trees to those of `range`.
pub(super) fn placed(range: SpanRange, tokens: TokenStream) -> TokenStream {
    let mut trees: Vec<_> = tokens.into_iter().collect();
    for tree in &mut trees {
        tree.set_span(range.first);
    }
    if let Some(last) = trees.last_mut() {
        last.set_span(range.last);
    }
    trees.into_iter().collect()
}

/// Sets the spans of the first and the last tree, so that rustc underlines the whole as `range`. The trees between keep theirs.
pub(super) fn spanning(range: SpanRange, tokens: TokenStream) -> TokenStream {
    let mut trees: Vec<_> = tokens.into_iter().collect();
    if let Some(first) = trees.first_mut() {
        first.set_span(range.first);
    }
    if let Some(last) = trees.last_mut() {
        last.set_span(range.last);
    }
    trees.into_iter().collect()
}

/// Sets where rustc underlines all trees. They stay generated ones for lints, and keep what their names mean.
pub(super) fn located(location: Span, tokens: TokenStream) -> TokenStream {
    let mut trees: Vec<_> = tokens.into_iter().collect();
    for tree in &mut trees {
        tree.set_span(tree.span().located_at(location));
    }
    trees.into_iter().collect()
}
