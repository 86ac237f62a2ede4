//! Text that is built in const evaluation.

use crate::slice::{after, before, boundary, decode};
use core::fmt;

/// Enough for a message and a help that contain an origin of 326 bytes twice each.
const CAPACITY: usize = 2048;

const ELLIPSIS: &str = "…";

/// A text of up to 2048 bytes that can be built in const evaluation, where `String` cannot.
///
/// Text that does not fit is cut at a character boundary and ends with `…`.
///
/// ```
/// use handler_cors_policy::Text;
///
/// const AGE: Text = {
///     let mut text = Text::new();
///     text.push("kept for ");
///     text.push_number(7200);
///     text.push(" seconds");
///     text
/// };
/// assert_eq!(AGE.as_str(), "kept for 7200 seconds");
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

    /// Appends a text, or as much of it as fits. After a cut, nothing is appended.
    pub const fn push(&mut self, text: &str) {
        if self.full {
            return;
        }
        let room = CAPACITY - ELLIPSIS.len() - self.len;
        if text.len() <= room {
            self.copy(text);
        } else {
            self.copy(before(text, boundary(text, room)));
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

    /// Appends a number in decimal digits.
    pub const fn push_number(&mut self, number: u64) {
        self.push_in_base(number, 10, 1);
    }

    /// Appends a number in a base up to 16, with at least this many digits.
    pub(crate) const fn push_in_base(&mut self, number: u64, base: u64, digits: u32) {
        if number >= base || digits > 1 {
            self.push_in_base(number / base, base, digits.saturating_sub(1));
        }
        let digit = (number % base) as usize;
        self.push(before(after("0123456789abcdef", digit), 1));
    }

    #[inline]
    pub(crate) const fn push_char(&mut self, character: char) {
        match core::str::from_utf8(character.encode_utf8(&mut [0; 4]).as_bytes()) {
            Ok(text) => self.push(text),
            Err(_) => self.push("\u{fffd}"),
        }
    }

    /// Appends a text, its ASCII letters in lower case.
    #[inline]
    pub(crate) const fn push_lower(&mut self, text: &str) {
        let mut at = 0;
        while at < text.len() {
            let (character, width) = decode(text, at);
            self.push_char(character.to_ascii_lowercase());
            at += width;
        }
    }

    /// Appends the code point of a character in at least four upper-case hexadecimal digits.
    #[inline]
    pub(crate) const fn push_code_point(&mut self, character: char) {
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
            // Only whole characters are appended.
            Err(_) => "",
        }
    }
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
