//! Wildcard patterns, sorted by what is fixed at the end of their hosts: a long list costs little more than a short one.

use handler_cors_policy::{Pattern, Wildcard};

pub(super) struct Wildcards {
    /// Each with the fixed end of its host.
    patterns: Vec<(&'static str, Pattern<'static>)>,
    /// The length of the longest end.
    longest: usize,
}

impl Wildcards {
    pub(super) fn new(patterns: Vec<Pattern<'static>>) -> Wildcards {
        let mut wildcards = Wildcards { patterns: Vec::with_capacity(patterns.len()), longest: 0 };
        for pattern in patterns {
            let end = end(&pattern);
            wildcards.longest = wildcards.longest.max(end.len());
            wildcards.patterns.push((end, pattern));
        }
        wildcards.patterns.sort_unstable_by_key(|(end, _)| *end);
        wildcards
    }

    pub(super) fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// Whether a pattern matches. The end of the host only narrows down which patterns are compared.
    pub(super) fn matches(&self, origin: &[u8]) -> bool {
        if self.is_empty() {
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
            if pattern.matches(origin) {
                return true;
            }
        }
        false
    }
}

/// The fixed end of a host: all of it, if only the port is a wildcard.
fn end(pattern: &Pattern<'static>) -> &'static str {
    match pattern.wildcard() {
        Wildcard::None => pattern.host(),
        Wildcard::Subdomains { parent } | Wildcard::Label { parent, .. } => parent,
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
