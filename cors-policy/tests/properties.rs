//! Properties of every text, pattern and list.
#![allow(clippy::unwrap_used)]

mod common;

use common::{DRAFT, SUFFIXES};
use handler_cors_policy::{
    ConstExemptions, Draft, Exemption, Fault, ListProblem, Location, Origin, OriginProblem, Pattern, Port, Problem,
    Wildcard, advise, assert_constant, assert_distinct, check,
};
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeSet;
use std::hint::black_box;
use std::panic::catch_unwind;

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, cases: 2000, ..ProptestConfig::default() }
}

/// Pieces of origins and of texts that look like origins.
fn piece() -> impl Strategy<Value = String> {
    let known = select(
        &[
            "https",
            "http",
            "://",
            ":",
            "/",
            "//",
            ".",
            "..",
            "*",
            "**",
            "*.",
            "example",
            "com",
            "localhost",
            "127.0.0.1",
            "[::1]",
            "[",
            "]",
            "::",
            "0x7f",
            "1",
            "443",
            "80",
            "8443",
            "65536",
            "0",
            "-",
            "_",
            "@",
            "?",
            "#",
            "\\",
            " ",
            "\t",
            "\n",
            ",",
            "ü",
            "日本語",
            "а",
            "\u{200b}",
            "\0",
            "A",
            "%",
            "null",
            "blob:",
            "file",
            "ws",
            "$",
            "^",
            "\\.",
            "(",
            "pr-*",
            "app.example.com",
            "https://app.example.com",
        ][..],
    );
    prop_oneof![9 => known.prop_map(str::to_owned), 1 => any::<String>()]
}

fn text() -> impl Strategy<Value = String> {
    let pieces = prop::collection::vec(piece(), 0..9).prop_map(|pieces| pieces.concat());
    let near = prop::collection::vec(piece(), 0..4).prop_map(|pieces| format!("https://{}", pieces.concat()));
    let long = (piece(), 0..2000_usize).prop_map(|(piece, times)| format!("https://{}/", piece.repeat(times)));
    prop_oneof![4 => pieces, 4 => near, 1 => long, 1 => any::<String>()]
}

fn label() -> impl Strategy<Value = String> {
    select(&["a", "b", "ab", "ba", "a-b", "a_b", "1a", "aab", "b-", "-"][..]).prop_map(str::to_owned)
}

fn host() -> impl Strategy<Value = String> {
    prop::collection::vec(label(), 1..4).prop_map(|labels| labels.join("."))
}

/// Patterns that often match the same origins.
fn pattern() -> impl Strategy<Value = String> {
    let wildcard = select(&["", "", "*.", "a*.", "*b.", "a*b.", "ab*.", "a*ab."][..]);
    let port = select(&["", "", ":80", ":443", ":8443", ":*"][..]);
    let dot = select(&["", "", "", "."][..]);
    (select(&["https", "http", "tauri"][..]), wildcard, host(), dot, port)
        .prop_map(|(scheme, wildcard, host, dot, port)| format!("{scheme}://{wildcard}{host}{dot}{port}"))
        .prop_filter("the grammar", |pattern| Pattern::parse(pattern).is_ok())
}

/// Values of an `Origin` header, mostly valid ones.
fn origin() -> impl Strategy<Value = String> {
    let port = select(&["", "", ":80", ":443", ":8443", ":1", ":0", ":65536", ":", ":08443"][..]);
    let host = prop_oneof![host(), (host(), select(&[".", "..", ".*", ",", "/", "A"][..])).prop_map(|(a, b)| a + b)];
    (select(&["https", "http", "tauri", "HTTPS"][..]), host, port)
        .prop_map(|(scheme, host, port)| format!("{scheme}://{host}{port}"))
}

/// Nearly plain origins, at the limits of lengths and with labels of other forms.
fn plain() -> impl Strategy<Value = String> {
    let long = (select(&[55_usize, 58, 59, 63, 64][..])).prop_map(|length| "a".repeat(length));
    let other = select(&["xn--", "xn--a", "xn--bcher-kva", "xn-", "1", "1a", "0x1", ""][..]).prop_map(str::to_owned);
    let labels = prop::collection::vec(prop_oneof![3 => long, 1 => other], 1..6);
    (select(&["https", "http"][..]), labels, select(&["", ":1", ":80", ":443", ":", ":1:1"][..]))
        .prop_map(|(scheme, labels, port)| format!("{scheme}://{}{port}", labels.join(".")))
}

