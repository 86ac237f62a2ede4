//! Listed origins in another spelling, which parsers but not browsers treat as equal.

use super::{ALLOWED, Target};
use crate::client::TestRequest;

#[tokio::test]
async fn another_port_is_another_origin() {
    let mut target = Target::new().await;
    target
        .rejects([
            "https://app.example.com:443",
            "https://app.example.com:80",
            "https://app.example.com:8443",
            "https://app.example.com:0",
            "https://app.example.com:1",
            "https://app.example.com:65536",
            "https://my_app.example.com",
            "https://my_app.example.com:443",
            "https://my_app.example.com:844",
            "https://my_app.example.com:84430",
            "https://my_app.example.com:08443",
            "https://my_app.example.com:8443:8443",
            "https://a.partner.example:443",
            "https://a.partner.example:8443",
            "https://pr-1.preview.example:443",
            "https://pr-1.preview.example:8443",
            "https://192.0.2.10:443",
            "https://[2001:db8::1]:443",
            "capacitor://localhost:1",
        ])
        .await;
    // Any port, but only in the form that browsers send.
    let ports = [
        ":",
        ":0",
        ":00",
        ":080",
        ":80",
        ":65536",
        ":99999",
        ":4294967376",
        ":18446744073709551696",
        ":+81",
        ":-81",
        ":8 1",
        ":0x51",
        ":81a",
        ":81.",
        ":81:81",
        "::81",
        ":81/",
        ":*",
        ":\u{ff18}1",
        ":%38%31",
        ":8\u{661}",
    ];
    for host in ["http://localhost", "http://127.0.0.1", "http://[::1]"] {
        target.rejects(ports.map(|port| format!("{host}{port}"))).await;
    }
    target.rejects(["https://new-web.preview.example:443", "https://new-web.preview.example:"]).await;
    target
        .allows(&[
            "http://localhost",
            "http://localhost:443",
            "http://[::1]:1",
            "http://127.0.0.1:65535",
            "https://new-web.preview.example:80",
        ])
        .await;
}

#[tokio::test]
async fn another_scheme_is_another_origin() {
    let mut target = Target::new().await;
    for origin in ALLOWED {
        let (own, authority) = origin.split_once("://").unwrap();
        let others = [
            "http",
            "https",
            "ws",
            "wss",
            "ftp",
            "file",
            "capacitor",
            "tauri",
            "chrome-extension",
            "HTTPS",
            "Http",
            "hTTp",
            "httpss",
            "https:",
            "h",
            "",
            "blob:https",
            "view-source:https",
            "https%3a",
            "javascript",
            "data",
        ];
        let others = others.into_iter().filter(|other| *other != own).map(|other| format!("{other}://{authority}"));
        target.rejects(others.filter(|other| other != "http://localhost")).await;
        let slashes = ["", ":", ":/", "//", ":///", ":\\\\", ":/\\", "://///", "%3a//", ";//", " ://", ":// "];
        target.rejects(slashes.map(|slashes| format!("{own}{slashes}{authority}"))).await;
    }
    target.rejects(["https", "https:", "https:/", "https://", "://", "//", ":", "/", "*"]).await;
}

#[tokio::test]
async fn an_opaque_origin_is_not_allowed() {
    const SPELLINGS: [&str; 14] = [
        "Null",
        "NULL",
        "nULL",
        "null/",
        "null:",
        "null,null",
        "null null",
        "\"null\"",
        "nul",
        "nullnull",
        "undefined",
        "(null)",
        "https://null",
        "null://null",
    ];
    let mut target = Target::new().await;
    target.rejects(["null"]).await;
    target.rejects(SPELLINGS).await;
    // Where it is allowed, only its one spelling is.
    let request = |text, origin: &str| TestRequest::new(text).header("origin", origin);
    let allowed = "200\nAccess-Control-Allow-Origin: null\nVary: Origin\n\nsandbox";
    target.assert(&request("GET /sandbox", "null"), allowed).await;
    target.assert(&request("POST /sandbox", "null"), allowed).await;
    for origin in SPELLINGS.iter().chain(&ALLOWED) {
        target.assert(&request("GET /sandbox", origin), "200\nVary: Origin\n\nsandbox").await;
        target.assert(&request("POST /sandbox", origin), "403\nVary: Origin").await;
    }
}

#[tokio::test]
async fn an_upper_case_letter_is_another_letter() {
    let mut target = Target::new().await;
    for origin in ALLOWED {
        for at in 0..origin.len() {
            let mut other = origin.to_owned();
            other[at..=at].make_ascii_uppercase();
            if other != origin {
                target.rejects([other]).await;
            }
        }
        target.rejects([origin.to_uppercase()].into_iter().filter(|other| other != origin)).await;
    }
    target.rejects(["https://[2001:DB8::1]", "https://A.b.partner.example", "https://XN--4CA.partner.example"]).await;
}

