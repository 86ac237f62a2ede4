//! Helps that depend on the text.

use crate::diagnostics::suggest;
use crate::diagnostics::template::Value::{Char, Plain, Str};
use crate::diagnostics::template::{fill, fill_or, say, write, write_or};
use crate::origin::punycode;
use crate::origin::repair::{joined, repaired};
use crate::slice::{contains, decode, equal, equal_ignoring_case, find_any, starts_with};
use crate::text::Text;

pub(super) const ADDRESSES: &str = "write each address as a separate element, such as `http://192.168.1.10`";
pub(super) const ALONE: &str = "write only scheme, host and port, such as `https://app.example.com`";
pub(super) const HOSTS: &str = "write each host as a separate element, such as `https://app.example.com`";
pub(super) const WHOLE: &str = "write the whole origin, such as `https://app.example.com`";
pub(super) const SCHEME: &str = "write the scheme that browsers send, such as `https://app.example.com`";
pub(super) const SPELLING: &str = "check the spelling; DNS names cannot be that long";

#[inline]
pub(super) const fn non_ascii(text: &str, character: char) -> Text {
    match repaired(text) {
        Some(origin) => write(origin.as_str()),
        None if punycode::is_like_latin(character) => say(
            "write the Latin letter that it resembles, if you meant that one; else write the host in punycode, which `new URL(…).origin` shows in a browser console",
        ),
        None => punycode_in_console(text),
    }
}

/// Browsers have the mapping tables of Unicode; this crate does not.
#[inline]
const fn punycode_in_console(text: &str) -> Text {
    fill("write the host in punycode, which `new URL(\"{}\").origin` shows in a browser console", &[Str(text)])
}

#[inline]
pub(super) const fn wildcard_in_scheme(text: &str) -> Text {
    let is_web_scheme = starts_with(text, "http*") || starts_with(text, "https*");
    if let (Some(origin), false) = (suggest::with_scheme_less_star(text), is_web_scheme) {
        return write(origin.as_str());
    }
    match (suggest::with_other_scheme("https", text), suggest::with_other_scheme("http", text)) {
        (Some(https), Some(http)) => fill(
            "write `{}`, and `{}` as a second element if pages without TLS are allowed too",
            &[Str(https.as_str()), Str(http.as_str())],
        ),
        _ => say("write the scheme, as in `https://app.example.com`"),
    }
}

#[inline]
pub(super) const fn opaque_scheme(text: &str, scheme: &str) -> Text {
    let inner = if equal_ignoring_case(scheme, "blob") { suggest::inner(text) } else { None };
    match decode(scheme, 0).0.to_ascii_lowercase() {
        'f' if scheme.len() == 4 => {
            say("serve the page over http and write that origin, such as `http://localhost:8080`")
        }
        'f' | 'd' => say("serve the page over https and write that origin, such as `https://app.example.com`"),
        _ => write_or(inner, "write the origin of that page, such as `https://app.example.com`"),
    }
}

#[inline]
pub(super) const fn query(text: &str) -> Text {
    match suggest::with_star_for_question_mark(text) {
        Some(pattern) => fill("write `*` for a wildcard, as in `{}`", &[Str(pattern.as_str())]),
        None => write_or(repaired(text), ALONE),
    }
}

#[inline]
pub(super) const fn missing_host(scheme: &str) -> Text {
    let host = if is_web(scheme) { "app.example.com" } else { "localhost" };
    fill_or(
        "write the host, as in `{}`",
        joined(scheme, "://", host),
        "write the host, as in `https://app.example.com`",
    )
}

#[inline]
pub(super) const fn host_character(text: &str, character: char) -> Text {
    match character {
        '{' | '}' | ',' | '|' | '(' | ')' => write_or(repaired(text), HOSTS),
        '%' => punycode_in_console(text),
        _ => match suggest::without_character(text, character) {
            Some(origin) => fill("write `{}`, or the host that browsers send for the page", &[Str(origin.as_str())]),
            None => fill("remove {}", &[Char(character)]),
        },
    }
}

#[inline]
pub(super) const fn empty_label(text: &str) -> Text {
    match (suggest::with_single_dots(text, ""), suggest::with_single_dots(text, "*.")) {
        (Some(host), Some(below)) if !equal(host.as_str(), below.as_str()) => fill(
            "write `{}` for the subdomains, or `{}` for the host itself",
            &[Str(below.as_str()), Str(host.as_str())],
        ),
        (host, _) => write_or(host, HOSTS),
    }
}

/// The last group of an address without brackets can be meant as the port.
#[inline]
pub(super) const fn ipv6_brackets(text: &str) -> Text {
    match (suggest::with_brackets(text, true), suggest::with_brackets(text, false)) {
        (Some(port), Some(whole)) => {
            fill("write `{}`, or `{}` if it has no port", &[Str(port.as_str()), Str(whole.as_str())])
        }
        (Some(address), None) | (None, Some(address)) => write(address.as_str()),
        (None, None) => write_or(repaired(text), "write it as in `http://[2001:db8::1]:8080`"),
    }
}

#[inline]
pub(super) const fn port_not_a_number(text: &str, port: &str) -> Text {
    if let Some(list) = suggest::with_ports(text, port) {
        return fill("write `{}`", &[Plain(list.as_str())]);
    }
    let any = suggest::with_any_port(text);
    if matches!(find_any(port, "-,"), Some(1..)) {
        return fill_or(
            "write a separate element for each port, or `{}` for any port",
            any,
            "write a separate element for each port",
        );
    }
    fill_or(
        "write a number from 1 to 65535, nothing for the default port, or `{}` for any port",
        any,
        "write a number from 1 to 65535, or nothing for the default port",
    )
}

#[inline]
pub(super) const fn invalid_port(text: &str) -> Text {
    fill_or(
        "write the port that serves the page, or `{}` for any port",
        suggest::with_any_port(text),
        "write the port that serves the page",
    )
}

#[inline]
pub(super) const fn wildcard_alone(scheme: &str) -> Text {
    fill("name the domain, as in `{}://*.example.com`, or write `\"*\"` to allow every origin", &[Plain(scheme)])
}

#[inline]
pub(super) const fn wildcard_in_address(text: &str) -> Text {
    if contains(text, b'[') {
        return say("write each address as a separate element, such as `http://[2001:db8::1]`");
    }
    say(ADDRESSES)
}

#[inline]
const fn is_web(scheme: &str) -> bool {
    equal(scheme, "https") || equal(scheme, "http")
}
