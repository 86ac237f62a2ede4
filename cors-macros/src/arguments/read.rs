//! Reads the arguments one by one, in the order in which they are written.

use super::aliases::{Meant, meant_by};
use super::exemptions::exemptions;
use super::key::{Key, Target};
use super::layer;
use super::list::list;
use super::model::Arguments;
use super::names::{header, method};
use super::origins::{origin, origins};
use super::repair::{repaired, written};
use super::run_time::is_predicate_word;
use super::split::{Argument, Form, Value, split};
use super::values::{flag, path, seconds, variable};
use super::words::is_method;
use crate::diagnostics::{Diagnostics, Position, Site};
use crate::item::ItemKind;
use crate::source::source;
use crate::tokens::{parse as parse_as, string_literal};
use handler_cors_policy::AttributeProblem;
use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};

/// Reads all arguments, and reports those that are not well-formed.
pub(crate) fn parse(tokens: TokenStream, item: &ItemKind, diagnostics: &mut Diagnostics) -> Arguments {
    let site = Position::token(0).of(&tokens);
    let split = split(tokens, diagnostics);
    let arguments =
        Arguments { target: target(item, &split), site: (!split.is_empty()).then_some(site), ..Arguments::default() };
    let name = match item {
        ItemKind::Static { name, .. } => Some(name.as_str()),
        ItemKind::Handler | ItemKind::Other => None,
    };
    let has_credentials = split.iter().any(|argument| exact_key(argument) == Some(Key::Credentials));
    let mut reader = Reader { arguments, name, has_credentials, read: Vec::new(), diagnostics };
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
        ItemKind::Static { type_name, .. } => type_name,
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
    /// The name of the static that the attribute is on.
    name: Option<&'a str>,
    /// Whether `credentials` is among the arguments.
    has_credentials: bool,
    read: Vec<Read>,
    diagnostics: &'a mut Diagnostics,
}

