//! Parsing by syn. Its functions are compiled once more for each type that they parse; here all types share one copy.

use proc_macro2::{TokenStream, TokenTree};
use syn::LitStr;
use syn::parse::{Parse, ParseStream, Parser};

pub(crate) fn parse<T: Parse>(tokens: TokenStream) -> syn::Result<T> {
    let mut parsed = None;
    parse_by(tokens, &mut |input| {
        parsed = Some(input.parse()?);
        Ok(())
    })?;
    Ok(parsed.expect("an error would have returned"))
}

/// Parses with `read`, which must read all tokens.
pub(crate) fn parse_by(
    tokens: TokenStream,
    read: &mut dyn FnMut(ParseStream<'_>) -> syn::Result<()>,
) -> syn::Result<()> {
    let parser = |input: ParseStream<'_>| read(input);
    parser.parse2(tokens)
}

/// The value of a string literal, if the tokens are one.
pub(crate) fn string_literal(tokens: &TokenStream) -> Option<String> {
    parse::<LitStr>(tokens.clone()).ok().map(|text| text.value())
}

/// The first identifier of this name, at any depth.
pub(crate) fn find_ident(tokens: TokenStream, name: &str) -> Option<TokenTree> {
    for tree in tokens {
        let found = match tree {
            TokenTree::Group(group) => find_ident(group.stream(), name),
            TokenTree::Ident(ref ident) if ident == name => Some(tree),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}
