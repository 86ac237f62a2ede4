//! The grammar of patterns: from a text to a pattern, or to its most important problem.

use super::attempt::attempt;
use super::pattern::Pattern;
use super::{host, ipv4, port, scheme};
use crate::problem::OriginProblem;
use crate::slice::{
    after, before, contains_str, decode, ends_with, equal_ignoring_case, find, find_any, find_last, find_str,
    is_digits, starts_with,
};

/// Several origins in one text are not recognized here, because that needs the repair of each.
pub(super) const fn pattern(text: &str) -> Result<Pattern<'_>, OriginProblem<'_>> {
    attempt!(whole(text));
    let (scheme, rest) = attempt!(split(text));
    attempt!(scheme::check(text, scheme));
    attempt!(authority_alone(text, rest));
    let (host, port) = attempt!(split_authority(text, scheme, rest));
    let wildcard = attempt!(host::read(text, scheme, host));
    let port = attempt!(port::read(text, scheme, port));
    Ok(Pattern { text, scheme, host, wildcard, port })
}

/// Problems of the text as a whole.
const fn whole(text: &str) -> Result<(), OriginProblem<'_>> {
    if text.is_empty() {
        return Err(OriginProblem::EmptyOrigin);
    }
    if equal_ignoring_case(text, "null") {
        return Err(OriginProblem::NullOrigin { origin: text });
    }
    let plain = plain_bytes(text);
    if plain == text.len() {
        return Ok(());
    }
    unfit_character(text, plain)
}

/// The number of bytes at the start that most origins consist of.
const fn plain_bytes(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() && matches!(bytes[at], b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-' | b':' | b'/') {
        at += 1;
    }
    at
}

/// The problem of a character from index `start` on.
const fn unfit_character(text: &str, start: usize) -> Result<(), OriginProblem<'_>> {
    let mut at = start;
    let mut non_ascii = None;
    while at < text.len() {
        let (character, width) = decode(text, at);
        if matches!(character, '\0'..=' ' | '\x7f') {
            return Err(OriginProblem::WhiteSpace { text, character });
        }
        if !character.is_ascii() && non_ascii.is_none() {
            non_ascii = Some(character);
        }
        at += width;
    }
    match non_ascii {
        Some(character) => Err(OriginProblem::NonAscii { text, character }),
        None if is_regular_expression(text) => Err(OriginProblem::RegularExpression { text }),
        None => Ok(()),
    }
}

/// Whether the text has characters of regular expressions that are not used in URLs.
const fn is_regular_expression(text: &str) -> bool {
    starts_with(text, "^")
        || ends_with(text, "$")
        || contains_str(text, "\\.")
        || contains_str(text, "://.*")
        || contains_str(text, "(.*")
}

/// The scheme, and the text after `://`.
const fn split(text: &str) -> Result<(&str, &str), OriginProblem<'_>> {
    let colon = match find(text, b':') {
        Some(colon) => colon,
        None => return Err(OriginProblem::MissingScheme { text }),
    };
    let name = before(text, colon);
    if scheme::is_opaque(name) {
        return Err(OriginProblem::OpaqueScheme { text, scheme: name });
    }
    match find_str(text, "://") {
        Some(end) if end > 0 && find_any(before(text, end), "/?#").is_none() => {
            Ok((before(text, end), after(text, end + 3)))
        }
        _ if scheme::is_of_the_web(name) => Err(OriginProblem::MissingSlashes { text, scheme: name }),
        _ => Err(OriginProblem::MissingScheme { text }),
    }
}

/// Host and port must not be surrounded by anything.
const fn authority_alone<'a>(text: &'a str, rest: &'a str) -> Result<(), OriginProblem<'a>> {
    let end = match find_any(rest, "/\\?#") {
        Some(end) => end,
        None => rest.len(),
    };
    let authority = before(rest, end);
    if let Some(at) = find_last(authority, b'@') {
        return Err(OriginProblem::Userinfo { text, userinfo: before(rest, at + 1) });
    }
    if end == rest.len() || end == 0 {
        return Ok(());
    }
    let surplus = after(rest, end);
    Err(match surplus.as_bytes()[0] {
        b'\\' => OriginProblem::Backslash { text },
        b'?' => OriginProblem::Query { text, query: surplus },
        b'#' => OriginProblem::Fragment { text, fragment: surplus },
        _ if surplus.len() == 1 => OriginProblem::TrailingSlash { text },
        _ if is_netmask(authority, surplus) => OriginProblem::Network { text, mask: surplus },
        _ => OriginProblem::Path { text, path: surplus },
    })
}

/// `192.168.1.0/24`
const fn is_netmask(authority: &str, path: &str) -> bool {
    path.len() <= 3 && is_digits(after(path, 1)) && (ipv4::ends_in_number(authority) || starts_with(authority, "["))
}

/// Host and port, both as written; `None` without a colon.
const fn split_authority<'a>(
    text: &'a str,
    scheme: &'a str,
    authority: &'a str,
) -> Result<(&'a str, Option<&'a str>), OriginProblem<'a>> {
    if let Some(bracket) = find_any(authority, "[]") {
        return match find(authority, b']') {
            Some(end) if bracket == 0 && authority.as_bytes()[0] == b'[' => split_after(text, authority, end + 1),
            // A list of ports.
            Some(_) if bracket > 1 && authority.as_bytes()[bracket - 1] == b':' => {
                split_after(text, authority, bracket - 1)
            }
            _ => Err(OriginProblem::Ipv6Brackets { text }),
        };
    }
    let colon = match find(authority, b':') {
        Some(colon) => colon,
        None => authority.len(),
    };
    if matches!(find_last(authority, b':'), Some(last) if last != colon) && is_hexadecimal(authority) {
        return Err(OriginProblem::Ipv6Brackets { text });
    }
    if colon == 0 || authority.is_empty() || matches!(authority.as_bytes()[0], b'/' | b'\\' | b'?' | b'#') {
        return Err(OriginProblem::MissingHost { text, scheme });
    }
    split_after(text, authority, colon)
}

const fn split_after<'a>(
    text: &'a str,
    authority: &'a str,
    end: usize,
) -> Result<(&'a str, Option<&'a str>), OriginProblem<'a>> {
    let host = before(authority, end);
    if end == authority.len() {
        return Ok((host, None));
    }
    if authority.as_bytes()[end] != b':' {
        return Err(OriginProblem::Ipv6Brackets { text });
    }
    Ok((host, Some(after(authority, end + 1))))
}

/// Whether the text only has characters of IPv6 addresses.
const fn is_hexadecimal(text: &str) -> bool {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_hexdigit() && bytes[at] != b':' && bytes[at] != b'.' {
            return false;
        }
        at += 1;
    }
    true
}
