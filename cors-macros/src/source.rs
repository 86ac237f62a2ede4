//! Tokens as text, close to how people write them.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// The tokens as one line, for messages and documentation.
pub(crate) fn source(tokens: TokenStream) -> String {
    let mut text = String::new();
    let mut previous = None;
    for tree in tokens {
        if previous.as_ref().is_some_and(|previous| is_apart(previous, &tree)) {
            text.push(' ');
        }
        match &tree {
            TokenTree::Group(group) => {
                let (open, close) = delimiters(group.delimiter());
                text += &format!("{open}{}{close}", source(group.stream()));
            }
            tree => text += &tree.to_string(),
        }
        previous = Some(tree);
    }
    text
}

/// The opening and the closing delimiter, with the spaces inside of them.
pub(crate) fn delimiters(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{ ", " }"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    }
}

/// Whether a space goes between two tokens.
fn is_apart(previous: &TokenTree, next: &TokenTree) -> bool {
    let is_operator = |character: char| "=+-/%^|".contains(character);
    match (previous, next) {
        // A product, not a pointer.
        (TokenTree::Punct(star), TokenTree::Literal(_))
        | (TokenTree::Literal(_) | TokenTree::Group(_), TokenTree::Punct(star))
            if star.as_char() == '*' =>
        {
            true
        }
        (TokenTree::Punct(previous), _) if previous.spacing() == Spacing::Joint => false,
        (TokenTree::Punct(previous), TokenTree::Ident(_) | TokenTree::Literal(_) | TokenTree::Group(_)) => {
            previous.as_char() == ',' || is_operator(previous.as_char())
        }
        (TokenTree::Punct(previous), TokenTree::Punct(next)) => {
            previous.as_char() == ',' || is_operator(previous.as_char()) || is_operator(next.as_char())
        }
        (_, TokenTree::Punct(next)) => is_operator(next.as_char()),
        (_, TokenTree::Group(group)) => group.delimiter() == Delimiter::Brace,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    #[test]
    fn reads_as_written() {
        let texts = [
            (quote!(config::Deployment::<true, 1>::WEB), "config::Deployment::<true, 1>::WEB"),
            (quote!(concat!("https://", env!("HOST"))), r#"concat!("https://", env!("HOST"))"#),
            (quote!(axum::extract::FromRequestParts<()> + Send), "axum::extract::FromRequestParts<()> + Send"),
            (quote!(all(unix, feature = "x")), r#"all(unix, feature = "x")"#),
            (quote!(60 * 10), "60 * 10"),
            (quote!(from_secs(60) * 10), "from_secs(60) * 10"),
            (quote!(LIST[0]), "LIST[0]"),
            (quote!(Into<Option<&'static str>>), "Into<Option<&'static str>>"),
            (quote!(if A { B } else { C }), "if A { B } else { C }"),
        ];
        for (tokens, text) in texts {
            assert_eq!(source(tokens), text);
        }
    }
}