impl Reader<'_> {
    fn read(&mut self, argument: Argument) {
        if let Some(arguments) = layer::arguments(&argument, self.arguments.target, self.diagnostics) {
            return arguments
                .into_iter()
                .for_each(|(key, value)| self.read_value(key, argument.key_site(), value, false));
        }
        let (argument, is_completed) = self.complete(argument);
        let site = argument.key_site();
        if let Some(key) = exact_key(&argument) {
            let value = self.with_equals(key, &argument).unwrap_or(argument.value);
            return self.read_value(key, site, value, !is_completed);
        }
        if let Some((key, value)) = self.guessed(argument) {
            self.read_value(key, site, value, false);
        }
    }

    /// Reads a value, unless its key was there before. `is_exact` says whether the key is written in full, not guessed from another
    /// word.
    fn read_value(&mut self, key: Key, site: Site, value: Value, is_exact: bool) {
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
        self.value(key, site, value);
    }

    /// Reports another sign than `=`, with the whole argument. Flags have an error of their own. Returns the value that is meant.
    fn with_equals(&mut self, key: Key, argument: &Argument) -> Option<Value> {
        let sign = argument.wrong_sign.filter(|_| !key.is_flag())?;
        let meant = repaired(key, &argument.value);
        let (site, text) = match &meant {
            Some(value) => (argument.site(), written(key, value)),
            None => (sign, "=".to_owned()),
        };
        self.diagnostics.report(site, AttributeProblem::MissingEquals { argument: &text });
        meant
    }

    /// Reports a value without a key, such as `GET`, `"https://app.example.com"` or `WEB`, and adds the key.
    fn complete(&mut self, argument: Argument) -> (Argument, bool) {
        let Some((key, trees)) = without_key(&argument) else { return (argument, false) };
        let Argument { key: found, key_position, value, .. } = &argument;
        let name = key.name();
        // Origins that are named at run time have an error that says where instead.
        if !matches!(value.form, Form::Grouped(_)) {
            let (text, found) = (&source(trees.iter().cloned().collect()), &source(found.iter().cloned().collect()));
            let problem = AttributeProblem::ValueWithoutKey { found, key: name, value: text };
            self.diagnostics.report(argument.key_site(), problem);
        }
        let completed = Argument {
            key: vec![TokenTree::Ident(Ident::new(name, found[0].span()))],
            key_position: *key_position,
            wrong_sign: None,
            value: Value { form: Form::Assigned(trees), position: *key_position },
        };
        (completed, true)
    }

    fn value(&mut self, key: Key, site: Site, value: Value) {
        let (arguments, diagnostics, name) = (&mut self.arguments, &mut *self.diagnostics, self.name);
        match key {
            Key::Origins => arguments.origins = origins(site, value, !self.has_credentials, diagnostics),
            Key::Methods => arguments.methods = Some(list(key, name, site, value, method, diagnostics)),
            Key::Headers => arguments.headers = Some(list(key, name, site, value, header, diagnostics)),
            Key::Expose => arguments.expose = Some(list(key, name, site, value, header, diagnostics)),
            Key::Credentials => arguments.credentials = flag(key, site, value, diagnostics).then_some(site),
            Key::MaxAge => arguments.max_age = seconds(site, value, diagnostics),
            Key::Enforce => arguments.enforce = flag(key, site, value, diagnostics),
            Key::Policy => arguments.policy = path(key, site, value, diagnostics),
            Key::Within => arguments.within = Some(list(key, name, site, value, origin, diagnostics)),
            Key::Always => arguments.always = Some(list(key, name, site, value, origin, diagnostics)),
            Key::Env => arguments.env = variable(site, value, diagnostics),
            Key::Default => arguments.default = Some(list(key, name, site, value, origin, diagnostics)),
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

    /// The key that is probably meant by another word, and its value. Reports the word with the whole argument to write.
    fn guessed(&mut self, argument: Argument) -> Option<(Key, Value)> {
        let Some(words) = words(&argument.key) else {
            return self.quoted_key(&argument).map(|key| (key, argument.value));
        };
        let key: &str = &argument.key.iter().map(ToString::to_string).collect::<String>();
        let exact = words.last().and_then(|last| Key::named(last)).map(Meant::Key);
        let (meant, value) = match exact.or_else(|| meant_by(&words.join("_"))) {
            Some(Meant::Nothing(reason)) => {
                let (site, argument) = (argument.site(), &argument.source());
                self.diagnostics.report(site, AttributeProblem::UnneededKey { key, argument, reason });
                return None;
            }
            Some(Meant::Argument(meant, text)) => (Some(meant), Some(argument.value.replaced(text))),
            Some(Meant::Key(meant)) => (Some(meant), repaired(meant, &argument.value)),
            None => (None, None),
        };
        // A value that stays as it is needs not be written again.
        let changed = value.as_ref().filter(|value| !value.is_written_as(&argument));
        let site = if changed.is_some() { argument.site() } else { argument.key_site() };
        let text = meant.map(|meant| changed.map_or_else(|| meant.name().to_owned(), |value| written(meant, value)));
        let keys = &Key::list(self.arguments.target);
        self.diagnostics.report(site, AttributeProblem::UnknownKey { key, argument: text.as_deref(), keys });
        meant.map(|key| (key, value.unwrap_or(argument.value)))
    }

    /// Reports tokens that do not resemble a key, and reads one in quotation marks.
    fn quoted_key(&mut self, argument: &Argument) -> Option<Key> {
        let key = string_literal(&argument.key.iter().cloned().collect()).and_then(|text| Key::named(&text));
        let site = match &argument.value.form {
            Form::Grouped(group) if argument.key.is_empty() => argument.key_position.at(group.span()),
            _ => argument.key_site(),
        };
        let keys = &Key::list(self.arguments.target);
        let problem = AttributeProblem::ExpectedKey { quoted: key.map(Key::name), keys };
        self.diagnostics.report(site, problem);
        key
    }
}

/// The key of a value that is written without one.
fn without_key(argument: &Argument) -> Option<(Key, Vec<TokenTree>)> {
    let Argument { key, value, .. } = argument;
    let bracketed = || vec![TokenTree::Group(Group::new(Delimiter::Bracket, key.iter().cloned().collect()))];
    match (key.as_slice(), &value.form) {
        ([TokenTree::Ident(ident)], Form::Missing) if is_method(&ident.to_string()) => {
            Some((Key::Methods, bracketed()))
        }
        ([TokenTree::Literal(_)], Form::Missing) => Some((Key::Origins, bracketed())),
        ([tree], Form::Grouped(group)) if is_predicate_word(tree) => {
            Some((Key::Origins, vec![tree.clone(), TokenTree::Group(group.clone())]))
        }
        (path @ [.., TokenTree::Ident(last)], Form::Missing) if is_static_name(&last.to_string()) => {
            parse_as::<syn::Path>(path.iter().cloned().collect()).ok().map(|_| (Key::Policy, path.to_vec()))
        }
        _ => None,
    }
}

/// Whether a word is written like the name of a static.
fn is_static_name(word: &str) -> bool {
    word.len() > 1 && !word.contains(|character: char| character.is_lowercase())
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
