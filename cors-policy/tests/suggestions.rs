//! The texts that are suggested for invalid origins, and cases without a clear meaning. `wordings.txt` has each
//! problem; these are the variations of one problem.
#![allow(clippy::unwrap_used)]

use handler_cors_policy::{Origin, SuffixRule, nearest, read_within};

/// Checks how each help starts.
fn check(rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        let help = Origin::parse(text).unwrap_err().help().to_string();
        assert!(help.starts_with(expected), "{text:?}: {help}");
    }
}

#[test]
fn surrounding_white_space_and_separators_are_removed() {
    check(&[
        ("  https://app.example.com \t", "write `https://app.example.com`"),
        ("\u{7f}https://app.example.com\u{1}", "write `https://app.example.com`"),
        (" ", "remove it, or "),
        (" \t\n", "remove it, or "),
        (" x", "remove it, or "),
    ]);
}

#[test]
fn other_parts_of_urls_are_removed() {
    check(&[
        ("https://a@b@App.example.com", "write `https://app.example.com`"),
        ("https://@App.example.com/", "write `https://app.example.com`"),
        ("https://App.example.com/a@b", "write `https://app.example.com`, which"),
        ("https://App.example.com?x@y/z", "write `https://app.example.com`"),
        ("https://App.example.com#x@y?z", "write `https://app.example.com`"),
        ("https://u:p@App.example.com:8443/x", "write `https://app.example.com:8443`"),
        ("https://app!.example.com/", "write only scheme, host and port"),
    ]);
}

#[test]
fn ports_are_written_as_browsers_write_them() {
    check(&[
        ("https://App.example.com:08443", "write `https://app.example.com:8443`"),
        ("https://App.example.com:0443", "write `https://app.example.com`"),
        ("https://App.example.com:80", "write `https://app.example.com:80`"),
        ("HTTP://localhost:0080", "write `http://localhost`"),
        ("HTTP://localhost:443", "write `http://localhost:443`"),
        ("tauri://App:0443/", "write `tauri://app:443`"),
        ("https://App.example.com:/", "write `https://app.example.com`"),
        ("https://App.example.com:*/", "write `https://app.example.com:*`"),
        // The intended port is unknown.
        ("https://App.example.com:0", "write it in lower case"),
        ("https://App.example.com:00", "write it in lower case"),
        ("https://App.example.com:65536", "write it in lower case"),
        ("https://App.example.com:x/", "write only scheme, host and port"),
        (
            "https://app.example.com:1-2",
            "write a separate element for each port, or `https://app.example.com:*` for any port",
        ),
        ("https://app.example.com:1,2", "write `\"https://app.example.com:1\", \"https://app.example.com:2\"`"),
        ("https://app.example.com:-1", "write a number from 1 to 65535, nothing for the default port, or "),
        ("https://[::1]:x", "write a number from 1 to 65535, nothing for the default port, or `https://[::1]:*` for "),
    ]);
}

#[test]
fn addresses_get_brackets() {
    check(&[
        ("http://::1", "write `http://[::1]`"),
        ("http://::1:3000", "write `http://[::1]:3000`, or `http://[::1:3000]` if it has no port"),
        ("http://[::1:3000", "write `http://[::1]:3000`, or `http://[::1:3000]` if it has no port"),
        ("http://::1]:3000", "write `http://[::1]:3000`"),
        ("http://::1]", "write `http://[::1]`"),
        ("http://[::1", "write `http://[::1]`"),
        ("http://1:2:3:4:5:6:7:8", "write `http://[1:2:3:4:5:6:7:8]`"),
        ("http://1:2:3:4:5:6:7:8:9000", "write `http://[1:2:3:4:5:6:7:8]:9000`"),
        ("http://::1/", "write `http://[::1]`"),
        ("http://2001:DB8::1/", "write `http://[2001:db8::1]`"),
        ("https://[0::1]:0443/", "write `https://[::1]`"),
        ("http://[::1%25a]:80/", "write `http://[::1]`"),
        ("http://[::1%25a]:81/", "write `http://[::1]:81`"),
        ("http://1:2:3:4:5:6:7", "write it as in "),
        ("http://]", "write it as in "),
        ("http://[", "write it as in "),
        ("http://:]", "write it as in "),
        ("https://[a", "write it as in "),
        ("https://[::x]/", "write only scheme, host and port"),
        ("https://1::1]/", "write only scheme, host and port"),
        ("https://A[b/", "write only scheme, host and port"),
    ]);
}

