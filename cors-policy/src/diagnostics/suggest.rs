//! Texts to write in place of invalid ones, where they can only be guessed. Every suggestion is a valid pattern.

use crate::headers::is_token;
use crate::origin::labels::{end_of_label, without_trailing_dot};
use crate::origin::repair::{joined, repaired};
use crate::origin::{Origin, Pattern, ipv4, ipv6};
use crate::slice::{
    after, before, contains, contains_str, decode, ends_with, find, find_any, find_from, find_last, find_str, part,
    starts_with,
};
use crate::text::Text;

/// Another scheme for a text that has one.
#[inline]
pub(super) const fn with_other_scheme(scheme: &str, text: &str) -> Option<Text> {
    match find_str(text, "://") {
        Some(end) => joined(scheme, "", after(text, end)),
        None => None,
    }
}

/// The origin of a page, for the URL of a WebSocket.
#[inline]
pub(super) const fn with_page_scheme(text: &str) -> Option<Text> {
    let is_without_tls = text.len() > 2 && text.as_bytes()[2] == b':';
    with_other_scheme(if is_without_tls { "http" } else { "https" }, text)
}

/// `//` after the colon of the scheme, in place of one slash or none.
#[inline]
pub(super) const fn with_slashes(text: &str, scheme: &str) -> Option<Text> {
    let mut start = scheme.len() + 1;
    while start < text.len() && text.as_bytes()[start] == b'/' {
        start += 1;
    }
    joined(scheme, "://", after(text, start))
}

/// The scheme without its wildcard.
#[inline]
pub(super) const fn with_scheme_less_star(text: &str) -> Option<Text> {
    match find_str(text, "*://") {
        Some(star) => joined(before(text, star), "", after(text, star + 1)),
        None => None,
    }
}

/// An IPv6 address in brackets: all of it, or all but a port after its last colon.
#[inline]
pub(super) const fn with_brackets(text: &str, has_port: bool) -> Option<Text> {
    let scheme = match find_str(text, "://") {
        Some(end) => before(text, end + 3),
        None => return None,
    };
    let rest = after(text, scheme.len());
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
    joined(bracketed.as_str(), "", after(rest, end))
}

/// The origin of the page that created a `blob:` page.
#[inline]
pub(super) const fn inner(text: &str) -> Option<Text> {
    match find(text, b':') {
        Some(colon) => repaired(after(text, colon + 1)),
        None => None,
    }
}

