//! The tokens of the attribute, split into arguments.

use super::key::Key;
use crate::diagnostics::{Diagnostics, Position, Site};
use crate::source::{delimiters, source};
use handler_cors_policy::AttributeProblem;
use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};

/// A key, or the tokens in its place, with its value.
pub(super) struct Argument {
    pub(super) key: Vec<TokenTree>,
    pub(super) key_position: Position,
    /// Another sign in place of `=`.
    pub(super) wrong_sign: Option<Site>,
    pub(super) value: Value,
}

impl Argument {
    pub(super) fn key_site(&self) -> Site {
        Site::of_trees(self.key_position, &self.key)
    }

    /// The argument as a whole.
    pub(super) fn site(&self) -> Site {
        match self.value.trees().as_slice() {
            [] => self.key_site(),
            trees => self.key_site().to(Site::of_trees(self.value.position, trees)),
        }
    }

    /// The argument as it is written.
    pub(super) fn source(&self) -> String {
        let key: String = self.key.iter().map(ToString::to_string).collect();
        match &self.value.form {
            Form::Missing => key,
            Form::Assigned(_) => format!("{key} = {}", source(self.value.tokens())),
            Form::Grouped(_) => format!("{key}{}", source(self.value.tokens())),
        }
    }
}

pub(super) struct Value {
    pub(super) form: Form,
    pub(super) position: Position,
}

/// How a value follows its key.
pub(super) enum Form {
    /// No value: `credentials`.
    Missing,
    /// `= …`
    Assigned(Vec<TokenTree>),
    /// A group: `dangerously(…)`.
    Grouped(Group),
}

impl Value {
    /// Whether the value, which is in the right form, is what the argument has.
    pub(super) fn is_written_as(&self, argument: &Argument) -> bool {
        let is_assigned = |value: &Value| matches!(value.form, Form::Assigned(_));
        argument.wrong_sign.is_none()
            && is_assigned(self) == is_assigned(&argument.value)
            && source(self.tokens()) == source(argument.value.tokens())
    }

    /// Another value in the same place.
    pub(super) fn replaced(&self, text: &str) -> Value {
        let tokens: TokenStream = text.parse().unwrap_or_default();
        let trees: Vec<_> = tokens.into_iter().collect();
        let form = if trees.is_empty() { Form::Missing } else { Form::Assigned(trees) };
        Value { form, position: self.position }
    }

    /// The tokens after the `=`, or the group that follows the key.
    pub(super) fn trees(&self) -> Vec<TokenTree> {
        match &self.form {
            Form::Missing => Vec::new(),
            Form::Assigned(trees) => trees.clone(),
            Form::Grouped(group) => vec![TokenTree::Group(group.clone())],
        }
    }

    pub(super) fn tokens(&self) -> TokenStream {
        self.trees().into_iter().collect()
    }

    /// The tokens of the value, and whether a `=` precedes them.
    pub(super) fn into_tokens(self) -> (TokenStream, bool) {
        match self.form {
            Form::Missing => (TokenStream::new(), false),
            Form::Assigned(trees) => (trees.into_iter().collect(), true),
            Form::Grouped(group) => (group.stream(), false),
        }
    }
}

/// Splits the arguments at their commas. A missing comma is reported and taken as written.
pub(super) fn split(tokens: TokenStream, diagnostics: &mut Diagnostics) -> Vec<Argument> {
    let mut trees = Vec::new();
    ungroup(tokens, &mut trees);
    if let [TokenTree::Group(group)] = trees.as_slice() {
        let inner = group.stream();
        let (open, close) = delimiters(group.delimiter());
        let problem = AttributeProblem::GroupedArguments { open: open.trim(), close: close.trim() };
        diagnostics.report(Position::token(0).at(group.span()), problem);
        trees.clear();
        ungroup(inner, &mut trees);
    }
    let mut arguments = Vec::new();
    let mut start = 0;
    for (index, tree) in trees.iter().enumerate() {
        let site = Position::token(index).at(tree.span());
        let argument = &trees[start..index];
        if is_in_closure(argument) {
            continue;
        }
        if is_punct(tree, ',') {
            if argument.is_empty() {
                diagnostics.report(site, AttributeProblem::EmptyArgument);
            }
            arguments.push(start..index);
            start = index + 1;
        } else if is_punct(tree, ';') {
            diagnostics.report(site, AttributeProblem::Semicolon);
            arguments.push(start..index);
            start = index + 1;
        } else if starts_another(argument, tree, trees.get(index + 1)) {
            diagnostics.report(site, AttributeProblem::MissingComma { before: &tree.to_string() });
            arguments.push(start..index);
            start = index;
        }
    }
    arguments.push(start..trees.len());
    let mut split = Vec::new();
    for range in arguments {
        let first = after_attributes(&trees, range.start, range.end, diagnostics);
        if first < range.end {
            split.push(key_and_value(&trees, first, range.end));
        }
    }
    split
}

