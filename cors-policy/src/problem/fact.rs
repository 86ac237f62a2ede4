//! The first sentence of each problem.

// `#[inline]`: compiled where it is called, if anywhere; see lib.rs.

use super::Problem;
use crate::origin::{ipv4, suggest};
use crate::slice::{decode, find_any, find_str};
use crate::text::{Text, Value, Value::Bounds, Value::Character, Value::Number, Value::Plain, Value::Quoted, fill};

#[inline]
pub(super) const fn of(problem: Problem<'_>) -> Text {
    use Problem as P;
    let wording = match problem {
        P::NoOrigins => "`origins` is empty, so that no page may call",
        P::NoOriginsLeft => "`#[cfg]` leaves no element of the list, so that no page may call",

        P::EmptyOrigin => "an empty string is no origin",
        P::NullOrigin { .. } => {
            "{} is the origin of every sandboxed frame and local file: any page can make a frame that sends it"
        }
        P::SeveralOrigins { .. } => "{} is several origins in one string",
        P::WhiteSpace { text, .. } => white_space(text),
        P::NonAscii { .. } => "{} contains {}, which is not ASCII: browsers send hosts in punycode",
        P::RegularExpression { .. } => "{} is a regular expression; a pattern has no other sign than `*`",
        P::UpperCase { .. } => "{} contains {} in upper case; browsers send origins in lower case",

        P::MissingScheme { .. } => "{} has no scheme",
        P::MissingSlashes { .. } => "{} has no `//` behind `{}:`",
        P::WildcardInScheme { .. } => "{} has `*` in its scheme, where no wildcard can stand",
        P::SchemeCharacter { .. } => {
            "{} has {} in its scheme, which starts with a letter and is made of `a-z 0-9 + - .`"
        }
        P::SchemeTooLong { .. } => "{} has a scheme of {} bytes; 64 are the most",
        P::OpaqueScheme { scheme, .. } => opaque_scheme(scheme),
        P::WebSocketScheme { .. } => {
            "{} is where a WebSocket leads; what browsers send is the origin of the page that opens it"
        }

        P::Userinfo { .. } => "{} has {} in front of its host; an origin has neither user nor password",
        P::TrailingSlash { .. } => "{} ends in a slash; an origin has no path",
        P::Path { .. } => "{} has the path {}; an origin has none",
        P::Network { .. } => "{} is a network, by the mask {}; an origin has one host",
        P::Query { .. } => "{} has the query {}; an origin has none",
        P::Fragment { .. } => "{} has the fragment {}; an origin has none",
        P::Backslash { .. } => "{} has a backslash behind its host; an origin ends there",

        P::MissingHost { .. } => "{} has no host",
        P::HostCharacter { .. } => "{} has {} in its host, which is made of `a-z 0-9 - _ .`",
        P::EmptyLabel { text } => empty_label(text),
        P::LabelTooLong { .. } => "{} has a label of {} bytes, {}; 63 are the most",
        P::HostTooLong { .. } => "{} has a host of {} bytes; 253 are the most",
        P::Ipv4Malformed { text, host } => return ipv4_malformed(text, host),
        P::Ipv4NotCanonical { text, host: address } | P::Ipv6NotCanonical { text, address } => {
            return not_canonical(text, address);
        }
        P::Ipv6Brackets { .. } => "{}: an IPv6 address stands in brackets, right behind `://`",
        P::Ipv6Zone { .. } => "{} has the zone {}; browsers send none",
        P::Ipv6Malformed { .. } => "{} has {} in brackets, which is no IPv6 address",

        P::PortEmpty { .. } => "{} has a colon without a port",
        P::PortNotANumber { .. } => "{} has the port {}, which is no number",
        P::PortZero { .. } => "{} has port 0, which no page is served from",
        P::PortLeadingZeros { .. } => "{} has the port {}; browsers send it without zeros in front",
        P::PortTooLarge { .. } => "{} has the port {}; 65535 is the last",
        P::WildcardInPort { .. } => "{} has the port {}; `*` stands for a whole port only",
        P::DefaultPort { .. } => "{} names the port {}, which browsers leave out: it is the default of {}",

        P::DoubleWildcard { .. } => "{} has `**`; one `*` stands for all that a wildcard can",
        P::SeveralWildcards { .. } => "{} has several `*` in its host; one is the most",
        P::WildcardAlone { .. } => "{} has `*` for its whole host, which would admit every page",
        P::WildcardWithoutParent { .. } => "{} has nothing behind `*.`",
        P::WildcardInLastLabel { .. } => "{} has `*` in its last label: whoever buys such a domain would be admitted",
        P::WildcardNotLeftmost { .. } => "{} has `*` behind its leftmost label, where no wildcard can stand",
        P::WildcardInAddress { .. } => "{} has `*` beside an IP address, which has no subdomains",

        P::PublicSuffix { .. } => "{} admits strangers: {} is a public suffix, below which everybody can have a site",
        P::SingleLabel { .. } => "{} spans {}, which counts as a public suffix, since it is a single label",
        P::PublicSuffixBelow { .. } => {
            "{} admits strangers: it spans the public suffix {}, below which everybody can have a site"
        }
        P::PublicSuffixInLabel { .. } => {
            "{} admits strangers: {} is a public suffix, below which everybody can choose such a name"
        }
        P::MissingDot { pattern } => return missing_dot(pattern),

        P::EveryoneWithCredentials => {
            "`*` cannot go with `credentials`: every page could act in its visitors' names, which browsers refuse"
        }
        P::EveryoneBeside { other: Some(_) } => "`*` admits everybody, {} too",
        P::EveryoneBeside { other: None } => "`*` admits everybody; nothing can stand beside it",
        P::InsecureOrigin { .. } => {
            "{} with `credentials`: whoever is on the network in between can forge pages of `http://`, and act in their visitors' names"
        }
        P::DuplicateOrigin { .. } => "{} stands in the list twice",
        P::CoveredOrigin { .. } => "{} is covered by {} beside it",

        P::EveryoneInConstant => "a constant among the origins has to be one exact origin; this one is `*`",
        P::NullInConstant => "a constant among the origins has to be one exact origin; this one is `null`",
        P::WildcardInConstant { .. } => {
            "a constant among the origins has to be one exact origin; this one is the pattern {}"
        }

        P::NothingWithin => "`within` is empty, so that no origin could be named",
        P::EveryoneWithin => "`*` bounds nothing",
        P::NullWithin => {
            "`null` is the origin of every sandboxed frame and local file: any page can make a frame that sends it"
        }
        P::LiftOfPolicy { .. } => "{} lifts nothing here: bounds by themselves grant nothing",
        P::InsecureWithin { .. } => {
            "these origins may be within {}, and with `credentials` whoever is on the network in between can forge pages of `http://`, and act in their visitors' names"
        }
        P::EmptyVariable => "it is empty, so that no page may call",
        P::EmptyEntry => "nothing stands here: a comma is too many",
        P::SeveralInEntry { .. } => "{} is several origins without a comma between them",
        P::QuotedEntry { .. } => "{} has quotation marks or brackets around it, which belong to no origin",
        P::EveryoneInVariable { .. } => "`*` is wider than {}",
        P::NullInVariable { .. } => "`null`, which any page can send, is not within {}",
        P::NotWithin { .. } => "{} is not within {}",

        P::WebSocketUnguarded | P::WebSocketUnguardedByPolicy => {
            "CORS does not guard WebSockets: every page may open them, with its user's cookies"
        }

        P::NoMethods => "`methods` is empty, so that the handler would answer nothing",
        P::UnknownMethod { .. } => "{} is no method that a handler can answer",
        P::MethodInLowerCase { .. } => "{} is not {}: methods are case-sensitive",
        P::ForbiddenMethod { .. } => "{} is a method that browsers let no page send",
        P::OptionsMethod { .. } => "{} is registered for you, along with the handler",
        P::DuplicateMethod { .. } => "{} stands in the list twice",

        P::EmptyHeader => "an empty string is no header name",
        P::SeveralHeaders { .. } => "{} is several header names in one string",
        P::HeaderCharacter { .. } => "{} contains {}, which stands in no header name",
        P::WildcardInHeader { .. } => "{}: browsers take `*` within a name for itself, not for a wildcard",
        P::DuplicateHeader { name, earlier } => duplicate_header(name, earlier),
        P::ForbiddenRequestHeader { .. } => "{} is a header that browsers let no page set",
        P::CorsHeaderRequested { .. } => "{} is a response header of CORS itself; no page sends it",
        P::AnyHeaderWithCredentials | P::AnyExposedWithCredentials => {
            "`*` beside `credentials`: browsers then take it for a header of the name `*`"
        }
        P::AnyHeaderRead => "`*` is no header that an extractor reads",
        P::HeaderBesideAny { .. } => "`*` admits every header but `authorization`, {} too",
        P::ForbiddenResponseHeader { .. } => "{} is a header that browsers show to no page",
        P::CorsHeaderExposed { .. } => "{} belongs to CORS itself; it is read by browsers, not by pages",
        P::ExposedBesideAny { .. } => "`*` exposes every header, {} too",

        P::MaxAge { .. } => "`max_age` is {} seconds; no browser keeps a preflight's answer for more than 86400",

        P::UnknownLift { .. } => "{} is no refusal that `dangerously` can lift",
        P::DuplicateLift { .. } => "{} stands in `dangerously` twice",
        P::InsecureOriginsWithoutCredentials => {
            "`insecure_origins` lifts nothing: without `credentials`, `http://` is not refused"
        }
        P::InsecureOriginsUnneeded => {
            "`insecure_origins` lifts nothing: no origin here starts with `http://`, loopback aside"
        }
        P::PublicSuffixesUnneeded => "`public_suffixes` lifts nothing: no wildcard here spans a public suffix",
        P::NullOriginUnneeded => "`null_origin` lifts nothing: `null` is not among the origins",
        P::UnenforcedUnneeded => {
            "`unenforced` lifts nothing: POST, PUT, PATCH and DELETE are enforced, others by `enforce` only"
        }
        P::UnenforcedBesideEnforce => "`enforce` asks for what `dangerously(unenforced)` takes away",
        P::UnenforcedForEveryone => "`unenforced` lifts nothing: `*` admits everybody, so that nobody is refused",

        P::LoopbackOrigin { .. } => {
            "{} is on each visitor's own machine, where any program may listen, and it is admitted in production too"
        }
        P::SafelistedExposed { .. } => "{} can be read by every page that is admitted, exposed or not",
    };
    fill(wording, &values(problem))
}

