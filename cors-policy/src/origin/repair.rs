//! What an invalid text was probably meant as. Every result is a valid pattern.
//!
//! Some rules depend on this, so it is part of the grammar, below the diagnostics that suggest it.

use super::labels::end_of_label;
use super::port::{canonical, default_port};
use super::{grammar, ipv4, ipv6, punycode};
use crate::slice::{
    after, before, contains, contains_str, find, find_any, find_from, find_last, find_str, part, starts_with,
};
use crate::text::Text;

/// The pattern as browsers would send it: in lower case and punycode, with canonical addresses, without surrounding
/// white space, user name, path, query, fragment and default port.
#[inline]
pub(crate) const fn repaired(text: &str) -> Option<Text> {
    let text = trimmed(text);
    let end = match find_str(text, "://") {
        Some(end) => end,
        None => return None,
    };
    let mut scheme = Text::new();
    scheme.push_lower(before(text, end));
    let mut repaired = Text::new();
    repaired.push(scheme.as_str());
    repaired.push("://");
    push_authority(scheme.as_str(), authority(after(text, end + 3)), &mut repaired);
    valid(repaired)
}

/// The text, if it is a pattern.
#[inline]
pub(crate) const fn valid(text: Text) -> Option<Text> {
    if grammar::pattern(text.as_str()).is_ok() { Some(text) } else { None }
}

/// The repaired form of three texts in a row.
#[inline]
pub(crate) const fn joined(front: &str, middle: &str, back: &str) -> Option<Text> {
    let mut text = Text::new();
    text.push(front);
    text.push(middle);
    text.push(back);
    repaired(text.as_str())
}

/// The text without surrounding white space, control characters and separators. Inside of it, they have no clear
/// meaning.
#[inline]
const fn trimmed(text: &str) -> &str {
    let bytes = text.as_bytes();
    let (mut start, mut end) = (0, bytes.len());
    while start < end && is_surplus(bytes[start]) {
        start += 1;
    }
    while end > start && is_surplus(bytes[end - 1]) {
        end -= 1;
    }
    part(text, start, end)
}

/// The repaired form of a text in quotation marks, or in the brackets of a list. IPv6 addresses keep their brackets.
#[inline]
pub(crate) const fn unquoted(text: &str) -> Option<Text> {
    let mut text = text;
    while let [b'[' | b'"' | b'\'' | b'`' | b' ', ..] = text.as_bytes() {
        text = after(text, 1);
    }
    // An address has a bracket of its own.
    match find_any(text, if contains(text, b'[') { "\"'`" } else { "\"'`]" }) {
        Some(end) => repaired(before(text, end)),
        None => repaired(text),
    }
}

/// A text without a scheme as an `https` origin, or as an `http` origin if it is loopback. `None` for texts that are
/// not hosts as they are, such as the version number `0.1.0`.
#[inline]
pub(crate) const fn with_scheme(text: &str) -> Option<Text> {
    let mut start = 0;
    while start < text.len() && matches!(text.as_bytes()[start], b':' | b'/') {
        start += 1;
    }
    let rest = after(text, start);
    let origin = match joined("http", "://", rest) {
        Some(origin) if matches!(grammar::pattern(origin.as_str()), Ok(pattern) if pattern.is_loopback()) => origin,
        _ => match joined("https", "://", rest) {
            Some(origin) => origin,
            None => return None,
        },
    };
    let mut lower = Text::new();
    lower.push_lower(rest);
    match grammar::pattern(origin.as_str()) {
        Ok(pattern) if contains_str(lower.as_str(), pattern.host()) => Some(origin),
        _ => None,
    }
}

#[inline]
const fn is_surplus(byte: u8) -> bool {
    matches!(byte, 0..=b' ' | 0x7f | b',' | b';')
}

