//! What to do about each problem: the text to type, wherever it can be computed.

// `#[inline]`: compiled where it is called, if anywhere; see lib.rs.

use super::Problem;
use crate::origin::{punycode, repair, suggest};
use crate::slice::{contains, contains_str, decode, equal, equal_ignoring_case, find_any, starts_with};
use crate::text::{Text, Value::Character, Value::Plain, Value::Quoted, fill};
use crate::{headers, methods};

const ADDRESSES: &str = "write each address as an element of its own, as in `http://192.168.1.10`";
const HOSTS: &str = "write each host as an element of its own, as in `https://app.example.com`";

#[inline]
pub(super) const fn of(problem: Problem<'_>) -> Text {
    use Problem as P;
    match problem {
        P::NoOrigins => say(
            "write who may call, as in `origins = [\"https://app.example.com\"]`, or `origins = [\"*\"]` for everybody",
        ),
        P::NoOriginsLeft => say("write one element without `#[cfg]`, or put the condition on the whole item"),

        P::EmptyOrigin => say("write an origin, as in `https://app.example.com`"),
        P::NullOrigin { .. } => say(
            "remove it, and give the page an origin of its own; if it has to stay, write `\"null\"` and add `dangerously(null_origin)`",
        ),
        P::SeveralOrigins { text } => match repair::several(text) {
            Some(list) => fill("write `{}`", &[Plain(list.as_str())]),
            None => say(HOSTS),
        },
        P::WhiteSpace { text, .. } => {
            write_or(repair::repaired(text), "remove it, or write each origin as an element of its own")
        }
        P::NonAscii { text, character } => non_ascii(text, character),
        P::RegularExpression { text } => write_or(
            suggest::from_regular_expression(text),
            "write the hosts as elements of their own, or one `*`, as in `https://*.example.com`",
        ),
        P::UpperCase { text, .. } => write_or(repair::repaired(text), "write it in lower case"),

        P::MissingScheme { text } => {
            write_or(suggest::with_scheme(text), "write the whole origin, as in `https://app.example.com`")
        }
        P::MissingSlashes { text, scheme } => {
            write_or(suggest::with_slashes(text, scheme), "write the whole origin, as in `https://app.example.com`")
        }
        P::WildcardInScheme { text } => wildcard_in_scheme(text),
        P::SchemeCharacter { .. } | P::SchemeTooLong { .. } => {
            say("write the scheme that the browser sends, as in `https://app.example.com`")
        }
        P::OpaqueScheme { text, scheme } => opaque_scheme(text, scheme),
        P::WebSocketScheme { text } => {
            let scheme = if text.len() > 2 && text.as_bytes()[2] == b':' { "http" } else { "https" };
            write_or(
                suggest::with_other_scheme(scheme, text),
                "write the page's origin, as in `https://app.example.com`",
            )
        }

        P::Userinfo { text, .. }
        | P::TrailingSlash { text }
        | P::Fragment { text, .. }
        | P::Backslash { text }
        | P::Ipv4NotCanonical { text, .. }
        | P::Ipv6NotCanonical { text, .. }
        | P::Ipv6Zone { text, .. }
        | P::PortEmpty { text }
        | P::PortLeadingZeros { text, .. }
        | P::DefaultPort { text, .. } => {
            write_or(repair::repaired(text), "write scheme, host and port alone, as in `https://app.example.com`")
        }
        P::Path { text, .. } => match repair::repaired(text) {
            Some(origin) => fill("write {}, which stands for all its pages", &[Quoted(origin.as_str())]),
            None => say("write scheme, host and port alone, as in `https://app.example.com`"),
        },
        P::Network { .. } => say(ADDRESSES),
        P::Query { text, .. } => query(text),

        P::MissingHost { scheme, .. } => missing_host(scheme),
        P::HostCharacter { text, character } => host_character(text, character),
        P::EmptyLabel { text } => empty_label(text),
        P::LabelTooLong { .. } | P::HostTooLong { .. } => say("check the spelling: DNS has no such name"),
        P::Ipv4Malformed { .. } => say(
            "write four numbers from 0 to 255, as in `http://192.168.1.10`, or a name whose last label is no number",
        ),
        P::Ipv6Brackets { text } => brackets(text),
        P::Ipv6Malformed { .. } => {
            say("write eight groups of hexadecimal digits, or `::` for groups that are 0, as in `http://[2001:db8::1]`")
        }

        P::PortNotANumber { text, port } => port_not_a_number(text, port),
        P::PortZero { text } | P::PortTooLarge { text, .. } => any_port(
            text,
            "write the port that the page is served from, or {} for any",
            "write the port that the page is served from",
        ),
        P::WildcardInPort { text, .. } => {
            any_port(text, "write {} for any port, or an element for each", "write an element for each port")
        }

        P::DoubleWildcard { text } => write_or(suggest::with_single_star(text), HOSTS),
        P::SeveralWildcards { text } => several_wildcards(text),
        P::WildcardAlone { scheme, .. } => wildcard_alone(scheme),
        P::WildcardWithoutParent { .. } => say("write the domain behind it, as in `https://*.example.com`"),
        P::WildcardInLastLabel { text } => match suggest::with_com_for_star(text) {
            Some(origin) => fill("write each domain as an element of its own, as in {}", &[Quoted(origin.as_str())]),
            None => say(HOSTS),
        },
        P::WildcardNotLeftmost { text } => match suggest::with_star_leftmost(text) {
            Some(pattern) => {
                fill("write each host as an element of its own, or {} for all", &[Quoted(pattern.as_str())])
            }
            None => say(HOSTS),
        },
        P::WildcardInAddress { text } if contains(text, b'[') => {
            say("write each address as an element of its own, as in `http://[2001:db8::1]`")
        }
        P::WildcardInAddress { .. } => say(ADDRESSES),

        P::PublicSuffix { pattern, .. } => own_site(pattern),
        P::SingleLabel { pattern, .. } if contains_str(pattern, "://*.") => own_site(pattern),
        P::PublicSuffixBelow { .. } => say(
            "write each host of yours as an element of its own; if all of them are yours, add `dangerously(public_suffixes)`",
        ),
        P::PublicSuffixInLabel { pattern, .. } | P::SingleLabel { pattern, .. } => own_names(pattern),
        P::MissingDot { pattern } => write_or(suggest::with_dot(pattern), HOSTS),

        P::EveryoneWithCredentials => {
            say("name the origins, as in `origins = [\"https://app.example.com\"]`, or remove `credentials`")
        }
        P::EveryoneBeside { other: Some(other) } => fill("remove {}, or remove `\"*\"`", &[Quoted(other)]),
        P::EveryoneBeside { other: None } => say("keep `\"*\"` alone, or remove it"),
        P::InsecureOrigin { origin } => insecure(origin),
        P::DuplicateOrigin { .. } | P::DuplicateMethod { .. } | P::DuplicateLift { .. } | P::DuplicateHeader { .. } => {
            say("remove one of the two")
        }
        P::CoveredOrigin { origin, by } => {
            fill("remove {}, or remove {} if it admits too many", &[Quoted(origin), Quoted(by)])
        }

        P::EveryoneInConstant => say("write `\"*\"` as a literal"),
        P::NullInConstant => say("write `\"null\"` as a literal"),
        P::WildcardInConstant { pattern } => {
            fill("write `\"{}\"` as a literal, where the public-suffix rule can see it", &[Plain(pattern)])
        }

        P::NothingWithin => say("write the bounds, as in `within = [\"https://*.example.com\"]`"),
        P::EveryoneWithin => say(
            "write the domains that are yours, as in `https://*.example.com`; where everybody may call, write `origins = [\"*\"]` on the policy, and where code decides, `origins = dynamic(path)`",
        ),
        P::NullWithin => say("remove it, and give the page an origin of its own"),
        P::LiftOfPolicy { name } => match name.as_bytes() {
            b"null_origin" => say("remove `null_origin`"),
            _ => fill("remove it here, and write `dangerously({})` on the policy that needs it", &[Plain(name)]),
        },
        P::InsecureWithin { .. } => say(
            "take it out of `within`, or remove `credentials`; if neither can be, add `dangerously(insecure_origins)`",
        ),
        P::EmptyVariable | P::EmptyEntry => {
            say("write origins separated by single commas, as in `https://app.example.com,https://www.example.com`")
        }
        P::SeveralInEntry { text } => match repair::entries(text) {
            Some(list) => fill("write `{}`", &[Plain(list.as_str())]),
            None => say("write origins separated by single commas"),
        },
        P::QuotedEntry { text } => write_or(repair::unquoted(text), "write it without quotation marks and brackets"),
        P::EveryoneInVariable { .. } | P::NullInVariable { .. } => say("name the origins that may call"),
        P::NotWithin { .. } => say("name an origin within these bounds; only a change of the program can widen them"),

        P::WebSocketUnguarded => say("add `enforce`, which refuses pages of origins that are not admitted"),
        P::WebSocketUnguardedByPolicy => {
            say("add `enforce` to the named policy, which then refuses pages of origins that are not admitted")
        }

        P::NoMethods => say("write what it answers, as in `methods = [GET]`"),
        P::UnknownMethod { near, .. } => did_you_mean(near, methods::ANSWERED_LISTED),
        P::MethodInLowerCase { upper, .. } => write(upper),
        P::ForbiddenMethod { .. } | P::ForbiddenResponseHeader { .. } | P::CorsHeaderExposed { .. } => say("remove it"),
        P::OptionsMethod { .. } => say("remove it"),

        P::EmptyHeader => say("write a name, as in `\"x-request-id\"`"),
        P::SeveralHeaders { text } => match headers::several(text) {
            Some(list) => fill("write `{}`", &[Plain(list.as_str())]),
            None => say("write each name as a string of its own"),
        },
        P::HeaderCharacter { text, .. } => {
            write_or(headers::repaired(text), "write the header's name alone, as in `x-request-id`")
        }
        P::WildcardInHeader { .. } => say("write each name as a string of its own, or `\"*\"` alone for all of them"),
        P::ForbiddenRequestHeader { name } => forbidden_header(name),
        P::CorsHeaderRequested { .. } => say("remove it; the policy writes it where it belongs"),
        P::AnyHeaderWithCredentials => {
            say("name the headers, as in `headers = [\"x-request-id\"]`, or remove `credentials`")
        }
        P::AnyExposedWithCredentials => {
            say("name the headers, as in `expose = [\"x-total-count\"]`, or remove `credentials`")
        }
        P::AnyHeaderRead => say("write the names of the headers, as in `[\"x-tenant\"]`"),
        P::HeaderBesideAny { name } | P::ExposedBesideAny { name } => {
            fill("remove {}, or remove `\"*\"`", &[Quoted(name)])
        }

        P::MaxAge { .. } => say(
            "write `max_age = 86400` or less; Firefox keeps it for 86400 seconds at most, Chromium for 7200, WebKit for 600",
        ),

        P::UnknownLift { near, .. } => did_you_mean(
            near,
            "write what it lifts: `insecure_origins`, `public_suffixes`, `null_origin` or `unenforced`",
        ),
        P::InsecureOriginsWithoutCredentials | P::InsecureOriginsUnneeded => say("remove `insecure_origins`"),
        P::PublicSuffixesUnneeded => say("remove `public_suffixes`"),
        P::NullOriginUnneeded => say("remove `null_origin`"),
        P::UnenforcedBesideEnforce => say("remove `enforce`, or remove `unenforced`"),
        P::UnenforcedUnneeded | P::UnenforcedForEveryone => say("remove `unenforced`"),

        P::LoopbackOrigin { origin } => {
            fill("for development, write `#[cfg(debug_assertions)] \"{}\"`", &[Plain(origin)])
        }
        P::SafelistedExposed { .. } => say("remove it"),
    }
}

