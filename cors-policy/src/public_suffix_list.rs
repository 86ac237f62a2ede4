//! The Public Suffix List, as text that is searched in place: nothing is parsed or allocated beforehand.
//!
//! Only what calls these functions embeds the list: the attribute, and programs with the feature `public-suffixes`.
//!
//! `data/README.md` has the format, the licence, the version and how to refresh it.

use crate::rules::PublicSuffixes;

/// The Public Suffix List.
///
/// ```
/// use handler_cors_policy::PUBLIC_SUFFIX_LIST;
///
/// assert!((PUBLIC_SUFFIX_LIST.is_suffix)("github.io"));
/// ```
pub const PUBLIC_SUFFIX_LIST: PublicSuffixes = PublicSuffixes { is_suffix, below };

/// Sorted lines of reversed labels, `uk co` for `co.uk`. The comment lines at the top sort before every host.
const RULES: &str = include_str!("../data/public-suffixes.txt");

/// Whether `host` is a public suffix by a rule of the list, with or without a trailing dot. The implied rule `*`, by which
/// every single label is a suffix, does not count.
#[inline]
fn is_suffix(host: &str) -> bool {
    let host = reversed(host);
    let by_wildcard = || host.rsplit_once(' ').is_some_and(|(parent, _)| has(&format!("{parent} *")));
    has(&host) || (by_wildcard() && !has(&format!("{host} !")))
}

/// The shortest public suffix strictly below `host`, with or without a trailing dot, in the form of the list: `*.ck` for `ck`.
#[inline]
fn below(host: &str) -> Option<String> {
    let prefix = reversed(host) + " ";
    let mut shortest: Option<(&str, usize)> = None;
    for line in seek(&prefix).lines() {
        if !line.starts_with(&prefix) {
            break;
        }
        let labels = line.split(' ').count();
        // An exception is not a suffix.
        if !line.ends_with('!') && shortest.is_none_or(|(_, fewest)| labels < fewest) {
            shortest = Some((line, labels));
        }
    }
    shortest.map(|(line, _)| reordered(line, ' ', '.'))
}

/// `co.uk` as `uk co`. A space sorts before every byte of a label, so that a host is followed by all that lies below it.
#[inline]
fn reversed(host: &str) -> String {
    let host = host.strip_suffix('.').unwrap_or(host);
    reordered(host, '.', ' ')
}

/// The labels in reverse order, with another separator.
#[inline]
fn reordered(labels: &str, separator: char, new_separator: char) -> String {
    let mut reordered = String::new();
    for (index, label) in labels.rsplit(separator).enumerate() {
        if index > 0 {
            reordered.push(new_separator);
        }
        reordered.push_str(label);
    }
    reordered
}

#[inline]
fn has(line: &str) -> bool {
    seek(line).lines().next() == Some(line)
}