/// Characters that some browsers accept in hosts, so that pages with such hosts exist.
const SPECIAL: [&str; 29] = [
    "_", "`", "{", "}", "|", "!", "$", "&", "'", "(", ")", "*", "+", ",", ";", "=", "~", "%", "^", "\"", "<", ">", "[",
    "]", "\\", "%60", "%2e", "%2f", "%00",
];

fn with_special(special: &str) -> Vec<String> {
    const POSITIONS: [&str; 30] = [
        "https://?app.example.com",
        "https://app?.example.com",
        "https://ap?p.example.com",
        "https://app.example.com?",
        "https://app?example.com",
        "https://app.example.com?.evil.example",
        "https://evil.example?app.example.com",
        "https://evil.example?.app.example.com",
        "https://my?app.example.com",
        "https://?.partner.example",
        "https://a?.partner.example",
        "https://?a.partner.example",
        "https://a?b.partner.example",
        "https://evil.example?.partner.example",
        "https://a.?.partner.example",
        "https://a?partner.example",
        "https://a.partner?example",
        "https://a.partner.example?",
        "https://a.partner.example?.evil.example",
        "https://pr-?.preview.example",
        "https://pr-1?.preview.example",
        "https://pr-?1.preview.example",
        "https://pr?1.preview.example",
        "https://pr-1.preview.example?.evil.example",
        "https://evil.example?pr-1.preview.example",
        "https://?-web.preview.example",
        "http://localhost?",
        "http://localhost?:3000",
        "http://localhost:3000?",
        "http://localhost?.evil.example:3000",
    ];
    POSITIONS.iter().map(|index| index.replace('?', special)).collect()
}

/// The underscore is valid in host names, so wildcards match it.
const WITH_UNDERSCORE: [&str; 6] = [
    "https://_.partner.example",
    "https://a_.partner.example",
    "https://_a.partner.example",
    "https://a_b.partner.example",
    "https://evil.example_.partner.example",
    "https://a._.partner.example",
];

#[tokio::test]
async fn special_characters_widen_no_pattern() {
    let mut target = Target::new().await;
    for special in SPECIAL {
        let origins = with_special(special).into_iter();
        target.rejects(origins.filter(|origin| !WITH_UNDERSCORE.contains(&origin.as_str()))).await;
    }
    target.allows(&WITH_UNDERSCORE).await;
}

#[tokio::test]
async fn an_ipv4_address_has_one_spelling() {
    let mut target = Target::new().await;
    let loopback = [
        "127.1",
        "127.0.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0x7F.0x0.0x0.0x1",
        "0177.0.0.1",
        "017700000001",
        "127.000.000.001",
        "127.0.0.01",
        "127.0.0.1.",
        "127.0.0.1.0",
        "127.0.0.0.1",
        "127.0.0.257",
        "127.0.0.2",
        "127.0.0",
        "127..0.1",
        "127.0.0.-1",
        "127.0.0.1e0",
        "\u{ff11}27.0.0.1",
        "\u{2460}27.0.0.1",
        "[127.0.0.1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "127.0.0.1.nip.io",
        "localhost.",
        "0",
        "0.0.0.0",
    ];
    target.rejects(loopback.iter().flat_map(|host| ["", ":3000"].map(|port| format!("http://{host}{port}")))).await;
    target.rejects(["https://192.0.522", "https://3221225994", "https://0xc0.0.2.10", "https://192.0.2.010"]).await;
    target.rejects(["https://192.0.2.10.", "https://192.0.2.1", "https://192.0.2.11", "http://192.0.2.10"]).await;
}

#[tokio::test]
async fn an_ipv6_address_has_one_spelling() {
    let mut target = Target::new().await;
    let loopback = [
        "::1",
        "[0:0:0:0:0:0:0:1]",
        "[0000:0000:0000:0000:0000:0000:0000:0001]",
        "[0::1]",
        "[::0:1]",
        "[::01]",
        "[::0001]",
        "[::0.0.0.1]",
        "[::1%lo]",
        "[::1%25lo]",
        "[::1%]",
        "[::1",
        "::1]",
        "[[::1]]",
        "[::1]]",
        "[[::1]",
        "[]",
        "[::]",
        "[::2]",
        "[::11]",
        "[1::]",
        "[:::1]",
        "[::1::]",
        "[::1]a",
        "a[::1]",
        "(::1)",
        "[::1].",
        "[ ::1]",
        "[::\u{ff11}]",
        "%5b::1%5d",
        "[v1.::1]",
        "ip6-localhost",
    ];
    target.rejects(loopback.iter().flat_map(|host| ["", ":3000"].map(|port| format!("http://{host}{port}")))).await;
    target
        .rejects([
            "https://[2001:db8:0:0:0:0:0:1]",
            "https://[2001:0db8::1]",
            "https://[2001:db8::0:1]",
            "https://[2001:db8::0001]",
            "https://[2001:DB8::1]",
            "https://[2001:db8::0.0.0.1]",
            "https://[2001:db8::1%25eth0]",
            "https://2001:db8::1",
            "https://[2001:db8::10]",
            "http://[2001:db8::1]",
        ])
        .await;
}
