//! Texts to type instead of faulty ones. Nothing is offered that does not parse.

use super::{Pattern, default_port, ipv4, ipv6, punycode};
use crate::slice::{back, contains, decode, find, find_any, find_from, find_last, find_str, front, part, starts_with};
use crate::text::Text;

/// The pattern as browsers would send it: white space around it, user, path, query, fragment and default port cut; lower
/// case, punycode, and canonical addresses.
pub(crate) const fn repaired(text: &str) -> Option<Text> {
    let text = trimmed(text);
    let end = match find_str(text, "://") {
        Some(end) => end,
        None => return None,
    };
    let mut scheme = Text::new();
    scheme.push_lower(front(text, end));
    let mut repaired = Text::new();
    repaired.push(scheme.as_str());
    repaired.push("://");
    push_authority(scheme.as_str(), authority(back(text, end + 3)), &mut repaired);
    valid(repaired)
}

/// The text, if it is a pattern.
pub(crate) const fn valid(text: Text) -> Option<Text> {
    if Pattern::parse(text.as_str()).is_ok() { Some(text) } else { None }
}

/// The repaired form of three texts in a row.
pub(crate) const fn joined(front: &str, middle: &str, back: &str) -> Option<Text> {
    let mut text = Text::new();
    text.push(front);
    text.push(middle);
    text.push(back);
    repaired(text.as_str())
}

/// Without white space, control characters and separators around it. Those inside are no slips: nobody can say what was meant.
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

const fn is_surplus(byte: u8) -> bool {
    matches!(byte, 0..=b' ' | 0x7f | b',' | b';')
}

/// What of a URL behind its scheme is host and port.
const fn authority(rest: &str) -> &str {
    let authority = match find_any(rest, "/\\?#") {
        Some(end) => front(rest, end),
        None => rest,
    };
    match find_last(authority, b'@') {
        Some(at) => back(authority, at + 1),
        None => authority,
    }
}

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
            push_host(front(authority, colon), text);
            push_port(scheme, back(authority, colon + 1), text);
        }
        None => push_host(authority, text),
    }
}

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

const fn push_address(address: &str, text: &mut Text) {
    text.push("[");
    match ipv6::parse(address) {
        Some(pieces) => ipv6::write(pieces, text),
        None => text.push_lower(address),
    }
    text.push("]");
}

