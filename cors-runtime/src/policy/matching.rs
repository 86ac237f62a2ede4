//! Origin lists, compiled for the comparison that each request costs.

use super::wildcards::Wildcards;
use handler_cors_policy::{MAX_ORIGIN_LEN, Origin};
use http::HeaderValue;

/// Where the allowed origins of a policy come from.
pub(super) enum Matcher {
    /// `["*"]`: every origin, and requests without one.
    Any,
    List(List),
    /// `dynamic(…)`: a predicate decides.
    Predicate,
}

pub(super) struct List {
    /// Sorted by their bytes.
    exact: Vec<HeaderValue>,
    wildcards: Wildcards,
}

impl Matcher {
    /// Skips elements that the grammar rejects: the compiler has reported them, and what is not in the list is not allowed.
    pub(super) fn new(declared: &[&'static str]) -> Matcher {
        let (mut exact, mut wildcards) = (Vec::new(), Vec::new());
        for &text in declared {
            match Origin::read(text) {
                Some(Origin::Any) => return Matcher::Any,
                Some(Origin::Pattern(pattern)) if !pattern.is_exact() => wildcards.push(pattern),
                Some(Origin::Null | Origin::Pattern(_)) => exact.push(text),
                None => {}
            }
        }
        exact.sort_unstable();
        let exact = exact.into_iter().map(HeaderValue::from_static).collect();
        Matcher::List(List { exact, wildcards: Wildcards::new(wildcards) })
    }
}

impl List {
    /// The value of `Access-Control-Allow-Origin` for this origin, if the list has it. Bytes are compared, not parsed.
    #[inline]
    pub(super) fn find<'a>(&'a self, origin: &'a HeaderValue) -> Option<&'a HeaderValue> {
        let bytes = origin.as_bytes();
        if bytes.len() > MAX_ORIGIN_LEN {
            return None;
        }
        match self.find_exact(bytes) {
            None if self.wildcards.matches(bytes) => Some(origin),
            found => found,
        }
    }

    /// Whether there may be an origin in both. Two wildcards may meet.
    pub(super) fn may_share(&self, other: &List) -> bool {
        let has_one_of = |list: &List, other: &List| other.exact.iter().any(|origin| list.find(origin).is_some());
        has_one_of(self, other) || has_one_of(other, self) || !self.wildcards.is_empty() && !other.wildcards.is_empty()
    }

    #[inline]
    fn find_exact(&self, origin: &[u8]) -> Option<&HeaderValue> {
        // Most lists are short. To compare lengths first costs less than to order bytes.
        if self.exact.len() <= 4 {
            return self.exact.iter().find(|known| known.as_bytes() == origin);
        }
        let index = self.exact.binary_search_by(|known| known.as_bytes().cmp(origin)).ok()?;
        self.exact.get(index)
    }
}
