//! Hosts that an attacker can have, and that look like one of the list to a matcher that searches, splits, or takes a
//! pattern for a regular expression.

use super::{ADMITTED, Target, replaced};

#[tokio::test]
async fn what_ends_as_an_origin_of_the_list_is_another_origin() {
    let mut target = Target::new().await;
    target
        .refuses([
            "https://evilapp.example.com",
            "https://evil-app.example.com",
            "https://evil_app.example.com",
            "https://evil.example/https://app.example.com",
            "https://evil.example#https://app.example.com",
            "https://evil.example?https://app.example.com",
            "https://evil.example,https://app.example.com",
            "evil+https://app.example.com",
            "xhttps://app.example.com",
            "https://https://app.example.com",
            "https://evilpartner.example",
            "https://evil-partner.example",
            "https://evil_partner.example",
            "https://a.evilpartner.example",
            "https://evilpr-1.preview.example",
            "https://evil-pr-1.preview.example",
            "https://pr-1.evilpreview.example",
            "https://-web.preview.example",
            "https://pr.preview.example",
            "https://1192.0.2.10",
            "http://evillocalhost:3000",
            "http://evil-localhost:3000",
            "http://1127.0.0.1:3000",
            "evilcapacitor://localhost",
        ])
        .await;
    target.admits(&["https://evil.partner.example", "https://pr-evil.preview.example"]).await;
}

#[tokio::test]
async fn what_begins_as_an_origin_of_the_list_is_another_origin() {
    let mut target = Target::new().await;
    for origin in ADMITTED {
        let ends = [".evil.example", "evil.example", "-evil.example", "_evil.example", ":evil.example", "/", "/evil"];
        let more = ["%00.evil.example", "&evil.example", "@evil.example", "\\.evil.example", "#", "?", "\\", ":", "::"];
        target.refuses(ends.iter().chain(&more).map(|end| format!("{origin}{end}"))).await;
    }
    target
        .refuses([
            "https://app.example.co",
            "https://app.example.community",
            "https://a.partner.examples",
            "https://a.partner.example.com",
            "https://pr-1.preview.example.net",
            "http://localhost.evil.example:3000",
            "http://localhosts:3000",
            "http://127.0.0.1.evil.example:3000",
            "https://192.0.2.100",
            "https://[2001:db8::1].evil.example",
            "http://[::1].evil.example:3000",
            "capacitor://localhost.evil.example",
        ])
        .await;
}

#[tokio::test]
async fn a_dot_is_a_dot_and_no_other_character() {
    let mut target = Target::new().await;
    for origin in ADMITTED {
        for other in ["x", "0", "-", "", "/", "..", ".\\.", "[.]", "%2e", "\u{3002}", "\u{ff0e}", "\u{2024}"] {
            target.refuses(replaced(origin, ".", other)).await;
        }
    }
}

#[tokio::test]
async fn a_subdomain_is_another_host_where_no_wildcard_stands() {
    let mut target = Target::new().await;
    target
        .refuses([
            "https://a.app.example.com",
            "https://a.b.app.example.com",
            "https://www.app.example.com",
            "https://example.com",
            "https://com",
            "https://other.example.com",
            "https://a.my_app.example.com:8443",
            "https://a.dotted.example.com.",
            "https://a.pr-1.preview.example",
            "https://pr-1.a.preview.example",
            "https://pr-a.b.preview.example",
            "https://pr-.a.preview.example",
            "https://a.new-web.preview.example",
            "https://preview.example",
            "https://a.192.0.2.10",
            "http://a.localhost:3000",
            "http://a.127.0.0.1:3000",
            "capacitor://a.localhost",
            // The wildcard stands for one label at least.
            "https://partner.example",
            "https://.partner.example",
            "https://..partner.example",
            "https://a..partner.example",
            "https://.a.partner.example",
            "https://pr-.preview.example",
            "https://example",
        ])
        .await;
    let subdomains =
        ["https://a.b.partner.example", "https://a.b.c.d.e.f.partner.example", "https://pr-a.partner.example"];
    target.admits(&subdomains).await;
}

