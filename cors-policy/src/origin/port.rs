//! The port of an origin.

use super::pattern::Port;
use crate::problem::OriginProblem;
use crate::slice::{contains, count, equal, is_digits, starts_with};

/// `port` is the text after the colon, if there is one.
pub(super) const fn read<'a>(text: &'a str, scheme: &'a str, port: Option<&'a str>) -> Result<Port, OriginProblem<'a>> {
    let port = match port {
        None => return Ok(Port::Default),
        Some(port) => port,
    };
    if equal(port, "*") {
        return Ok(Port::Any);
    }
    if port.is_empty() {
        return Err(OriginProblem::PortEmpty { text });
    }
    if contains(port, b'*') {
        return Err(OriginProblem::WildcardInPort { text, port });
    }
    if !is_digits(port) {
        return Err(OriginProblem::PortNotANumber { text, port });
    }
    number(text, scheme, port)
}

const fn number<'a>(text: &'a str, scheme: &'a str, port: &'a str) -> Result<Port, OriginProblem<'a>> {
    match canonical(port.as_bytes()) {
        Some(number) => match default_port(scheme) {
            Some(default) if default == number => Err(OriginProblem::DefaultPort { text, port, scheme }),
            _ => Ok(Port::Number(number)),
        },
        None if is_zero(port) => Err(OriginProblem::PortZero { text }),
        None if starts_with(port, "0") => Err(OriginProblem::PortLeadingZeros { text, port }),
        None => Err(OriginProblem::PortTooLarge { text, port }),
    }
}

const fn is_zero(port: &str) -> bool {
    count(port, b'0') == port.len()
}

/// Parses 1 to 65535 in decimal digits, without leading zeros.
pub(super) const fn canonical(digits: &[u8]) -> Option<u16> {
    if digits.is_empty() || digits.len() > 5 || digits[0] == b'0' {
        return None;
    }
    let (mut at, mut number) = (0, 0_u32);
    while at < digits.len() {
        if !digits[at].is_ascii_digit() {
            return None;
        }
        number = number * 10 + (digits[at] - b'0') as u32;
        at += 1;
    }
    if number <= 65535 { Some(number as u16) } else { None }
}

/// The default port of a scheme, which browsers omit.
pub(super) const fn default_port(scheme: &str) -> Option<u16> {
    if equal(scheme, "https") {
        Some(443)
    } else if equal(scheme, "http") {
        Some(80)
    } else {
        None
    }
}