#[inline]
const fn say(text: &str) -> Text {
    fill(text, &[])
}

#[inline]
const fn write(text: &str) -> Text {
    fill("write {}", &[Quoted(text)])
}

#[inline]
const fn write_or(text: Option<Text>, otherwise: &str) -> Text {
    match text {
        Some(text) => write(text.as_str()),
        None => say(otherwise),
    }
}

#[inline]
const fn did_you_mean(near: Option<&str>, otherwise: &str) -> Text {
    match near {
        Some(near) => fill("did you mean {}?", &[Quoted(near)]),
        None => say(otherwise),
    }
}

#[inline]
const fn non_ascii(text: &str, character: char) -> Text {
    match repair::repaired(text) {
        Some(origin) => write(origin.as_str()),
        None if punycode::is_like_latin(character) => say(
            "write the Latin letter that it looks like, if that is meant; else the host in punycode, as `new URL(…).origin` shows it in a browser's console",
        ),
        None => by_console(text),
    }
}

/// An address whose last group may be meant as the port is both.
#[inline]
const fn brackets(text: &str) -> Text {
    match (suggest::with_brackets(text, true), suggest::with_brackets(text, false)) {
        (Some(port), Some(whole)) => {
            fill("write {}, or {} if its end is no port", &[Quoted(port.as_str()), Quoted(whole.as_str())])
        }
        (Some(address), None) | (None, Some(address)) => write(address.as_str()),
        (None, None) => write_or(repair::repaired(text), "write it as in `http://[2001:db8::1]:8080`"),
    }
}

