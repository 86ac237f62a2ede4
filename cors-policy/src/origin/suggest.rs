//! Texts to type for faults that take a guess at what was meant. Nothing is offered that does not parse.

// `#[inline]`: compiled where it is called, if anywhere; see lib.rs.

use super::repair::{joined, repaired};
use super::{Pattern, ipv4, ipv6};
use crate::slice::{
    back, contains, contains_str, decode, find, find_from, find_last, find_str, front, part, starts_with,
};
use crate::text::Text;

/// `https` in front of what has no scheme; `http` for the visitor's own machine. What is no host as it stands, such as the
/// version `0.1.0`, was hardly meant as one.
#[inline]
pub(crate) const fn with_scheme(text: &str) -> Option<Text> {
    let mut start = 0;
    while start < text.len() && matches!(text.as_bytes()[start], b':' | b'/') {
        start += 1;
    }
    let rest = back(text, start);
    let origin = match joined("http", "://", rest) {
        Some(origin) if matches!(Pattern::read(origin.as_str()), Some(pattern) if pattern.is_loopback()) => origin,
        _ => match joined("https", "://", rest) {
            Some(origin) => origin,
            None => return None,
        },
    };
    let mut lower = Text::new();
    lower.push_lower(rest);
    match Pattern::read(origin.as_str()) {
        Some(pattern) if contains_str(lower.as_str(), pattern.host()) => Some(origin),
        _ => None,
    }
}

/// Another scheme for a text that has one.
#[inline]
pub(crate) const fn with_other_scheme(scheme: &str, text: &str) -> Option<Text> {
    match find_str(text, "://") {
        Some(end) => joined(scheme, "", back(text, end)),
        None => None,
    }
}

/// `//` behind the scheme's colon, instead of one slash or none.
#[inline]
pub(crate) const fn with_slashes(text: &str, scheme: &str) -> Option<Text> {
    let mut start = scheme.len() + 1;
    while start < text.len() && text.as_bytes()[start] == b'/' {
        start += 1;
    }
    joined(scheme, "://", back(text, start))
}

/// The scheme without its wildcard, which a list of elements says better for http and https.
#[inline]
pub(crate) const fn with_scheme_less_star(text: &str) -> Option<Text> {
    match find_str(text, "*://") {
        Some(star) => joined(front(text, star), "", back(text, star + 1)),
        None => None,
    }
}

/// An IPv6 address in brackets, all of it, or all but the port behind its last colon.
#[inline]
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
#[inline]
pub(crate) const fn inner(text: &str) -> Option<Text> {
    match find(text, b':') {
        Some(colon) => repaired(back(text, colon + 1)),
        None => None,
    }
}

/// The regular expression's pattern: no anchors and groups, no escapes of what stands in origins, `*` for `.*`. Other signs
/// say more than a pattern can.
#[inline]
pub(crate) const fn from_regular_expression(text: &str) -> Option<Text> {
    let mut plain = Text::new();
    let mut at = 0;
    while at < text.len() {
        let rest = back(text, at);
        let (character, width) = decode(text, at);
        match character {
            '?' | '+' | '|' | '[' | ']' | '{' | '}' => return None,
            '^' | '$' | '(' | ')' => {}
            '\\' if matches!(decode(text, at + 1).0, '.' | '/' | '-' | ':') => {}
            '\\' => return None,
            '.' if starts_with(rest, ".*") => {}
            _ => plain.push_char(character),
        }
        at += width;
    }
    repaired(plain.as_str())
}

/// `*` for the `?` that was meant so.
#[inline]
pub(crate) const fn with_star_for_question_mark(text: &str) -> Option<Text> {
    let Some(mark) = find_str(text, "?.") else { return None };
    match joined(front(text, mark), "*", back(text, mark + 1)) {
        // What repairs the rest may have removed it.
        Some(pattern) if contains(pattern.as_str(), b'*') => Some(pattern),
        _ => None,
    }
}

/// One dot for several in a row, none in front; where only dots at the end were too many, none there either.
#[inline]
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
#[inline]
const fn is_run_at_the_end(text: &str, at: usize) -> bool {
    at > 0
        && text.as_bytes()[at] == b'.'
        && text.as_bytes()[at - 1] == b'.'
        && matches!(back(text, at + 1).as_bytes(), [] | [b':', ..])
}

/// One `*` for all that stands from the first to the last of them, with the dot behind them where one stands there.
#[inline]
pub(crate) const fn with_single_star(text: &str) -> Option<Text> {
    let (first, last) = match (find(text, b'*'), last_star_of_host(text)) {
        (Some(first), Some(last)) => (first, last),
        _ => return None,
    };
    joined(front(text, first), "*", back(text, last + 1))
}

/// Not the one of the port.
#[inline]
const fn last_star_of_host(text: &str) -> Option<usize> {
    let host = if crate::slice::ends_with(text, ":*") { front(text, text.len() - 2) } else { text };
    find_last(host, b'*')
}

/// The wildcard for the whole of its label, leftmost; not where only a top-level domain would be left behind it.
#[inline]
pub(crate) const fn with_star_leftmost(text: &str) -> Option<Text> {
    let (host, star) = match (find_str(text, "://"), find(text, b'*')) {
        (Some(end), Some(star)) => (end + 3, star),
        _ => return None,
    };
    match find_from(text, b'.', star) {
        Some(dot) if find_from(text, b'.', dot + 1).is_some() => joined(front(text, host), "*", back(text, dot)),
        _ => None,
    }
}

/// `com` for a last label that is `*`.
#[inline]
pub(crate) const fn with_com_for_star(text: &str) -> Option<Text> {
    match find_str(text, ".*") {
        Some(dot) => joined(front(text, dot), ".com", back(text, dot + 2)),
        None => None,
    }
}

/// `*` for the port.
#[inline]
pub(crate) const fn with_any_port(text: &str) -> Option<Text> {
    match find_last(text, b':') {
        Some(colon) => joined(front(text, colon), ":*", ""),
        None => None,
    }
}

/// For `*example.com`, where `*.example.com` is meant.
#[inline]
pub(crate) const fn with_dot(pattern: &str) -> Option<Text> {
    with_name_for_star(pattern, "*.")
}

/// What `*example.com` admits.
#[inline]
pub(crate) const fn stranger(pattern: &str) -> Option<Text> {
    with_name_for_star(pattern, "evil-")
}

#[inline]
pub(crate) const fn with_name_for_star(pattern: &str, name: &str) -> Option<Text> {
    match find(pattern, b'*') {
        Some(star) => joined(front(pattern, star), name, back(pattern, star + 1)),
        None => None,
    }
}

/// The address that is meant by one in another form.
#[inline]
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
#[inline]
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
