//! The first sentence of each problem.

// `#[inline]`: compiled where it is called, if anywhere; see lib.rs.

use super::Problem;
use crate::origin::{ipv4, suggest};
use crate::slice::{decode, find_any, find_str};
use crate::text::{Text, Value, Value::Character, Value::Number, Value::Plain, Value::Quoted, fill};

#[inline]
pub(super) const fn of(problem: Problem<'_>) -> Text {
    use Problem as P;
    match problem {
        P::NoOrigins => say("`origins` is empty, so that no page may call", &[]),
        P::NoOriginsLeft => say("`#[cfg]` leaves no element of the list, so that no page may call", &[]),

        P::EmptyOrigin => say("an empty string is no origin", &[]),
        P::NullOrigin { origin } => say(
            "{} is the origin of every sandboxed frame and local file: any page can make a frame that sends it",
            &[Quoted(origin)],
        ),
        P::SeveralOrigins { text } => say("{} is several origins in one string", &[Quoted(text)]),
        P::WhiteSpace { text, character } => say(white_space(text), &[Quoted(text), Character(character)]),
        P::NonAscii { text, character } => say(
            "{} contains {}, which is not ASCII: browsers send hosts in punycode",
            &[Quoted(text), Character(character)],
        ),
        P::RegularExpression { text } => {
            say("{} is a regular expression; a pattern has no other sign than `*`", &[Quoted(text)])
        }
        P::UpperCase { text, character } => say(
            "{} contains {} in upper case; browsers send origins in lower case",
            &[Quoted(text), Character(character)],
        ),

        P::MissingScheme { text } => say("{} has no scheme", &[Quoted(text)]),
        P::MissingSlashes { text, scheme } => say("{} has no `//` behind `{}:`", &[Quoted(text), Plain(scheme)]),
        P::WildcardInScheme { text } => say("{} has `*` in its scheme, where no wildcard can stand", &[Quoted(text)]),
        P::SchemeCharacter { text, character } => say(
            "{} has {} in its scheme, which starts with a letter and is made of `a-z 0-9 + - .`",
            &[Quoted(text), Character(character)],
        ),
        P::SchemeTooLong { text, scheme } => {
            say("{} has a scheme of {} bytes; 64 are the most", &[Quoted(text), Number(scheme.len() as u64)])
        }
        P::OpaqueScheme { text, scheme } => say(opaque_scheme(scheme), &[Quoted(text)]),
        P::WebSocketScheme { text } => say(
            "{} is where a WebSocket leads; what browsers send is the origin of the page that opens it",
            &[Quoted(text)],
        ),

        P::Userinfo { text, userinfo } => say(
            "{} has {} in front of its host; an origin has neither user nor password",
            &[Quoted(text), Quoted(userinfo)],
        ),
        P::TrailingSlash { text } => say("{} ends in a slash; an origin has no path", &[Quoted(text)]),
        P::Path { text, path } => say("{} has the path {}; an origin has none", &[Quoted(text), Quoted(path)]),
        P::Network { text, mask } => {
            say("{} is a network, by the mask {}; an origin has one host", &[Quoted(text), Quoted(mask)])
        }
        P::Query { text, query } => say("{} has the query {}; an origin has none", &[Quoted(text), Quoted(query)]),
        P::Fragment { text, fragment } => {
            say("{} has the fragment {}; an origin has none", &[Quoted(text), Quoted(fragment)])
        }
        P::Backslash { text } => say("{} has a backslash behind its host; an origin ends there", &[Quoted(text)]),

        P::MissingHost { text, .. } => say("{} has no host", &[Quoted(text)]),
        P::HostCharacter { text, character } => {
            say("{} has {} in its host, which is made of `a-z 0-9 - _ .`", &[Quoted(text), Character(character)])
        }
        P::EmptyLabel { text } => say(empty_label(text), &[Quoted(text)]),
        P::LabelTooLong { text, label } => say(
            "{} has a label of {} bytes, {}; 63 are the most",
            &[Quoted(text), Number(label.len() as u64), Quoted(label)],
        ),
        P::HostTooLong { text, host } => {
            say("{} has a host of {} bytes; 253 are the most", &[Quoted(text), Number(host.len() as u64)])
        }
        P::Ipv4Malformed { text, host } => ipv4_malformed(text, host),
        P::Ipv4NotCanonical { text, host: address } | P::Ipv6NotCanonical { text, address } => {
            not_canonical(text, address)
        }
        P::Ipv6Brackets { text } => say("{}: an IPv6 address stands in brackets, right behind `://`", &[Quoted(text)]),
        P::Ipv6Zone { text, zone } => say("{} has the zone {}; browsers send none", &[Quoted(text), Quoted(zone)]),
        P::Ipv6Malformed { text, address } => {
            say("{} has {} in brackets, which is no IPv6 address", &[Quoted(text), Quoted(address)])
        }

        P::PortEmpty { text } => say("{} has a colon without a port", &[Quoted(text)]),
        P::PortNotANumber { text, port } => {
            say("{} has the port {}, which is no number", &[Quoted(text), Quoted(port)])
        }
        P::PortZero { text } => say("{} has port 0, which no page is served from", &[Quoted(text)]),
        P::PortLeadingZeros { text, port } => {
            say("{} has the port {}; browsers send it without zeros in front", &[Quoted(text), Quoted(port)])
        }
        P::PortTooLarge { text, port } => say("{} has the port {}; 65535 is the last", &[Quoted(text), Quoted(port)]),
        P::WildcardInPort { text, port } => {
            say("{} has the port {}; `*` stands for a whole port only", &[Quoted(text), Quoted(port)])
        }
        P::DefaultPort { text, port, scheme } => say(
            "{} names the port {}, which browsers leave out: it is the default of {}",
            &[Quoted(text), Quoted(port), Quoted(scheme)],
        ),

        P::DoubleWildcard { text } => say("{} has `**`; one `*` stands for all that a wildcard can", &[Quoted(text)]),
        P::SeveralWildcards { text } => say("{} has several `*` in its host; one is the most", &[Quoted(text)]),
        P::WildcardAlone { text, .. } => {
            say("{} has `*` for its whole host, which would admit every page", &[Quoted(text)])
        }
        P::WildcardWithoutParent { text } => say("{} has nothing behind `*.`", &[Quoted(text)]),
        P::WildcardInLastLabel { text } => {
            say("{} has `*` in its last label: whoever buys such a domain would be admitted", &[Quoted(text)])
        }
        P::WildcardNotLeftmost { text } => {
            say("{} has `*` behind its leftmost label, where no wildcard can stand", &[Quoted(text)])
        }
        P::WildcardInAddress { text } => {
            say("{} has `*` beside an IP address, which has no subdomains", &[Quoted(text)])
        }

        P::PublicSuffix { pattern, suffix } => say(
            "{} admits strangers: {} is a public suffix, below which everybody can have a site",
            &[Quoted(pattern), Quoted(suffix)],
        ),
        P::SingleLabel { pattern, label } => say(
            "{} spans {}, which counts as a public suffix, since it is a single label",
            &[Quoted(pattern), Quoted(label)],
        ),
        P::PublicSuffixBelow { pattern, suffix } => say(
            "{} admits strangers: it spans the public suffix {}, below which everybody can have a site",
            &[Quoted(pattern), Quoted(suffix)],
        ),
        P::PublicSuffixInLabel { pattern, suffix } => say(
            "{} admits strangers: {} is a public suffix, below which everybody can choose such a name",
            &[Quoted(pattern), Quoted(suffix)],
        ),
        P::MissingDot { pattern } => missing_dot(pattern),

        P::EveryoneWithCredentials => say(
            "`*` cannot go with `credentials`: every page could act in its visitors' names, which browsers refuse",
            &[],
        ),
        P::EveryoneBeside { other: Some(other) } => say("`*` admits everybody, {} too", &[Quoted(other)]),
        P::EveryoneBeside { other: None } => say("`*` admits everybody; nothing can stand beside it", &[]),
        P::InsecureOrigin { origin } => say(
            "{} with `credentials`: whoever is on the network in between can forge pages of `http://`, and act in their visitors' names",
            &[Quoted(origin)],
        ),
        P::DuplicateOrigin { origin } => say("{} stands in the list twice", &[Quoted(origin)]),
        P::CoveredOrigin { origin, by } => say("{} is covered by {} beside it", &[Quoted(origin), Quoted(by)]),

        P::EveryoneInConstant => say("a constant among the origins has to be one exact origin; this one is `*`", &[]),
        P::NullInConstant => say("a constant among the origins has to be one exact origin; this one is `null`", &[]),
        P::WildcardInConstant { pattern } => say(
            "a constant among the origins has to be one exact origin; this one is the pattern {}",
            &[Quoted(pattern)],
        ),

        P::NothingWithin => say("`within` is empty, so that no origin could be named", &[]),
        P::EveryoneWithin => say("`*` bounds nothing", &[]),
        P::NullWithin => say(
            "`null` is the origin of every sandboxed frame and local file: any page can make a frame that sends it",
            &[],
        ),
        P::LiftOfPolicy { name } => say("{} lifts nothing here: bounds by themselves grant nothing", &[Quoted(name)]),
        P::InsecureWithin { origin } => say(
            "these origins may be within {}, and with `credentials` whoever is on the network in between can forge pages of `http://`, and act in their visitors' names",
            &[Quoted(origin)],
        ),
        P::EmptyVariable => say("it is empty, so that no page may call", &[]),
        P::EmptyEntry => say("nothing stands here: a comma is too many", &[]),
        P::SeveralInEntry { text } => say("{} is several origins without a comma between them", &[Quoted(text)]),
        P::QuotedEntry { text } => {
            say("{} has quotation marks or brackets around it, which belong to no origin", &[Quoted(text)])
        }
        P::EveryoneInVariable { within } => bounded("`*` is wider than {}", within),
        P::NullInVariable { within } => bounded("`null`, which any page can send, is not within {}", within),
        P::NotWithin { origin, within } => {
            let list = bounds(within);
            say("{} is not within {}", &[Quoted(origin), Plain(list.as_str())])
        }

        P::WebSocketUnguarded | P::WebSocketUnguardedByPolicy => {
            say("CORS does not guard WebSockets: every page may open them, with its user's cookies", &[])
        }

        P::NoMethods => say("`methods` is empty, so that the handler would answer nothing", &[]),
        P::UnknownMethod { method, .. } => say("{} is no method that a handler can answer", &[Quoted(method)]),
        P::MethodInLowerCase { method, upper } => {
            say("{} is not {}: methods are case-sensitive", &[Quoted(method), Quoted(upper)])
        }
        P::ForbiddenMethod { method } => say("{} is a method that browsers let no page send", &[Quoted(method)]),
        P::OptionsMethod { method } => say("{} is registered for you, along with the handler", &[Quoted(method)]),
        P::DuplicateMethod { method } => say("{} stands in the list twice", &[Quoted(method)]),

        P::EmptyHeader => say("an empty string is no header name", &[]),
        P::SeveralHeaders { text } => say("{} is several header names in one string", &[Quoted(text)]),
        P::HeaderCharacter { text, character } => {
            say("{} contains {}, which stands in no header name", &[Quoted(text), Character(character)])
        }
        P::WildcardInHeader { text } => {
            say("{}: browsers take `*` within a name for itself, not for a wildcard", &[Quoted(text)])
        }
        P::DuplicateHeader { name, earlier } => duplicate_header(name, earlier),
        P::ForbiddenRequestHeader { name } => say("{} is a header that browsers let no page set", &[Quoted(name)]),
        P::CorsHeaderRequested { name } => {
            say("{} is a response header of CORS itself; no page sends it", &[Quoted(name)])
        }
        P::AnyHeaderWithCredentials | P::AnyExposedWithCredentials => {
            say("`*` beside `credentials`: browsers then take it for a header of the name `*`", &[])
        }
        P::AnyHeaderRead => say("`*` is no header that an extractor reads", &[]),
        P::HeaderBesideAny { name } => say("`*` admits every header but `authorization`, {} too", &[Quoted(name)]),
        P::ForbiddenResponseHeader { name } => say("{} is a header that browsers show to no page", &[Quoted(name)]),
        P::CorsHeaderExposed { name } => {
            say("{} belongs to CORS itself; it is read by browsers, not by pages", &[Quoted(name)])
        }
        P::ExposedBesideAny { name } => say("`*` exposes every header, {} too", &[Quoted(name)]),

        P::MaxAge { seconds } => say(
            "`max_age` is {} seconds; no browser keeps a preflight's answer for more than 86400",
            &[Number(seconds)],
        ),

        P::UnknownLift { name, .. } => say("{} is no refusal that `dangerously` can lift", &[Quoted(name)]),
        P::DuplicateLift { name } => say("{} stands in `dangerously` twice", &[Quoted(name)]),
        P::InsecureOriginsWithoutCredentials => {
            say("`insecure_origins` lifts nothing: without `credentials`, `http://` is not refused", &[])
        }
        P::InsecureOriginsUnneeded => {
            say("`insecure_origins` lifts nothing: no origin here starts with `http://`, loopback aside", &[])
        }
        P::PublicSuffixesUnneeded => {
            say("`public_suffixes` lifts nothing: no wildcard here spans a public suffix", &[])
        }
        P::NullOriginUnneeded => say("`null_origin` lifts nothing: `null` is not among the origins", &[]),
        P::UnenforcedUnneeded => {
            say("`unenforced` lifts nothing: POST, PUT, PATCH and DELETE are enforced, others by `enforce` only", &[])
        }
        P::UnenforcedBesideEnforce => say("`enforce` asks for what `dangerously(unenforced)` takes away", &[]),
        P::UnenforcedForEveryone => {
            say("`unenforced` lifts nothing: `*` admits everybody, so that nobody is refused", &[])
        }

        P::LoopbackOrigin { origin } => say(
            "{} is on each visitor's own machine, where any program may listen, and it is admitted in production too",
            &[Quoted(origin)],
        ),
        P::SafelistedExposed { name } => {
            say("{} can be read by every page that is admitted, exposed or not", &[Quoted(name)])
        }
    }
}

#[inline]
const fn say(template: &str, values: &[Value<'_>]) -> Text {
    fill(template, values)
}

#[inline]
const fn bounded(template: &str, within: &[&str]) -> Text {
    let list = bounds(within);
    say(template, &[Plain(list.as_str())])
}

/// The bounds, or as many of them as one takes in, and as leave room for an entry and a remedy.
#[inline]
const fn bounds(within: &[&str]) -> Text {
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
const fn white_space(text: &str) -> &str {
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
const fn opaque_scheme(scheme: &str) -> &str {
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
const fn empty_label(text: &str) -> &str {
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
const fn duplicate_header(name: &str, earlier: &str) -> Text {
    if crate::slice::equal(name, earlier) {
        return say("{} stands in the list twice", &[Quoted(name)]);
    }
    say("{} is {} in another case, which makes no difference to header names", &[Quoted(name), Quoted(earlier)])
}