/// The pattern for a regular expression: without anchors, groups and escapes, `*` for `.*`. Other operators have no
/// equivalent.
#[inline]
pub(super) const fn from_regular_expression(text: &str) -> Option<Text> {
    let mut plain = Text::new();
    let mut at = 0;
    while at < text.len() {
        let rest = after(text, at);
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
    // The end of a host: all below it.
    if starts_with(plain.as_str(), ".") && !contains_str(plain.as_str(), "*") {
        return joined("https", "://*", plain.as_str());
    }
    repaired(plain.as_str())
}

/// A literal for each port of a list: `[8080,8081]`, `8080,8081`.
#[inline]
pub(super) const fn with_ports(text: &str, ports: &str) -> Option<Text> {
    let front = before(text, text.len() - ports.len());
    let (mut list, mut rest, mut count) = (Text::new(), ports, 0);
    while !rest.is_empty() {
        let end = match find_any(rest, "[, ]") {
            Some(end) => end,
            None => rest.len(),
        };
        if end > 0 {
            let origin = match joined(front, before(rest, end), "") {
                Some(origin) => origin,
                None => return None,
            };
            list.push(if count > 0 { ", \"" } else { "\"" });
            list.push(origin.as_str());
            list.push("\"");
            count += 1;
        }
        rest = after(rest, if end < rest.len() { end + 1 } else { end });
    }
    if count > 1 { Some(list) } else { None }
}

/// `*` in place of a `?` that was meant as a wildcard.
#[inline]
pub(super) const fn with_star_for_question_mark(text: &str) -> Option<Text> {
    let Some(mark) = find_str(text, "?.") else { return None };
    match joined(before(text, mark), "*", after(text, mark + 1)) {
        // The repair of the rest can have removed it.
        Some(pattern) if contains(pattern.as_str(), b'*') => Some(pattern),
        _ => None,
    }
}

/// A single dot for several in a row, and none at the start; none at the end either if there were several.
#[inline]
pub(super) const fn with_single_dots(text: &str, start_of_host: &str) -> Option<Text> {
    let host = match find_str(text, "://") {
        Some(end) => end + 3,
        None => return None,
    };
    let mut single = Text::new();
    single.push(before(text, host));
    let mut start = host;
    while starts_with(after(text, start), ".") {
        start += 1;
    }
    if start > host {
        single.push(start_of_host);
    }
    let mut at = start;
    while at < text.len() {
        if !starts_with(after(text, at), "..") && !is_run_at_the_end(text, at) {
            single.push(part(text, at, at + decode(text, at).1));
        }
        at += decode(text, at).1;
    }
    repaired(single.as_str())
}

/// Whether the last of several dots is at `at`, at the end of the host.
#[inline]
const fn is_run_at_the_end(text: &str, at: usize) -> bool {
    at > 0
        && text.as_bytes()[at] == b'.'
        && text.as_bytes()[at - 1] == b'.'
        && matches!(after(text, at + 1).as_bytes(), [] | [b':', ..])
}

/// One `*` for everything from the first `*` to the last.
#[inline]
pub(super) const fn with_single_star(text: &str) -> Option<Text> {
    let (first, last) = match (find(text, b'*'), last_star_of_host(text)) {
        (Some(first), Some(last)) => (first, last),
        _ => return None,
    };
    joined(before(text, first), "*", after(text, last + 1))
}

/// The `*` of a port is another wildcard.
#[inline]
const fn last_star_of_host(text: &str) -> Option<usize> {
    let host = if ends_with(text, ":*") { before(text, text.len() - 2) } else { text };
    find_last(host, b'*')
}

/// The wildcard as the leftmost label, unless only a top-level domain would be left after it.
#[inline]
pub(super) const fn with_star_leftmost(text: &str) -> Option<Text> {
    let (host, star) = match (find_str(text, "://"), find(text, b'*')) {
        (Some(end), Some(star)) => (end + 3, star),
        _ => return None,
    };
    match find_from(text, b'.', star) {
        Some(dot) if find_from(text, b'.', dot + 1).is_some() => joined(before(text, host), "*", after(text, dot)),
        _ => None,
    }
}

/// `com` in place of a last label that is `*`.
#[inline]
pub(super) const fn with_com_for_star(text: &str) -> Option<Text> {
    match find_str(text, ".*") {
        Some(dot) => joined(before(text, dot), ".com", after(text, dot + 2)),
        None => None,
    }
}

/// An origin within the first bound.
#[inline]
pub(super) const fn within(bounds: &[&str]) -> Option<Text> {
    if bounds.is_empty() {
        return None;
    }
    let bound = match strip_any_port(bounds[0]) {
        Some(bound) => bound,
        None => bounds[0],
    };
    if contains_str(bound, "://*.") {
        return with_name_for_star(bound, "app");
    }
    if contains_str(bound, "*") { with_name_for_star(bound, "app.example.com") } else { repaired(bound) }
}

/// The same origin over https, if that is within the bounds. Servers of developers are rarely reached over it.
#[inline]
pub(super) const fn over_https(origin: &str, bounds: &[&str]) -> Option<Text> {
    if !starts_with(origin, "http://") {
        return None;
    }
    let text = match joined("https://", after(origin, "http://".len()), "") {
        Some(text) => text,
        None => return None,
    };
    let pattern = match Pattern::read(text.as_str()) {
        Some(pattern) if !pattern.is_loopback() => pattern,
        _ => return None,
    };
    let mut at = 0;
    while at < bounds.len() {
        if matches!(Origin::read_bound(bounds[at]), Some(bound) if bound.covers(&Origin::Pattern(pattern))) {
            return Some(text);
        }
        at += 1;
    }
    None
}

const fn strip_any_port(bound: &str) -> Option<&str> {
    match bound.as_bytes() {
        [.., b':', b'*'] => Some(before(bound, bound.len() - 2)),
        _ => None,
    }
}

/// `*` as the port.
#[inline]
pub(super) const fn with_any_port(text: &str) -> Option<Text> {
    match find_last(text, b':') {
        Some(colon) => joined(before(text, colon), ":*", ""),
        None => None,
    }
}

/// `*.example.com` for `*example.com`.
#[inline]
pub(super) const fn with_dot(pattern: &str) -> Option<Text> {
    with_name_for_star(pattern, "*.")
}

/// A domain that `https://*example.com` matches, and that anyone can register.
#[inline]
pub(super) const fn look_alike(pattern: &str) -> Option<Text> {
    with_name_for_star(pattern, "evil-")
}

/// A name in place of the wildcard.
#[inline]
pub(super) const fn with_name_for_star(pattern: &str, name: &str) -> Option<Text> {
    match find(pattern, b'*') {
        Some(star) => joined(before(pattern, star), name, after(pattern, star + 1)),
        None => None,
    }
}

/// An address in the form that browsers send.
#[inline]
pub(super) const fn address(host: &str) -> Option<Text> {
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

/// The first label of a malformed IPv4 address that is not a number from 0 to 255.
#[inline]
pub(super) const fn invalid_number(host: &str) -> Option<&str> {
    let host = without_trailing_dot(host);
    let mut start = 0;
    while start <= host.len() {
        let end = end_of_label(host, start);
        let label = part(host, start, end);
        match ipv4::number(label) {
            Some(value) if value <= 255 => {}
            _ => return Some(label),
        }
        start = end + 1;
    }
    None
}

/// The repaired text without a character.
#[inline]
pub(super) const fn without_character(text: &str, character: char) -> Option<Text> {
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

/// Whether the wildcard is the whole leftmost label.
#[inline]
pub(super) const fn is_subdomain_wildcard(pattern: &str) -> bool {
    contains_str(pattern, "://*.")
}

/// A header name without surrounding white space and without a value after `:` or `=`.
#[inline]
pub(super) const fn header_name(text: &str) -> Option<Text> {
    let end = match find_any(text, ":=") {
        Some(end) => end,
        None => text.len(),
    };
    let name = before(text, end).trim_ascii();
    if !is_token(name) {
        return None;
    }
    let mut found = Text::new();
    found.push(name);
    Some(found)
}