const fn push_labels(host: &str, text: &mut Text) {
    let mut start = 0;
    while start <= host.len() {
        let end = match find_from(host, b'.', start) {
            Some(dot) => dot,
            None => host.len(),
        };
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

const fn push_port(scheme: &str, port: &str, text: &mut Text) {
    let mut digits = port;
    while digits.len() > 1 && starts_with(digits, "0") {
        digits = back(digits, 1);
    }
    let is_default = match (default_port(scheme), super::port::canonical(digits.as_bytes())) {
        (Some(default), Some(number)) => default == number,
        _ => false,
    };
    if !is_default && !digits.is_empty() {
        text.push(":");
        text.push(digits);
    }
}

const SEPARATORS: &str = " ,;|\t\r\n";

/// Several origins in one text, as literals in a row: `"https://a.example", "https://b.example"`.
pub(crate) const fn several(text: &str) -> Option<Text> {
    let (mut piece, mut rest) = next_piece(text);
    // Else the text would be asked whether it is one origin while that is being asked.
    if next_piece(rest).0.is_empty() {
        return None;
    }
    let mut list = Text::new();
    while !piece.is_empty() {
        let origin = match repaired(piece) {
            Some(origin) => origin,
            None => return None,
        };
        list.push(if list.as_str().is_empty() { "\"" } else { ", \"" });
        list.push(origin.as_str());
        list.push("\"");
        (piece, rest) = next_piece(rest);
    }
    Some(list)
}

/// What stands in front of the next separators, and what behind; empty if nothing is left.
const fn next_piece(text: &str) -> (&str, &str) {
    let mut start = 0;
    while start < text.len() && contains(SEPARATORS, text.as_bytes()[start]) {
        start += 1;
    }
    let rest = back(text, start);
    match find_any(rest, SEPARATORS) {
        Some(end) => (front(rest, end), back(rest, end)),
        None => (rest, ""),
    }
}

/// `https` in front of what has no scheme; `http` for the visitor's own machine.
pub(crate) const fn with_scheme(text: &str) -> Option<Text> {
    let mut start = 0;
    while start < text.len() && matches!(text.as_bytes()[start], b':' | b'/') {
        start += 1;
    }
    let rest = back(text, start);
    match joined("http", "://", rest) {
        Some(text) if matches!(Pattern::parse(text.as_str()), Ok(pattern) if pattern.is_loopback()) => Some(text),
        _ => joined("https", "://", rest),
    }
}

/// Another scheme for a text that has one.
pub(crate) const fn with_other_scheme(scheme: &str, text: &str) -> Option<Text> {
    match find_str(text, "://") {
        Some(end) => joined(scheme, "", back(text, end)),
        None => None,
    }
}

/// `//` behind the scheme's colon, instead of one slash or none.
pub(crate) const fn with_slashes(text: &str, scheme: &str) -> Option<Text> {
    let mut start = scheme.len() + 1;
    while start < text.len() && text.as_bytes()[start] == b'/' {
        start += 1;
    }
    joined(scheme, "://", back(text, start))
}

/// The scheme without its wildcard, which a list of elements says better for http and https.
pub(crate) const fn with_scheme_less_star(text: &str) -> Option<Text> {
    match find_str(text, "*://") {
        Some(star) => joined(front(text, star), "", back(text, star + 1)),
        None => None,
    }
}

/// An IPv6 address in brackets, all of it, or all but the port behind its last colon.
pub(crate) const fn with_brackets(text: &str, has_port: bool) -> Option<Text> {
    let scheme = match find_str(text, "://") {
        Some(end) => front(text, end + 3),
        None => return None,
    };
    let rest = back(text, scheme.len());
    let end = match find_last(rest, b':') {
        Some(colon) if has_port => colon,
        _ => rest.len(),
    };
    let start = starts_with(rest, "[") as usize;
    let closed = end > 0 && rest.as_bytes()[end - 1] == b']';
    let address = part(rest, start, end - closed as usize);
    if ipv6::parse(address).is_none() {
        return None;
    }
    let mut bracketed = Text::new();
    bracketed.push(scheme);
    bracketed.push("[");
    bracketed.push(address);
    bracketed.push("]");
    joined(bracketed.as_str(), "", back(rest, end))
}

/// The page's origin for that of a `blob:` page.
pub(crate) const fn inner(text: &str) -> Option<Text> {
    match find(text, b':') {
        Some(colon) => repaired(back(text, colon + 1)),
        None => None,
    }
}

/// The regular expression's pattern: no anchors, no escapes, `*` for `.*`.
pub(crate) const fn from_regular_expression(text: &str) -> Option<Text> {
    let mut plain = Text::new();
    let mut at = 0;
    while at < text.len() {
        let (character, width) = decode(text, at);
        let is_dot_of_star = character == '.' && starts_with(back(text, at), ".*");
        if !matches!(character, '^' | '$' | '\\' | '(' | ')') && !is_dot_of_star {
            plain.push_char(character);
        }
        at += width;
    }
    repaired(plain.as_str())
}

/// `*` for the `?` that was meant so.
pub(crate) const fn with_star_for_question_mark(text: &str) -> Option<Text> {
    match find_str(text, "?.") {
        Some(mark) => joined(front(text, mark), "*", back(text, mark + 1)),
        None => None,
    }
}

/// One dot for several in a row, none in front; where only dots at the end were too many, none there either.
pub(crate) const fn with_single_dots(text: &str, in_front: &str) -> Option<Text> {
    let host = match find_str(text, "://") {
        Some(end) => end + 3,
        None => return None,
    };
    let mut single = Text::new();
    single.push(front(text, host));
    let mut start = host;
    while starts_with(back(text, start), ".") {
        start += 1;
    }
    if start > host {
        single.push(in_front);
    }
    let mut at = start;
    while at < text.len() {
        if !starts_with(back(text, at), "..") && !is_run_at_the_end(text, at) {
            single.push(part(text, at, at + decode(text, at).1));
        }
        at += decode(text, at).1;
    }
    repaired(single.as_str())
}

/// Whether the last of several dots stands at `at`, with nothing of the host behind.
const fn is_run_at_the_end(text: &str, at: usize) -> bool {
    at > 0
        && text.as_bytes()[at] == b'.'
        && text.as_bytes()[at - 1] == b'.'
        && matches!(back(text, at + 1).as_bytes(), [] | [b':', ..])
}

/// One `*` for all that stands from the first to the last of them, with the dot behind them where one stands there.
pub(crate) const fn with_single_star(text: &str) -> Option<Text> {
    let (first, last) = match (find(text, b'*'), last_star_of_host(text)) {
        (Some(first), Some(last)) => (first, last),
        _ => return None,
    };
    joined(front(text, first), "*", back(text, last + 1))
}

/// Not the one of the port.
const fn last_star_of_host(text: &str) -> Option<usize> {
    let host = if crate::slice::ends_with(text, ":*") { front(text, text.len() - 2) } else { text };
    find_last(host, b'*')
}

/// The wildcard for the whole of its label, leftmost.
pub(crate) const fn with_star_leftmost(text: &str) -> Option<Text> {
    let (host, star) = match (find_str(text, "://"), find(text, b'*')) {
        (Some(end), Some(star)) => (end + 3, star),
        _ => return None,
    };
    match find_from(text, b'.', star) {
        Some(dot) => joined(front(text, host), "*", back(text, dot)),
        None => None,
    }
}

/// `com` for a last label that is `*`.
pub(crate) const fn with_com_for_star(text: &str) -> Option<Text> {
    match find_str(text, ".*") {
        Some(dot) => joined(front(text, dot), ".com", back(text, dot + 2)),
        None => None,
    }
}

/// `*` for the port.
pub(crate) const fn with_any_port(text: &str) -> Option<Text> {
    match find_last(text, b':') {
        Some(colon) => joined(front(text, colon), ":*", ""),
        None => None,
    }
}

/// For `*example.com`, where `*.example.com` is meant.
pub(crate) const fn with_dot(pattern: &str) -> Option<Text> {
    with_name_for_star(pattern, "*.")
}

/// What `*example.com` admits.
pub(crate) const fn stranger(pattern: &str) -> Option<Text> {
    with_name_for_star(pattern, "evil-")
}

pub(crate) const fn with_name_for_star(pattern: &str, name: &str) -> Option<Text> {
    match find(pattern, b'*') {
        Some(star) => joined(front(pattern, star), name, back(pattern, star + 1)),
        None => None,
    }
}

pub(crate) use super::ipv4::guilty_label;

/// The address that is meant by one in another form.
pub(crate) const fn address(host: &str) -> Option<Text> {
    let mut address = Text::new();
    if let Some(pieces) = ipv6::parse(host) {
        ipv6::write(pieces, &mut address);
        return Some(address);
    }
    match ipv4::parse(host) {
        Some(number) => {
            ipv4::write(number, &mut address);
            Some(address)
        }
        None => None,
    }
}

/// The same without the character.
pub(crate) const fn without_character(text: &str, character: char) -> Option<Text> {
    let mut rest = Text::new();
    let mut at = 0;
    while at < text.len() {
        let (found, width) = decode(text, at);
        if found != character {
            rest.push_char(found);
        }
        at += width;
    }
    repaired(rest.as_str())
}
