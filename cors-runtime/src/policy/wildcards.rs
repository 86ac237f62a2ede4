//! Wildcard patterns, sorted by what is fixed at the end of their hosts: a long list costs little more than a short one.

use handler_cors_policy::{OwnedPattern, Pattern, Wildcard};

#[derive(Default)]
pub(super) struct Wildcards {
    /// Each with the fixed end of its host.
    patterns: Vec<(Box<str>, OwnedPattern)>,
    /// The length of the longest end.
    longest: usize,
    /// Those that match any host: one for each scheme.
    any_host: Vec<OwnedPattern>,
}

impl Wildcards {
    pub(super) fn add(&mut self, pattern: &Pattern<'_>) {
        let end = match pattern.wildcard() {
            // All of the host, if only the port is a wildcard.
            Wildcard::None => pattern.host(),
            Wildcard::Subdomains { parent } | Wildcard::Label { parent, .. } => parent,
            Wildcard::Host => return self.any_host.push(OwnedPattern::new(pattern)),
        };
        self.longest = self.longest.max(end.len());
        self.patterns.push((end.into(), OwnedPattern::new(pattern)));
    }

    /// Sorts the patterns, after the last one is added.
    pub(super) fn sort(&mut self) {
        self.patterns.sort_by(|(a, _), (b, _)| a.cmp(b));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.patterns.is_empty() && self.any_host.is_empty()
    }

    /// Whether a pattern matches. The end of the host only narrows down which patterns are compared.
    pub(super) fn matches(&self, origin: &[u8]) -> bool {
        if self.any_host.iter().any(|any| any.pattern().matches(origin)) {
            return true;
        }
        if self.patterns.is_empty() {
            return false;
        }
        let mut end = host(origin);
        loop {
            // A client may send a host of nothing but dots: longer ends are not searched for.
            if end.len() <= self.longest && self.has(end, origin) {
                return true;
            }
            match end.iter().position(|byte| *byte == b'.') {
                Some(dot) => end = &end[dot + 1..],
                None => return false,
            }
        }
    }

    /// Whether one of the patterns with this end matches.
    fn has(&self, end: &[u8], origin: &[u8]) -> bool {
        let first = self.patterns.partition_point(|(known, _)| known.as_bytes() < end);
        for (known, pattern) in &self.patterns[first..] {
            if known.as_bytes() != end {
                return false;
            }
            if pattern.pattern().matches(origin) {
                return true;
            }
        }
        false
    }
}

/// The host of an origin, whatever its bytes are.
fn host(origin: &[u8]) -> &[u8] {
    let after_scheme = origin.windows(3).position(|three| three == b"://").map_or(origin, |at| &origin[at + 3..]);
    // An IPv6 address has colons within its brackets.
    match after_scheme.iter().rposition(|byte| matches!(byte, b':' | b']')) {
        Some(at) if after_scheme[at] == b':' => &after_scheme[..at],
        _ => after_scheme,
    }
}
