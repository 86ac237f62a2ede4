//! Values that are lists in brackets.

use super::element::{Element, elements};
use super::key::Key;
use super::model::List;
use super::repair::repaired;
use super::run_time::{self, is_run_time};
use super::split::{Form, Value};
use crate::diagnostics::{Diagnostics, Site};
use crate::source::source;
use crate::tokens::{parse, string_literal};
use handler_cors_policy::ValueProblem;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;

/// What a key makes of an element: `None`, with an error, where it cannot interpret it. The text is the name of the static that the
/// attribute is on.
pub(super) type Read<T> = fn(Element, Key, Option<&str>, &mut Diagnostics) -> Option<Vec<T>>;

/// Reads the list of a key, whose site is `site`. `name` is that of the static that the attribute is on.
pub(super) fn list<T>(
    key: Key,
    name: Option<&str>,
    site: Site,
    value: Value,
    read: Read<T>,
    diagnostics: &mut Diagnostics,
) -> List<T> {
    let mut list = List { elements: Vec::new(), is_complete: false, site };
    let position = value.position;
    if let Some(content) = content(key, name, site, value, diagnostics) {
        list.is_complete = elements(key, position, content, diagnostics, &mut |element, diagnostics| {
            let Some(elements) = read(element, key, name, diagnostics) else { return false };
            list.elements.extend(elements);
            true
        });
    }
    list
}

/// The tokens between the brackets of a list, or those that should be.
fn content(
    key: Key,
    name: Option<&str>,
    site: Site,
    value: Value,
    diagnostics: &mut Diagnostics,
) -> Option<TokenStream> {
    let trees = value.trees();
    match (&value.form, trees.as_slice()) {
        (Form::Assigned(_), [TokenTree::Group(group)]) if group.delimiter() == Delimiter::Bracket => {
            return Some(group.stream());
        }
        (_, []) => {
            diagnostics.report(site, ValueProblem::MissingValue { key: key.name(), example: key.example() });
            return None;
        }
        _ => {}
    }
    let value_site = Site::of_trees(value.position, &trees);
    let meant = repaired(key, &value);
    if meant.is_none() && key.lists_origins() {
        if let Some(expr) = parse(value.tokens()).ok().filter(is_run_time) {
            run_time::report(key, &expr, name, value_site, diagnostics);
            return None;
        }
    }
    let content = meant.map(|meant| unwrapped(meant.trees())).or_else(|| in_other_brackets(&trees));
    let argument = content.as_ref().map(|content| format!("{} = [{}]", key.name(), source(content.clone())));
    let problem = ValueProblem::ExpectedList { key: key.name(), list: argument.as_deref(), example: key.example() };
    diagnostics.report(value_site, problem);
    // A constant may hold a list itself. What is wrong with it then is reported already.
    let is_constant = key.lists_origins() && matches!(trees.as_slice(), [.., TokenTree::Ident(_)]);
    content.filter(|_| !is_constant)
}

/// Elements of which some are unclear, so that they have errors of their own.
fn in_other_brackets(trees: &[TokenTree]) -> Option<TokenStream> {
    match trees {
        [TokenTree::Group(group)] => Some(group.stream()),
        [TokenTree::Punct(sign), TokenTree::Group(group)] if sign.as_char() == '&' => Some(group.stream()),
        [TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Group(group)] if name == "vec" => Some(group.stream()),
        [TokenTree::Ident(word)] if word != "true" && word != "false" => Some(TokenTree::Ident(word.clone()).into()),
        [TokenTree::Literal(literal)] => string_literal(&literal.to_token_stream()).map(|_| literal.to_token_stream()),
        _ => None,
    }
}

/// The tokens, or those inside if they are one group.
pub(super) fn unwrapped(trees: Vec<TokenTree>) -> TokenStream {
    match trees.as_slice() {
        [TokenTree::Group(group)] => group.stream(),
        _ => trees.into_iter().collect(),
    }
}
