//! The attribute's tokens, cut into arguments.

use super::Key;
use crate::faults::{Faults, Spot};
use crate::source::source;
use proc_macro2::{Delimiter, Group, Spacing, TokenStream, TokenTree};
use std::iter::once;

/// A key, or what stands in its place, with what stands behind it.
pub(crate) struct Argument {
    pub(crate) key: Vec<TokenTree>,
    pub(crate) value: Value,
}

/// What stands behind a key.
pub(crate) enum Value {
    /// Nothing: `credentials`.
    None,
    /// `= …`
    Assigned(Vec<TokenTree>),
    /// A group: `dangerously(…)`.
    Grouped(Group),
}

impl Value {
    /// The tokens of the value, and whether they stand behind a `=`.
    pub(super) fn into_tokens(self) -> (TokenStream, bool) {
        match self {
            Value::None => (TokenStream::new(), false),
            Value::Assigned(trees) => (stream(&trees), true),
            Value::Grouped(group) => (group.stream(), false),
        }
    }
}

/// Trees as a stream.
pub(super) fn stream(trees: &[TokenTree]) -> TokenStream {
    let mut stream = TokenStream::new();
    for tree in trees {
        stream.extend(once(tree.clone()));
    }
    stream
}

/// The arguments in order. A missing comma is reported and taken as written.
pub(crate) fn arguments(tokens: TokenStream, faults: &mut Faults) -> Vec<Argument> {
    let mut trees = Vec::new();
    ungroup(tokens, &mut trees);
    let mut arguments = vec![Vec::new()];
    for (place, tree) in trees.iter().enumerate() {
        let argument = arguments.last_mut().expect("it never becomes empty");
        match tree {
            TokenTree::Punct(punct) if punct.as_char() == ',' => {
                if argument.is_empty() {
                    faults.report(tree.span(), "a comma without an argument in front of it", "remove it");
                }
                arguments.push(Vec::new());
            }
            TokenTree::Punct(punct) if punct.as_char() == ';' => {
                faults.report(tree.span(), "arguments are separated by commas", "write `,` instead of `;`");
                arguments.push(Vec::new());
            }
            _ if starts_another(argument, tree, trees.get(place + 1)) => {
                let fact = format!("a comma is missing in front of `{tree}`");
                faults.report(tree.span(), &fact, &format!("write `, {tree}`"));
                arguments.push(vec![tree.clone()]);
            }
            _ => argument.push(tree.clone()),
        }
    }
    let mut written = Vec::new();
    for argument in arguments {
        let argument = without_attributes(&argument, faults);
        if !argument.is_empty() {
            written.push(parted(argument, faults));
        }
    }
    written
}

/// Fragments of `macro_rules!` stand in invisible groups.
fn ungroup(tokens: TokenStream, trees: &mut Vec<TokenTree>) {
    for tree in tokens {
        match tree {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => ungroup(group.stream(), trees),
            tree => trees.push(tree),
        }
    }
}

/// Whether a key begins where the argument before it has not ended.
fn starts_another(argument: &[TokenTree], tree: &TokenTree, next: Option<&TokenTree>) -> bool {
    let TokenTree::Ident(ident) = tree else { return false };
    let complete = match argument {
        [] | [.., TokenTree::Punct(_)] => false,
        // An attribute.
        [TokenTree::Punct(pound), TokenTree::Group(_)] => pound.as_char() != '#',
        _ => true,
    };
    complete && (Key::named(&ident.to_string()).is_some() || next.is_some_and(|next| is_punct(next, '=')))
}

fn without_attributes<'a>(argument: &'a [TokenTree], faults: &mut Faults) -> &'a [TokenTree] {
    let mut rest = argument;
    while let [pound, attribute @ TokenTree::Group(_), behind @ ..] = rest {
        if !is_punct(pound, '#') {
            break;
        }
        let fact = "an attribute cannot stand on a key";
        let remedy = "`#[cfg(...)]` can stand on elements of `origins`; a whole policy is put under a condition by \
                      `#[cfg_attr(condition, cors(...))]`";
        faults.report(Spot::from(pound.span()).to(attribute.span().into()), fact, remedy);
        rest = behind;
    }
    rest
}

/// Key and value of an argument.
fn parted(argument: &[TokenTree], faults: &mut Faults) -> Argument {
    let mut end = 0;
    while end < argument.len() && !ends_key(argument, end) {
        end += 1;
    }
    let (key, behind) = argument.split_at(end);
    let value = match behind {
        [] => Value::None,
        [TokenTree::Group(group)] => Value::Grouped(group.clone()),
        [TokenTree::Group(_), ..] => Value::Assigned(behind.to_vec()),
        [sign, value @ ..] => {
            if !is_punct(sign, '=') {
                let key = source(stream(key));
                faults.report(sign.span(), "a key and its value are separated by `=`", &format!("write `{key} =`"));
            }
            Value::Assigned(value.to_vec())
        }
    };
    Argument { key: key.to_vec(), value }
}

/// At a group, a `=`, or a `:` that is not half of `::`.
fn ends_key(argument: &[TokenTree], place: usize) -> bool {
    let in_path = || place > 0 && matches!(&argument[place - 1], TokenTree::Punct(p) if p.spacing() == Spacing::Joint);
    match &argument[place] {
        TokenTree::Group(_) => true,
        TokenTree::Punct(punct) => match punct.as_char() {
            '=' => true,
            ':' => punct.spacing() == Spacing::Alone && !in_path(),
            _ => false,
        },
        _ => false,
    }
}

fn is_punct(tree: &TokenTree, character: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == character)
}
