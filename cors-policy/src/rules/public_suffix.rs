//! The rule about wildcards over public suffixes, and over hosts that are shared like them.

use super::shared_hosts;
use crate::origin::labels::without_trailing_dot;
use crate::origin::{Pattern, Wildcard};
use crate::problem::ListProblem;
use crate::slice::{contains, equal};

/// Answers questions about public suffixes, the domains below which anyone can have a site
/// (<https://publicsuffix.org>).
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
    /// Whether the list has this ASCII host as a public suffix. The rules also treat single labels as such.
    pub is_suffix: fn(&str) -> bool,
    /// A public suffix strictly below this host, if there is one: `s3.amazonaws.com` for `amazonaws.com`. It can be a
    /// rule of the list, such as `*.kawasaki.jp` for `kawasaki.jp`.
    pub below: fn(&str) -> Option<String>,
}

/// The problem of a pattern whose wildcard matches sites of several owners.
#[inline]
pub(super) fn problem<'a>(pattern: &Pattern<'a>, suffixes: &PublicSuffixes) -> Option<ListProblem<'a>> {
    match pattern.wildcard() {
        Wildcard::None | Wildcard::Host => None,
        Wildcard::Subdomains { parent } => subdomains(pattern.text(), without_trailing_dot(parent), suffixes),
        Wildcard::Label { prefix, suffix, parent } => {
            label(pattern.text(), prefix, suffix, without_trailing_dot(parent), suffixes)
        }
    }
}

#[inline]
fn subdomains<'a>(pattern: &'a str, parent: &'a str, suffixes: &PublicSuffixes) -> Option<ListProblem<'a>> {
    if (suffixes.is_suffix)(parent) {
        return Some(ListProblem::PublicSuffix { pattern, suffix: parent });
    }
    if is_unlisted_suffix(parent) {
        return Some(ListProblem::SingleLabel { pattern, label: parent });
    }
    if let Some(host) = shared_hosts::over(parent).or_else(|| shared_hosts::below(parent)) {
        return Some(ListProblem::SharedHost { pattern, host });
    }
    // A problem borrows its texts. This one is leaked once for each invalid element of a compilation.
    (suffixes.below)(parent).map(|suffix| ListProblem::PublicSuffixBelow { pattern, suffix: suffix.leak() })
}

#[inline]
fn label<'a>(
    pattern: &'a str,
    prefix: &str,
    suffix: &str,
    parent: &'a str,
    suffixes: &PublicSuffixes,
) -> Option<ListProblem<'a>> {
    let may_lack_dot = prefix.is_empty() && suffix.starts_with(|first: char| first.is_ascii_alphanumeric());
    if may_lack_dot && is_suffix(parent, suffixes) && has_one_owner(&format!("{suffix}.{parent}"), suffixes) {
        return Some(ListProblem::MissingDot { pattern });
    }
    if (suffixes.is_suffix)(parent) {
        return Some(ListProblem::PublicSuffixInLabel { pattern, suffix: parent });
    }
    if is_unlisted_suffix(parent) {
        return Some(ListProblem::SingleLabel { pattern, label: parent });
    }
    if let Some(host) = shared_hosts::over(parent) {
        return Some(ListProblem::SharedHost { pattern, host });
    }
    // With a rule such as `*.kawasaki.jp`, each label is a public suffix.
    if (suffixes.is_suffix)(&format!("{prefix}x{suffix}.{parent}")) {
        return Some(ListProblem::PublicSuffixBelow { pattern, suffix: format!("*.{parent}").leak() });
    }
    None
}

#[inline]
fn is_suffix(host: &str, suffixes: &PublicSuffixes) -> bool {
    (suffixes.is_suffix)(host) || is_unlisted_suffix(host)
}

/// The default rule of the list: a single label is a public suffix. `localhost` is the user's own machine.
#[inline]
fn is_unlisted_suffix(host: &str) -> bool {
    !contains(host, b'.') && !equal(host, "localhost")
}

/// Whether all subdomains of a host can have one owner.
#[inline]
fn has_one_owner(host: &str, suffixes: &PublicSuffixes) -> bool {
    let is_shared = shared_hosts::over(host).or_else(|| shared_hosts::below(host)).is_some();
    !is_suffix(host, suffixes) && (suffixes.below)(host).is_none() && !is_shared
}
