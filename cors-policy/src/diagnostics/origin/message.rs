//! Messages that depend on the text.

use crate::diagnostics::suggest;
use crate::diagnostics::template::Value::{Char, Plain, Str};
use crate::diagnostics::template::fill;
use crate::slice::{decode, find_any, find_str};
use crate::text::Text;

#[inline]
pub(super) const fn white_space(text: &str, character: char) -> Text {
    let kind = match character {
        ' ' => "spaces",
        '\t' | '\n' | '\r' => "white space",
        _ => "control characters",
    };
    fill(
        "`{}` {} {}; origins cannot contain {}",
        &[Str(text), Plain(position_of_white_space(text)), Char(character), Plain(kind)],
    )
}

/// Where the first white space is.
#[inline]
const fn position_of_white_space(text: &str) -> &'static str {
    let mut start = 0;
    while !is_white(decode(text, start).0) {
        start += decode(text, start).1;
    }
    let mut end = start;
    while end < text.len() && is_white(decode(text, end).0) {
        end += 1;
    }
    match (start, end == text.len()) {
        (0, _) => "starts with",
        (_, true) => "ends with",
        _ => "contains",
    }
}

#[inline]
const fn is_white(character: char) -> bool {
    matches!(character, '\0'..=' ' | '\x7f')
}

/// What browsers send for pages of this scheme.
#[inline]
pub(super) const fn opaque_scheme(scheme: &str) -> &'static str {
    match decode(scheme, 0).0.to_ascii_lowercase() {
        'f' if scheme.len() == 3 => "`{}` is not an origin: browsers no longer open `ftp:` pages",
        'f' => "`{}` is not an origin: browsers send `null` for pages that are opened from a file",
        'd' => "`{}` is not an origin: browsers send `null` for `data:` pages",
        'b' => "`{}` is not an origin: a `blob:` page has the origin of the page that created it",
        'a' => "`{}` is not an origin: an `about:` page has the origin of the page that opened it",
        _ => "`{}` is not an origin: `javascript:` code has the origin of the page that it runs in",
    }
}

#[inline]
pub(super) const fn empty_label(text: &str) -> &'static str {
    match find_str(text, "://.") {
        Some(_) => "`{}` has a dot at the start of its host",
        None => "`{}` has two dots in a row",
    }
}

#[inline]
pub(super) const fn ipv4_malformed(text: &str, host: &str) -> Text {
    let is_name = find_any(host, "abcdefghijklmnopqrstuvwxyz-_").is_some();
    match (suggest::invalid_number(host), is_name) {
        (Some(label), true) => fill(
            "`{}` ends with a number, so browsers parse its host as an IPv4 address, but `{}` is not a number from 0 to 255",
            &[Str(text), Str(label)],
        ),
        (Some(label), false) => {
            fill("`{}` has an invalid IPv4 address: `{}` is not a number from 0 to 255", &[Str(text), Str(label)])
        }
        (None, _) => fill("`{}` has an IPv4 address of more than four numbers", &[Str(text)]),
    }
}

#[inline]
pub(super) const fn not_canonical(text: &str, address: &str) -> Text {
    match suggest::address(address) {
        Some(canonical) => fill(
            "`{}` has the address `{}`, which browsers send as `{}`",
            &[Str(text), Str(address), Str(canonical.as_str())],
        ),
        None => fill("`{}` has the address `{}`, which browsers send in another form", &[Str(text), Str(address)]),
    }
}
