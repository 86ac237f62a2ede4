//! Wildcards above the sites of strangers.

// `#[inline]`: compiled where it is called, if anywhere; see lib.rs.

use crate::origin::{Pattern, Wildcard, without_trailing_dot};
use crate::problem::Problem;
use crate::slice::{contains, equal};

/// What is known of public suffixes, the domains below which everybody can have a site (<https://publicsuffix.org>).
///
/// ```
/// use handler_cors_policy::PublicSuffixes;
///
/// let suffixes = PublicSuffixes {
///     is_suffix: |host| ["com", "github.io"].contains(&host),
///     below: |host| (host == "io").then(|| "github.io".to_owned()),
/// };
/// assert!((suffixes.is_suffix)("github.io"));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct PublicSuffixes {
    /// Is this ASCII host a public suffix by the list? Single labels that the list does not have are added by the rules.
    pub is_suffix: fn(&str) -> bool,
    /// A public suffix strictly below this host, if there is one: `s3.amazonaws.com` for `amazonaws.com`. It may be a
    /// rule of the list, such as `*.kawasaki.jp` for `kawasaki.jp`.
    pub below: fn(&str) -> Option<String>,
}

/// Whether a pattern's wildcard admits sites of strangers.
#[inline]
pub(crate) fn problem<'a>(pattern: &Pattern<'a>, suffixes: &PublicSuffixes) -> Option<Problem<'a>> {
    let text = pattern.text();
    match pattern.wildcard() {
        Wildcard::None => None,
        Wildcard::Subdomains { parent } => {
            let parent = without_trailing_dot(parent);
            if (suffixes.is_suffix)(parent) {
                return Some(Problem::PublicSuffix { pattern: text, suffix: parent });
            }
            if is_unlisted_suffix(parent) {
                return Some(Problem::SingleLabel { pattern: text, label: parent });
            }
            // A problem borrows its texts. This one is found once for each faulty element of a compilation.
            (suffixes.below)(parent).map(|suffix| Problem::PublicSuffixBelow { pattern: text, suffix: suffix.leak() })
        }
        Wildcard::Label { prefix, suffix, parent } => {
            let parent = without_trailing_dot(parent);
            let may_lack_dot =
                prefix.is_empty() && matches!(suffix.as_bytes(), [first, ..] if first.is_ascii_alphanumeric());
            if may_lack_dot && is_suffix(parent, suffixes) && is_own(&joined(&[suffix, ".", parent]), suffixes) {
                return Some(Problem::MissingDot { pattern: text });
            }
            if (suffixes.is_suffix)(parent) {
                return Some(Problem::PublicSuffixInLabel { pattern: text, suffix: parent });
            }
            if is_unlisted_suffix(parent) {
                return Some(Problem::SingleLabel { pattern: text, label: parent });
            }
            // A rule such as `*.kawasaki.jp` makes a suffix of each label.
            if (suffixes.is_suffix)(&joined(&[prefix, "x", suffix, ".", parent])) {
                return Some(Problem::PublicSuffixBelow { pattern: text, suffix: joined(&["*.", parent]).leak() });
            }
            None
        }
    }
}

#[inline]
fn is_suffix(host: &str, suffixes: &PublicSuffixes) -> bool {
    (suffixes.is_suffix)(host) || is_unlisted_suffix(host)
}

/// The list's default rule: any single label is a suffix. Below `localhost` there is the visitor's own machine.
#[inline]
fn is_unlisted_suffix(host: &str) -> bool {
    !contains(host, b'.') && !equal(host, "localhost")
}

#[inline]
fn joined(parts: &[&str]) -> String {
    let mut joined = String::new();
    for part in parts {
        joined.push_str(part);
    }
    joined
}

/// Whether all subdomains of a host may be one owner's.
#[inline]
fn is_own(host: &str, suffixes: &PublicSuffixes) -> bool {
    !is_suffix(host, suffixes) && (suffixes.below)(host).is_none()
}