/// Browsers have the mapping tables of Unicode, which are not here.
#[inline]
const fn by_console(text: &str) -> Text {
    let mut remedy = Text::new();
    remedy.push("write its host in punycode, as `new URL(\"");
    remedy.push_shown(text);
    remedy.push("\").origin` in a browser's console shows it");
    remedy
}

#[inline]
const fn wildcard_in_scheme(text: &str) -> Text {
    let of_the_web = starts_with(text, "http*") || starts_with(text, "https*");
    if let (Some(origin), false) = (suggest::with_scheme_less_star(text), of_the_web) {
        return write(origin.as_str());
    }
    match (suggest::with_other_scheme("https", text), suggest::with_other_scheme("http", text)) {
        (Some(https), Some(http)) => fill(
            "write {}, and {} as another element where pages without TLS may call too",
            &[Quoted(https.as_str()), Quoted(http.as_str())],
        ),
        _ => say("write the scheme, as in `https://app.example.com`"),
    }
}

#[inline]
const fn opaque_scheme(text: &str, scheme: &str) -> Text {
    let inner = if equal_ignoring_case(scheme, "blob") { suggest::inner(text) } else { None };
    match decode(scheme, 0).0.to_ascii_lowercase() {
        'f' if scheme.len() == 4 => {
            say("serve the page over http and write that origin, as in `http://localhost:8080`")
        }
        'f' | 'd' => say("serve the page over https and write that origin, as in `https://app.example.com`"),
        _ => write_or(inner, "write the origin of that page, as in `https://app.example.com`"),
    }
}

