//! Values that are no lists.

use super::{Key, Reader, Value};
use crate::faults::Spot;
use crate::parse::{parse, parse_by, quoted};
use crate::source::source;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{ExprReference, LitInt, LitStr, Path};

impl Reader<'_> {
    /// Whether a flag is set. A value is reported, but tells what was meant.
    pub(super) fn flag(&mut self, key: Key, spot: Spot, value: Value) -> bool {
        let name = key.name();
        if matches!(value, Value::None) {
            return true;
        }
        let (value, _) = value.into_tokens();
        let set = value.to_string() != "false";
        let remedy = if set { format!("write `{name}`") } else { format!("remove `{name} = false`") };
        let spot = if value.is_empty() { spot } else { Spot::of(&value) };
        self.faults.report(spot, &format!("`{name}` takes no value: it is set where it is written"), &remedy);
        set
    }

    /// The seconds of `max_age`.
    pub(super) fn seconds(&mut self, key_spot: Spot, value: Value) -> Option<(u64, Spot)> {
        let (value, assigned) = value.into_tokens();
        let spot = if value.is_empty() { key_spot } else { Spot::of(&value) };
        let integer = parse::<LitInt>(value.clone()).ok();
        let plain = integer.filter(|integer| integer.suffix().is_empty());
        let is_negative = value.to_string().starts_with('-');
        // What is beyond all integers is beyond all browsers.
        let seconds = plain.filter(|_| !is_negative).map(|integer| integer.base10_parse().unwrap_or(u64::MAX));
        if let (Some(seconds), true) = (seconds, assigned) {
            return Some((seconds, spot));
        }
        let (fact, remedy) = no_seconds(&value, seconds);
        self.faults.report(spot, &fact, &remedy);
        None
    }

    /// The path of `crate` or `policy`.
    pub(super) fn path(&mut self, key: Key, key_spot: Spot, value: Value) -> Option<Path> {
        let (value, assigned) = value.into_tokens();
        let path = match path_in(value.clone()) {
            Some(path) if assigned => return Some(path),
            path => path.or_else(|| meant_path(&value)),
        };
        let remedy = match &path {
            Some(path) => format!("write `{} = {}`", key.name(), source(path.to_token_stream())),
            None => format!("write `{}`", key.example()),
        };
        let fact = match key {
            Key::Policy => "`policy` takes the path of a static `Policy`",
            _ => "`crate` takes the path of this crate's facade",
        };
        let spot = if value.is_empty() { key_spot } else { Spot::of(&value) };
        self.faults.report(spot, fact, &remedy);
        path
    }

    /// The variable's name of `env`.
    pub(super) fn variable(&mut self, key_spot: Spot, value: Value) -> Option<String> {
        let (value, assigned) = value.into_tokens();
        let spot = if value.is_empty() { key_spot } else { Spot::of(&value) };
        let name = quoted(&value);
        let fault = match &name {
            Some(name) => variable_fault(name).or_else(|| (!assigned).then(|| (NAMES_VARIABLE.into(), name.clone()))),
            None => Some((NAMES_VARIABLE.into(), unquoted_variable(&value))),
        };
        if let Some((fact, meant)) = fault {
            let meant = if meant.is_empty() { "WEB_ORIGINS" } else { &meant };
            self.faults.report(spot, &fact, &format!("write `env = {meant:?}`"));
        }
        name
    }
}

const NAMES_VARIABLE: &str = "`env` names an environment variable in a string: it is read when the program starts";

/// What no environment variable can be called, and what was probably meant.
fn variable_fault(name: &str) -> Option<(String, String)> {
    let fact = match name.chars().find(|&character| matches!(character, '=' | '\0') || character.is_whitespace()) {
        None if name.is_empty() => "`env` names no environment variable".to_owned(),
        None => return None,
        Some('=') => format!("`{name}` is no name of an environment variable: it contains `=`"),
        Some('\0') => format!("`{}` is no name of an environment variable: it contains a NUL", name.escape_debug()),
        Some(_) => format!("`{}` is no name of an environment variable: it contains white space", name.escape_debug()),
    };
    let (name, _value) = name.split_once('=').unwrap_or((name, ""));
    let mut meant = String::new();
    for word in name.split(|character: char| character == '\0' || character.is_whitespace()) {
        if !meant.is_empty() && !word.is_empty() {
            meant.push('_');
        }
        meant.push_str(word);
    }
    Some((fact, meant))
}

/// The name in `WEB_ORIGINS` or `env!("WEB_ORIGINS")`, or none.
fn unquoted_variable(value: &TokenStream) -> String {
    let trees: Vec<_> = value.clone().into_iter().collect();
    match trees.as_slice() {
        [TokenTree::Ident(name)] => name.to_string(),
        [.., TokenTree::Group(group)] => quoted(&group.stream()).unwrap_or_default(),
        _ => String::new(),
    }
}

/// The path in `"STOREFRONT"` or `&STOREFRONT`.
pub(super) fn meant_path(value: &TokenStream) -> Option<Path> {
    if let Ok(text) = parse::<LitStr>(value.clone()) {
        return text.parse_with(Path::parse_mod_style).ok();
    }
    parse::<ExprReference>(value.clone()).ok().and_then(|expr| path_in(expr.expr.into_token_stream()))
}

fn path_in(tokens: TokenStream) -> Option<Path> {
    let mut path = None;
    let read = parse_by(tokens, &mut |input| {
        path = Some(Path::parse_mod_style(input)?);
        Ok(())
    });
    read.ok().and(path)
}

/// What is wrong with a value of `max_age`, and what was probably meant.
fn no_seconds(value: &TokenStream, seconds: Option<u64>) -> (String, String) {
    const FORM: &str = "`max_age` is a number of seconds, written as an integer";
    if let Some(seconds) = seconds {
        return (FORM.to_owned(), format!("write `max_age = {seconds}`"));
    }
    if value.to_string().starts_with('-') {
        let remedy = "write `max_age = 0`, with which browsers keep no answer";
        return (format!("{FORM}, and none is negative"), remedy.to_owned());
    }
    if value.is_empty() {
        return ("`max_age` has no value".into(), format!("write `{}`", Key::MaxAge.example()));
    }
    let remedy = match meant_seconds(value) {
        Some(seconds) => format!("write `max_age = {seconds}`"),
        None => format!("write, for example, `{}`", Key::MaxAge.example()),
    };
    (format!("{FORM}; this is `{}`", source(value.clone())), remedy)
}

/// The product of all integers in the value, in strings and under units too: `60 * 10`, `"600"`, `10m`.
fn meant_seconds(value: &TokenStream) -> Option<u64> {
    let mut product = None;
    for tree in value.clone() {
        let factor = match tree {
            TokenTree::Literal(literal) => literal_seconds(literal.into_token_stream())?,
            TokenTree::Group(group) => meant_seconds(&group.stream())?,
            TokenTree::Punct(punct) if matches!(punct.as_char(), '*' | ':') => continue,
            TokenTree::Ident(ident) if ident == "Duration" || ident == "from_secs" => continue,
            _ => return None,
        };
        product = Some(product.unwrap_or(1_u64).checked_mul(factor)?);
    }
    product.filter(|&seconds| seconds <= 86_400)
}

fn literal_seconds(literal: TokenStream) -> Option<u64> {
    let text = quoted(&literal).unwrap_or_else(|| literal.to_string()).replace('_', "");
    let unit = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(unit);
    let factor = match unit.trim() {
        "" | "s" | "sec" | "u8" | "u16" | "u32" | "u64" | "usize" | "i32" | "i64" => 1,
        "m" | "min" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(factor)
}
