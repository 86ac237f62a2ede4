//! A policy with the values that are made of it once, and that requests share.

use crate::environment::Origins;
use crate::matching::Matcher;
use crate::policy::{Policy, Source, joined};
use crate::request::OriginHeader;
use http::HeaderValue;
use std::ops::Deref;
use std::ptr;
use std::sync::{Mutex, PoisonError};

/// A policy that requests can be judged by. It is no part of [`Policy`], so that const evaluation can read what is declared.
pub(crate) struct Prepared {
    policy: &'static Policy,
    matcher: Matcher,
    pub(crate) expose_value: Option<HeaderValue>,
    pub(crate) max_age_value: Option<HeaderValue>,
}

impl Deref for Prepared {
    type Target = Policy;

    fn deref(&self) -> &Policy {
        self.policy
    }
}

/// All that there are, by address. Policies are constants of the program: no more are made than it has.
static PREPARED: Mutex<Vec<&'static Prepared>> = Mutex::new(Vec::new());

impl Prepared {
    /// The only one of this policy. Registration asks for it, and no request does.
    pub(crate) fn of(policy: &'static Policy) -> &'static Prepared {
        let mut prepared = PREPARED.lock().unwrap_or_else(PoisonError::into_inner);
        let found = prepared.binary_search_by_key(&ptr::from_ref(policy), |known| ptr::from_ref(known.policy));
        match found {
            Ok(at) => prepared[at],
            Err(at) => {
                let new: &Prepared = Box::leak(Box::new(Prepared::new(policy)));
                prepared.insert(at, new);
                new
            }
        }
    }

    fn new(policy: &'static Policy) -> Prepared {
        Prepared {
            policy,
            matcher: match policy.origins {
                Source::Listed(list) => Matcher::new(list),
                Source::Environment(origins) => Matcher::new(&texts(origins)),
                Source::Dynamic(_) => Matcher::new(&[]),
            },
            expose_value: joined(policy.expose),
            max_age_value: policy.max_age.map(HeaderValue::from),
        }
    }

    /// The value of `Access-Control-Allow-Origin` for a request with this Origin, if the policy admits it. Of what a
    /// predicate would say it knows nothing, and admits nobody.
    #[inline]
    pub(crate) fn admit<'a>(&'a self, origin: &OriginHeader<'a>) -> Option<&'a HeaderValue> {
        static EVERYONE: HeaderValue = HeaderValue::from_static("*");
        match (&self.matcher, origin) {
            (Matcher::Everyone, _) => Some(&EVERYONE),
            (Matcher::Listed(list), OriginHeader::One(origin)) => list.admit(origin),
            (Matcher::Listed(_), OriginHeader::None | OriginHeader::Several) => None,
        }
    }

    pub(crate) fn is_everyone(&self) -> bool {
        self.matcher.is_everyone()
    }
}

/// What cannot be read admits nobody; registration has reported it.
fn texts(origins: &Origins) -> Vec<&'static str> {
    let mut texts = Vec::new();
    if let Ok(origins) = origins.load() {
        for origin in origins {
            texts.push(origin.as_str());
        }
    }
    texts
}