/// User name, path, query and fragment removed from what follows `://`.
#[inline]
const fn authority(rest: &str) -> &str {
    let authority = match find_any(rest, "/\\?#") {
        Some(end) => before(rest, end),
        None => rest,
    };
    match find_last(authority, b'@') {
        Some(at) => after(authority, at + 1),
        None => authority,
    }
}

#[inline]
const fn push_authority(scheme: &str, authority: &str, text: &mut Text) {
    if ipv6::parse(authority).is_some() {
        return push_address(authority, text);
    }
    let host_end = match find(authority, b']') {
        Some(bracket) => bracket,
        None => 0,
    };
    match find_from(authority, b':', host_end) {
        Some(colon) => {
            push_host(before(authority, colon), text);
            push_port(scheme, after(authority, colon + 1), text);
        }
        None => push_host(authority, text),
    }
}

#[inline]
const fn push_host(host: &str, text: &mut Text) {
    if starts_with(host, "[") && contains(host, b']') {
        let end = match find_any(host, "%]") {
            Some(end) => end,
            None => host.len(),
        };
        return push_address(part(host, 1, end), text);
    }
    let mut name = Text::new();
    push_labels(host, &mut name);
    match ipv4::parse(name.as_str()) {
        Some(address) => ipv4::write(address, text),
        None => text.push(name.as_str()),
    }
}

#[inline]
const fn push_address(address: &str, text: &mut Text) {
    text.push("[");
    match ipv6::parse(address) {
        Some(pieces) => ipv6::write(pieces, text),
        None => text.push_lower(address),
    }
    text.push("]");
}

#[inline]
const fn push_labels(host: &str, text: &mut Text) {
    let mut start = 0;
    while start <= host.len() {
        let end = end_of_label(host, start);
        let label = part(host, start, end);
        if start > 0 {
            text.push(".");
        }
        if !punycode::push_label(label, text) {
            text.push(label);
        }
        start = end + 1;
    }
}

#[inline]
const fn push_port(scheme: &str, port: &str, text: &mut Text) {
    let mut digits = port;
    while digits.len() > 1 && starts_with(digits, "0") {
        digits = after(digits, 1);
    }
    let is_default = match (default_port(scheme), canonical(digits.as_bytes())) {
        (Some(default), Some(number)) => default == number,
        _ => false,
    };
    if !is_default && !digits.is_empty() {
        text.push(":");
        text.push(digits);
    }
}

const SEPARATORS: &str = " ,;|\t\r\n";

/// Several origins in one text, as a list of literals: `"https://a.example", "https://b.example"`.
#[inline]
pub(crate) const fn several(text: &str) -> Option<Text> {
    listed(text, "\"", ", ")
}

/// Several origins in one text, as entries of a variable: `https://a.example,https://b.example`.
#[inline]
pub(crate) const fn entries(text: &str) -> Option<Text> {
    listed(text, "", ",")
}

#[inline]
const fn listed(text: &str, quote: &str, separator: &str) -> Option<Text> {
    let (mut piece, mut rest) = next_piece(text);
    // A single origin is another problem.
    if next_piece(rest).0.is_empty() {
        return None;
    }
    let mut list = Text::new();
    while !piece.is_empty() {
        let origin = match repaired(piece) {
            Some(origin) => origin,
            None => return None,
        };
        if !list.as_str().is_empty() {
            list.push(separator);
        }
        list.push(quote);
        list.push(origin.as_str());
        list.push(quote);
        (piece, rest) = next_piece(rest);
    }
    Some(list)
}

/// The text up to the next separators, and the rest. Both are empty at the end.
#[inline]
const fn next_piece(text: &str) -> (&str, &str) {
    let mut start = 0;
    while start < text.len() && contains(SEPARATORS, text.as_bytes()[start]) {
        start += 1;
    }
    let rest = after(text, start);
    match find_any(rest, SEPARATORS) {
        Some(end) => (before(rest, end), after(rest, end)),
        None => (rest, ""),
    }
}