#[test]
fn schemes_are_added() {
    check(&[
        ("://localhost:3000", "write `http://localhost:3000`"),
        ("//localhost", "write `http://localhost`"),
        ("Localhost", "write `http://localhost`"),
        ("127.0.0.1:3000", "write `http://127.0.0.1:3000`"),
        ("[::1]:3000", "write `http://[::1]:3000`"),
        ("*.localhost:*", "write `http://*.localhost:*`"),
        ("::app.example.com", "write `https://app.example.com`"),
        ("app.example.com:443", "write `https://app.example.com`"),
        ("app.example.com:80", "write `https://app.example.com:80`"),
        ("APP", "write `https://app`"),
        // These are not hosts as they are.
        ("127.1", "write the whole origin"),
        ("1.2.3", "write the whole origin"),
        ("::1", "write the whole origin"),
        ("/", "write the whole origin"),
        (":", "write the whole origin"),
        ("https:app.example.com", "write `https://app.example.com`"),
        ("https:/app.example.com", "write `https://app.example.com`"),
        ("http:localhost:3000", "write `http://localhost:3000`"),
        ("https:a/b", "write `https://a`"),
        ("wss:/app.example.com", "write the whole origin"),
        ("https:/:x", "write the whole origin"),
        ("https:/", "write the whole origin"),
        ("https:", "write the whole origin"),
        ("*://localhost", "write `https://localhost`, and `http://localhost` as a second element"),
        (
            "https*://app.example.com",
            "write `https://app.example.com`, and `http://app.example.com` as a second element",
        ),
        ("tauri*://Localhost/", "write `tauri://localhost`"),
        ("ws://App.example.com", "write `http://app.example.com`"),
        ("wss://App.example.com:443", "write `https://app.example.com`"),
        ("ws://", "write the origin of the page"),
        ("BLOB:HTTPS://app.example.com", "write `https://app.example.com`"),
        ("blob:null", "write the origin of that page"),
        ("blob:", "write the origin of that page"),
    ]);
}

#[test]
fn regular_expressions_become_patterns() {
    check(&[
        ("^https:\\/\\/app\\.example\\.com\\:8443$", "write `https://app.example.com:8443`"),
        ("^https://a\\-b\\.example\\.com$", "write `https://a-b.example.com`"),
        ("^(https://app.example.com)$", "write `https://app.example.com`"),
        ("^https://.*\\.example\\.com$", "write `https://*.example.com`"),
        ("^https://.*.example.com$", "write `https://*.example.com`"),
        ("^https://a.*\\.example\\.com$", "write `https://a*.example.com`"),
        ("https://a\\.b$", "write `https://a.b`"),
        ("^https://\\w.example.com$", "write each host as a separate element, or use one"),
        ("^https://a\\d.example.com$", "write each host as a separate element, or use one"),
        ("^https://[ab].example.com$", "write each host as a separate element, or use one"),
        ("^https://a+.example.com$", "write each host as a separate element, or use one"),
        ("^https://a{2}.example.com$", "write each host as a separate element, or use one"),
        ("^https://a|b.example.com$", "write each host as a separate element, or use one"),
        ("^https://a.example.com\\", "write each host as a separate element, or use one"),
        ("^", "write each host as a separate element, or use one"),
        ("https://pr-?.example.com", "write `*` for a wildcard, as in `https://pr-*.example.com`"),
        ("https://app?.example.com/?.", "write `*` for a wildcard, as in `https://app*.example.com`"),
        ("https://a.example.com?.x", "write `https://a.example.com`"),
        ("https://[::1]?.", "write `https://[::1]`"),
    ]);
}

#[test]
fn extra_dots_are_removed() {
    check(&[
        (
            "https://..example.com",
            "write `https://*.example.com` for the subdomains, or `https://example.com` for the host",
        ),
        (
            "https://...example.com",
            "write `https://*.example.com` for the subdomains, or `https://example.com` for the host",
        ),
        (
            "https://.a..example.com.",
            "write `https://*.a.example.com.` for the subdomains, or `https://a.example.com.` for ",
        ),
        (
            "https://.example.com..:8443",
            "write `https://*.example.com:8443` for the subdomains, or `https://example.com:8443`",
        ),
        ("https://a..b...example.com", "write `https://a.b.example.com`"),
        ("https://a..example.com.", "write `https://a.example.com.`"),
        ("https://a.example.com..", "write `https://a.example.com`"),
        ("https://a.example.com...", "write `https://a.example.com`"),
        ("https://a.example.com..:8443", "write `https://a.example.com:8443`"),
        ("https://a..b.:8443", "write `https://a.b.:8443`"),
        ("https://a..:x", "write each host as a separate element"),
        ("https://..", "write each host as a separate element"),
        ("https://.", "write each host as a separate element"),
    ]);
}

