//! Parsing by syn, whose own functions are compiled once more for each type: here all types share one.

use proc_macro2::TokenStream;
use syn::LitStr;
use syn::parse::{Parse, ParseStream, Parser};

pub(crate) fn parse<T: Parse>(tokens: TokenStream) -> syn::Result<T> {
    let mut parsed = None;
    parse_by(tokens, &mut |input| {
        parsed = Some(input.parse()?);
        Ok(())
    })?;
    Ok(parsed.expect("what does not parse has returned"))
}

/// `read` must read all tokens.
pub(crate) fn parse_by(
    tokens: TokenStream,
    read: &mut dyn FnMut(ParseStream<'_>) -> syn::Result<()>,
) -> syn::Result<()> {
    let parser = |input: ParseStream<'_>| read(input);
    parser.parse2(tokens)
}

/// The text of a string literal, if the tokens are one.
pub(crate) fn quoted(tokens: &TokenStream) -> Option<String> {
    parse::<LitStr>(tokens.clone()).ok().map(|text| text.value())
}
