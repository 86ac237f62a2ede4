//! A policy with the values that are computed from it once, when a handler is registered.

use super::declared::{DeclaredPolicy, Source};
use super::matching::Matcher;
use super::origin::Origin;
use super::origins::Origins;
use crate::methods::joined;
use crate::reason::Reason;
use http::HeaderValue;
use std::ptr;
use std::sync::{Mutex, PoisonError};

/// A policy that is ready for requests. It is not a part of [`Policy`], so that const evaluation can read what is declared.
pub(crate) struct CompiledPolicy {
    pub(crate) declared: &'static DeclaredPolicy,
    matcher: Matcher,
    /// `Access-Control-Expose-Headers`.
    pub(crate) expose: Option<HeaderValue>,
    /// `Access-Control-Max-Age`.
    pub(crate) max_age: Option<HeaderValue>,
}

/// The result of checking an origin.
pub(crate) enum Check<'a> {
    /// The value of `Access-Control-Allow-Origin`.
    Allowed(&'a HeaderValue),
    Disallowed(Reason),
    /// The predicate of `origins = dynamic(…)` has to be called.
    Predicate,
}

/// All compiled policies, sorted by the address of what is declared. Policies are statics: there are no more than the
/// program has.
static COMPILED: Mutex<Vec<&'static CompiledPolicy>> = Mutex::new(Vec::new());

impl CompiledPolicy {
    /// Compiles a policy, the first time that it is called for it.
    pub(crate) fn of(policy: &'static DeclaredPolicy) -> &'static CompiledPolicy {
        let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
        let found = compiled.binary_search_by_key(&ptr::from_ref(policy), |known| ptr::from_ref(known.declared));
        match found {
            Ok(index) => compiled[index],
            Err(index) => {
                let new: &CompiledPolicy = Box::leak(Box::new(CompiledPolicy::new(policy)));
                compiled.insert(index, new);
                new
            }
        }
    }

    fn new(policy: &'static DeclaredPolicy) -> CompiledPolicy {
        CompiledPolicy {
            declared: policy,
            matcher: match policy.origins {
                Source::Listed(list) => Matcher::new(list),
                Source::Environment(origins) => Matcher::new(&texts(origins)),
                Source::Dynamic(_) => Matcher::Predicate,
            },
            expose: joined(policy.expose),
            max_age: policy.max_age.map(HeaderValue::from),
        }
    }

    /// Whether the policy allows every origin, and requests without one.
    pub(crate) fn allows_any(&self) -> bool {
        matches!(self.matcher, Matcher::Any)
    }

    /// Checks the value of a request's `Origin` header. `Err` says why there is not one value.
    #[inline]
    pub(crate) fn check<'a>(&'a self, origin: Result<&'a HeaderValue, Reason>) -> Check<'a> {
        static ANY: HeaderValue = HeaderValue::from_static("*");
        match (&self.matcher, origin) {
            // Requests without Origin too: caches keep one response for all.
            (Matcher::Any, _) => Check::Allowed(&ANY),
            (_, Err(reason)) => Check::Disallowed(reason),
            (Matcher::List(list), Ok(origin)) => match list.find(origin) {
                Some(value) => Check::Allowed(value),
                None => Check::Disallowed(Reason::OriginNotAllowed),
            },
            (Matcher::Predicate, Ok(origin)) => self.check_before_predicate(origin),
        }
    }

    /// A predicate is called with well-formed origins only. With credentials it is not called for pages that a network
    /// attacker can tamper with: a list could not name these either.
    #[inline(never)]
    fn check_before_predicate(&self, origin: &HeaderValue) -> Check<'static> {
        let allows_insecure = !self.declared.credentials || self.declared.dangerously.contains(&"insecure_origins");
        match Origin::read(origin) {
            None => Check::Disallowed(Reason::OriginNotAllowed),
            Some(origin) if !allows_insecure && origin.is_insecure() => Check::Disallowed(Reason::OriginInsecure),
            Some(_) => Check::Predicate,
        }
    }
}

/// An `Origins` that cannot be read allows no origin; registration has reported it.
fn texts(origins: &Origins) -> Vec<&'static str> {
    let mut texts = Vec::new();
    if let Ok(origins) = origins.load() {
        for origin in origins {
            texts.push(origin.as_str());
        }
    }
    texts
}