/// An origin that a pattern matches, if its wildcard matches `filling`.
fn filled(pattern: &str, filling: &str, port: &str) -> String {
    let (pattern, port) = pattern.strip_suffix(":*").map_or((pattern, ""), |pattern| (pattern, port));
    pattern.replacen('*', filling, 1) + port
}

fn filling() -> impl Strategy<Value = (String, &'static str)> {
    (prop_oneof![label(), host()], select(&["", ":1", ":80", ":443", ":8443"][..]))
}

/// Matching as the documentation describes it, on the parts of the origin.
fn matches_as_documented(pattern: &Pattern<'_>, origin: &str) -> bool {
    let Some((scheme, authority)) = origin.split_once("://") else { return false };
    let (host, port) = authority.split_once(':').map_or((authority, None), |(host, port)| (host, Some(port)));
    let default = match scheme {
        "https" => "443",
        "http" => "80",
        _ => "",
    };
    let port_fits = match (pattern.port(), port) {
        (Port::Default, port) => port.is_none(),
        (Port::Number(number), port) => port == Some(number.to_string().as_str()),
        (Port::Any, None) => true,
        (Port::Any, Some(port)) => {
            port != default && port.parse::<u16>().is_ok_and(|number| number != 0 && number.to_string() == port)
        }
    };
    let of = |label: &str, bytes: &str| !label.is_empty() && label.chars().all(|c| bytes.contains(c));
    const WILD: &str = "abcdefghijklmnopqrstuvwxyz0123456789-";
    let labels_fit = |labels: &str| labels.split('.').all(|label| of(&label.replace('_', "-"), WILD));
    let host_fits = match pattern.wildcard() {
        Wildcard::Host => true,
        Wildcard::None => host == pattern.host(),
        Wildcard::Subdomains { parent } => host.strip_suffix(&format!(".{parent}")).is_some_and(labels_fit),
        Wildcard::Label { prefix, suffix, parent } => host
            .strip_suffix(&format!("{suffix}.{parent}"))
            .and_then(|host| host.strip_prefix(prefix))
            .is_some_and(|wild| of(wild, WILD)),
    };
    scheme == pattern.scheme() && port_fits && host_fits
}

/// The origins in backticks or quotation marks.
fn suggested(help: &str) -> Vec<String> {
    let quoted = help.split('`').skip(1).step_by(2).filter(|text| !text.contains("new URL("));
    let texts =
        quoted.flat_map(|text| text.split(['"', ' ', '[', ']'].as_slice()).map(str::to_owned).collect::<Vec<_>>());
    texts.filter(|text| text.contains("://") && !text.ends_with("://")).collect()
}