#[inline]
const fn query(text: &str) -> Text {
    match suggest::with_star_for_question_mark(text) {
        Some(pattern) => fill("write `*` for a wildcard, as in {}", &[Quoted(pattern.as_str())]),
        None => write_or(repair::repaired(text), "write scheme, host and port alone, as in `https://app.example.com`"),
    }
}

#[inline]
const fn missing_host(scheme: &str) -> Text {
    let host = if equal(scheme, "https") || equal(scheme, "http") { "app.example.com" } else { "localhost" };
    match repair::joined(scheme, "://", host) {
        Some(origin) => fill("write the host, as in {}", &[Quoted(origin.as_str())]),
        None => say("write the host, as in `https://app.example.com`"),
    }
}

#[inline]
const fn host_character(text: &str, character: char) -> Text {
    match character {
        '{' | '}' | ',' | '|' | '(' | ')' => write_or(repair::repaired(text), HOSTS),
        '%' => by_console(text),
        _ => match suggest::without_character(text, character) {
            Some(origin) => fill("write {}, or the host by which browsers reach the page", &[Quoted(origin.as_str())]),
            None => fill("remove {}", &[Character(character)]),
        },
    }
}

#[inline]
const fn empty_label(text: &str) -> Text {
    match (suggest::with_single_dots(text, ""), suggest::with_single_dots(text, "*.")) {
        (Some(host), Some(below)) if !equal(host.as_str(), below.as_str()) => fill(
            "write {} for its subdomains, {} for the host itself",
            &[Quoted(below.as_str()), Quoted(host.as_str())],
        ),
        (host, _) => write_or(host, HOSTS),
    }
}

