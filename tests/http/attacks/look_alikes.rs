//! Hosts that an attacker can own, and that a matcher confuses with a listed one if it searches, splits, or treats patterns as
//! regular expressions.

use super::{ALLOWED, Target, replaced};

#[tokio::test]
async fn a_listed_origin_as_suffix_is_another_origin() {
    let mut target = Target::new().await;
    target
        .rejects([
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
    target.allows(&["https://evil.partner.example", "https://pr-evil.preview.example"]).await;
}

#[tokio::test]
async fn a_listed_origin_as_prefix_is_another_origin() {
    let mut target = Target::new().await;
    for origin in ALLOWED {
        let ends = [".evil.example", "evil.example", "-evil.example", "_evil.example", ":evil.example", "/", "/evil"];
        let more = ["%00.evil.example", "&evil.example", "@evil.example", "\\.evil.example", "#", "?", "\\", ":", "::"];
        target.rejects(ends.iter().chain(&more).map(|end| format!("{origin}{end}"))).await;
    }
    target
        .rejects([
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
async fn a_dot_matches_only_a_dot() {
    let mut target = Target::new().await;
    for origin in ALLOWED {
        for other in ["x", "0", "-", "", "/", "..", ".\\.", "[.]", "%2e", "\u{3002}", "\u{ff0e}", "\u{2024}"] {
            target.rejects(replaced(origin, ".", other)).await;
        }
    }
}

#[tokio::test]
async fn a_subdomain_matches_only_a_wildcard() {
    let mut target = Target::new().await;
    target
        .rejects([
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
            // The wildcard matches at least one label.
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
    target.allows(&subdomains).await;
}

#[tokio::test]
async fn userinfo_is_not_a_host() {
    let mut target = Target::new().await;
    for origin in ALLOWED {
        let (scheme, authority) = origin.split_once("://").unwrap();
        target
            .rejects([
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
    target.rejects(["https://evil.example@a.partner.example", "https://a@b.partner.example"]).await;
}

#[tokio::test]
async fn a_trailing_dot_makes_another_host() {
    let mut target = Target::new().await;
    for origin in ALLOWED {
        let (scheme, authority) = origin.split_once("://").unwrap();
        let (host, port) = match authority.rfind(':').filter(|colon| !authority[*colon..].contains(']')) {
            Some(colon) => authority.split_at(colon),
            None => (authority, ""),
        };
        target.rejects([".", "..", "...", ".%00"].map(|dots| format!("{scheme}://{host}{dots}{port}"))).await;
        target.rejects([format!("{scheme}://.{authority}"), format!("{origin}."), format!("{origin}..")]).await;
    }
    // Listed with its dot, it is allowed only with its dot.
    target.rejects(["https://dotted.example.com", "https://dotted.example.com.:8443"]).await;
}

/// Names in other scripts can look alike.
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
    // Wildcards match any labels.
    for origin in ["https://app.example.com", "https://a.partner.example", "http://localhost:3000"] {
        for (letter, look_alikes) in LETTERS {
            for look_alike in look_alikes.iter().filter(|look_alike| !look_alike.is_ascii()) {
                target.rejects(replaced(origin, letter, look_alike)).await;
            }
        }
    }
    for (letter, look_alikes) in LETTERS {
        for look_alike in look_alikes.iter().filter(|look_alike| look_alike.is_ascii()) {
            target.rejects(replaced("https://app.example.com", letter, look_alike)).await;
        }
    }
    // In the form that browsers send.
    target
        .rejects([
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
    target.allows(&["https://xn--4ca.partner.example", "https://pr-xn--4ca.preview.example"]).await;
}