fn parses(text: &str) -> bool {
    // IPv6 addresses are cut at their brackets.
    let whole = text.len() < 330 && !text.contains('…');
    !whole || Pattern::parse(text).is_ok() || text.contains("::")
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn no_text_panics(origin in text(), name in text(), credentials: bool, seconds: u64) {
        let draft = Draft {
            origins: &[Some(&origin), Some(&name)],
            methods: &[&name, &origin],
            headers: &[&name, &origin],
            expose: &[&name, &origin],
            credentials,
            max_age: Some(seconds),
            enforce: false,
            dangerously: &[Exemption::PublicSuffixes],
        };
        for Fault { problem, .. } in check(&draft, &SUFFIXES).into_iter().chain(advise(&draft)) {
            let text = problem.to_string();
            prop_assert!(text.len() <= 2048);
            prop_assert!(text.contains("\n\nhelp: ") || text.contains('…'), "{text}");
            let lines = text.split("\n\nhelp: ").collect::<Vec<_>>();
            prop_assert!(lines.iter().all(|line| !line.contains(char::is_control)), "{text:?}");
        }
        let _ = Exemption::parse(&name).map_err(|problem| problem.to_string());
    }

    /// Plain origins are read in one pass, and where a problem matters by the steps that find it.
    #[test]
    fn what_is_read_is_what_is_parsed(text in prop_oneof![text(), origin(), pattern(), plain()]) {
        prop_assert_eq!(Pattern::read(&text), Pattern::parse(&text).ok());
    }

    #[test]
    fn suggestions_are_valid(text in text()) {
        if let Err(problem) = Origin::parse(&text) {
            let help = problem.help();
            // A backtick in the text would be mistaken for its end.
            for suggested in suggested(help.as_str()).into_iter().filter(|_| !text.contains('`')) {
                prop_assert!(parses(&suggested), "{text:?}: {help}");
                prop_assert!(suggested != text, "{text:?}: {help}");
            }
        }
    }

    /// A text needs one correction at most.
    #[test]
    fn the_text_to_write_is_valid(text in text()) {
        if let Err(problem) = Origin::parse(&text) {
            let help = problem.help().to_string();
            let written = help.strip_prefix("write `").and_then(|rest| rest.strip_suffix('`'));
            if let Some(origin) = written.filter(|text| !text.contains(['"', '…'])) {
                prop_assert!(Origin::parse(origin).is_ok(), "{text:?}: {help}");
            }
        }
    }

    #[test]
    fn patterns_keep_their_text(text in text()) {
        if let Ok(pattern) = Pattern::parse(&text) {
            prop_assert_eq!(pattern.text(), &text);
            let port = match pattern.port() {
                Port::Default => String::new(),
                Port::Number(number) => format!(":{number}"),
                Port::Any => ":*".to_owned(),
            };
            prop_assert_eq!(format!("{}://{}{port}", pattern.scheme(), pattern.host()), text.clone());
            prop_assert_eq!(pattern.is_exact(), !text.contains('*'));
            prop_assert_eq!(pattern.is_exact(), pattern.matches(text.as_bytes()));
            prop_assert!(pattern.covers(&pattern));
        }
    }

    #[test]
    fn patterns_match_as_documented(text in pattern(), origin in origin(), (filling, port) in filling()) {
        let pattern = Pattern::parse(&text).unwrap();
        for origin in [origin, filled(&text, &filling, port)] {
            prop_assert_eq!(pattern.matches(origin.as_bytes()), matches_as_documented(&pattern, &origin), "{} {}", text, origin);
        }
    }

    #[test]
    fn a_covering_pattern_matches_all(one in pattern(), other in pattern(), fillings in prop::collection::vec(filling(), 8)) {
        let (one, other) = (Pattern::parse(&one).unwrap(), Pattern::parse(&other).unwrap());
        for (filling, port) in fillings {
            let origin = filled(other.text(), &filling, port);
            if one.covers(&other) && other.matches(origin.as_bytes()) {
                prop_assert!(one.matches(origin.as_bytes()), "{one} {other} {origin}");
            }
        }
    }

    /// A pattern that matches all of these samples must cover the other one.
    #[test]
    fn a_pattern_that_does_not_cover_does_not_match_all(one in pattern(), other in pattern()) {
        let (one, other) = (Pattern::parse(&one).unwrap(), Pattern::parse(&other).unwrap());
        let fillings = ["z", "-", "0", "z.z", "_", "z_z"];
        let samples = fillings.iter().flat_map(|filling| ["", ":1", ":80", ":443"].map(|port| filled(other.text(), filling, port)));
        let mut matched = samples.filter(|origin| other.matches(origin.as_bytes()));
        if !one.covers(&other) {
            prop_assert!(matched.any(|origin| !one.matches(origin.as_bytes())), "{one} {other}");
        }
    }

    #[test]
    fn redundant_elements_are_those_of_all_pairs(texts in prop::collection::vec(pattern(), 0..30)) {
        let origins: Vec<_> = texts.iter().map(|text| Some(text.as_str())).collect();
        let draft = Draft { origins: &origins, dangerously: &[Exemption::PublicSuffixes], ..DRAFT };
        let mut found = BTreeSet::new();
        for Fault { location, problem } in check(&draft, &SUFFIXES) {
            if let Location::OriginPair(earlier, later) = location {
                prop_assert!(earlier < later);
                let redundant = match problem {
                    Problem::List(ListProblem::DuplicateOrigin { origin }) => {
                        prop_assert_eq!((&*texts[earlier], &*texts[later]), (origin, origin));
                        later
                    }
                    Problem::List(ListProblem::CoveredOrigin { origin, by }) if texts[earlier] == by => {
                        prop_assert_eq!(&texts[later], origin);
                        later
                    }
                    Problem::List(ListProblem::CoveredOrigin { origin, by }) => {
                        prop_assert_eq!((&*texts[earlier], &*texts[later]), (origin, by));
                        earlier
                    }
                    other => panic!("{other:?}"),
                };
                prop_assert!(found.insert(redundant), "reported once");
            }
        }
        let patterns: Vec<_> = texts.iter().map(|text| Pattern::parse(text).unwrap()).collect();
        let is_redundant = |index: &usize| {
            let own = patterns[*index];
            texts[..*index].contains(&texts[*index])
                || patterns.iter().any(|other| other.text() != own.text() && other.covers(&own))
        };
        prop_assert_eq!(found, (0..texts.len()).filter(is_redundant).collect::<BTreeSet<_>>());
    }

    /// Constants obey the rules of literals, but cannot have wildcards.
    #[test]
    fn constants_obey_the_rules_of_literals(text in prop_oneof![text(), pattern(), origin()], credentials: bool, insecure_origins: bool) {
        let exemptions = if insecure_origins { &[Exemption::InsecureOrigins][..] } else { &[] };
        let draft = Draft { origins: &[Some(&text)], credentials, dangerously: exemptions, ..DRAFT };
        let fault = check(&draft, &SUFFIXES).into_iter().find(|fault| fault.location == Location::Origin(0));
        let is_exact = matches!(Origin::parse(&text), Ok(Origin::Pattern(pattern)) if pattern.is_exact());
        let leaked: &'static str = text.clone().leak();
        let panic = catch_unwind(|| assert_constant(leaked, credentials, ConstExemptions { insecure_origins, null_origin: false }));
        prop_assert_eq!(panic.is_ok(), is_exact && fault.is_none());
        if let (Err(panic), Err(problem)) = (panic, Origin::parse(&text)) {
            prop_assert_eq!(panic.downcast_ref::<String>(), Some(&problem.to_string()));
        }
    }

    #[test]
    fn lists_of_constants_obey_the_rules_of_literals(texts in prop::collection::vec((pattern(), any::<bool>()), 0..12)) {
        let is_exact = |text: &str| Pattern::parse(text).is_ok_and(|pattern| pattern.is_exact());
        let texts: Vec<(&str, bool)> = texts.iter().map(|(text, is_constant)| (&**text, *is_constant && is_exact(text))).collect();
        let origins: Vec<_> = texts.iter().map(|(text, _)| Some(*text)).collect();
        let draft = Draft { origins: &origins, dangerously: &[Exemption::PublicSuffixes], ..DRAFT };
        // The attribute checks pairs without a constant. Which of several patterns is named does not matter.
        let expected = texts.iter().enumerate().any(|(index, (text, is_constant))| {
            let constant = Pattern::parse(text).unwrap();
            *is_constant && texts.iter().enumerate().any(|(other, (text, _))| {
                other != index && Pattern::parse(text).unwrap().covers(&constant)
            })
        });
        let panic = catch_unwind(|| assert_distinct(&texts));
        prop_assert_eq!(panic.is_err(), expected, "{:?}", texts);
        let any_pair = check(&draft, &SUFFIXES).iter().any(|fault| matches!(fault.location, Location::OriginPair(..)));
        prop_assert!(any_pair || !expected);
    }

    #[test]
    fn ipv4_addresses_agree_with_the_standard_library(bytes: [u8; 4]) {
        let address = std::net::Ipv4Addr::from(bytes);
        let pattern = format!("http://{address}");
        prop_assert_eq!(Pattern::parse(&pattern).unwrap().is_loopback(), address.is_loopback());
        let number = format!("http://{}", u32::from(address));
        let expected = format!("write `{pattern}`");
        for other in [&number, &format!("http://{:#x}", u32::from(address)), &format!("{pattern}.")] {
            let problem = Pattern::parse(other).unwrap_err();
            prop_assert_eq!(problem.help().to_string(), expected.clone());
        }
    }

    #[test]
    fn ipv6_addresses_agree_with_the_standard_library(pieces in prop::array::uniform8(prop_oneof![Just(0), any::<u16>()])) {
        let canonical = format!("http://[{}]", rfc_5952(pieces));
        prop_assert!(Pattern::parse(&canonical).is_ok(), "{canonical}");
        let expected = format!("write `{canonical}`");
        let full = pieces.map(|piece| format!("{piece:04x}")).join(":");
        let std = std::net::Ipv6Addr::from(pieces).to_string();
        for other in [full.clone(), full.to_uppercase(), std] {
            if let Err(problem) = Pattern::parse(&format!("http://[{other}]")) {
                prop_assert_eq!(problem.help().to_string(), expected.clone());
            } else {
                prop_assert_eq!(&format!("http://[{other}]"), &canonical);
            }
        }
    }

    /// A text between brackets is an address if it is one for the standard library.
    #[test]
    fn ipv6_syntax_agrees_with_the_standard_library(text in "[0-9a-f:.]{0,20}") {
        let text: &str = &text;
        let is_address = text.parse::<std::net::Ipv6Addr>().is_ok();
        let parsed = Pattern::parse(black_box(text)).is_ok();
        prop_assert!(!parsed, "no scheme");
        let bracketed = format!("http://[{text}]");
        let is_malformed = matches!(Pattern::parse(&bracketed), Err(Problem::Origin(OriginProblem::Ipv6Malformed { .. })));
        prop_assert_eq!(is_address, !is_malformed, "{}", text);
    }
}

