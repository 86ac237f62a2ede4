//! Tokens with the spans of what the user wrote, where rustc reports what is wrong with them.

use crate::diagnostics::SpanRange;
use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};

/// A call of a function of the runtime's `Mentioned`, which rustc underlines at `range`.
///
/// Names with the span of what the user wrote would be further definitions of it in editors. Punctuation is none: the path is
/// `<Type>::function::<>`.
pub(super) fn named(range: SpanRange, function: &str, argument: &TokenStream) -> TokenStream {
    let function = format_ident!("{function}");
    let path = spanning(range, quote!(<__cors::Mentioned>::#function::<>));
    let argument = quote_spanned!(range.last=> (#argument));
    quote!(#path #argument)
}

/// A call of an assertion, which const evaluation reports at `range`. The parentheses have the span of what the user wrote, and no
/// name has.
pub(super) fn asserted(range: SpanRange, assertion: &str, arguments: &TokenStream) -> TokenStream {
    let assertion = format_ident!("{assertion}");
    let mut function = Group::new(Delimiter::Parenthesis, quote!(__cors::#assertion));
    function.set_span(range.first);
    let arguments = quote_spanned!(range.last=> (#arguments));
    quote!(#function #arguments)
}

/// A reference to a static, through a function whose argument has the type that the static must have.
pub(super) fn checked_reference(path: &dyn ToTokens, function: &str) -> TokenStream {
    let range = SpanRange::of(path);
    let ampersand = quote_spanned!(range.first=> &);
    let path = path.to_token_stream();
    named(range, function, &quote!(#ampersand #path))
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