/// The fields of a problem in their order, for the places `{}` of its wording; no wording has a place for those behind.
#[inline]
pub(super) const fn values(problem: Problem<'_>) -> [Value<'_>; 3] {
    use Problem as P;
    const NONE: Value<'_> = Plain("");
    match problem {
        P::NullOrigin { origin: value }
        | P::SeveralOrigins { text: value }
        | P::RegularExpression { text: value }
        | P::MissingScheme { text: value }
        | P::WildcardInScheme { text: value }
        | P::WebSocketScheme { text: value }
        | P::TrailingSlash { text: value }
        | P::Backslash { text: value }
        | P::EmptyLabel { text: value }
        | P::Ipv6Brackets { text: value }
        | P::PortEmpty { text: value }
        | P::PortZero { text: value }
        | P::DoubleWildcard { text: value }
        | P::SeveralWildcards { text: value }
        | P::WildcardWithoutParent { text: value }
        | P::WildcardInLastLabel { text: value }
        | P::WildcardNotLeftmost { text: value }
        | P::WildcardInAddress { text: value }
        | P::MissingDot { pattern: value }
        | P::InsecureOrigin { origin: value }
        | P::DuplicateOrigin { origin: value }
        | P::WildcardInConstant { pattern: value }
        | P::LiftOfPolicy { name: value }
        | P::InsecureWithin { origin: value }
        | P::SeveralInEntry { text: value }
        | P::QuotedEntry { text: value }
        | P::ForbiddenMethod { method: value }
        | P::OptionsMethod { method: value }
        | P::DuplicateMethod { method: value }
        | P::SeveralHeaders { text: value }
        | P::WildcardInHeader { text: value }
        | P::ForbiddenRequestHeader { name: value }
        | P::CorsHeaderRequested { name: value }
        | P::HeaderBesideAny { name: value }
        | P::ForbiddenResponseHeader { name: value }
        | P::CorsHeaderExposed { name: value }
        | P::ExposedBesideAny { name: value }
        | P::DuplicateLift { name: value }
        | P::LoopbackOrigin { origin: value }
        | P::SafelistedExposed { name: value }
        | P::EveryoneBeside { other: Some(value) }
        | P::UnknownMethod { method: value, near: None }
        | P::UnknownLift { name: value, near: None } => [Quoted(value), NONE, NONE],
        P::OpaqueScheme { text: value, scheme: part }
        | P::Userinfo { text: value, userinfo: part }
        | P::Path { text: value, path: part }
        | P::Network { text: value, mask: part }
        | P::Query { text: value, query: part }
        | P::Fragment { text: value, fragment: part }
        | P::MissingHost { text: value, scheme: part }
        | P::Ipv4Malformed { text: value, host: part }
        | P::Ipv4NotCanonical { text: value, host: part }
        | P::Ipv6Zone { text: value, zone: part }
        | P::Ipv6Malformed { text: value, address: part }
        | P::Ipv6NotCanonical { text: value, address: part }
        | P::PortNotANumber { text: value, port: part }
        | P::PortLeadingZeros { text: value, port: part }
        | P::PortTooLarge { text: value, port: part }
        | P::WildcardInPort { text: value, port: part }
        | P::WildcardAlone { text: value, scheme: part }
        | P::PublicSuffix { pattern: value, suffix: part }
        | P::SingleLabel { pattern: value, label: part }
        | P::PublicSuffixBelow { pattern: value, suffix: part }
        | P::PublicSuffixInLabel { pattern: value, suffix: part }
        | P::CoveredOrigin { origin: value, by: part }
        | P::MethodInLowerCase { method: value, upper: part }
        | P::DuplicateHeader { name: value, earlier: part }
        | P::UnknownMethod { method: value, near: Some(part) }
        | P::UnknownLift { name: value, near: Some(part) } => [Quoted(value), Quoted(part), NONE],
        P::MissingSlashes { text, scheme } => [Quoted(text), Plain(scheme), NONE],
        P::DefaultPort { text, port, scheme } => [Quoted(text), Quoted(port), Quoted(scheme)],
        P::SchemeTooLong { text, scheme: part }
        | P::LabelTooLong { text, label: part }
        | P::HostTooLong { text, host: part } => [Quoted(text), Number(part.len() as u64), Quoted(part)],
        P::WhiteSpace { text, character }
        | P::NonAscii { text, character }
        | P::UpperCase { text, character }
        | P::SchemeCharacter { text, character }
        | P::HostCharacter { text, character }
        | P::HeaderCharacter { text, character } => [Quoted(text), Character(character), NONE],
        P::MaxAge { seconds } => [Number(seconds), NONE, NONE],
        P::EveryoneInVariable { within } | P::NullInVariable { within } => [Bounds(within), NONE, NONE],
        P::NotWithin { origin, within } => [Quoted(origin), Bounds(within), NONE],
        _ => [NONE, NONE, NONE],
    }
}

