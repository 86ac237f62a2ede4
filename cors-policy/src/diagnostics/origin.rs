//! Texts that are not origins or origin patterns.

mod help;
mod message;

use super::suggest;
use super::table::{Row, table};
use super::template::Value::{Char, Number, Plain, Str};
use super::template::{fill, fill_or, say, write_list_or, write_or};
use crate::origin::repair::{self, repaired};
use crate::problem::OriginProblem;
use help::{ADDRESSES, ALONE, HOSTS, SCHEME, SPELLING, WHOLE};

table! { OriginProblem:
    EmptyOrigin => "empty_origin",
        say("an empty string is not an origin"),
        say("write an origin, such as `https://app.example.com`");
    NullOrigin { origin } => "null_origin",
        fill("`{}` is the origin of every sandboxed frame and local file, so any website can send it", &[Str(origin)]),
        say(
            "remove it and give the page an origin of its own; if you need it, write `\"null\"` and add `dangerously(null_origin)`",
        );
    SeveralOrigins { text } => "several_origins",
        fill("`{}` contains several origins", &[Str(text)]),
        write_list_or(repair::several(text), HOSTS);
    WhiteSpace { text, character } => "white_space",
        message::white_space(text, character),
        write_or(repaired(text), "remove it, or write each origin as a separate element");
    NonAscii { text, character } => "non_ascii",
        fill(
            "`{}` contains {}, which is not ASCII; browsers send host names in punycode",
            &[Str(text), Char(character)],
        ),
        help::non_ascii(text, character);
    RegularExpression { text } => "regular_expression",
        fill("`{}` is a regular expression; the only wildcard of origin patterns is `*`", &[Str(text)]),
        write_or(
            suggest::from_regular_expression(text),
            "write each host as a separate element, or use one `*`, as in `https://*.example.com`",
        );
    QuotedOrigin { text } => "quoted_origin",
        fill("`{}` contains quotation marks or brackets around the origin", &[Str(text)]),
        write_or(repair::unquoted(text), ALONE);
    UpperCase { text, character } => "upper_case",
        fill(
            "`{}` contains the upper-case letter {}; browsers send origins in lower case",
            &[Str(text), Char(character)],
        ),
        write_or(repaired(text), "write it in lower case");

    MissingScheme { text } => "missing_scheme",
        fill("`{}` has no scheme", &[Str(text)]),
        write_or(repair::with_scheme(text), WHOLE);
    MissingSlashes { text, scheme } => "missing_slashes",
        fill("`{}` has no `//` after `{}:`", &[Str(text), Plain(scheme)]),
        write_or(suggest::with_slashes(text, scheme), WHOLE);
    WildcardInScheme { text } => "wildcard_in_scheme",
        fill("`{}` has `*` in its scheme; schemes cannot contain wildcards", &[Str(text)]),
        help::wildcard_in_scheme(text);
    SchemeCharacter { text, character } => "scheme_character",
        fill(
            "`{}` has {} in its scheme; schemes start with a letter and consist of `a-z 0-9 + - .`",
            &[Str(text), Char(character)],
        ),
        say(SCHEME);
    SchemeTooLong { text, scheme } => "scheme_too_long",
        fill("`{}` has a scheme of {} bytes; the maximum is 64", &[Str(text), Number(scheme.len() as u64)]),
        say(SCHEME);
    OpaqueScheme { text, scheme } => "opaque_scheme",
        fill(message::opaque_scheme(scheme), &[Str(text)]),
        help::opaque_scheme(text, scheme);
    WebSocketScheme { text } => "websocket_scheme",
        fill("`{}` is a WebSocket URL; browsers send the origin of the page that opens the WebSocket", &[Str(text)]),
        write_or(suggest::with_page_scheme(text), "write the origin of the page, such as `https://app.example.com`");

    Userinfo { text, userinfo } => "userinfo",
        fill("`{}` has `{}` before its host; origins have no user name or password", &[Str(text), Str(userinfo)]),
        write_or(repaired(text), ALONE);
    TrailingSlash { text } => "trailing_slash",
        fill("`{}` ends with a slash; origins have no path", &[Str(text)]),
        write_or(repaired(text), ALONE);
    Path { text, path } => "path",
        fill("`{}` has the path `{}`; origins have no path", &[Str(text), Str(path)]),
        fill_or("write `{}`, which covers every path", repaired(text), ALONE);
    Network { text, mask } => "network_mask",
        fill("`{}` has the network mask `{}`; an origin has a single host", &[Str(text), Str(mask)]),
        say(ADDRESSES);
    Query { text, query } => "query",
        fill("`{}` has the query `{}`; origins have no query", &[Str(text), Str(query)]),
        help::query(text);
    Fragment { text, fragment } => "fragment",
        fill("`{}` has the fragment `{}`; origins have no fragment", &[Str(text), Str(fragment)]),
        write_or(repaired(text), ALONE);
    Backslash { text } => "backslash",
        fill("`{}` has a backslash after its host; origins have no path", &[Str(text)]),
        write_or(repaired(text), ALONE);

    MissingHost { text, scheme } => "missing_host",
        fill("`{}` has no host", &[Str(text)]),
        help::missing_host(scheme);
    HostCharacter { text, character } => "host_character",
        fill("`{}` has {} in its host; hosts consist of `a-z 0-9 - _ .`", &[Str(text), Char(character)]),
        help::host_character(text, character);
    EmptyLabel { text } => "empty_label",
        fill(message::empty_label(text), &[Str(text)]),
        help::empty_label(text);
    LabelTooLong { text, label } => "label_too_long",
        fill(
            "`{}` has a label of {} bytes, `{}`; the maximum is 63",
            &[Str(text), Number(label.len() as u64), Str(label)],
        ),
        say(SPELLING);
    InvalidPunycode { text, label } => "invalid_punycode",
        fill("`{}` has the label `{}`, which is not valid punycode; browsers open no such host", &[Str(text), Str(label)]),
        say(
            "write the host as a browser console shows it: `new URL(\"https://bücher.example\").origin` is `https://xn--bcher-kva.example`",
        );
    HostTooLong { text, host } => "host_too_long",
        fill("`{}` has a host of {} bytes; the maximum is 253", &[Str(text), Number(host.len() as u64)]),
        say(SPELLING);
    Ipv4Malformed { text, host } => "ipv4_malformed",
        message::ipv4_malformed(text, host),
        say(
            "write four numbers from 0 to 255, as in `http://192.168.1.10`, or a host name whose last label is not a number",
        );
    Ipv4NotCanonical { text, host } => "ipv4_not_canonical",
        message::not_canonical(text, host),
        write_or(repaired(text), ALONE);
    Ipv6Brackets { text } => "ipv6_brackets",
        fill("`{}` has an IPv6 address; it must be in brackets, directly after `://`", &[Str(text)]),
        help::ipv6_brackets(text);
    Ipv6Zone { text, zone } => "ipv6_zone",
        fill("`{}` has the zone `{}`; browsers do not send zones", &[Str(text), Str(zone)]),
        write_or(repaired(text), ALONE);
    Ipv6Malformed { text, address } => "ipv6_malformed",
        fill("`{}` has `{}` in brackets, which is not an IPv6 address", &[Str(text), Str(address)]),
        say("write eight groups of hexadecimal digits, or `::` for groups that are zero, as in `http://[2001:db8::1]`");
    Ipv6NotCanonical { text, address } => "ipv6_not_canonical",
        message::not_canonical(text, address),
        write_or(repaired(text), ALONE);

    PortEmpty { text } => "empty_port",
        fill("`{}` has a colon without a port", &[Str(text)]),
        write_or(repaired(text), ALONE);
    PortNotANumber { text, port } => "port_not_a_number",
        fill("`{}` has the port `{}`, which is not a number", &[Str(text), Str(port)]),
        help::port_not_a_number(text, port);
    PortZero { text } => "port_zero",
        fill("`{}` has port 0, which cannot serve pages", &[Str(text)]),
        help::invalid_port(text);
    PortLeadingZeros { text, port } => "port_leading_zeros",
        fill("`{}` has the port `{}`; browsers send ports without leading zeros", &[Str(text), Str(port)]),
        write_or(repaired(text), ALONE);
    PortTooLarge { text, port } => "port_too_large",
        fill("`{}` has the port `{}`; the maximum is 65535", &[Str(text), Str(port)]),
        help::invalid_port(text);
    WildcardInPort { text, port } => "wildcard_in_port",
        fill("`{}` has the port `{}`; `*` can only be the whole port", &[Str(text), Str(port)]),
        fill_or(
            "write `{}` for any port, or a separate element for each port",
            suggest::with_any_port(text),
            "write a separate element for each port",
        );
    DefaultPort { text, port, scheme } => "default_port",
        fill("`{}` has the port `{}`; browsers omit the default port of `{}`", &[Str(text), Str(port), Str(scheme)]),
        write_or(repaired(text), ALONE);

    DoubleWildcard { text } => "double_wildcard",
        fill("`{}` contains `**`, which is not a wildcard", &[Str(text)]),
        write_or(suggest::with_single_star(text), HOSTS);
    SeveralWildcards { text } => "several_wildcards",
        fill("`{}` has several wildcards in its host; the maximum is one", &[Str(text)]),
        fill_or("write `{}`, which also matches these hosts", suggest::with_single_star(text), HOSTS);
    WildcardAlone { text, scheme } => "wildcard_host",
        fill("`{}` has `*` as its whole host and would match every host", &[Str(text)]),
        help::wildcard_alone(scheme);
    WildcardWithoutParent { text } => "wildcard_without_domain",
        fill("`{}` has no domain after `*.`", &[Str(text)]),
        say("write the domain, as in `https://*.example.com`");
    WildcardInLastLabel { text } => "wildcard_in_last_label",
        fill("`{}` has `*` in its last label and would match domains that anyone can register", &[Str(text)]),
        fill_or("write each domain as a separate element, such as `{}`", suggest::with_com_for_star(text), HOSTS);
    WildcardNotLeftmost { text } => "wildcard_not_leftmost",
        fill("`{}` has `*` after its leftmost label; wildcards must be in the leftmost label", &[Str(text)]),
        fill_or(
            "write each host as a separate element, or `{}` for all of them",
            suggest::with_star_leftmost(text),
            HOSTS,
        );
    WildcardInAddress { text } => "wildcard_in_address",
        fill("`{}` combines `*` with an IP address; addresses cannot have wildcards", &[Str(text)]),
        help::wildcard_in_address(text);
}
