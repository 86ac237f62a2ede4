//! The [`macro@cors`] attribute of `handler-cors`. Use it through that crate, which re-exports it.

mod arguments;
mod check;
mod diagnostics;
mod expand;
mod item;
mod source;
#[cfg(test)]
mod tests;
mod tokens;

use crate::diagnostics::Diagnostics;
use crate::item::Item;
use proc_macro2::TokenStream;

#[doc = include_str!("cors.md")]
#[proc_macro_attribute]
pub fn cors(arguments: proc_macro::TokenStream, item: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand_attribute(arguments.into(), item.into()).into()
}

/// Item → arguments → checks → tokens. All errors are reported at once.
fn expand_attribute(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let mut diagnostics = Diagnostics::default();
    let parsed = Item::parse(item.clone(), &mut diagnostics);
    let arguments = arguments::parse(arguments, &parsed.kind(), &mut diagnostics);
    let checked = check::check(&parsed, &arguments, &mut diagnostics);
    expand::expand(item, &parsed, &arguments, &checked, diagnostics)
}
