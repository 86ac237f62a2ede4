//! The grammar of origins and what a pattern matches, written a second time, as naively as the documentation describes
//! it: texts are split into lists, addresses are parsed by the standard library, and a pattern matches a text if it is
//! an origin and its parts are those of the pattern. Tests and fuzz targets compare the real implementation with it.

use std::net::{Ipv4Addr, Ipv6Addr};

/// The parts of `scheme://host[:port]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Oracle {
    scheme: String,
    host: Host,
    port: Port,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Host {
    /// An IPv6 address, as written.
    Bracketed(String),
    /// The labels of a name or an IPv4 address; a trailing dot adds an empty one.
    Labels(Vec<String>),
    /// `*` alone.
    Any,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Port {
    Default,
    Number(u16),
    Any,
}

const NOT_OF_PAGES: [&str; 8] = ["file", "data", "blob", "about", "javascript", "ftp", "ws", "wss"];

impl Oracle {
    /// `None` if the text is not a pattern.
    pub(crate) fn parse(text: &str) -> Option<Oracle> {
        Oracle::read(text).filter(|oracle| oracle.host.is_encoded_well())
    }

    /// The parts of a text, whatever its labels decode to: of a request, only the bytes count.
    fn read(text: &str) -> Option<Oracle> {
        let (scheme, rest) = text.split_once("://")?;
        let (host, port) = match rest.strip_prefix('[') {
            Some(rest) => {
                let (address, port) = rest.split_once(']')?;
                (Host::bracketed(address)?, port)
            }
            None => {
                let (host, port) = rest.split_at(rest.find(':').unwrap_or(rest.len()));
                let is_any = host == "*" && scheme != "https" && scheme != "http";
                (if is_any { Host::Any } else { Host::labels(host)? }, port)
            }
        };
        is_scheme(scheme).then_some(())?;
        Some(Oracle { scheme: scheme.to_owned(), host, port: Port::parse(scheme, port)? })
    }

    /// Whether the pattern matches the value of an `Origin` header.
    pub(crate) fn matches(&self, origin: &[u8]) -> bool {
        let Ok(origin) = std::str::from_utf8(origin) else { return false };
        if self.host == Host::Any {
            return self.matches_any_host(origin);
        }
        let Some(origin) = Oracle::read(origin) else { return false };
        let port_fits = match &self.port {
            Port::Any => origin.port != Port::Any,
            port => origin.port == *port,
        };
        origin.scheme == self.scheme && port_fits && !origin.host.has_wildcard() && self.host.matches(&origin.host)
    }
}

impl Oracle {
    /// Where every host matches, it is not looked into; it can be in upper case.
    fn matches_any_host(&self, origin: &str) -> bool {
        let Some((scheme, rest)) = origin.split_once("://") else { return false };
        let (host, port) = match rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            Some((inside, port)) => (inside, port),
            None => rest.split_at(rest.find(':').unwrap_or(rest.len())),
        };
        let in_brackets = rest.starts_with('[');
        let is_of_host = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c) || c == ':' && in_brackets;
        let length = host.len() + if in_brackets { 2 } else { 0 };
        let port_fits = match (&self.port, Port::parse(scheme, port)) {
            (_, None | Some(Port::Any)) => false,
            (Port::Any, Some(_)) => true,
            (own, Some(port)) => *own == port,
        };
        scheme == self.scheme && port_fits && !host.is_empty() && length <= 253 && host.chars().all(is_of_host)
    }
}

fn is_scheme(scheme: &str) -> bool {
    let is_tail = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"+-.".contains(&byte);
    scheme.len() <= 64
        && scheme.starts_with(|first: char| first.is_ascii_lowercase())
        && scheme.bytes().all(is_tail)
        && !NOT_OF_PAGES.contains(&scheme)
}

impl Port {
    /// `text` is empty, or begins with the colon.
    fn parse(scheme: &str, text: &str) -> Option<Port> {
        let default = [("https", 443), ("http", 80)].into_iter().find(|(known, _)| *known == scheme);
        match text {
            "" => Some(Port::Default),
            ":*" => Some(Port::Any),
            _ => {
                let digits = text.strip_prefix(':')?;
                let number = digits.parse::<u16>().ok()?;
                let is_own = default.is_none_or(|(_, default)| number != default);
                (number != 0 && number.to_string() == digits && is_own).then_some(Port::Number(number))
            }
        }
    }
}

impl Host {
    fn bracketed(address: &str) -> Option<Host> {
        let pieces = address.parse::<Ipv6Addr>().ok()?.segments();
        (written(pieces) == address).then(|| Host::Bracketed(address.to_owned()))
    }

