//! Plain origins: those that nearly all requests have, read in one pass.

use super::host::MAX_LABEL_LEN;
use super::pattern::{MAX_HOST_LEN, Pattern, Wildcard};
use super::port;
use crate::slice::{after, bytes_equal_at, part, starts_with};

/// Reads `http` and `https` origins of plain domains, as [`grammar::pattern`](super::grammar::pattern) does. `None` does not mean
/// that it is not a pattern.
pub(super) const fn read(text: &str) -> Option<Pattern<'_>> {
    let scheme = if starts_with(text, "https://") {
        "https"
    } else if starts_with(text, "http://") {
        "http"
    } else {
        return None;
    };
    let start = scheme.len() + "://".len();
    let end = match end_of_host(text.as_bytes(), start) {
        Some(end) if end - start <= MAX_HOST_LEN => end,
        _ => return None,
    };
    let port = if end == text.len() { None } else { Some(after(text, end + 1)) };
    match port::read(text, scheme, port) {
        Ok(port) => Some(Pattern { text, scheme, host: part(text, start, end), wildcard: Wildcard::None, port }),
        Err(_) => None,
    }
}

/// Where the host ends, if it is a domain whose last label starts with a letter, without A-labels, wildcards and a trailing dot.
const fn end_of_host(text: &[u8], start: usize) -> Option<usize> {
    let (mut at, mut label) = (start, start);
    loop {
        let byte = if at < text.len() { text[at] } else { b':' };
        match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' => {}
            b'.' | b':' => {
                if at == label || at - label > MAX_LABEL_LEN || bytes_equal_at(text, label, b"xn--") {
                    return None;
                }
                if byte == b':' {
                    return if text[label].is_ascii_digit() { None } else { Some(at) };
                }
                label = at + 1;
            }
            _ => return None,
        }
        at += 1;
    }
}
