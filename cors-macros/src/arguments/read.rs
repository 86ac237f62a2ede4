//! Reads the arguments one by one, in the order in which they are written.

use super::exemptions::exemptions;
use super::key::{Key, Target};
use super::list::list;
use super::model::Arguments;
use super::names::{header, is_method, method};
use super::origins::{RUN_TIME_WORDS, origin, origins};
use super::split::{Argument, Form, Value, split};
use super::values::{flag, path, seconds, variable};
use crate::diagnostics::{Diagnostics, Position, Site};
use crate::item::ItemKind;
use crate::source::source;
use crate::tokens::string_literal;
use handler_cors_policy::AttributeProblem;
use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};

/// Reads all arguments, and reports those that are not well-formed.
pub(crate) fn parse(tokens: TokenStream, item: &ItemKind, diagnostics: &mut Diagnostics) -> Arguments {
    let site = Position::token(0).of(&tokens);
    let split = split(tokens, diagnostics);
    let arguments =
        Arguments { target: target(item, &split), site: (!split.is_empty()).then_some(site), ..Arguments::default() };
    let mut reader = Reader { arguments, read: Vec::new(), diagnostics };
    for argument in split {
        reader.read(argument);
    }
    reader.arguments
}

/// What the attribute declares. On a static its keys decide, and else its type.
fn target(item: &ItemKind, arguments: &[Argument]) -> Option<Target> {
    let type_name = match item {
        ItemKind::Handler => return Some(Target::Handler),
        ItemKind::Other => return None,
        ItemKind::Static { type_name } => type_name,
    };
    let (mut has_origins_key, mut has_policy_key) = (false, false);
    for key in arguments.iter().filter_map(exact_key) {
        has_origins_key |= !Target::Handler.takes(key);
        has_policy_key |= !Target::Origins.takes(key);
    }
    match (has_origins_key, has_policy_key) {
        (true, false) => Some(Target::Origins),
        (false, true) => Some(Target::Policy),
        _ => type_name.as_deref().and_then(Target::of_type).or(Some(Target::Policy)),
    }
}

fn exact_key(argument: &Argument) -> Option<Key> {
    match argument.key.as_slice() {
        [TokenTree::Ident(word)] => Key::named(&word.to_string()),
        _ => None,
    }
}

/// A key that was read.
struct Read {
    key: Key,
    /// Whether the key is written in full, not guessed from another word.
    is_exact: bool,
}

