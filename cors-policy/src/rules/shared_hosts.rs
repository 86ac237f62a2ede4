//! Hosts below which anyone can have a site, and which the Public Suffix List lacks.

use crate::origin::labels::is_or_lies_below;

/// One entry a line; `#` begins a comment.
const LIST: &str = include_str!("shared-hosts.txt");

struct Entry {
    host: &'static str,
    /// How many labels below the host belong to different people. `None`: all.
    labels: Option<usize>,
}

/// The hosts of an own list, below which anyone can have a site although the Public Suffix List does not have them: dev tunnels,
/// development environments, previews, and names of IP addresses. Wildcards over them are rejected like those over public suffixes.
///
/// ```
/// assert!(handler_cors_policy::shared_hosts().any(|host| host == "app.github.dev"));
/// ```
pub fn shared_hosts() -> impl Iterator<Item = &'static str> {
    entries().map(|entry| entry.host)
}

/// The shared host whose sites the subdomains of `parent` are: `parent` itself, or a host above it.
#[inline]
pub(super) fn over(parent: &str) -> Option<&'static str> {
    let is_shared = |entry: &Entry| entry.labels.is_none_or(|own| labels(parent) < labels(entry.host) + own);
    let is_over = |entry: &Entry| is_or_lies_below(parent, entry.host) && is_shared(entry);
    entries().find(is_over).map(|entry| entry.host)
}

/// A shared host strictly below `parent`.
#[inline]
pub(super) fn below(parent: &str) -> Option<&'static str> {
    shared_hosts().find(|host| *host != parent && is_or_lies_below(host, parent))
}

fn entries() -> impl Iterator<Item = Entry> {
    LIST.lines().filter_map(entry)
}

fn entry(line: &'static str) -> Option<Entry> {
    let mut columns = line.split_ascii_whitespace();
    let host = columns.next().filter(|first| !first.starts_with('#'))?;
    let labels = columns.next()?;
    Some(Entry { host, labels: labels.parse().ok() })
}

fn labels(host: &str) -> usize {
    host.split('.').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(line: &str) -> Vec<&str> {
        line.split_ascii_whitespace().collect()
    }

    #[test]
    fn each_entry_has_labels_a_date_and_a_source() {
        let lines: Vec<&str> = LIST.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
        assert_eq!(lines.len(), entries().count());
        for line in lines {
            let [host, labels, date, source] = columns(line)[..] else { panic!("{line}") };
            assert!(
                host.contains('.') && host.bytes().all(|byte| byte.is_ascii_lowercase() || b".-".contains(&byte)),
                "{line}"
            );
            assert!(labels == "all" || labels.parse().is_ok_and(|labels: usize| labels > 0), "{line}");
            let shape: String = date.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
            assert_eq!(shape, "0000-00-00", "{line}");
            assert!(source.starts_with("https://"), "{line}");
        }
    }

    #[test]
    fn a_site_below_a_shared_host_has_one_owner() {
        let cases = [
            ("loca.lt", Some("loca.lt")),
            ("mine.loca.lt", None),
            ("devtunnels.ms", Some("devtunnels.ms")),
            ("euw.devtunnels.ms", Some("devtunnels.ms")),
            ("mine-8080.euw.devtunnels.ms", None),
            // Which of several addresses such a name stands for is not known.
            ("app.192.0.2.1.nip.io", Some("nip.io")),
            ("notnip.io", None),
            ("lt", None),
            ("github.dev", None),
        ];
        for (parent, expected) in cases {
            assert_eq!(over(parent), expected, "{parent}");
        }
        assert_eq!(below("github.dev"), Some("app.github.dev"));
        assert_eq!(below("app.github.dev"), None);
        assert_eq!(below("dev.example"), None);
    }
}
