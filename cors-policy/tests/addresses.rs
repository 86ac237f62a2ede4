//! IP addresses: which texts are addresses, and the form in which browsers send each. Parsing and suggestions are
//! compared with the standard library, which mostly agrees with the URL standard.
#![allow(clippy::unwrap_used)]

use handler_cors_policy::Pattern;
use std::net::{Ipv4Addr, Ipv6Addr};

/// The form in which browsers send an address, if the text is one: itself, or the one in the help.
fn canonical(host: &str) -> Option<String> {
    let origin = format!("http://{host}");
    match Pattern::parse(&origin) {
        Ok(pattern) => Some(pattern.host().to_owned()),
        Err(problem) => suggested(&problem.help().to_string()),
    }
}

/// The host in `` write `http://[::1]` ``.
fn suggested(help: &str) -> Option<String> {
    let (_, origin) = help.split_once("write `http://")?;
    Some(origin.split('`').next()?.to_owned())
}

/// The standard library's form, without dotted quads, which browsers do not send.
fn written(address: Ipv6Addr) -> String {
    let text = address.to_string();
    match text.rsplit_once(':') {
        Some((pieces, quad)) if quad.contains('.') => {
            let [.., high, low] = address.segments();
            format!("{pieces}:{high:x}:{low:x}")
        }
        _ => text,
    }
}

/// All orders of zero and other pieces.
#[test]
fn ipv6_addresses_are_read_and_written() {
    for zeros in 0..=u8::MAX {
        let pieces: [u16; 8] = std::array::from_fn(|at| if zeros >> at & 1 == 1 { 0 } else { 0xa0 << at });
        let address = Ipv6Addr::from(pieces);
        let (short, long) = (format!("[{}]", written(address)), pieces.map(|piece| format!("{piece:04X}")).join(":"));
        assert_eq!(
            Pattern::parse(&format!("http://{short}")).map(|pattern| pattern.host().to_owned()),
            Ok(short.clone())
        );
        assert_eq!(canonical(&format!("[{long}]")), Some(short), "{long}");
    }
}

/// A text is an address if it is one for the standard library, and has the same form.
#[test]
fn ipv6_addresses_agree_with_the_standard_library() {
    let pieces = [
        "",
        ":",
        "::",
        "0",
        "1",
        "fFfF",
        "00000",
        "g",
        "1.2.3.4",
        "1.2.3",
        "1.2.255.255",
        "1.2.3.256",
        "01.2.3.4",
        "1.2.3.4.5",
        ".",
    ];
    let fillings =
        ["", "::", "1::", "1:", "1:2:3:", "1:2:3:4:5:", "1:2:3:4:5:6:", "1:2:3:4:5:6:7:", "1:2:3:4:5:6:7:8:"];
    for start in fillings {
        for first in pieces {
            for second in pieces {
                for end in ["", ":8", ":7:8", ":3:4:5:6:7:8", ":2:3:4:5:6:7:8"] {
                    let text = format!("{start}{first}{second}{end}");
                    let expected = text.parse::<Ipv6Addr>().ok().map(|address| format!("[{}]", written(address)));
                    assert_eq!(canonical(&format!("[{text}]")), expected, "{text}");
                }
            }
        }
    }
}

/// The forms that browsers parse, as `inet_aton` did (URL standard, "IPv4 parser").
#[test]
fn ipv4_addresses_have_many_forms_and_one_is_sent() {
    let number = |text: &str| u32::from(text.parse::<Ipv4Addr>().unwrap());
    for sent in ["0.0.0.0", "0.0.0.1", "1.2.3.4", "10.0.0.255", "127.0.0.1", "192.168.1.10", "255.255.255.255"] {
        let address = number(sent);
        let [a, b, c, d] = address.to_be_bytes();
        let forms = [
            sent.to_owned(),
            format!("{address}"),
            format!("{address:#x}"),
            format!("0{address:o}"),
            format!("{a}.{}", address & 0xff_ffff),
            format!("{a}.{b}.{}", address & 0xffff),
            format!("{a:#x}.{b:#X}.0{c:o}.{d:#04x}"),
            format!("000{a:o}.0{b:o}.{c}.{d}."),
            format!("{a}.0x{b:X}.{}", address & 0xffff),
        ];
        for form in forms {
            assert_eq!(canonical(&form), Some(sent.to_owned()), "{form}");
        }
    }
}

#[test]
fn hosts_that_end_in_a_number_must_be_addresses() {
    for host in [
        "256.0.0.1",
        "1.256.0.1",
        "1.2.256.1",
        "1.2.3.256",
        "1.2.65536",
        "1.16777216",
        "4294967296",
        "0x100000000",
        "18446744073709551617",
        "99999999999999999999999999999999",
        "1.2.3.4.5",
        "1.2.3.08",
        "09",
        "a.0x1",
        "a.1",
        "a.08",
        "app.example.0x",
        "0x1g.1",
        "1.a.1",
    ] {
        let origin = format!("http://{host}");
        let problem = format!("{:?}", Pattern::parse(&origin).map(|_| ()));
        assert!(
            problem.starts_with("Err(Origin(Ipv4Malformed") || problem.starts_with("Err(Origin(Ipv4NotCanonical"),
            "{host}: {problem}"
        );
    }
}

/// Two dots in a row are not a zero between them, in suggestions either.
#[test]
fn empty_labels_are_not_part_of_an_address() {
    for host in ["1..2/", "1.2..3/", "1...2/", ".1/", "127.0.0.1../"] {
        assert_eq!(canonical(host), None, "{host}");
    }
    assert_eq!(canonical("127.1/").as_deref(), Some("127.0.0.1"));
}

/// A label that only starts with a number, or looks like one, is a name.
#[test]
fn hosts_that_do_not_end_in_a_number_are_names() {
    for host in
        ["1a", "0x1g", "0xg", "1.2.3.4a", "1.2.3.a", "x1", "0b1", "1.0xfg", "1-2", "0x.example", "1.2.3.4.example"]
    {
        assert_eq!(canonical(host), Some(host.to_owned()), "{host}");
    }
}