    fn labels(host: &str) -> Option<Host> {
        let labels: Vec<String> = host.split('.').map(str::to_owned).collect();
        // A trailing dot does not start a label.
        let named = match labels.split_last()? {
            (last, others) if last.is_empty() => others,
            _ => &labels,
        };
        let is_label = |label: &String| {
            (1..=63).contains(&label.len()) && label.bytes().all(|byte| is_letter(byte) || byte == b'*')
        };
        if named.is_empty() || host.len() > 253 || !named.iter().all(is_label) {
            return None;
        }
        let stars = host.matches('*').count();
        let stands_leftmost = stars == 1 && named[0].contains('*') && named.len() > 1;
        if stars > 0 && !stands_leftmost {
            return None;
        }
        let is_address = || host.parse::<Ipv4Addr>().is_ok_and(|address| address.to_string() == host);
        (!is_number(named.last()?) || is_address()).then_some(Host::Labels(labels))
    }

    /// Whether each label that begins with `xn--` is punycode.
    fn is_encoded_well(&self) -> bool {
        let Host::Labels(labels) = self else { return true };
        let whole = labels.iter().filter(|label| !label.contains('*'));
        whole.filter_map(|label| label.strip_prefix("xn--")).all(is_punycode)
    }

    fn has_wildcard(&self) -> bool {
        matches!(self, Host::Labels(labels) if labels[0].contains('*')) || *self == Host::Any
    }

    fn matches(&self, other: &Host) -> bool {
        let (Host::Labels(own), Host::Labels(others)) = (self, other) else { return self == other };
        let (first, parent) = own.split_first().expect("a label");
        match first.split_once('*') {
            None => own == others,
            // One or more labels before the domain.
            Some(("", "")) => others.len() > parent.len() && others.ends_with(parent),
            Some((prefix, suffix)) => {
                let wild = others[0].strip_prefix(prefix).and_then(|rest| rest.strip_suffix(suffix));
                let is_wild = |wild: &str| !wild.is_empty() && wild.bytes().all(|byte| is_letter(byte) && byte != b'_');
                others[1..] == *parent && wild.is_some_and(is_wild)
            }
        }
    }
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte)
}

/// Whether this is the shortest form of a text with characters other than ASCII and control characters (RFC 3492).
fn is_punycode(label: &str) -> bool {
    let (basic, digits) = label.rsplit_once('-').unwrap_or(("", label));
    let mut text: Vec<char> = basic.chars().collect();
    let (mut digits, mut code, mut index, mut bias) = (digits.chars(), 128_u128, 0_u128, 72);
    // A label that ends with its delimiter, or begins with one, is not what an encoder writes.
    if digits.as_str().is_empty() || label.starts_with('-') && !label[1..].contains('-') {
        return false;
    }
    let mut is_first = true;
    while !digits.as_str().is_empty() {
        let (mut delta, mut weight, mut k) = (0_u128, 1_u128, 36);
        loop {
            let Some(digit) = digits.next().and_then(|c| "abcdefghijklmnopqrstuvwxyz0123456789".find(c)) else {
                return false;
            };
            let base = (k - bias).clamp(1, 26) as u128;
            delta += digit as u128 * weight;
            if (digit as u128) < base {
                break;
            }
            let Some(heavier) = weight.checked_mul(36 - base).filter(|weight| *weight < 1 << 64) else { return false };
            (weight, k) = (heavier, k + 36);
        }
        let count = text.len() as u128 + 1;
        bias = adapted(delta, count, is_first);
        is_first = false;
        code += (index + delta) / count;
        index = (index + delta) % count;
        let Some(character) = u32::try_from(code).ok().and_then(char::from_u32) else { return false };
        if character < '\u{a0}' {
            return false;
        }
        text.insert(index as usize, character);
        index += 1;
    }
    true
}

fn adapted(delta: u128, count: u128, is_first: bool) -> i32 {
    let mut delta = delta / if is_first { 700 } else { 2 };
    delta += delta / count;
    let mut k = 0;
    while delta > 455 {
        (delta, k) = (delta / 35, k + 36);
    }
    k + (36 * delta / (delta + 38)) as i32
}

/// Whether a last label makes browsers parse the host as an IPv4 address (URL standard, "ends in a number checker").
fn is_number(label: &str) -> bool {
    let hexadecimal =
        label.strip_prefix("0x").is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    hexadecimal || label.bytes().all(|byte| byte.is_ascii_digit())
}

/// An IPv6 address in the form that browsers send (URL standard, "IPv6 serializer"): `::` for the first of the longest
/// runs of zeros.
fn written(pieces: [u16; 8]) -> String {
    let hexadecimal = |pieces: &[u16]| pieces.iter().map(|piece| format!("{piece:x}")).collect::<Vec<_>>().join(":");
    for length in (2..=8).rev() {
        for start in 0..=8 - length {
            if pieces[start..start + length].iter().all(|piece| *piece == 0) {
                return format!("{}::{}", hexadecimal(&pieces[..start]), hexadecimal(&pieces[start + length..]));
            }
        }
    }
    hexadecimal(&pieces)
}
