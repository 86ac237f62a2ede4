//! Functions of `str` and slices for `const fn`.

/// `text[from..to]`, or as much of it as there is. The grammar only cuts at ASCII bytes; a cut within a character is
/// empty.
#[inline(never)]
pub(crate) const fn part(text: &str, from: usize, to: usize) -> &str {
    let (head, _) = text.as_bytes().split_at(smaller(to, text.len()));
    let (_, part) = head.split_at(smaller(from, head.len()));
    match core::str::from_utf8(part) {
        Ok(part) => part,
        Err(_) => "",
    }
}

const fn smaller(a: usize, b: usize) -> usize {
    if a < b { a } else { b }
}

/// `text[..to]`
pub(crate) const fn before(text: &str, to: usize) -> &str {
    part(text, 0, to)
}

/// `text[from..]`
pub(crate) const fn after(text: &str, from: usize) -> &str {
    part(text, from, text.len())
}

/// The index of the first `byte` from index `from` on.
#[inline(never)]
pub(crate) const fn find_from(text: &str, byte: u8, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while at < bytes.len() {
        if bytes[at] == byte {
            return Some(at);
        }
        at += 1;
    }
    None
}

pub(crate) const fn find(text: &str, byte: u8) -> Option<usize> {
    find_from(text, byte, 0)
}

#[inline(never)]
pub(crate) const fn find_last(text: &str, byte: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = bytes.len();
    while at > 0 {
        at -= 1;
        if bytes[at] == byte {
            return Some(at);
        }
    }
    None
}

/// The index of the first byte that is one of `wanted`.
#[inline(never)]
pub(crate) const fn find_any(text: &str, wanted: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if contains(wanted, bytes[at]) {
            return Some(at);
        }
        at += 1;
    }
    None
}

#[inline(never)]
pub(crate) const fn find_str(text: &str, wanted: &str) -> Option<usize> {
    let mut at = 0;
    while at + wanted.len() <= text.len() {
        if bytes_equal_at(text.as_bytes(), at, wanted.as_bytes()) {
            return Some(at);
        }
        at += 1;
    }
    None
}

pub(crate) const fn contains(text: &str, byte: u8) -> bool {
    find(text, byte).is_some()
}

pub(crate) const fn contains_str(text: &str, wanted: &str) -> bool {
    find_str(text, wanted).is_some()
}

#[inline(never)]
pub(crate) const fn count(text: &str, byte: u8) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut count) = (0, 0);
    while at < bytes.len() {
        count += (bytes[at] == byte) as usize;
        at += 1;
    }
    count
}

pub(crate) const fn equal(a: &str, b: &str) -> bool {
    a.len() == b.len() && bytes_equal_at(a.as_bytes(), 0, b.as_bytes())
}

#[inline(never)]
pub(crate) const fn equal_ignoring_case(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() {
        if !a[at].eq_ignore_ascii_case(&b[at]) {
            return false;
        }
        at += 1;
    }
    true
}

/// The index of a text in a list.
#[inline(never)]
pub(crate) const fn index_of(text: &str, list: &[&str]) -> Option<usize> {
    let mut at = 0;
    while at < list.len() {
        if equal(text, list[at]) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// The index of a text in a list, ignoring the case of ASCII letters.
#[inline(never)]
pub(crate) const fn index_of_ignoring_case(text: &str, list: &[&str]) -> Option<usize> {
    let mut at = 0;
    while at < list.len() {
        if equal_ignoring_case(text, list[at]) {
            return Some(at);
        }
        at += 1;
    }
    None
}

pub(crate) const fn starts_with(text: &str, start: &str) -> bool {
    bytes_equal_at(text.as_bytes(), 0, start.as_bytes())
}

pub(crate) const fn ends_with(text: &str, end: &str) -> bool {
    text.len() >= end.len() && bytes_equal_at(text.as_bytes(), text.len() - end.len(), end.as_bytes())
}

/// Whether `bytes` contains `wanted` at index `at`.
pub(crate) const fn bytes_equal_at(bytes: &[u8], at: usize, wanted: &[u8]) -> bool {
    if at + wanted.len() > bytes.len() {
        return false;
    }
    let mut i = 0;
    while i < wanted.len() {
        if bytes[at + i] != wanted[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// Whether the text consists of one or more ASCII digits.
#[inline(never)]
pub(crate) const fn is_digits(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() {
            return false;
        }
        at += 1;
    }
    !bytes.is_empty()
}

/// The character that starts at index `at`, and its length in bytes; U+0000 after the end.
#[inline(never)]
pub(crate) const fn decode(text: &str, at: usize) -> (char, usize) {
    let bytes = text.as_bytes();
    if at >= bytes.len() {
        return ('\0', 1);
    }
    let first = bytes[at];
    let (width, mut code) = match first {
        0..=0x7f => (1, first as u32),
        0x80..=0xdf => (2, (first & 0x1f) as u32),
        0xe0..=0xef => (3, (first & 0x0f) as u32),
        _ => (4, (first & 0x07) as u32),
    };
    let mut i = 1;
    while i < width && at + i < bytes.len() {
        code = code << 6 | (bytes[at + i] & 0x3f) as u32;
        i += 1;
    }
    match char::from_u32(code) {
        Some(character) => (character, width),
        None => (char::REPLACEMENT_CHARACTER, width),
    }
}

/// The last index up to `at` at which a character starts.
#[inline(never)]
pub(crate) const fn boundary(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = at;
    while at > 0 && at < bytes.len() && bytes[at] & 0xc0 == 0x80 {
        at -= 1;
    }
    at
}