#[test]
fn wildcards_are_moved() {
    check(&[
        ("https://*.*.example.com", "write `https://*.example.com`, which also"),
        ("https://a*b*c.example.com", "write `https://a*c.example.com`, which also"),
        ("https://*.*.example.com:*", "write `https://*.example.com:*`, which also"),
        ("https://preview-of-*-*.example:*", "write `https://preview-of-*.example:*`, which also"),
        ("https://a**b.example.com:*", "write `https://a*b.example.com:*`"),
        ("https://***.example.com", "write `https://*.example.com`"),
        ("https://*.a.*", "write each host as a separate element, such as `https://app.example.com`"),
        ("https://app.*.example.com", "write each host as a separate element, or `https://*.example.com` for all"),
        ("https://a.b*.example.com:81", "write each host as a separate element, or `https://*.example.com:81` for all"),
        ("https://app.*", "write each domain as a separate element, such as `https://app.com`"),
        ("https://app.*.", "write each domain as a separate element, such as `https://app.com.`"),
        ("https://a.b.*:8443", "write each domain as a separate element, such as `https://a.b.com:8443`"),
        ("https://app.b*", "write each host as a separate element, such as `https://app.example.com`"),
        ("https://a$b$c.example.com", "write `https://abc.example.com`, or the host that browsers send for the page"),
        ("https://ü$.example", "write the host in punycode"),
    ]);
}

#[test]
fn several_origins_are_separated() {
    let both = "write `\"https://a.example\", \"https://b.example\"`";
    check(&[
        ("https://a.example,https://b.example", both),
        ("https://a.example,,https://b.example", both),
        (" https://a.example | https://b.example;", both),
        ("https://a.example\r\nhttps://B.example:443/", both),
        ("https://a.example https://b", "write `\"https://a.example\", \"https://b\"`"),
        ("https://a.example,b", "write each host as a separate element"),
        ("https://a.example, https://b^", "remove it, or write each origin as a separate element"),
    ]);
}

#[test]
fn entries_lose_their_quotation_marks() {
    let bounds = ["https://*.example.com", "http://[::1]:*"];
    for (value, expected) in [
        ("'https://a.example.com'", "write `https://a.example.com`"),
        ("\"https://A.example.com/\"", "write `https://a.example.com`"),
        ("[\"https://a.example.com\"]", "write `https://a.example.com`"),
        ("[https://a.example.com]", "write `https://a.example.com`"),
        ("[ 'https://a.example.com' ]", "write `https://a.example.com`"),
        ("\"http://[::1]:3000\"", "write `http://[::1]:3000`"),
        ("['http://[::1]']", "write `http://[::1]`"),
        ("'", "write it without quotation marks"),
        ("[", "write it without quotation marks"),
    ] {
        let faults = read_within(&value.split(',').collect::<Vec<_>>(), &bounds, SuffixRule::NoList).unwrap_err();
        let helps: Vec<String> = faults.iter().map(|fault| fault.problem.help().to_string()).collect();
        assert!(helps.len() == 1 && helps[0].starts_with(expected), "{value}: {helps:?}");
    }
}

/// Misspellings of one byte or two neighbours are recognized, words that share some letters are not.
#[test]
fn the_nearest_word_was_probably_meant() {
    const METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
    for (word, meant) in [
        ("GTE", Some("GET")),
        ("EGT", Some("GET")),
        ("GETX", Some("GET")),
        ("GE", Some("GET")),
        ("TEG", None),
        ("GTEX", None),
        ("PSOT", Some("POST")),
        ("POSST", Some("POST")),
        ("PATHC", Some("PATCH")),
        ("APTCH", Some("PATCH")),
        ("DELETEE", Some("DELETE")),
        ("DETELE", Some("DELETE")),
        ("DTLEE", Some("DELETE")),
        ("DLT", None),
        ("OPTION", None),
        ("P", None),
        ("XYZ", None),
        ("", None),
    ] {
        assert_eq!(nearest(word, &METHODS), meant, "{word}");
    }
    // The first in the alphabet, if two are equally near.
    assert_eq!(nearest("bat", &["cat", "bad"]), Some("bad"));
    // Long candidates allow no more differences.
    assert_eq!(nearest("abcdefghijklxyz", &["abcdefghijklmno"]), Some("abcdefghijklmno"));
    assert_eq!(nearest("abcdefghijkwxyz", &["abcdefghijklmno"]), None);
    let long = "a".repeat(64).leak();
    assert_eq!(nearest(&"a".repeat(64), &[long]), Some(&*long));
    assert_eq!(nearest(&"a".repeat(65), &[long]), None);
}