#[inline]
const fn say(template: &str, values: &[Value<'_>]) -> Text {
    fill(template, values)
}

/// The bounds, or as many of them as one takes in, and as leave room for an entry and a remedy.
#[inline]
pub(crate) const fn bounds(within: &[&str]) -> Text {
    const SHOWN: usize = 5;
    const BYTES: usize = 800;
    let mut list = Text::new();
    let mut at = 0;
    while at < within.len() && at < SHOWN && list.as_str().len() < BYTES {
        if at > 0 {
            list.push(" or ");
        }
        list.push_value(within[at]);
        at += 1;
    }
    if at < within.len() {
        list.push(" or others that the program names");
    }
    list
}

/// By the place of the first white space.
#[inline]
const fn white_space(text: &str) -> &'static str {
    let mut at = 0;
    while !is_white(decode(text, at).0) {
        at += decode(text, at).1;
    }
    let mut end = at;
    while end < text.len() && is_white(decode(text, end).0) {
        end += 1;
    }
    match (at, end == text.len()) {
        (0, _) => "{} starts with {}, which stands in no origin",
        (_, true) => "{} ends in {}, which stands in no origin",
        _ => "{} contains {}, which stands in no origin",
    }
}

#[inline]
const fn is_white(character: char) -> bool {
    matches!(character, '\0'..=' ' | '\x7f')
}