/// RFC 5952 section 4, without dotted quads.
fn rfc_5952(pieces: [u16; 8]) -> String {
    let texts = pieces.map(|piece| format!("{piece:x}"));
    let runs = (2..=8).rev().flat_map(|length| (0..=8 - length).map(move |start| (start, start + length)));
    let mut zeros = runs.filter(|(start, end)| pieces[*start..*end].iter().all(|piece| *piece == 0));
    match zeros.next() {
        Some((start, end)) => format!("{}::{}", texts[..start].join(":"), texts[end..].join(":")),
        None => texts.join(":"),
    }
}

/// Const evaluation gives the results of a running program.
#[test]
fn const_evaluation_agrees() {
    macro_rules! agree {
        ($($text:literal)*) => {$(
            const PARSED: Result<Origin<'static>, Problem<'static>> = Origin::parse($text);
            assert_eq!(Origin::parse(black_box($text)), PARSED);
            const FACT: handler_cors_policy::Text = match &PARSED {
                Ok(_) => handler_cors_policy::Text::new(),
                Err(problem) => problem.text(),
            };
            let text = black_box(PARSED).err().map(|problem| problem.to_string());
            assert_eq!(text.unwrap_or_default(), FACT.as_str());
        )*};
    }
    macro_rules! each {
        ($($text:literal)*) => { $({ agree!($text); })* };
    }
    each! {
        "" "*" "null" "Null" "https://app.example.com" "https://*.example.com:*" "https://pr-*.example.com:8443"
        "http://[2001:db8::1]" "http://[2001:DB8:0::1]" "http://127.1" "http://127.0.0.1:80" "https://bücher.example"
        "https://App.example.com:443/?x" "app.example.com" "^https://.*\\.example\\.com$" "https://a.example, https://b.example"
        "https://*.*.example.com" "blob:https://a.example" "ws://a.example" "https://a..b" "https://.a" " https://a "
    }
}

