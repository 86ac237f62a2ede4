//! The host of a pattern: names with at most one wildcard, and addresses.

use super::attempt::attempt;
use super::labels::{end_of_label, parent, without_trailing_dot};
use super::pattern::{MAX_HOST_LEN, Wildcard};
use super::{ipv4, ipv6, punycode, scheme};
use crate::problem::OriginProblem;
use crate::slice::{after, before, contains, contains_str, count, decode, equal, find, find_from, part, starts_with};
use crate::text::Text;

/// The length of the longest label that DNS allows, in bytes (RFC 1035 section 2.3.4).
pub(super) const MAX_LABEL_LEN: usize = 63;

pub(super) const fn read<'a>(text: &'a str, scheme: &'a str, host: &'a str) -> Result<Wildcard<'a>, OriginProblem<'a>> {
    if starts_with(host, "[") {
        attempt!(bracketed(text, part(host, 1, host.len() - 1)));
        return Ok(Wildcard::None);
    }
    attempt!(characters(text, host));
    let wildcard = match find(host, b'*') {
        Some(star) => attempt!(wildcard(text, scheme, host, star)),
        None => Wildcard::None,
    };
    attempt!(labels(text, host));
    // A `*` matches at least one character.
    if host.len() > MAX_HOST_LEN {
        return Err(OriginProblem::HostTooLong { text, host });
    }
    if ipv4::ends_in_number(host) {
        attempt!(address(text, host));
    }
    Ok(wildcard)
}

/// Hosts consist of characters that every browser sends as they are, and `*`.
const fn characters<'a>(text: &'a str, host: &'a str) -> Result<(), OriginProblem<'a>> {
    let bytes = host.as_bytes();
    let mut upper = None;
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'*' => {}
            b'A'..=b'Z' if upper.is_none() => upper = Some(bytes[at] as char),
            b'A'..=b'Z' => {}
            _ => return Err(OriginProblem::HostCharacter { text, character: decode(host, at).0 }),
        }
        at += 1;
    }
    match upper {
        Some(character) => Err(OriginProblem::UpperCase { text, character }),
        None => Ok(()),
    }
}

/// `star` is the index of the first wildcard.
const fn wildcard<'a>(
    text: &'a str,
    scheme: &'a str,
    host: &'a str,
    star: usize,
) -> Result<Wildcard<'a>, OriginProblem<'a>> {
    if contains_str(host, "**") {
        return Err(OriginProblem::DoubleWildcard { text });
    }
    if equal(host, "*") {
        // Other schemes belong to extensions and app shells, with a random host for each installation.
        let is_web = scheme::is_of_the_web(scheme);
        return if is_web { Err(OriginProblem::WildcardAlone { text, scheme }) } else { Ok(Wildcard::Host) };
    }
    if count(host, b'*') > 1 {
        return Err(OriginProblem::SeveralWildcards { text });
    }
    if is_address_with_wildcard(host) {
        return Err(OriginProblem::WildcardInAddress { text });
    }
    if find_from(without_trailing_dot(host), b'.', star).is_none() {
        return Err(if starts_with(host, "*.") {
            OriginProblem::WildcardWithoutParent { text }
        } else {
            OriginProblem::WildcardInLastLabel { text }
        });
    }
    match parent(host) {
        Some(parent) if host.len() - parent.len() > star => Ok(leftmost(host, star, parent)),
        _ => Err(OriginProblem::WildcardNotLeftmost { text }),
    }
}

const fn leftmost<'a>(host: &'a str, star: usize, parent: &'a str) -> Wildcard<'a> {
    let end = host.len() - parent.len() - 1;
    if end == 1 {
        return Wildcard::Subdomains { parent };
    }
    Wildcard::Label { prefix: before(host, star), suffix: part(host, star + 1, end), parent }
}

/// Whether all other labels are numbers, or the last one is.
const fn is_address_with_wildcard(host: &str) -> bool {
    let bytes = host.as_bytes();
    let (mut at, mut digits) = (0, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'0'..=b'9' => digits += 1,
            b'*' | b'.' => {}
            _ => return ipv4::ends_in_number(host),
        }
        at += 1;
    }
    digits > 0
}

const fn labels<'a>(text: &'a str, host: &'a str) -> Result<(), OriginProblem<'a>> {
    let mut start = 0;
    loop {
        let end = end_of_label(host, start);
        if end == start {
            return Err(OriginProblem::EmptyLabel { text });
        }
        if end - start > MAX_LABEL_LEN {
            return Err(OriginProblem::LabelTooLong { text, label: part(host, start, end) });
        }
        let label = part(host, start, end);
        if starts_with(label, "xn--") && !contains(label, b'*') && !punycode::is_encoded(after(label, 4)) {
            return Err(OriginProblem::InvalidPunycode { text, label });
        }
        // A trailing dot is part of the host, but does not start another label.
        if end + 1 >= host.len() {
            return Ok(());
        }
        start = end + 1;
    }
}

/// A host that browsers parse as an IPv4 address must be one, in the form in which they send it.
const fn address<'a>(text: &'a str, host: &'a str) -> Result<(), OriginProblem<'a>> {
    let address = match ipv4::parse(host) {
        Some(address) => address,
        None => return Err(OriginProblem::Ipv4Malformed { text, host }),
    };
    let mut canonical = Text::new();
    ipv4::write(address, &mut canonical);
    if equal(canonical.as_str(), host) { Ok(()) } else { Err(OriginProblem::Ipv4NotCanonical { text, host }) }
}

/// `address` is the text between brackets.
const fn bracketed<'a>(text: &'a str, address: &'a str) -> Result<(), OriginProblem<'a>> {
    if contains(address, b'*') {
        return Err(OriginProblem::WildcardInAddress { text });
    }
    if let Some(zone) = find(address, b'%') {
        return Err(OriginProblem::Ipv6Zone { text, zone: after(address, zone) });
    }
    let pieces = match ipv6::parse(address) {
        Some(pieces) => pieces,
        None => return Err(OriginProblem::Ipv6Malformed { text, address }),
    };
    let mut canonical = Text::new();
    ipv6::write(pieces, &mut canonical);
    if equal(canonical.as_str(), address) { Ok(()) } else { Err(OriginProblem::Ipv6NotCanonical { text, address }) }
}
