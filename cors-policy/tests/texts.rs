//! How facts and remedies are put together: what fits, what is cut, and what is shown of characters that cannot be seen.
#![allow(clippy::unwrap_used)]

use handler_cors_policy::{Origin, Problem, Text, read_within};

fn text(pieces: &[&str]) -> Text {
    let mut text = Text::new();
    for piece in pieces {
        text.push(piece);
    }
    text
}

fn fact(origin: &str) -> String {
    Origin::parse(origin).unwrap_err().message().to_string()
}

#[test]
fn a_text_holds_2045_bytes_and_a_sign_that_it_was_cut() {
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
fn texts_are_equal_if_their_characters_are() {
    assert_eq!(text(&["a", "b"]), text(&["ab"]));
    assert_ne!(text(&["a"]), text(&["b"]));
    assert_ne!(text(&["a"]), text(&["ab"]));
    assert_eq!(format!("{:>3} {:?}", text(&["a"]), text(&["\n"])), "  a \"\\n\"");
}

#[test]
fn values_of_340_bytes_are_shown_whole() {
    let of = |bytes: usize| format!("https://{}/", "a".repeat(bytes - 9));
    assert!(fact(&of(340)).starts_with(&format!("`{}` ", of(340))));
    let (front, back) = (&of(341)[..170], &of(341)[171..]);
    assert!(fact(&of(341)).starts_with(&format!("`{front}…{back}` ")));
}

/// Else they could hide what a value is, or end the line of a log.
#[test]
fn what_cannot_be_seen_is_written_out() {
    for (origin, expected) in [
        ("https://a\t.example", "`https://a\\t.example` contains a tab,"),
        ("https://a\n.example", "`https://a\\n.example` contains a line feed,"),
        ("https://a\r.example", "`https://a\\r.example` contains a carriage return,"),
        ("https://a .example", "`https://a .example` contains a space,"),
        ("https://a\u{1b}.example", "`https://a\\u{1b}.example` contains the control character U+001B,"),
        ("https://a\u{80}.example", "`https://a\\u{80}.example` contains the control character U+0080,"),
        ("https://a\u{a0}.example", "`https://a\\u{a0}.example` contains the invisible character U+00A0,"),
        ("https://a\u{202e}.example", "`https://a\\u{202e}.example` contains the invisible character U+202E,"),
        ("https://a\u{e0041}.example", "`https://a\\u{e0041}.example` contains the invisible character U+E0041,"),
        ("https://a\u{a1}.example", "`https://a\u{a1}.example` contains `\u{a1}` (U+00A1),"),
        ("https://a\u{1f600}.example", "`https://a\u{1f600}.example` contains `\u{1f600}` (U+1F600),"),
        ("https://a!.example", "`https://a!.example` has `!` in its host,"),
        ("https://a~.example", "`https://a~.example` has `~` in its host,"),
        ("https://{}.example", "`https://{}.example` has `{` in its host,"),
    ] {
        assert!(fact(origin).starts_with(expected), "{}", fact(origin));
    }
}

/// Bounds of many or long elements leave room for what is to be written.
#[test]
fn bounds_are_shown_as_far_as_one_takes_them_in() {
    let of = |bounds: &[String]| {
        let bounds: Vec<&str> = bounds.iter().map(String::as_str).collect();
        let faults = read_within("https://evil.example", &bounds).unwrap_err();
        faults[0].problem.message().to_string()
    };
    let short = |count: usize| (1..=count).map(|i| format!("https://{i}.example.com")).collect::<Vec<_>>();
    let listed = short(5).iter().map(|bound| format!("`{bound}`")).collect::<Vec<_>>().join(" or ");
    for (count, others) in [(5, false), (6, true), (7, true)] {
        assert!(of(&short(count)).contains(&listed), "{}", of(&short(count)));
        assert!(!of(&short(count)).contains("https://6."), "{}", of(&short(count)));
        assert_eq!(of(&short(count)).contains(" or others that the program names"), others, "{count}");
    }
    // Three of 262 bytes, their marks and what stands between them are 800 bytes.
    let long = |letter: &str, length: usize| {
        format!("http://{}{letter}{}:8", "a23456789.".repeat(25), "x".repeat(length - 260))
    };
    for (length, shown) in [(261, 4), (262, 3)] {
        let bounds: Vec<String> = ["a", "b", "c", "d"].map(|letter| long(letter, length)).to_vec();
        assert!(bounds.iter().all(|bound| bound.len() == length), "{bounds:?}");
        let fact = of(&bounds);
        assert_eq!(bounds.iter().filter(|bound| fact.contains(*bound)).count(), shown, "{fact}");
    }
}

/// A problem is data that anybody may put together.
#[test]
fn problems_of_no_parser_have_a_text_too() {
    for problem in [
        Problem::WebSocketScheme { text: "ws" },
        Problem::WhiteSpace { text: "", character: ' ' },
        Problem::MissingSlashes { text: "", scheme: "" },
        Problem::OpaqueScheme { text: "", scheme: "" },
        Problem::EmptyLabel { text: "" },
        Problem::WildcardAlone { text: "", scheme: "" },
        Problem::Ipv6Brackets { text: "http://" },
        Problem::NotWithin { origin: "", within: &[] },
    ] {
        assert!(problem.text().as_str().contains("\n\nhelp: "), "{problem:?}");
    }
}