#[tokio::test]
async fn what_stands_in_front_of_an_at_sign_is_no_host() {
    let mut target = Target::new().await;
    for origin in ADMITTED {
        let (scheme, authority) = origin.split_once("://").unwrap();
        target
            .refuses([
                format!("{scheme}://{authority}@evil.example"),
                format!("{scheme}://{authority}:@evil.example"),
                format!("{scheme}://{authority}:443@evil.example"),
                format!("{scheme}://evil.example@{authority}"),
                format!("{scheme}://user:password@{authority}"),
                format!("{scheme}://@{authority}"),
                format!("{scheme}://evil.example%40{authority}"),
                format!("{scheme}://{authority}%40evil.example"),
                format!("{scheme}://evil.example\\@{authority}"),
            ])
            .await;
    }
    target.refuses(["https://evil.example@a.partner.example", "https://a@b.partner.example"]).await;
}

#[tokio::test]
async fn a_trailing_dot_makes_another_host() {
    let mut target = Target::new().await;
    for origin in ADMITTED {
        let (scheme, authority) = origin.split_once("://").unwrap();
        let (host, port) = match authority.rfind(':').filter(|colon| !authority[*colon..].contains(']')) {
            Some(colon) => authority.split_at(colon),
            None => (authority, ""),
        };
        target.refuses([".", "..", "...", ".%00"].map(|dots| format!("{scheme}://{host}{dots}{port}"))).await;
        target.refuses([format!("{scheme}://.{authority}"), format!("{origin}."), format!("{origin}..")]).await;
    }
    // Written with its dot, it is admitted with its dot alone.
    target.refuses(["https://dotted.example.com", "https://dotted.example.com.:8443"]).await;
}

/// Whoever can register the name of another script registers a look-alike.
#[tokio::test]
async fn a_look_alike_letter_is_another_letter() {
    const LETTERS: [(&str, &[&str]); 9] = [
        (
            "a",
            &["\u{430}", "\u{3b1}", "\u{251}", "\u{ff41}", "\u{e4}", "\u{1d41a}", "a\u{301}", "a\u{ad}", "a\u{200b}"],
        ),
        ("e", &["\u{435}", "\u{ff45}", "\u{e9}", "\u{212e}"]),
        ("l", &["\u{4cf}", "\u{406}", "\u{ff4c}", "1", "i", "\u{2113}"]),
        ("o", &["\u{43e}", "\u{3bf}", "\u{ff4f}", "0", "\u{f6}"]),
        ("p", &["\u{440}", "\u{3c1}", "\u{ff50}"]),
        ("c", &["\u{441}", "\u{ff43}", "\u{3f2}"]),
        ("s", &["\u{455}", "\u{17f}", "\u{ff53}", "\u{df}"]),
        ("k", &["\u{212a}"]),
        ("/", &["\u{2044}", "\u{2215}", "\u{ff0f}"]),
    ];
    let mut target = Target::new().await;
    // The labels of the wildcards may be any.
    for origin in ["https://app.example.com", "https://a.partner.example", "http://localhost:3000"] {
        for (letter, look_alikes) in LETTERS {
            for look_alike in look_alikes.iter().filter(|look_alike| !look_alike.is_ascii()) {
                target.refuses(replaced(origin, letter, look_alike)).await;
            }
        }
    }
    for (letter, look_alikes) in LETTERS {
        for look_alike in look_alikes.iter().filter(|look_alike| look_alike.is_ascii()) {
            target.refuses(replaced("https://app.example.com", letter, look_alike)).await;
        }
    }
    // The same in the form that browsers send.
    target
        .refuses([
            "https://xn--pp-7kc.example.com",
            "https://app.xn--exmple-4nf.com",
            "https://app.example.xn--cm-fmc",
            "https://a.xn--artner-3ve.example",
            "https://xn--partner-.example",
            "http://xn--loclhost-2of:3000",
            "https://xn--app.example.com",
            "https://app.example.com.xn--",
        ])
        .await;
    target.admits(&["https://xn--4ca.partner.example", "https://pr-xn--4ca.preview.example"]).await;
}