/// Fragments of `macro_rules!` are in invisible groups.
fn ungroup(tokens: TokenStream, trees: &mut Vec<TokenTree>) {
    for tree in tokens {
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => ungroup(group.stream(), trees),
            tree => trees.push(tree),
        }
    }
}

/// Whether the argument ends within the `|...|` of a closure.
fn is_in_closure(argument: &[TokenTree]) -> bool {
    let bars = argument.iter().filter(|tree| is_punct(tree, '|')).count();
    let starts = |pair: &[TokenTree]| is_punct(&pair[1], '|') && (is_punct(&pair[0], '=') || is_punct(&pair[0], ':'));
    bars % 2 == 1 && argument.windows(2).any(starts)
}

/// Whether a key begins where the argument before it has not ended.
fn starts_another(argument: &[TokenTree], tree: &TokenTree, next: Option<&TokenTree>) -> bool {
    let TokenTree::Ident(ident) = tree else { return false };
    let is_complete = match argument {
        [] | [.., TokenTree::Punct(_)] => false,
        // An attribute.
        [pound, TokenTree::Group(_)] => !is_punct(pound, '#'),
        _ => true,
    };
    is_complete && (Key::named(&ident.to_string()).is_some() || next.is_some_and(|next| is_punct(next, '=')))
}

/// The index after the attributes on a key, which are reported.
fn after_attributes(trees: &[TokenTree], start: usize, end: usize, diagnostics: &mut Diagnostics) -> usize {
    let mut first = start;
    while let [pound, attribute @ TokenTree::Group(_), ..] = &trees[first..end] {
        if !is_punct(pound, '#') {
            break;
        }
        let position = Position::token(first);
        let site = position.at(pound.span()).to(position.at(attribute.span()));
        diagnostics.report(site, AttributeProblem::AttributeOnKey);
        first += 2;
    }
    first
}

fn key_and_value(trees: &[TokenTree], first: usize, end: usize) -> Argument {
    let mut index = first;
    while index < end && !ends_key(&trees[first..end], index - first) {
        index += 1;
    }
    let mut wrong_sign = None;
    let (form, start) = match &trees[index..end] {
        [] => (Form::Missing, index),
        [TokenTree::Group(group)] => (Form::Grouped(group.clone()), index),
        after @ [TokenTree::Group(_), ..] => (Form::Assigned(after.to_vec()), index),
        [sign, value @ ..] => {
            wrong_sign = (!is_punct(sign, '=')).then(|| Position::token(index).at(sign.span()));
            (Form::Assigned(value.to_vec()), index + 1)
        }
    };
    let value = Value { form, position: Position::token(start) };
    Argument { key: trees[first..index].to_vec(), key_position: Position::token(first), wrong_sign, value }
}

/// At a group, a `=`, or a `:` that is not half of `::`.
fn ends_key(argument: &[TokenTree], index: usize) -> bool {
    let is_in_path =
        || index > 0 && matches!(&argument[index - 1], TokenTree::Punct(p) if p.spacing() == Spacing::Joint);
    match &argument[index] {
        TokenTree::Group(_) => true,
        TokenTree::Punct(punct) => match punct.as_char() {
            '=' => true,
            ':' => punct.spacing() == Spacing::Alone && !is_in_path(),
            _ => false,
        },
        _ => false,
    }
}

fn is_punct(tree: &TokenTree, character: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == character)
}