/// By what browsers send for pages of such a scheme.
#[inline]
const fn opaque_scheme(scheme: &str) -> &'static str {
    match decode(scheme, 0).0.to_ascii_lowercase() {
        'f' if scheme.len() == 3 => "{}: no browser shows pages of `ftp:` any more",
        'f' => "{}: for a page opened from a file, browsers send `null`",
        'd' => "{}: for a `data:` page, browsers send `null`",
        'b' => "{}: the origin of a `blob:` page is that of the page that made it",
        'a' => "{}: the origin of an `about:` page is that of the page that opened it",
        _ => "{}: the origin of `javascript:` code is that of the page that it runs in",
    }
}

#[inline]
const fn empty_label(text: &str) -> &'static str {
    match find_str(text, "://.") {
        Some(_) => "{} has a dot in front of its host",
        None => "{} has two dots in a row",
    }
}

#[inline]
const fn ipv4_malformed(text: &str, host: &str) -> Text {
    let is_name = find_any(host, "abcdefghijklmnopqrstuvwxyz-_").is_some();
    match (ipv4::guilty_label(host), is_name) {
        (Some(label), true) => say(
            "{} ends in a number, so that browsers take its host for an IPv4 address, in which {} cannot stand",
            &[Quoted(text), Quoted(label)],
        ),
        (Some(label), false) => say("{} has an IPv4 address in which {} cannot stand", &[Quoted(text), Quoted(label)]),
        (None, _) => say("{} has an IPv4 address of more than four numbers", &[Quoted(text)]),
    }
}

#[inline]
const fn not_canonical(text: &str, address: &str) -> Text {
    match suggest::address(address) {
        Some(canonical) => say(
            "{} has the address {}, for which browsers send {}",
            &[Quoted(text), Quoted(address), Quoted(canonical.as_str())],
        ),
        None => say("{} has the address {}, which browsers send in another form", &[Quoted(text), Quoted(address)]),
    }
}

#[inline]
const fn missing_dot(pattern: &str) -> Text {
    match suggest::stranger(pattern) {
        Some(stranger) => say(
            "{} admits strangers, such as {}: no dot stands behind `*`",
            &[Quoted(pattern), Quoted(stranger.as_str())],
        ),
        None => say("{} admits strangers: no dot stands behind `*`", &[Quoted(pattern)]),
    }
}

#[inline]
const fn duplicate_header(name: &str, earlier: &str) -> &'static str {
    if crate::slice::equal(name, earlier) {
        "{} stands in the list twice"
    } else {
        "{} is {} in another case, which makes no difference to header names"
    }
}