/// The list from the first line on that does not sort before `key`.
#[inline]
fn seek(key: &str) -> &'static str {
    let (mut low, mut high) = (0, RULES.len());
    // Both are always at the start of a line or at the end of the text.
    while low < high {
        let middle = low + (high - low) / 2;
        let start = RULES[low..middle].rfind('\n').map_or(low, |newline| low + newline + 1);
        let end = RULES[start..].find('\n').map_or(RULES.len(), |length| start + length);
        if &RULES[start..end] < key {
            low = end + 1;
        } else {
            high = start;
        }
    }
    &RULES[low..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{HashMap, HashSet};

    /// The list read forwards, into sets, by the words of <https://publicsuffix.org/list/>.
    struct Naive {
        rules: HashSet<String>,
        exceptions: HashSet<String>,
        /// Under each host, the rules strictly below it.
        below: HashMap<String, HashSet<String>>,
    }

    impl Naive {
        fn read() -> Self {
            let mut naive = Naive { rules: HashSet::new(), exceptions: HashSet::new(), below: HashMap::new() };
            for line in RULES.lines().filter(|line| !line.starts_with('#')) {
                let mut labels: Vec<&str> = line.split(' ').collect();
                labels.reverse();
                if labels[0] == "!" {
                    naive.exceptions.insert(labels[1..].join("."));
                    continue;
                }
                let rule = labels.join(".");
                for first in 1..labels.len() {
                    naive.below.entry(labels[first..].join(".")).or_default().insert(rule.clone());
                }
                naive.rules.insert(rule);
            }
            naive
        }

        /// "If more than one rule matches, the prevailing rule is the one which is an exception rule. If there is no
        /// matching exception rule, the prevailing rule is the one with the most labels." The suffix is what the
        /// prevailing rule matches, an exception's less its leftmost label.
        fn suffix(&self, host: &str) -> Option<String> {
            let labels: Vec<&str> = host.split('.').collect();
            let tails = || (0..labels.len()).map(|first| (labels[first..].join("."), labels[first + 1..].join(".")));
            if let Some((_, parent)) = tails().find(|(tail, _)| self.exceptions.contains(tail)) {
                return Some(parent);
            }
            let matches = |(tail, parent): &(String, String)| {
                self.rules.contains(tail) || self.rules.contains(&format!("*.{parent}"))
            };
            tails().find(matches).map(|(tail, _)| tail)
        }

        /// Every rule's host, with `some` for `*`, and hosts around it.
        fn hosts(&self) -> HashSet<String> {
            let mut hosts = HashSet::new();
            for rule in self.rules.iter().chain(&self.exceptions) {
                let host = rule.replace('*', "some");
                hosts.extend([format!("x{host}"), format!("{host}x"), format!("a.{host}"), format!("a-b.c.{host}")]);
                for (dot, _) in host.match_indices('.') {
                    hosts.insert(host[dot + 1..].to_owned());
                    hosts.insert(format!("0-0.{}", &host[dot + 1..]));
                }
                hosts.insert(host);
            }
            hosts
        }
    }

    #[test]
    fn agrees_with_a_naive_reading() {
        let naive = Naive::read();
        let hosts = naive.hosts();
        assert!(hosts.len() > 40_000, "{}", hosts.len());
        for host in hosts {
            let expected = naive.suffix(&host).as_ref() == Some(&host);
            assert_eq!(is_suffix(&host), expected, "{host}");
            assert_eq!(is_suffix(&format!("{host}.")), expected, "{host}.");

            match (below(&host), naive.below.get(&host)) {
                (Some(found), Some(rules)) => {
                    assert!(rules.contains(&found), "{host}: {found}");
                    let labels = |rule: &str| rule.matches('.').count();
                    assert_eq!(Some(labels(&found)), rules.iter().map(|rule| labels(rule)).min(), "{host}: {found}");
                }
                (found, rules) => assert!(found.is_none() && rules.is_none(), "{host}: {found:?} {rules:?}"),
            }
        }
    }

    #[test]
    fn knows_public_suffixes() {
        let suffixes = [
            "com",
            "uk",
            "co.uk",
            "github.io",
            "vercel.app",
            "netlify.app",
            "pages.dev",
            "s3.amazonaws.com",
            "s3.amazonaws.com.",
            // By wildcard rules.
            "foo.ck",
            "foo.kawasaki.jp",
            "some-region.compute.amazonaws.com",
            // In punycode: 中国, рф, 公司.cn, 個人.hk.
            "xn--fiqs8s",
            "xn--p1ai",
            "xn--55qx5d.cn",
            "xn--gmq050i.hk",
        ];
        for host in suffixes {
            assert!(is_suffix(host), "{host}");
        }
    }

    #[test]
    fn knows_other_hosts() {
        let hosts = [
            "",
            ".",
            "example.com",
            "my.github.io",
            "amazonaws.com",
            "bucket.s3.amazonaws.com",
            // Exceptions, and the parent that only a wildcard rule names.
            "www.ck",
            "www.ck.",
            "bar.foo.ck",
            "city.kawasaki.jp",
            "kawasaki.jp",
            // Single labels that the list does not know, and the comments' first byte.
            "localhost",
            "unlisted",
            "ck",
            "#",
            "127.0.0.1",
            "[::1]",
        ];
        for host in hosts {
            assert!(!is_suffix(host), "{host}");
        }
    }

    /// An entry that the list has by now goes from `cors-policy/src/rules/shared-hosts.txt`.
    #[test]
    fn lacks_the_shared_hosts() {
        let naive = Naive::read();
        for host in crate::shared_hosts() {
            for below in ["a", "a.b", "a.b.c"].map(|labels| format!("{labels}.{host}")) {
                let suffix = naive.suffix(&below).expect("the last label is one");
                assert!(!suffix.ends_with(host), "{below}: {suffix}");
            }
        }
        assert!(naive.suffix("a.github.io").is_some_and(|suffix| suffix.ends_with("github.io")));
    }

    #[test]
    fn finds_the_shortest_suffix_below() {
        let cases = [
            ("amazonaws.com", Some("s3.amazonaws.com")),
            ("amazonaws.com.", Some("s3.amazonaws.com")),
            ("compute.amazonaws.com", Some("*.compute.amazonaws.com")),
            ("ck", Some("*.ck")),
            ("kawasaki.jp", Some("*.kawasaki.jp")),
            ("city.kawasaki.jp", None),
            ("www.ck", None),
            ("foo.ck", None),
            ("example.com", None),
            ("localhost", None),
            ("", None),
        ];
        for (host, expected) in cases {
            assert_eq!(below(host).as_deref(), expected, "{host}");
        }
    }

    #[test]
    fn lines_are_sorted_ascii_hosts() {
        assert!(RULES.is_ascii() && RULES.ends_with('\n'));
        assert!(RULES.lines().skip_while(|line| line.starts_with('#')).is_sorted());
        assert!(RULES.lines().all(|line| line.starts_with('#') || line.as_bytes()[0] > b'#'));
    }

    #[test]
    fn version_is_a_time_and_what_the_readme_says() {
        let version = RULES.lines().find_map(|line| line.strip_prefix("# Version: ")).expect("a version line");
        let shape: String = version.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
        assert_eq!(shape, "0000-00-00_00-00-00_UTC");

        let number = |range: std::ops::Range<usize>| version[range].parse::<u32>().expect("digits");
        assert!(number(0..4) >= 2026 && (1..=12).contains(&number(5..7)) && (1..=31).contains(&number(8..10)));

        let readme = include_str!("../data/README.md");
        assert_eq!(readme.lines().find_map(|line| line.strip_prefix("Version: ")), Some(version));
    }

    #[test]
    fn comments_state_source_licence_and_count() {
        let (comments, rules): (Vec<&str>, Vec<&str>) = RULES.lines().partition(|line| line.starts_with('#'));
        let comments = comments.join("\n");
        assert!(comments.contains("Mozilla Public\n# License, v. 2.0"));
        assert!(comments.contains("# Source: PyPI package publicsuffixlist "));
        assert!(comments.contains(&format!("# Rules: {}", rules.len())));
    }
}
