//! Texts that are put together in const evaluation.

// `#[inline]`: compiled where it is called, if anywhere; see lib.rs.

use crate::problem::bounds;
use crate::slice::{back, boundary, bytes_equal_at, decode, front};
use core::fmt;

/// Room for a fact and a remedy that name an origin of 326 bytes twice each.
const CAPACITY: usize = 2048;

const ELLIPSIS: &str = "…";

/// Longer values are shown by their two ends.
const SHOWN: usize = 340;

/// A text built in const evaluation, where there is no `String`: a buffer of 2048 bytes.
///
/// What does not fit is cut on a character's boundary, and `…` stands in its place.
///
/// ```
/// use handler_cors_policy::Text;
///
/// const AGE: Text = {
///     let mut text = Text::new();
///     text.push("keeps it for ");
///     text.push_number(7200);
///     text.push(" seconds");
///     text
/// };
/// assert_eq!(AGE.as_str(), "keeps it for 7200 seconds");
/// ```
#[derive(Clone)]
pub struct Text {
    bytes: [u8; CAPACITY],
    /// At most `CAPACITY - ELLIPSIS.len()` until `full`.
    len: usize,
    full: bool,
}

impl Text {
    /// An empty text.
    #[must_use]
    pub const fn new() -> Text {
        Text { bytes: [0; CAPACITY], len: 0, full: false }
    }

    /// Adds a text at the end, or as much of it as fits. After a cut, nothing is added any more.
    pub const fn push(&mut self, text: &str) {
        if self.full {
            return;
        }
        let room = CAPACITY - ELLIPSIS.len() - self.len;
        if text.len() <= room {
            self.copy(text);
        } else {
            self.copy(front(text, boundary(text, room)));
            self.copy(ELLIPSIS);
            self.full = true;
        }
    }

    const fn copy(&mut self, text: &str) {
        let from = text.as_bytes();
        let mut at = 0;
        while at < from.len() {
            self.bytes[self.len] = from[at];
            self.len += 1;
            at += 1;
        }
    }

    /// Adds a number in decimal digits.
    pub const fn push_number(&mut self, number: u64) {
        self.push_in_base(number, 10, 1);
    }

    /// Adds a number in a base up to 16, with zeros in front where it has fewer digits.
    pub(crate) const fn push_in_base(&mut self, number: u64, base: u64, digits: u32) {
        if number >= base || digits > 1 {
            self.push_in_base(number / base, base, digits.saturating_sub(1));
        }
        let digit = (number % base) as usize;
        self.push(front(back("0123456789abcdef", digit), 1));
    }

    #[inline]
    pub(crate) const fn push_char(&mut self, character: char) {
        match core::str::from_utf8(character.encode_utf8(&mut [0; 4]).as_bytes()) {
            Ok(text) => self.push(text),
            Err(_) => self.push("\u{fffd}"),
        }
    }

    /// Adds an ASCII text in lower case.
    #[inline]
    pub(crate) const fn push_lower(&mut self, text: &str) {
        let mut at = 0;
        while at < text.len() {
            let (character, width) = decode(text, at);
            self.push_char(character.to_ascii_lowercase());
            at += width;
        }
    }

    /// Adds what a user wrote in backticks, with what cannot be seen escaped, and the middle of long values left out.
    #[inline]
    pub(crate) const fn push_value(&mut self, value: &str) {
        self.push("`");
        self.push_shown(value);
        self.push("`");
    }

    /// The same without the backticks.
    #[inline]
    pub(crate) const fn push_shown(&mut self, value: &str) {
        if value.len() <= SHOWN {
            self.push_visible(value);
        } else {
            self.push_visible(front(value, boundary(value, SHOWN / 2)));
            self.push(ELLIPSIS);
            self.push_visible(back(value, boundary(value, value.len() - SHOWN / 2)));
        }
    }

    #[inline]
    const fn push_visible(&mut self, value: &str) {
        let mut at = 0;
        while at < value.len() {
            let (character, width) = decode(value, at);
            match character {
                '\t' => self.push("\\t"),
                '\n' => self.push("\\n"),
                '\r' => self.push("\\r"),
                _ if is_visible(character) => self.push_char(character),
                _ => {
                    self.push("\\u{");
                    self.push_in_base(character as u64, 16, 1);
                    self.push("}");
                }
            }
            at += width;
        }
    }

    /// Adds a character as one speaks of it: "a space", "`^`", "`ü` (U+00FC)".
    #[inline]
    pub(crate) const fn push_character(&mut self, character: char) {
        match character {
            ' ' => return self.push("a space"),
            '\t' => return self.push("a tab"),
            '\n' => return self.push("a line feed"),
            '\r' => return self.push("a carriage return"),
            '!'..='~' => return self.push_quoted(character),
            _ => {}
        }
        if is_visible(character) {
            self.push_quoted(character);
            self.push(" (");
            self.push_code_point(character);
            self.push(")");
        } else {
            self.push(if matches!(character, '\0'..='\u{9f}') {
                "the control character "
            } else {
                "the invisible character "
            });
            self.push_code_point(character);
        }
    }

    #[inline]
    const fn push_quoted(&mut self, character: char) {
        self.push("`");
        self.push_char(character);
        self.push("`");
    }

    #[inline]
    const fn push_code_point(&mut self, character: char) {
        self.push("U+");
        let start = self.len;
        self.push_in_base(character as u64, 16, 4);
        let mut at = start;
        while at < self.len {
            self.bytes[at] = self.bytes[at].to_ascii_uppercase();
            at += 1;
        }
    }

    /// The text so far.
    #[must_use]
    pub const fn as_str(&self) -> &str {
        let (text, _) = self.bytes.split_at(self.len);
        match core::str::from_utf8(text) {
            Ok(text) => text,
            // Only whole characters are ever added.
            Err(_) => "",
        }
    }
}

/// Fills the places `{}` of a wording in order.
#[inline]
pub(crate) const fn fill(template: &str, values: &[Value<'_>]) -> Text {
    let mut text = Text::new();
    let bytes = template.as_bytes();
    let (mut at, mut start, mut next) = (0, 0, 0);
    while at < bytes.len() {
        if bytes_equal_at(bytes, at, b"{}") && next < values.len() {
            text.push(crate::slice::part(template, start, at));
            values[next].push_to(&mut text);
            next += 1;
            start = at + 2;
        }
        at += 1;
    }
    text.push(back(template, start));
    text
}

/// What stands in a wording's place.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Value<'a> {
    Quoted(&'a str),
    Plain(&'a str),
    Character(char),
    Number(u64),
    Bounds(&'a [&'a str]),
}

impl Value<'_> {
    #[inline]
    const fn push_to(self, text: &mut Text) {
        match self {
            Value::Quoted(value) => text.push_value(value),
            Value::Plain(value) => text.push(value),
            Value::Character(character) => text.push_character(character),
            Value::Number(number) => text.push_number(number),
            Value::Bounds(within) => text.push(bounds(within).as_str()),
        }
    }
}

/// Control characters, and those that hide or reorder their neighbours, would let a value look like another.
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

impl Default for Text {
    #[inline]
    fn default() -> Text {
        Text::new()
    }
}

impl fmt::Display for Text {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Text {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl PartialEq for Text {
    #[inline]
    fn eq(&self, other: &Text) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text {}
