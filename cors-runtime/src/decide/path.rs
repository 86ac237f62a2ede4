//! The policies of all handlers of one path, and what their preflights respond.

use super::decision::PreflightHeaders;
use crate::methods::{MethodSet, listed};
use crate::policy::{BoundPredicate, CompiledPolicy, OriginCheck, RequestHeaders};
use http::{HeaderValue, StatusCode};
use std::sync::Arc;

/// A handler's methods and its policy.
#[derive(Clone)]
pub(crate) struct HandlerPolicy {
    pub(crate) methods: MethodSet,
    pub(crate) check: OriginCheck,
    /// The headers that the handler's extractors read.
    pub(crate) request_headers: RequestHeaders,
}

/// The policies of a path, in the order of their registration.
pub(crate) struct PathPolicies {
    pub(super) entries: Vec<Entry>,
    /// The value of `Allow`.
    pub(crate) allow: HeaderValue,
    pub(super) preflight_status: StatusCode,
}

/// One handler's policy, and what its preflights respond.
pub(super) struct Entry {
    methods: MethodSet,
    check: OriginCheck,
    /// The index of the first entry with an equal policy. What its predicate returns holds for this one too.
    pub(super) first_alike: usize,
    pub(super) preflight: Arc<PreflightHeaders>,
    /// `preflight` without headers and max age, for a method that is not served.
    pub(super) methods_alone: Arc<PreflightHeaders>,
}

impl PathPolicies {
    pub(crate) fn new(handlers: &[HandlerPolicy], preflight_status: StatusCode) -> PathPolicies {
        let mut methods = MethodSet::EMPTY;
        let mut entries = Vec::with_capacity(handlers.len());
        for handler in handlers {
            methods = methods.with(handler.methods);
            entries.push(Entry::new(handler, handlers));
        }
        PathPolicies { entries, allow: allow(methods), preflight_status }
    }

    /// The handler that serves this method: for HEAD its own, else GET's.
    pub(super) fn serving(&self, method: MethodSet) -> Option<&Entry> {
        let serving = |method| self.entries.iter().find(|entry| entry.methods.intersects(method));
        serving(method).or_else(|| if method == MethodSet::HEAD { serving(MethodSet::GET) } else { None })
    }

    pub(super) fn predicate(&self, index: usize) -> Option<&BoundPredicate> {
        self.entries.get(index)?.check.predicate.as_ref()
    }
}

impl Entry {
    fn new(handler: &HandlerPolicy, path: &[HandlerPolicy]) -> Entry {
        let HandlerPolicy { methods, check, request_headers } = handler;
        let (mut alike, mut first_alike, mut other_is_unenforced) = (MethodSet::EMPTY, None, false);
        for (index, other) in path.iter().enumerate() {
            if other.check.allows_same(check) {
                alike = alike.with(other.methods);
                first_alike = first_alike.or(Some(index));
            } else {
                other_is_unenforced |= other.check.policy.declared.is_unenforced();
            }
        }
        let max_age = if other_is_unenforced {
            // Browsers keep allowed header names by URL, not by method: kept, they would let a request to the unenforced
            // handler skip its own preflight.
            Some(const { HeaderValue::from_static("0") })
        } else {
            check.policy.max_age.clone()
        };
        let (methods_value, headers) = (alike.header_value(), check.policy.declared.headers_with(*request_headers));
        Entry {
            methods: *methods,
            check: check.clone(),
            first_alike: first_alike.unwrap_or_default(),
            methods_alone: Arc::new(PreflightHeaders { methods: methods_value.clone(), headers: None, max_age: None }),
            preflight: Arc::new(PreflightHeaders { methods: methods_value, headers, max_age }),
        }
    }

    pub(super) fn policy(&self) -> &CompiledPolicy {
        &self.check.policy
    }
}

/// `Allow`, with the methods that axum and the router add: HEAD wherever GET is, and OPTIONS.
fn allow(methods: MethodSet) -> HeaderValue {
    let with_head = if methods.intersects(MethodSet::GET) { methods.with(MethodSet::HEAD) } else { methods };
    let mut names = with_head.names();
    names.push("OPTIONS");
    HeaderValue::from_str(&listed(&names)).unwrap_or(const { HeaderValue::from_static("OPTIONS") })
}