/// Names that registries use, and two like those of RFC 3492.
#[test]
fn punycode() {
    let known = [
        ("bücher", "xn--bcher-kva"),
        ("münchen", "xn--mnchen-3ya"),
        ("straße", "xn--strae-oqa"),
        ("faß", "xn--fa-hia"),
        ("日本語", "xn--wgv71a119e"),
        ("日本", "xn--wgv71a"),
        ("中国", "xn--fiqs8s"),
        ("公司", "xn--55qx5d"),
        ("测试", "xn--0zwm56d"),
        ("テスト", "xn--zckzah"),
        ("한국", "xn--3e0b707e"),
        ("실례", "xn--9n2bp8q"),
        ("рф", "xn--p1ai"),
        ("пример", "xn--e1afmkfd"),
        ("παράδειγμα", "xn--hxajbheg2az3al"),
    ];
    for (unicode, ascii) in known {
        let text = format!("https://{unicode}.example");
        let help = Pattern::parse(&text).unwrap_err().help();
        assert_eq!(help.as_str(), format!("write `https://{ascii}.example`"));
    }
    for (_, ascii) in known {
        assert!(Pattern::parse(&format!("https://{ascii}.example")).is_ok(), "{ascii}");
    }
    let invalid = ["", "a", "-", "--", "bcher-", "a-b-", "999999999", "bcher-kva0", "kgbechtv-", "zzzzzzz99999"];
    for rest in invalid {
        let text = format!("https://app.xn--{rest}.example");
        assert!(matches!(Pattern::parse(&text), Err(Problem::Origin(OriginProblem::InvalidPunycode { .. }))), "{text}");
    }
    // Each part of a label can be a wildcard, which leaves nothing to decode.
    assert!(Pattern::parse("https://xn--*.example.com").is_ok());
    // These need mapping tables or rules for the direction of the script, or are traps.
    for unicode in ["Ü", "ﬁ", "u\u{308}", "क्षी", "مثال", "ａ", "ς\u{301}", "а-app", "\u{200d}a"] {
        let text = format!("https://{unicode}.example");
        let help = Pattern::parse(&text).unwrap_err().help();
        assert!(!help.as_str().contains("xn--"), "{help}");
    }
}
