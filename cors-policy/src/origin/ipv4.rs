//! IPv4 addresses, as the URL standard reads and writes them.

use super::labels::{end_of_label, without_trailing_dot};
use crate::slice::{after, count, find_last, is_digits, part};
use crate::text::Text;

/// Whether browsers parse a host as an IPv4 address, because its last label is a number (URL standard, "ends in a
/// number checker").
pub(super) const fn ends_in_number(host: &str) -> bool {
    let host = without_trailing_dot(host);
    let last = match find_last(host, b'.') {
        Some(dot) => after(host, dot + 1),
        None => host,
    };
    // Fast path: most hosts end in a letter.
    !last.is_empty() && last.as_bytes()[0].is_ascii_digit() && (is_digits(last) || number(last).is_some())
}

/// Parses a host that ends in a number as browsers do (URL standard, "IPv4 parser").
pub(crate) const fn parse(host: &str) -> Option<u32> {
    let host = without_trailing_dot(host);
    let parts = count(host, b'.') + 1;
    if parts > 4 {
        return None;
    }
    let (mut address, mut start, mut seen) = (0_u64, 0, 0);
    while seen < parts {
        let end = end_of_label(host, start);
        let value = match number(part(host, start, end)) {
            Some(value) => value,
            None => return None,
        };
        seen += 1;
        // The last number fills all remaining bytes.
        let bits = if seen == parts { 8 * (5 - parts as u32) } else { 8 };
        if value >> bits != 0 {
            return None;
        }
        address = address << bits | value;
        start = end + 1;
    }
    Some(address as u32)
}

/// Parses a decimal, octal (`0…`) or hexadecimal (`0x…`) number; saturates if it is too large.
pub(crate) const fn number(digits: &str) -> Option<u64> {
    let bytes = digits.as_bytes();
    let (base, mut at) = match bytes {
        [] => return None,
        [b'0', b'x' | b'X', ..] => (16, 2),
        [b'0', _, ..] => (8, 1),
        _ => (10, 0),
    };
    let mut value = 0_u64;
    while at < bytes.len() {
        match (bytes[at] as char).to_digit(base) {
            Some(digit) => value = value.saturating_mul(base as u64).saturating_add(digit as u64),
            None => return None,
        }
        at += 1;
    }
    Some(value)
}

/// Four decimal numbers (URL standard, "IPv4 serializer").
pub(crate) const fn write(address: u32, text: &mut Text) {
    let bytes = address.to_be_bytes();
    let mut at = 0;
    while at < 4 {
        if at > 0 {
            text.push(".");
        }
        text.push_number(bytes[at] as u64);
        at += 1;
    }
}
