//! What is meant by a value that is not written in the form that its key takes. Every token keeps the span of what it replaces.

use super::header_names::header_of_constant;
use super::key::Key;
use super::split::{Form, Value};
use super::values::meant_seconds;
use super::words::{ALL_METHODS, ANY, is_method};
use crate::source::source;
use crate::tokens::string_literal;
use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;

/// Conversions that const evaluation cannot do, and origins do not need.
const CONVERSIONS: [&str; 7] = ["parse", "unwrap", "expect", "into", "try_into", "to_string", "to_owned"];

/// The value in the right form, with `=` before it. `None` if it is not clear what is meant.
pub(super) fn repaired(key: Key, value: &Value) -> Option<Value> {
    let form = match key {
        _ if key.is_flag() => {
            return (!is_false(value)).then_some(Value { form: Form::Missing, position: value.position });
        }
        Key::MaxAge => TokenTree::Literal(Literal::u64_unsuffixed(meant_seconds(&value.tokens())?)).into(),
        _ if key.is_list() => bracketed(meant_elements(key, &value.trees())?),
        Key::Policy | Key::Crate => value.tokens(),
        _ => return None,
    };
    let trees: Vec<_> = form.into_iter().collect();
    (!trees.is_empty()).then(|| Value { form: Form::Assigned(trees), position: value.position })
}

/// An argument whose value is in the right form.
pub(super) fn written(key: Key, value: &Value) -> String {
    match &value.form {
        Form::Missing => key.name().to_owned(),
        _ => format!("{} = {}", key.name(), source(value.tokens())),
    }
}

pub(super) fn is_false(value: &Value) -> bool {
    matches!(source(value.tokens()).trim_matches(['(', ')', '"']), "false")
}

fn bracketed(elements: TokenStream) -> TokenStream {
    TokenTree::Group(Group::new(Delimiter::Bracket, elements)).into()
}

/// The elements of a list that is written otherwise: as one element, in other brackets, in one string, or by a call such as
/// `AllowOrigin::list([...])`.
pub(super) fn meant_elements(key: Key, trees: &[TokenTree]) -> Option<TokenStream> {
    match trees {
        [] => None,
        [TokenTree::Group(group)] => inside(key, group),
        [TokenTree::Punct(sign), rest @ ..] if sign.as_char() == '&' => meant_elements(key, rest),
        [TokenTree::Ident(name), TokenTree::Punct(sign), TokenTree::Group(group)]
            if name == "vec" && sign.as_char() == '!' =>
        {
            inside(key, group)
        }
        [path @ .., TokenTree::Group(arguments)] if is_function(path) => called(key, path, arguments),
        _ => elements(key, trees),
    }
}

/// The elements in a group, which may be around the list itself.
fn inside(key: Key, group: &Group) -> Option<TokenStream> {
    let trees: Vec<_> = group.stream().into_iter().collect();
    match trees.as_slice() {
        [] => None,
        [TokenTree::Group(_)] => meant_elements(key, &trees),
        [TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Group(_)] if name == "vec" => {
            meant_elements(key, &trees)
        }
        trees => elements(key, trees),
    }
}

/// Whether the tokens are a path that is called.
fn is_function(path: &[TokenTree]) -> bool {
    let is_part = |tree: &TokenTree| match tree {
        TokenTree::Ident(_) => true,
        TokenTree::Punct(punct) => punct.as_char() == ':',
        _ => false,
    };
    !path.is_empty() && path.iter().all(is_part)
}

/// A call of another library: `AllowOrigin::any()`, `AllowHeaders::list([...])`, `HeaderValue::from_static("...")`.
fn called(key: Key, path: &[TokenTree], arguments: &Group) -> Option<TokenStream> {
    let function = path.last()?;
    match function.to_string().as_str() {
        "any" | "mirror_request" | ANY => everything(key, function.span()),
        "list" | "from" | "exact" | "new" | "from_static" | "from_str" | "from_iter" => inside(key, arguments),
        _ => None,
    }
}

/// All elements, separated by commas. `None` if one of them is unclear.
fn elements(key: Key, trees: &[TokenTree]) -> Option<TokenStream> {
    let mut list = TokenStream::new();
    for element in trees.split(|tree| is_punct(tree, ',')) {
        if element.is_empty() {
            continue;
        }
        let element = element_meant(key, element)?;
        if !list.is_empty() {
            list.extend([comma()]);
        }
        list.extend(element);
    }
    (!list.is_empty()).then_some(list)
}

fn element_meant(key: Key, trees: &[TokenTree]) -> Option<TokenStream> {
    let means_all = match trees {
        [TokenTree::Punct(star)] => star.as_char() == '*',
        [path @ .., TokenTree::Ident(word)] if is_function(path) || path.is_empty() => {
            word.to_string().eq_ignore_ascii_case(ANY) || word == "true" || (key == Key::Methods && word == "ALL")
        }
        _ => false,
    };
    if means_all {
        return everything(key, trees[0].span());
    }
    let meant = match key {
        Key::Methods => method(trees),
        Key::Headers | Key::Expose => header(trees),
        _ => origin(trees),
    };
    meant.or_else(|| match trees {
        [path @ .., TokenTree::Group(arguments)] if is_function(path) => called(key, path, arguments),
        _ => None,
    })
}