struct Reader<'a> {
    arguments: Arguments,
    read: Vec<Read>,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn read(&mut self, argument: Argument) {
        let (argument, is_completed) = self.complete(argument);
        let Some((key, is_exact)) = self.key(&argument) else { return };
        let is_exact = is_exact && !is_completed;
        let site = Site::of_trees(argument.key_position, &argument.key);
        match self.read.iter().rfind(|read| read.key == key) {
            Some(earlier) => {
                // An exact key replaces what an earlier word was guessed to mean.
                let replaces = is_exact && !earlier.is_exact;
                if is_exact && earlier.is_exact {
                    self.report_duplicate(key, site);
                }
                if !replaces {
                    return;
                }
            }
            None => self.arguments.keys.push((key, site)),
        }
        self.read.push(Read { key, is_exact });
        self.value(key, site, argument.value);
    }

    /// Reports a value without a key, such as `GET` or `"https://app.example.com"`, and adds the key.
    fn complete(&mut self, argument: Argument) -> (Argument, bool) {
        let Argument { key, key_position, value } = &argument;
        let [tree] = key.as_slice() else { return (argument, false) };
        let bracketed = || vec![TokenTree::Group(Group::new(Delimiter::Bracket, tree.clone().into()))];
        let (key, trees) = match (tree, &value.form) {
            (TokenTree::Ident(ident), Form::Missing) if is_method(&ident.to_string()) => (Key::Methods, bracketed()),
            (TokenTree::Literal(_), Form::Missing) => (Key::Origins, bracketed()),
            (TokenTree::Ident(ident), Form::Grouped(group)) if RUN_TIME_WORDS.contains(&&*ident.to_string()) => {
                (Key::Origins, vec![tree.clone(), TokenTree::Group(group.clone())])
            }
            _ => return (argument, false),
        };
        let (name, span) = (key.name(), tree.span());
        let written = &source(trees.iter().cloned().collect());
        let found = &source(tree.clone().into());
        // Origins that are named at run time have an error that says where instead.
        if !matches!(value.form, Form::Grouped(_)) {
            let problem = AttributeProblem::ValueWithoutKey { found, key: name, value: written };
            self.diagnostics.report(key_position.at(span), problem);
        }
        let completed = Argument {
            key: vec![TokenTree::Ident(Ident::new(name, span))],
            key_position: *key_position,
            value: Value { form: Form::Assigned(trees), position: *key_position },
        };
        (completed, true)
    }

    fn value(&mut self, key: Key, site: Site, value: Value) {
        let (arguments, diagnostics) = (&mut self.arguments, &mut *self.diagnostics);
        match key {
            Key::Origins => arguments.origins = origins(site, value, diagnostics),
            Key::Methods => arguments.methods = Some(list(key, site, value, method, diagnostics)),
            Key::Headers => arguments.headers = Some(list(key, site, value, header, diagnostics)),
            Key::Expose => arguments.expose = Some(list(key, site, value, header, diagnostics)),
            Key::Credentials => arguments.credentials = flag(key, site, value, diagnostics).then_some(site),
            Key::MaxAge => arguments.max_age = seconds(site, value, diagnostics),
            Key::Enforce => arguments.enforce = flag(key, site, value, diagnostics),
            Key::Policy => arguments.policy = path(key, site, value, diagnostics),
            Key::Within => arguments.within = Some(list(key, site, value, origin, diagnostics)),
            Key::Always => arguments.always = Some(list(key, site, value, origin, diagnostics)),
            Key::Env => arguments.env = variable(site, value, diagnostics),
            Key::Default => arguments.default = Some(list(key, site, value, origin, diagnostics)),
            Key::Dangerously => arguments.dangerously = Some(exemptions(site, value, diagnostics)),
            Key::Crate => arguments.facade = path(key, site, value, diagnostics),
        }
    }

    fn report_duplicate(&mut self, key: Key, site: Site) {
        let merged = match key {
            Key::Origins | Key::Methods | Key::Headers | Key::Expose | Key::Within | Key::Always | Key::Default => {
                Some(format!("{} = [...]", key.name()))
            }
            Key::Dangerously => Some("dangerously(...)".to_owned()),
            _ => None,
        };
        let problem = AttributeProblem::DuplicateKey { key: key.name(), merged: merged.as_deref() };
        self.diagnostics.report(site, problem);
    }

    /// The key of an argument, and whether it is written in full.
    fn key(&mut self, argument: &Argument) -> Option<(Key, bool)> {
        if let Some(key) = exact_key(argument) {
            return Some((key, true));
        }
        let Some(words) = words(&argument.key) else {
            return self.quoted_key(argument).map(|key| (key, false));
        };
        let meant = words.last().and_then(|last| Key::named(last)).or_else(|| Key::meant_by(&words.join("_")));
        let written: String = argument.key.iter().map(ToString::to_string).collect();
        let problem = AttributeProblem::UnknownKey {
            key: &written,
            near: meant.map(Key::name),
            keys: &Key::list(self.arguments.target),
        };
        self.diagnostics.report(Site::of_trees(argument.key_position, &argument.key), problem);
        meant.map(|key| (key, false))
    }

    /// Reports tokens that do not resemble a key, and reads one in quotation marks.
    fn quoted_key(&mut self, argument: &Argument) -> Option<Key> {
        let key = string_literal(&argument.key.iter().cloned().collect()).and_then(|text| Key::named(&text));
        let site = match &argument.value.form {
            Form::Grouped(group) if argument.key.is_empty() => argument.key_position.at(group.span()),
            _ => Site::of_trees(argument.key_position, &argument.key),
        };
        let keys = &Key::list(self.arguments.target);
        let problem = AttributeProblem::ExpectedKey { quoted: key.map(Key::name), keys };
        self.diagnostics.report(site, problem);
        key
    }
}

/// The words in `max-age` or `http::max_age`.
fn words(key: &[TokenTree]) -> Option<Vec<String>> {
    let mut words = Vec::new();
    for tree in key {
        match tree {
            TokenTree::Ident(ident) => words.push(ident.to_string()),
            TokenTree::Punct(punct) if matches!(punct.as_char(), '-' | ':' | '.') => {}
            _ => return None,
        }
    }
    (!words.is_empty()).then_some(words)
}
