//! Values that are lists in brackets.

use super::element::{Element, elements};
use super::key::Key;
use super::model::List;
use super::split::{Form, Value};
use crate::diagnostics::{Diagnostics, Site};
use crate::source::source;
use handler_cors_policy::ValueProblem;
use proc_macro2::{Delimiter, Literal, TokenStream, TokenTree};

/// The word by which tower-http allows everything.
pub(super) const ANY: &str = "Any";

/// What a key makes of an element: `None`, with an error, where it cannot interpret it.
pub(super) type Read<T> = fn(Element, Key, &mut Diagnostics) -> Option<Vec<T>>;

/// Reads the list of a key, whose site is `site`.
pub(super) fn list<T>(key: Key, site: Site, value: Value, read: Read<T>, diagnostics: &mut Diagnostics) -> List<T> {
    let mut list = List { elements: Vec::new(), is_complete: false, site };
    let position = value.position;
    if let Some(content) = content(key, site, value, diagnostics) {
        list.is_complete = elements(key, position, content, diagnostics, &mut |element, diagnostics| {
            let Some(elements) = read(element, key, diagnostics) else { return false };
            list.elements.extend(elements);
            true
        });
    }
    list
}

/// The tokens between the brackets of a list, or those that should be.
fn content(key: Key, site: Site, value: Value, diagnostics: &mut Diagnostics) -> Option<TokenStream> {
    let trees = match value.form {
        Form::Missing => Vec::new(),
        Form::Assigned(trees) => match trees.as_slice() {
            [TokenTree::Group(group)] if group.delimiter() == Delimiter::Bracket => return Some(group.stream()),
            _ => trees,
        },
        Form::Grouped(group) => vec![TokenTree::Group(group)],
    };
    if trees.is_empty() {
        diagnostics.report(site, ValueProblem::MissingValue { key: key.name(), example: key.example() });
        return None;
    }
    let value_site = Site::of_trees(value.position, &trees);
    let is_path = matches!(trees[0], TokenTree::Ident(_));
    let listed = listed(&trees);
    let is_list = listed.is_some();
    let content = listed.unwrap_or_else(|| quoted_star(key, unwrapped(trees)));
    let list = format!("{} = [{}]", key.name(), source(content.clone()));
    diagnostics.report(value_site, ValueProblem::ExpectedList { key: key.name(), list: &list });
    // A constant may hold a list itself. What is wrong with it then is reported already.
    (!key.lists_origins() || !is_path || is_list).then_some(content)
}

/// The tokens, or those inside if they are one group.
pub(super) fn unwrapped(trees: Vec<TokenTree>) -> TokenStream {
    match trees.as_slice() {
        [TokenTree::Group(group)] => group.stream(),
        _ => trees.into_iter().collect(),
    }
}

/// The elements of `&[...]` and `vec![...]`.
fn listed(trees: &[TokenTree]) -> Option<TokenStream> {
    match trees {
        [TokenTree::Punct(sign), TokenTree::Group(group)]
            if sign.as_char() == '&' && group.delimiter() == Delimiter::Bracket =>
        {
            Some(group.stream())
        }
        [TokenTree::Ident(name), TokenTree::Punct(sign), TokenTree::Group(group)]
            if name == "vec" && sign.as_char() == '!' =>
        {
            Some(group.stream())
        }
        _ => None,
    }
}

/// `*` and `Any` as `"*"`, for keys that have a wildcard.
fn quoted_star(key: Key, content: TokenStream) -> TokenStream {
    let mut trees = content.clone().into_iter();
    let (first, second) = (trees.next(), trees.next());
    let means_all = match (&first, second) {
        (Some(TokenTree::Punct(star)), None) => star.as_char() == '*' && key != Key::Methods,
        (Some(TokenTree::Ident(word)), None) => {
            word.to_string().eq_ignore_ascii_case(ANY) && matches!(key, Key::Headers | Key::Expose)
        }
        _ => false,
    };
    let Some(first) = first.filter(|_| means_all) else { return content };
    let mut literal = Literal::string("*");
    literal.set_span(first.span());
    TokenTree::Literal(literal).into()
}