/// The element that stands for everything. Methods have none, and are listed.
fn everything(key: Key, span: Span) -> Option<TokenStream> {
    match key {
        Key::Methods => Some(words(ALL_METHODS, span)),
        _ => Some(text("*", span)),
    }
}

/// `"GET,POST"`, `RequestMethod.GET`, `Method::GET`
fn method(trees: &[TokenTree]) -> Option<TokenStream> {
    match trees {
        [TokenTree::Literal(literal)] => {
            let methods = string_literal(&literal.to_token_stream())?;
            let mut names = Vec::new();
            for word in pieces(&methods) {
                names.push(known_method(word)?);
            }
            (!names.is_empty()).then(|| words(&names.join(", "), literal.span()))
        }
        [.., TokenTree::Punct(sign), TokenTree::Ident(word)] if sign.as_char() == '.' => {
            Some(words(&known_method(&word.to_string())?, word.span()))
        }
        [TokenTree::Ident(word)] => Some(words(&known_method(&word.to_string())?, word.span())),
        [path @ .., TokenTree::Ident(_)] if is_function(path) => Some(trees.iter().cloned().collect()),
        _ => None,
    }
}

fn known_method(word: &str) -> Option<String> {
    let upper = word.to_ascii_uppercase();
    is_method(&upper).then_some(upper)
}

/// `"Content-Type, X-Request-Id"`, `Content-Type`, `header::CONTENT_TYPE`
fn header(trees: &[TokenTree]) -> Option<TokenStream> {
    match trees {
        [TokenTree::Literal(literal)] => {
            let headers = string_literal(&literal.to_token_stream())?;
            texts(headers.split([',', ';', '|']).map(str::trim), literal)
        }
        [.., TokenTree::Ident(word)] if is_path(trees) => {
            header_of_constant(&word.to_string()).map(|_| trees.iter().cloned().collect())
        }
        [TokenTree::Ident(_), TokenTree::Punct(sign), ..] if sign.as_char() == '-' => hyphenated(trees),
        _ => None,
    }
}

/// `X-Request-Id` without quotation marks.
pub(super) fn hyphenated(trees: &[TokenTree]) -> Option<TokenStream> {
    let is_part = |tree: &TokenTree| match tree {
        TokenTree::Ident(_) => true,
        TokenTree::Punct(punct) => punct.as_char() == '-',
        TokenTree::Literal(literal) => literal.to_string().bytes().all(|byte| byte.is_ascii_digit()),
        TokenTree::Group(_) => false,
    };
    let name: String = trees.iter().map(ToString::to_string).collect();
    (trees.len() > 1 && trees.iter().all(is_part)).then(|| text(&name, trees[0].span()))
}

/// `"https://a.example,https://b.example"`, `"https://a.example".parse().unwrap()`, a path of a constant.
pub(super) fn origin(trees: &[TokenTree]) -> Option<TokenStream> {
    match trees {
        [TokenTree::Literal(literal), conversions @ ..] if are_conversions(conversions) => {
            let origins = string_literal(&literal.to_token_stream())?;
            texts(origin_pieces(&origins).into_iter(), literal)
        }
        // A variable is not in scope.
        _ if is_path(trees) && !is_variable(trees) => Some(trees.iter().cloned().collect()),
        _ => None,
    }
}

fn is_variable(path: &[TokenTree]) -> bool {
    matches!(path.last(), Some(TokenTree::Ident(word)) if !word.to_string().contains(|c: char| c.is_ascii_uppercase()))
}

/// The origin in `"https://app.example.com".parse().unwrap()` or `HeaderValue::from_static("https://app.example.com")`.
pub(super) fn converted_origin(trees: &[TokenTree]) -> Option<TokenStream> {
    match trees {
        [TokenTree::Literal(_)] => None,
        [TokenTree::Literal(_), ..] => origin(trees),
        [path @ .., TokenTree::Group(arguments)] if is_function(path) => called(Key::Origins, path, arguments),
        _ => None,
    }
}

fn is_path(trees: &[TokenTree]) -> bool {
    is_function(trees) && matches!(trees.last(), Some(TokenTree::Ident(word)) if word != "false")
}

/// `.parse::<HeaderValue>().unwrap()`, `?`
fn are_conversions(trees: &[TokenTree]) -> bool {
    let mut is_after_dot = false;
    for tree in trees {
        match tree {
            TokenTree::Ident(name) if is_after_dot && !CONVERSIONS.iter().any(|conversion| name == conversion) => {
                return false;
            }
            TokenTree::Literal(_) => return false,
            _ => {}
        }
        is_after_dot = is_punct(tree, '.');
    }
    true
}

/// The pieces of a text in which commas or spaces separate names.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '|', ' ', '\t', '\n']).filter(|piece| !piece.is_empty())
}

