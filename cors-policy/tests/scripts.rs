//! Hosts in other scripts: they are errors, and their punycode is suggested where it is certain. The expected punycode
//! comes from another encoder.
#![allow(clippy::unwrap_used)]

use handler_cors_policy::Pattern;

/// The suggested host, if there is one.
fn suggested(host: &str) -> Option<String> {
    let help = Pattern::parse(&format!("https://{host}")).unwrap_err().help().to_string();
    let (_, origin) = help.split_once("write `https://")?;
    Some(origin.split('`').next()?.to_owned())
}

#[test]
fn labels_are_suggested_in_punycode() {
    for (label, encoded) in [
        ("ü", "tda"),
        ("ÿ", "wda"),
        ("bücher", "bcher-kva"),
        ("Bücher", "bcher-kva"),
        ("münchen", "mnchen-3ya"),
        ("ñandú", "and-6ma2c"),
        ("façade", "faade-zra"),
        ("übergröße", "bergre-fta7pwb"),
        ("straße", "strae-oqa"),
        ("łódź", "d-uga0v4h"),
        ("žluťoučký", "luouk-uva4it5a4g"),
        ("şirket", "irket-idb"),
        ("köln-düsseldorf", "kln-dsseldorf-imb8g"),
        ("öäöäöäöäöäöäöäöä", "4caaaaaaaa8mbbbbbbb"),
        ("ö1", "1-0ga"),
        ("a-ö", "a--gka"),
        ("-ö-", "---fka"),
        ("ααα", "mxaaa"),
        ("αω", "mxa2c"),
        ("ελλάδα", "hxakic4aa"),
        ("παράδειγμα", "hxajbheg2az3al"),
        ("россия", "h1alffa9f"),
        ("пример", "e1afmkfd"),
        ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
        ("ー", "wek"),
        ("日本語", "wgv71a119e"),
        ("日b本b語", "bb-5t7dv0cl91h"),
        ("bücher-日本語", "bcher--3ya3877rdocu19k"),
        ("三年b組金八先生", "b-io6aw7h8d180e575a65lsy2b"),
        ("パフィーdeルンバ", "de-jg4avhby1noc0d"),
        ("なぜみんな日本語を話してくれないのか", "n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa"),
        ("hello-another-way-それぞれの場所", "hello-another-way--fc4qua05auwb3674vfr0b"),
        ("maji-de-koi-する-5-秒前", "maji-de-koi--5--583nn1a4728bc6yg"),
        ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
        ("中國中國中國", "fiqaa291gbab"),
        ("一龥", "4gq730r"),
        ("ぁ鿿가힣", "k8jy874aoshy37b"),
        // The largest first delta for which the bias is not divided.
        ("abcde뉈힣", "abcde-h66tr24r"),
    ] {
        for (host, expected) in [
            (format!("{label}.example"), format!("xn--{encoded}.example")),
            (format!("www.{label}.example:8443/"), format!("www.xn--{encoded}.example:8443")),
            (format!("example.{label}"), format!("example.xn--{encoded}")),
        ] {
            assert_eq!(suggested(&host), Some(expected), "{host}");
        }
    }
}

/// Labels that browsers map, reject or read in another direction need tables, and mixed scripts must not be repeated.
#[test]
fn uncertain_labels_are_not_suggested() {
    for label in [
        "\u{430}pp",
        "app\u{3bf}",
        "p\u{430}ypal",
        "\u{410}pp",
        "bu\u{308}cher",
        "\u{dc}",
        "\u{ff41}pp",
        "a\u{200d}b",
        "\u{131}\u{307}",
        "\u{627}\u{628}",
        "\u{5d0}",
        "\u{d7}",
        "\u{f7}",
        "\u{1f600}",
        &"ü".repeat(63),
        &"ü".repeat(64),
        &"ü".repeat(65),
        &"日".repeat(200),
    ] {
        assert_eq!(suggested(&format!("{label}.example")), None, "{label}");
    }
}
