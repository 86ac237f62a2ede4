//! Values that are not lists.

use super::key::Key;
use super::split::{Form, Value};
use crate::diagnostics::{Diagnostics, Position, Site};
use crate::source::source;
use crate::tokens::{parse, parse_by, string_literal};
use handler_cors_policy::ValueProblem;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{ExprReference, LitInt, LitStr, Path};

/// Whether a flag is set. A value is an error, but shows what is meant.
pub(super) fn flag(key: Key, key_site: Site, value: Value, diagnostics: &mut Diagnostics) -> bool {
    if matches!(value.form, Form::Missing) {
        return true;
    }
    let position = value.position;
    let (tokens, _) = value.into_tokens();
    let is_set = tokens.to_string() != "false";
    let site = site_of(position, &tokens, key_site);
    diagnostics.report(site, ValueProblem::FlagWithValue { key: key.name(), is_set });
    is_set
}

/// The seconds of `max_age`.
pub(super) fn seconds(key_site: Site, value: Value, diagnostics: &mut Diagnostics) -> Option<(u64, Site)> {
    let position = value.position;
    let (value, is_assigned) = value.into_tokens();
    let site = site_of(position, &value, key_site);
    let integer = parse::<LitInt>(value.clone()).ok();
    let plain = integer.filter(|integer| integer.suffix().is_empty());
    let is_negative = value.to_string().starts_with('-');
    // An integer that is too large for `u64` is too large for every browser.
    let seconds = plain.filter(|_| !is_negative).map(|integer| integer.base10_parse().unwrap_or(u64::MAX));
    if let (Some(seconds), true) = (seconds, is_assigned) {
        return Some((seconds, site));
    }
    let written = &source(value.clone());
    let problem = if is_negative {
        ValueProblem::NegativeMaxAge
    } else if value.is_empty() {
        ValueProblem::MissingValue { key: Key::MaxAge.name(), example: Key::MaxAge.example() }
    } else {
        ValueProblem::MaxAgeForm { written, meant: seconds.or_else(|| meant_seconds(&value)) }
    };
    diagnostics.report(site, problem);
    None
}

/// The path of `crate` or `policy`.
pub(super) fn path(key: Key, key_site: Site, value: Value, diagnostics: &mut Diagnostics) -> Option<Path> {
    let position = value.position;
    let (value, is_assigned) = value.into_tokens();
    let path = match path_in(value.clone()) {
        Some(path) if is_assigned => return Some(path),
        path => path.or_else(|| meant_path(&value)),
    };
    let assignment = match &path {
        Some(path) => format!("{} = {}", key.name(), source(path.to_token_stream())),
        None => key.example().to_owned(),
    };
    let problem = match key {
        Key::Policy => ValueProblem::PolicyForm { assignment: &assignment },
        _ => ValueProblem::CrateForm { assignment: &assignment },
    };
    diagnostics.report(site_of(position, &value, key_site), problem);
    path
}

/// The name in `env`.
pub(super) fn variable(key_site: Site, value: Value, diagnostics: &mut Diagnostics) -> Option<String> {
    let position = value.position;
    let (value, is_assigned) = value.into_tokens();
    let name = string_literal(&value);
    let meant = match &name {
        Some(name) => variable_name(name),
        None => unquoted_variable(&value),
    };
    let meant = if meant.is_empty() { "WEB_ORIGINS" } else { &meant };
    let problem = match &name {
        Some(name) if name.is_empty() => Some(ValueProblem::EmptyEnv { meant }),
        Some(name) => match name.chars().find(|&character| is_invalid_in_variable(character)) {
            Some(character) => Some(ValueProblem::InvalidEnv { name, character, meant }),
            None => (!is_assigned).then_some(ValueProblem::EnvForm { meant }),
        },
        None => Some(ValueProblem::EnvForm { meant }),
    };
    if let Some(problem) = problem {
        diagnostics.report(site_of(position, &value, key_site), problem);
    }
    name
}

/// The site of a value, or of its key if it has no tokens.
fn site_of(position: Position, value: &TokenStream, key: Site) -> Site {
    if value.is_empty() { key } else { position.of(value) }
}

fn is_invalid_in_variable(character: char) -> bool {
    matches!(character, '=' | '\0') || character.is_whitespace()
}

/// The name that is probably meant by a string that may not be one.
fn variable_name(text: &str) -> String {
    let (name, _value) = text.split_once('=').unwrap_or((text, ""));
    let mut meant = String::new();
    for word in name.split(is_invalid_in_variable) {
        if !meant.is_empty() && !word.is_empty() {
            meant.push('_');
        }
        meant.push_str(word);
    }
    meant
}

/// The name in `WEB_ORIGINS` or `env!("WEB_ORIGINS")`, or an empty string.
fn unquoted_variable(value: &TokenStream) -> String {
    let trees: Vec<_> = value.clone().into_iter().collect();
    match trees.as_slice() {
        [TokenTree::Ident(name)] => name.to_string(),
        [.., TokenTree::Group(group)] => string_literal(&group.stream()).unwrap_or_default(),
        _ => String::new(),
    }
}

/// The path in `"STOREFRONT"` or `&STOREFRONT`.
fn meant_path(value: &TokenStream) -> Option<Path> {
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

/// The product of all integers in the value, also in strings, with units and in a `Duration`: `60 * 10`, `"600"`, `10m`,
/// `Some(Duration::from_mins(10))`.
pub(super) fn meant_seconds(value: &TokenStream) -> Option<u64> {
    let mut product = None;
    for tree in value.clone() {
        let factor = match tree {
            TokenTree::Literal(literal) => literal_seconds(literal.into_token_stream())?,
            TokenTree::Group(group) => meant_seconds(&group.stream())?,
            TokenTree::Punct(punct) if matches!(punct.as_char(), '*' | ':') => continue,
            TokenTree::Ident(ident) => match ident.to_string().as_str() {
                "std" | "core" | "time" | "chrono" | "Duration" | "TimeDelta" | "Some" => continue,
                "from_secs" | "seconds" | "ofSeconds" => 1,
                "from_mins" | "minutes" | "ofMinutes" => 60,
                "from_hours" | "hours" | "ofHours" => 3600,
                "from_days" | "days" | "ofDays" => 86_400,
                _ => return None,
            },
            TokenTree::Punct(_) => return None,
        };
        product = Some(product.unwrap_or(1_u64).checked_mul(factor)?);
    }
    product.filter(|&seconds| seconds <= 86_400)
}

fn literal_seconds(literal: TokenStream) -> Option<u64> {
    let text = string_literal(&literal).unwrap_or_else(|| literal.to_string()).replace('_', "");
    let unit = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(unit);
    let factor = match unit.trim() {
        "" | "s" | "sec" | "l" | "L" | "u8" | "u16" | "u32" | "u64" | "usize" | "i32" | "i64" => 1,
        "m" | "min" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(factor)
}