/// Several origins in one text, or the whole text. Quotation marks and brackets around them are removed.
fn origin_pieces(text: &str) -> Vec<&str> {
    let is_quoted = text.starts_with(['[', '"', '\'']);
    let unquoted = |piece| if is_quoted { str::trim_matches(piece, ['[', ']', '"', '\'', ' ']) } else { piece };
    let origins: Vec<_> = pieces(text).map(unquoted).collect();
    if origins.iter().all(|origin| origin.contains("://")) { origins } else { vec![text.trim()] }
}

/// String literals. One that needs no repair stays as it is written.
fn texts<'a>(pieces: impl Iterator<Item = &'a str>, written: &Literal) -> Option<TokenStream> {
    let pieces: Vec<_> = pieces.filter(|piece| !piece.is_empty()).collect();
    let whole = string_literal(&written.to_token_stream());
    if pieces.len() < 2 && pieces.first().copied() == whole.as_deref() {
        return Some(TokenTree::Literal(written.clone()).into());
    }
    let mut list = TokenStream::new();
    for piece in &pieces {
        if !list.is_empty() {
            list.extend([comma()]);
        }
        list.extend(text(piece, written.span()));
    }
    (!list.is_empty()).then_some(list)
}

fn text(value: &str, span: Span) -> TokenStream {
    let mut literal = Literal::string(value);
    literal.set_span(span);
    TokenTree::Literal(literal).into()
}

/// Identifiers with commas between them.
fn words(list: &str, span: Span) -> TokenStream {
    let mut tokens = TokenStream::new();
    for word in list.split(", ") {
        if !tokens.is_empty() {
            tokens.extend([comma()]);
        }
        tokens.extend([TokenTree::Ident(Ident::new(word, span))]);
    }
    tokens
}

fn comma() -> TokenTree {
    TokenTree::Punct(Punct::new(',', Spacing::Alone))
}

fn is_punct(tree: &TokenTree, character: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == character)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Position;
    use quote::quote;

    fn argument_of(key: Key, tokens: TokenStream) -> Option<String> {
        let value = Value { form: Form::Assigned(tokens.into_iter().collect()), position: Position::token(0) };
        repaired(key, &value).map(|value| written(key, &value))
    }

    #[test]
    fn values_that_are_clear() {
        let values = [
            (
                Key::Origins,
                quote!("https://a.example,https://b.example"),
                r#"origins = ["https://a.example", "https://b.example"]"#,
            ),
            (
                Key::Origins,
                quote!("https://a.example".parse::<HeaderValue>().unwrap()),
                r#"origins = ["https://a.example"]"#,
            ),
            (
                Key::Origins,
                quote!(AllowOrigin::list(["https://a.example".parse()?])),
                r#"origins = ["https://a.example"]"#,
            ),
            (Key::Origins, quote!("['https://a.example']"), r#"origins = ["https://a.example"]"#),
            (Key::Origins, quote!(true), r#"origins = ["*"]"#),
            (Key::Within, quote!(tower_http::cors::Any), r#"within = ["*"]"#),
            (Key::Methods, quote!("get, POST"), "methods = [GET, POST]"),
            (Key::Methods, quote!(([Method::GET])), "methods = [Method::GET]"),
            (Key::Methods, quote!({ RequestMethod.GET, RequestMethod.POST }), "methods = [GET, POST]"),
            (Key::Methods, quote!(AllowMethods::mirror_request()), "methods = [GET, POST, PUT, PATCH, DELETE]"),
            (Key::Methods, quote!(Any), "methods = [GET, POST, PUT, PATCH, DELETE]"),
            (Key::Headers, quote!("Content-Type, X-Request-Id"), r#"headers = ["Content-Type", "X-Request-Id"]"#),
            (Key::Headers, quote!([X - Request - Id, CONTENT_TYPE]), r#"headers = ["X-Request-Id", CONTENT_TYPE]"#),
            (Key::Headers, quote!(HeaderName::from_static("x-a")), r#"headers = ["x-a"]"#),
            (Key::MaxAge, quote!(Some(std::time::Duration::from_mins(10))), "max_age = 600"),
            (Key::Credentials, quote!("include"), "credentials"),
        ];
        for (key, tokens, expected) in values {
            assert_eq!(argument_of(key, tokens.clone()).as_deref(), Some(expected), "{tokens}");
        }
    }

    #[test]
    fn values_that_are_unclear() {
        let values = [
            (Key::Origins, quote!(load())),
            (Key::Origins, quote!(config.origins())),
            (Key::Origins, quote!(|origin| true)),
            (Key::Origins, quote!(false)),
            (Key::Methods, quote!("GET, GOT")),
            (Key::Origins, quote!(AllowOrigin::list(origins))),
            (Key::Headers, quote!(5)),
            (Key::MaxAge, quote!(MAX_AGE)),
            (Key::Credentials, quote!(false)),
        ];
        for (key, tokens) in values {
            assert_eq!(argument_of(key, tokens.clone()), None, "{tokens}");
        }
    }
}
