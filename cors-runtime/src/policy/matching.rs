//! Origin lists, compiled for the comparison that each request costs.

use super::wildcards::Wildcards;
use handler_cors_policy::{MAX_ORIGIN_LEN, Origin, Pattern};
use http::HeaderValue;
use std::borrow::Cow;

/// Where the allowed origins of a policy come from.
pub(super) enum Matcher {
    /// `["*"]`: every origin, and requests without one.
    Any,
    List(List),
    /// A predicate decides.
    Predicate(Bounded),
}

pub(super) struct List {
    /// Sorted by their bytes.
    exact: Vec<HeaderValue>,
    wildcards: Wildcards,
}

/// What a predicate does not decide on.
pub(super) struct Bounded {
    /// What is allowed whatever it says.
    pub(super) always: List,
    /// It is called for origins within these.
    within: Vec<Origin<'static>>,
}

impl Matcher {
    /// Skips elements that the grammar rejects: they have been reported, and what is not in the list is not allowed.
    pub(super) fn new(list: impl Iterator<Item = Cow<'static, str>>) -> Matcher {
        let (mut exact, mut wildcards) = (Vec::new(), Wildcards::default());
        for text in list {
            match Origin::read(&text) {
                Some(Origin::Any) => return Matcher::Any,
                Some(Origin::Pattern(pattern)) if !pattern.is_exact() => wildcards.add(&pattern),
                Some(Origin::Null | Origin::Pattern(_)) => exact.extend(header(text)),
                None => {}
            }
        }
        exact.sort_unstable_by(|a, b| a.as_bytes().cmp(b.as_bytes()));
        wildcards.sort();
        Matcher::List(List { exact, wildcards })
    }

    pub(super) fn predicate(always: &'static [&'static str], within: &'static [&'static str]) -> Matcher {
        match Matcher::new(always.iter().map(|origin| Cow::Borrowed(*origin))) {
            Matcher::List(always) => {
                let within = within.iter().filter_map(|bound| Origin::read_bound(bound)).collect();
                Matcher::Predicate(Bounded { always, within })
            }
            any => any,
        }
    }
}

fn header(text: Cow<'static, str>) -> Option<HeaderValue> {
    match text {
        Cow::Borrowed(text) => Some(HeaderValue::from_static(text)),
        Cow::Owned(text) => HeaderValue::try_from(text).ok(),
    }
}

impl Bounded {
    /// Whether the predicate decides on this origin.
    pub(super) fn has(&self, origin: Pattern<'_>) -> bool {
        let origin = Origin::Pattern(origin);
        self.within.iter().any(|bound| bound.covers(&origin))
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

    /// Whether every origin of the other list is in this one, as far as single origins tell.
    pub(super) fn includes(&self, other: &List) -> bool {
        other.wildcards.is_empty() && other.exact.iter().all(|origin| self.find(origin).is_some())
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
