//! The policies of all that serves one path, and what their preflights respond.

use super::decision::PreflightHeaders;
use super::request::{CorsRequest, Kind};
use super::serves::Serves;
use crate::methods::{MethodSet, listed};
use crate::policy::{BoundPredicate, CompiledPolicy, OriginCheck, RequestHeaders};
use http::{HeaderValue, Method, StatusCode};
use std::sync::Arc;

/// The methods of a handler, a service or an application, and its policy.
#[derive(Clone)]
pub(crate) struct HandlerPolicy {
    pub(crate) serves: Serves,
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

/// The policy of one handler, service or application, and what its preflights respond.
pub(super) struct Entry {
    pub(super) serves: Serves,
    check: OriginCheck,
    /// The index of the first entry with an equal policy. What its predicate returns holds for this one too.
    pub(super) first_alike: usize,
    preflight: Arc<PreflightHeaders>,
    /// `preflight` without headers and max age, for a method that is not served. Without methods that are served by name its
    /// list is empty, not absent: then browsers would take the requested method for allowed (Fetch §4.8, step 7).
    pub(super) methods_alone: Arc<PreflightHeaders>,
}

impl PathPolicies {
    pub(crate) fn new(handlers: &[HandlerPolicy], preflight_status: StatusCode) -> PathPolicies {
        let mut methods = MethodSet::EMPTY;
        let mut entries = Vec::with_capacity(handlers.len());
        for handler in handlers {
            methods = methods.with(handler.serves.by_name());
            entries.push(Entry::new(handler, handlers));
        }
        PathPolicies { entries, allow: allow(methods), preflight_status }
    }

    /// The entry that serves this method: by its name, else the one that serves every method.
    pub(super) fn serving(&self, method: &Method) -> Option<&Entry> {
        self.serving_by_name(method).or_else(|| self.entries.iter().find(|entry| entry.serves.is_any()))
    }

    /// The entry that serves this method by its name: for HEAD its own, else GET's.
    pub(super) fn serving_by_name(&self, method: &Method) -> Option<&Entry> {
        let method = MethodSet::of(method);
        let serving = |method| self.entries.iter().find(|entry| entry.serves.by_name().intersects(method));
        serving(method).or_else(|| if method == MethodSet::HEAD { serving(MethodSet::GET) } else { None })
    }

    /// The requested method of a preflight that nothing serves by its name: an application must say whether it does.
    pub(crate) fn method_to_look_up(&self, request: CorsRequest<'_>) -> Option<Method> {
        let Kind::Preflight(requested) = request.kind else { return None };
        requested.method().filter(|method| self.serving_by_name(method).is_none())
    }

    pub(super) fn predicate(&self, index: usize) -> Option<&BoundPredicate> {
        self.entries.get(index)?.check.predicate.as_ref()
    }
}

impl Entry {
    fn new(handler: &HandlerPolicy, path: &[HandlerPolicy]) -> Entry {
        let HandlerPolicy { serves, check, request_headers } = handler;
        let (mut alike, mut first_alike, mut reaches_unenforced) = (MethodSet::EMPTY, None, false);
        for (index, other) in path.iter().enumerate() {
            let policy = other.check.policy.declared;
            if other.check.allows_same(check) {
                alike = alike.with(other.serves.by_name());
                first_alike = first_alike.or(Some(index));
            } else {
                reaches_unenforced |= policy.is_unenforced();
            }
            reaches_unenforced |= other.serves.leaves_unenforced(policy);
        }
        let max_age = if reaches_unenforced {
            // Browsers keep allowed header names by URL, not by method: kept, they would let a request that is not enforced
            // skip its own preflight.
            Some(const { HeaderValue::from_static("0") })
        } else {
            check.policy.max_age.clone()
        };
        let (methods_value, headers) = (alike.header_value(), check.policy.declared.headers_with(*request_headers));
        Entry {
            serves: serves.clone(),
            check: check.clone(),
            first_alike: first_alike.unwrap_or_default(),
            methods_alone: Arc::new(PreflightHeaders { methods: methods_value.clone(), headers: None, max_age: None }),
            preflight: Arc::new(PreflightHeaders { methods: methods_value, headers, max_age }),
        }
    }

    /// The headers of the response to an allowed preflight for this method.
    pub(super) fn preflight(&self, requested: &HeaderValue) -> Arc<PreflightHeaders> {
        match self.serves {
            Serves::Methods(_) => self.preflight.clone(),
            // Other methods may have a handler of their own on the path, under another policy.
            Serves::Any(_) => {
                let PreflightHeaders { methods: _, headers, max_age } = &*self.preflight;
                let (methods, headers, max_age) = (requested.clone(), headers.clone(), max_age.clone());
                Arc::new(PreflightHeaders { methods, headers, max_age })
            }
        }
    }

    pub(super) fn policy(&self) -> &CompiledPolicy {
        &self.check.policy
    }
}

/// `Allow`, with the methods that axum and the router add: HEAD wherever GET is, and OPTIONS.
fn allow(methods: MethodSet) -> HeaderValue {
    let with_head = if methods.intersects(MethodSet::GET) { methods.with(MethodSet::HEAD) } else { methods };
    HeaderValue::from_str(&listed(&with_head.with(MethodSet::OPTIONS).names()))
        .unwrap_or(const { HeaderValue::from_static("OPTIONS") })
}
