//! Sentences with values of the user in them.

use crate::slice::{after, before, boundary, bytes_equal_at, decode, part};
use crate::text::Text;

/// Longer values are shown by their two ends.
const SHOWN: usize = 340;

/// A value for a `{}` of a template.
#[derive(Clone, Copy)]
pub(super) enum Value<'a> {
    /// A text of the user: invisible characters are escaped, and the middle of long texts is left out.
    Str(&'a str),
    /// A text of ours, as it is.
    Plain(&'a str),
    /// A character, with its name or in backticks: "a space", "`^`", "`ü` (U+00FC)".
    Char(char),
    Number(u64),
    /// Bounds, in backticks, with "or" between them.
    Bounds(&'a [&'a str]),
}

use Value::{Plain, Str};

/// A sentence without values.
#[inline]
pub(super) const fn say(text: &str) -> Text {
    fill(text, &[])
}

/// Replaces each `{}` of a template with the next value.
#[inline]
pub(super) const fn fill(template: &str, values: &[Value<'_>]) -> Text {
    let mut text = Text::new();
    let bytes = template.as_bytes();
    let (mut at, mut start, mut next) = (0, 0, 0);
    while at < bytes.len() {
        if bytes_equal_at(bytes, at, b"{}") && next < values.len() {
            text.push(part(template, start, at));
            push_value(&mut text, values[next]);
            next += 1;
            start = at + 2;
        }
        at += 1;
    }
    text.push(after(template, start));
    text
}

/// The help that names the exact text to write.
#[inline]
pub(super) const fn write(text: &str) -> Text {
    fill("write `{}`", &[Str(text)])
}

/// The help that names the exact text to write, if one can be computed.
#[inline]
pub(super) const fn write_or(text: Option<Text>, otherwise: &str) -> Text {
    fill_or("write `{}`", text, otherwise)
}

/// A template with one `{}` for a text, if one can be computed.
#[inline]
pub(super) const fn fill_or(template: &str, text: Option<Text>, otherwise: &str) -> Text {
    match text {
        Some(text) => fill(template, &[Str(text.as_str())]),
        None => say(otherwise),
    }
}

/// The help with several literals to write, which are not shortened.
#[inline]
pub(super) const fn write_list_or(list: Option<Text>, otherwise: &str) -> Text {
    match list {
        Some(list) => fill("write `{}`", &[Plain(list.as_str())]),
        None => say(otherwise),
    }
}

/// The help for a misspelt word.
#[inline]
pub(super) const fn did_you_mean(near: Option<&str>, otherwise: &str) -> Text {
    match near {
        Some(near) => fill("did you mean `{}`?", &[Str(near)]),
        None => say(otherwise),
    }
}

#[inline]
const fn push_value(text: &mut Text, value: Value<'_>) {
    match value {
        Value::Str(value) => push_str(text, value),
        Value::Plain(value) => text.push(value),
        Value::Char(character) => push_character(text, character),
        Value::Number(number) => text.push_number(number),
        Value::Bounds(within) => push_bounds(text, within),
    }
}

#[inline]
const fn push_str(text: &mut Text, value: &str) {
    if value.len() <= SHOWN {
        push_visible(text, value);
    } else {
        push_visible(text, before(value, boundary(value, SHOWN / 2)));
        text.push("…");
        push_visible(text, after(value, boundary(value, value.len() - SHOWN / 2)));
    }
}

#[inline]
const fn push_visible(text: &mut Text, value: &str) {
    let mut at = 0;
    while at < value.len() {
        let (character, width) = decode(value, at);
        match character {
            '\t' => text.push("\\t"),
            '\n' => text.push("\\n"),
            '\r' => text.push("\\r"),
            _ if is_visible(character) => text.push_char(character),
            _ => {
                text.push("\\u{");
                text.push_in_base(character as u64, 16, 1);
                text.push("}");
            }
        }
        at += width;
    }
}

#[inline]
const fn push_character(text: &mut Text, character: char) {
    match character {
        ' ' => text.push("a space"),
        '\t' => text.push("a tab"),
        '\n' => text.push("a line feed"),
        '\r' => text.push("a carriage return"),
        '!'..='~' => push_quoted(text, character),
        '\0'..='\u{9f}' => {
            text.push("the control character U+");
            text.push_code_point(character);
        }
        _ if is_visible(character) => {
            push_quoted(text, character);
            text.push(" (U+");
            text.push_code_point(character);
            text.push(")");
        }
        _ => {
            text.push("the invisible character U+");
            text.push_code_point(character);
        }
    }
}

#[inline]
const fn push_quoted(text: &mut Text, character: char) {
    text.push("`");
    text.push_char(character);
    text.push("`");
}

/// At most as many bounds as fit a message with an entry and a help.
#[inline]
const fn push_bounds(text: &mut Text, within: &[&str]) {
    const MAX_COUNT: usize = 5;
    const MAX_BYTES: usize = 800;
    let start = text.as_str().len();
    let mut at = 0;
    while at < within.len() && at < MAX_COUNT && text.as_str().len() - start < MAX_BYTES {
        if at > 0 {
            text.push(" or ");
        }
        text.push("`");
        push_str(text, within[at]);
        text.push("`");
        at += 1;
    }
    if at < within.len() {
        text.push(" or another bound");
    }
}

/// Control characters and characters that hide or reorder others could make a value look like another one.
#[inline]
const fn is_visible(character: char) -> bool {
    !matches!(
        character,
        '\0'..='\x1f'
            | '\x7f'..='\u{a0}'
            | '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{115f}'..='\u{1160}'
            | '\u{1680}'
            | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}'
            | '\u{2000}'..='\u{200f}'
            | '\u{2028}'..='\u{202f}'
            | '\u{205f}'..='\u{206f}'
            | '\u{2800}'
            | '\u{3000}'
            | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}'
            | '\u{feff}'
            | '\u{ffa0}'
            | '\u{fff0}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e0fff}'
    )
}
