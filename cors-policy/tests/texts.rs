//! How texts are put together: what fits, what is cut, and how invisible characters are shown.
#![allow(clippy::unwrap_used)]

use handler_cors_policy::{BoundsProblem, Origin, OriginProblem, Problem, SuffixRule, Text, read_within};

fn text(pieces: &[&str]) -> Text {
    let mut text = Text::new();
    for piece in pieces {
        text.push(piece);
    }
    text
}

fn message(origin: &str) -> String {
    Origin::parse(origin).unwrap_err().message().to_string()
}

#[test]
fn a_text_holds_2045_bytes_and_an_ellipsis() {
    let whole = "a".repeat(2045);
    let cut = format!("{whole}…");
    assert_eq!(text(&[&whole]).as_str(), whole);
    assert_eq!(text(&[&whole, ""]).as_str(), whole);
    assert_eq!(text(&[&whole[..1000], &whole[..1045]]).as_str(), whole);
    for pieces in
        [&[&whole, "b"][..], &[&whole, "b", "c", ""], &[&whole[..1000], &whole[..1046]], &[&(whole.clone() + "b")]]
    {
        assert_eq!(text(pieces).as_str(), cut);
    }
    assert_eq!(text(&[&"b".repeat(4096)]).as_str().len(), 2048);
}

#[test]
fn numbers_are_written_in_digits() {
    for number in [0, 1, 9, 10, 11, 99, 100, 101, 86_400, u64::MAX] {
        let mut text = Text::new();
        text.push_number(number);
        assert_eq!(text.as_str(), number.to_string());
    }
}

#[test]
fn texts_with_equal_characters_are_equal() {
    assert_eq!(text(&["a", "b"]), text(&["ab"]));
    assert_ne!(text(&["a"]), text(&["b"]));
    assert_ne!(text(&["a"]), text(&["ab"]));
    assert_eq!(format!("{:>3} {:?}", text(&["a"]), text(&["\n"])), "  a \"\\n\"");
}

#[test]
fn values_of_340_bytes_are_shown_whole() {
    let of = |bytes: usize| format!("https://{}/", "a".repeat(bytes - 9));
    assert!(message(&of(340)).starts_with(&format!("`{}` ", of(340))));
    let (start, end) = (&of(341)[..170], &of(341)[171..]);
    assert!(message(&of(341)).starts_with(&format!("`{start}…{end}` ")));
}

/// Otherwise they could hide what a value is, or end the line of a log.
#[test]
fn invisible_characters_are_escaped() {
    for (origin, expected) in [
        ("https://a\t.example", "`https://a\\t.example` contains a tab;"),
        ("https://a\n.example", "`https://a\\n.example` contains a line feed;"),
        ("https://a\r.example", "`https://a\\r.example` contains a carriage return;"),
        ("https://a .example", "`https://a .example` contains a space;"),
        ("https://a\u{1b}.example", "`https://a\\u{1b}.example` contains the control character U+001B;"),
        ("https://a\u{80}.example", "`https://a\\u{80}.example` contains the control character U+0080,"),
        ("https://a\u{a0}.example", "`https://a\\u{a0}.example` contains the invisible character U+00A0,"),
        ("https://a\u{202e}.example", "`https://a\\u{202e}.example` contains the invisible character U+202E,"),
        ("https://a\u{e0041}.example", "`https://a\\u{e0041}.example` contains the invisible character U+E0041,"),
        ("https://a\u{a1}.example", "`https://a\u{a1}.example` contains `\u{a1}` (U+00A1),"),
        ("https://a\u{1f600}.example", "`https://a\u{1f600}.example` contains `\u{1f600}` (U+1F600),"),
        ("https://a!.example", "`https://a!.example` has `!` in its host;"),
        ("https://a~.example", "`https://a~.example` has `~` in its host;"),
        ("https://{}.example", "`https://{}.example` has `{` in its host;"),
    ] {
        assert!(message(origin).starts_with(expected), "{}", message(origin));
    }
}

/// Bounds of many or long elements leave enough room for the help.
#[test]
fn only_the_first_bounds_are_shown() {
    let of = |bounds: &[String]| {
        let bounds: Vec<&str> = bounds.iter().map(String::as_str).collect();
        let faults = read_within(&["https://evil.example"], &bounds, SuffixRule::NoList).unwrap_err();
        faults[0].problem.message().to_string()
    };
    let short = |count: usize| (1..=count).map(|i| format!("https://{i}.example.com")).collect::<Vec<_>>();
    let listed = short(5).iter().map(|bound| format!("`{bound}`")).collect::<Vec<_>>().join(" or ");
    for (count, others) in [(5, false), (6, true), (7, true)] {
        assert!(of(&short(count)).contains(&listed), "{}", of(&short(count)));
        assert!(!of(&short(count)).contains("https://6."), "{}", of(&short(count)));
        assert_eq!(of(&short(count)).contains(" or another bound"), others, "{count}");
    }
    // Three of 262 bytes with backticks and " or " between them are 800 bytes.
    let long = |letter: &str, length: usize| {
        format!("http://{}{letter}{}:8", "a23456789.".repeat(25), "x".repeat(length - 260))
    };
    for (length, shown) in [(261, 4), (262, 3)] {
        let bounds: Vec<String> = ["a", "b", "c", "d"].map(|letter| long(letter, length)).to_vec();
        assert!(bounds.iter().all(|bound| bound.len() == length), "{bounds:?}");
        let message = of(&bounds);
        assert_eq!(bounds.iter().filter(|bound| message.contains(*bound)).count(), shown, "{message}");
    }
}

/// A problem is data, which any program can construct.
#[test]
fn constructed_problems_have_a_text() {
    for problem in [
        Problem::Origin(OriginProblem::WebSocketScheme { text: "ws" }),
        Problem::Origin(OriginProblem::WhiteSpace { text: "", character: ' ' }),
        Problem::Origin(OriginProblem::MissingSlashes { text: "", scheme: "" }),
        Problem::Origin(OriginProblem::OpaqueScheme { text: "", scheme: "" }),
        Problem::Origin(OriginProblem::EmptyLabel { text: "" }),
        Problem::Origin(OriginProblem::WildcardAlone { text: "", scheme: "" }),
        Problem::Origin(OriginProblem::Ipv6Brackets { text: "http://" }),
        Problem::Bounds(BoundsProblem::NotWithin { origin: "", within: &[] }),
    ] {
        assert!(problem.text().as_str().contains("\n\nhelp: "), "{problem:?}");
    }
}