#[inline]
const fn port_not_a_number(text: &str, port: &str) -> Text {
    if matches!(find_any(port, "-,"), Some(1..)) {
        return any_port(text, "write an element for each port, or {} for any", "write an element for each port");
    }
    any_port(
        text,
        "write a number from 1 to 65535, nothing for the scheme's default, or {} for any port",
        "write a number from 1 to 65535, or nothing for the scheme's default",
    )
}

/// `template` names the text with `:*`.
#[inline]
const fn any_port(text: &str, template: &str, otherwise: &str) -> Text {
    match suggest::with_any_port(text) {
        Some(pattern) => fill(template, &[Quoted(pattern.as_str())]),
        None => say(otherwise),
    }
}

#[inline]
const fn several_wildcards(text: &str) -> Text {
    match suggest::with_single_star(text) {
        Some(pattern) => fill("write {}, where `*` stands for all that may be there", &[Quoted(pattern.as_str())]),
        None => say(HOSTS),
    }
}

#[inline]
const fn wildcard_alone(scheme: &str) -> Text {
    if equal(scheme, "https") || equal(scheme, "http") {
        return fill("name the domain, as in `{}://*.example.com`, or write `\"*\"` for everybody", &[Plain(scheme)]);
    }
    fill("write each host, as in `{}://abcdefghijklmnop`, or `\"*\"` for everybody", &[Plain(scheme)])
}

const LIFT_SUFFIXES: &str = "; if all of them are yours, add `dangerously(public_suffixes)`";

/// For `https://*.github.io`.
#[inline]
const fn own_site(pattern: &str) -> Text {
    let mut remedy = Text::new();
    remedy.push("write your own site");
    if let Some(site) = suggest::with_name_for_star(pattern, "my-site") {
        remedy.push(", as in ");
        remedy.push_value(site.as_str());
        if let Some(below) = suggest::with_name_for_star(pattern, "*.my-site") {
            remedy.push(" or ");
            remedy.push_value(below.as_str());
        }
    }
    remedy.push(LIFT_SUFFIXES);
    remedy
}

/// For `https://app-*.vercel.app`.
#[inline]
const fn own_names(pattern: &str) -> Text {
    let mut remedy = Text::new();
    remedy.push("write each host of yours as an element of its own");
    if let Some(host) = suggest::with_name_for_star(pattern, "1") {
        remedy.push(", as in ");
        remedy.push_value(host.as_str());
    }
    remedy.push(LIFT_SUFFIXES);
    remedy
}

#[inline]
const fn insecure(origin: &str) -> Text {
    match suggest::with_other_scheme("https", origin) {
        Some(secure) => fill(
            "write {}, or remove `credentials`; if neither can be, add `dangerously(insecure_origins)`",
            &[Quoted(secure.as_str())],
        ),
        None => {
            say("write `https://`, or remove `credentials`; if neither can be, add `dangerously(insecure_origins)`")
        }
    }
}

#[inline]
const fn forbidden_header(name: &str) -> Text {
    if equal_ignoring_case(name, "cookie") {
        return say("remove it; what lets pages send cookies is `credentials`");
    }
    say("remove it; browsers set it by themselves")
}
