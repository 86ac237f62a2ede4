//! A policy with the values that are computed from it once, before the first request.

use super::binding::{Bindings, Named, UnusedBinding};
use super::build_fault::BuildFault;
use super::declared::{DeclaredPolicy, RequestHeaders, Source, is_allowed};
use super::matching::{Bounded, Matcher};
use super::origin::Origin;
use super::origins::Origins;
use super::predicate::BoundPredicate;
use super::resolve::{Allowed, Resolved};
use crate::methods::joined;
use crate::reason::Reason;
use crate::server_origins::ServerOrigins;
use crate::settings::Settings;
use handler_cors_policy::{MAX_ORIGIN_LEN, Pattern};
use http::HeaderValue;
use std::borrow::Cow;
use std::ptr;
use std::sync::Arc;

/// A policy that is ready for requests. It is not a part of [`Policy`](super::Policy), so that const evaluation can read what is declared.
pub(crate) struct CompiledPolicy {
    pub(crate) declared: &'static DeclaredPolicy,
    /// The origins of a static, as they are on one router.
    resolved: Option<Arc<Resolved>>,
    matcher: Matcher,
    /// `Access-Control-Expose-Headers`. Every decision has room for it, so that it is a pointer.
    pub(crate) expose: Option<Arc<HeaderValue>>,
    /// `Access-Control-Max-Age`.
    pub(crate) max_age: Option<HeaderValue>,
    /// Whether pages may set `Authorization`. `*` does not cover it (Fetch, "CORS non-wildcard request-header name").
    pub(crate) allows_authorization: bool,
    /// `dangerously(cross_site_navigations)`.
    pub(crate) serves_navigations: bool,
    pub(crate) report_only: bool,
    pub(crate) server_origins: Option<Arc<ServerOrigins>>,
}

/// The result of checking an origin.
pub(crate) enum Check<'a> {
    /// The value of `Access-Control-Allow-Origin`.
    Allowed(&'a HeaderValue),
    Disallowed(Reason),
    /// A predicate has to be called with this.
    Predicate(Origin),
}

/// The compiled policies of one router, so that handlers under one named policy share what is compiled from it.
#[derive(Default)]
pub(crate) struct CompiledPolicies {
    bindings: Bindings,
    /// Sorted by the address of what is declared. Routers with other settings or bindings may be nested: then there are several for one
    /// static.
    compiled: Vec<Arc<CompiledPolicy>>,
    resolved: Vec<Arc<Resolved>>,
    faults: Vec<BuildFault>,
}

impl CompiledPolicies {
    /// For a router with these bindings.
    pub(crate) fn of(bindings: &Bindings) -> CompiledPolicies {
        CompiledPolicies { bindings: bindings.clone(), ..CompiledPolicies::default() }
    }

    /// Compiles a policy, the first time that it is called for it with these settings and headers that extractors read, and finds its
    /// predicate. `settled` is what another router has bound to its origins, before this one.
    pub(crate) fn compile(
        &mut self,
        policy: &'static DeclaredPolicy,
        read: RequestHeaders,
        settings: &Settings,
        settled: Option<&Named>,
    ) -> (Arc<CompiledPolicy>, Option<BoundPredicate>) {
        let resolved = match policy.origins {
            Source::Listed(_) => None,
            Source::Static(origins) => Some(self.resolve(origins, settled)),
        };
        let predicate = match resolved.as_ref().and_then(|resolved| resolved.named()) {
            Some(Named::Predicate(predicate)) => predicate.bound(),
            Some(Named::List(_)) | None => None,
        };
        let address = ptr::from_ref(policy);
        let first = self.compiled.partition_point(|known| ptr::from_ref(known.declared) < address);
        let allows_authorization = is_allowed("authorization", &policy.header_names_with(read));
        let mut of_static = self.compiled[first..].iter().take_while(|known| ptr::eq(known.declared, policy));
        if let Some(known) = of_static.find(|known| known.is_for(allows_authorization, settings, resolved.as_ref())) {
            return (known.clone(), predicate);
        }
        let new = Arc::new(CompiledPolicy::new(policy, allows_authorization, settings, resolved));
        self.compiled.insert(first, new.clone());
        (new, predicate)
    }

    /// The origins of a static, read once for each binding.
    pub(crate) fn resolve(&mut self, origins: &'static Origins, settled: Option<&Named>) -> Arc<Resolved> {
        let named = settled.cloned().or_else(|| self.bindings.take(origins));
        if let Some(known) = self.resolved.iter().find(|known| known.is_of(origins, named.as_ref())) {
            return known.clone();
        }
        let new = Arc::new(Resolved::new(origins, named.as_ref(), &mut self.faults));
        self.resolved.push(new.clone());
        new
    }

    /// All that is wrong with the origins so far.
    pub(crate) fn faults(&self) -> &[BuildFault] {
        &self.faults
    }

    /// The bindings that nothing has used so far.
    pub(crate) fn unused_bindings(&self) -> impl Iterator<Item = UnusedBinding> + '_ {
        self.bindings.unused()
    }
}

impl CompiledPolicy {
    /// A policy whose handlers can be sent `Authorization` by scripts, or not.
    fn new(
        policy: &'static DeclaredPolicy,
        allows_authorization: bool,
        settings: &Settings,
        resolved: Option<Arc<Resolved>>,
    ) -> CompiledPolicy {
        let borrowed = |list: &'static [&'static str]| list.iter().map(|origin| Cow::Borrowed(*origin));
        let matcher = match (policy.origins, &resolved) {
            (Source::Listed(list), _) => Matcher::new(borrowed(list)),
            (Source::Static(_), None) => Matcher::new(borrowed(&[])),
            (Source::Static(_), Some(resolved)) => {
                let always = resolved.declared().always;
                match &resolved.allowed {
                    Allowed::Predicate => Matcher::predicate(always, resolved.declared().within),
                    Allowed::List(list) => {
                        Matcher::new(list.iter().map(|origin| Cow::Owned(origin.clone())).chain(borrowed(always)))
                    }
                }
            }
        };
        CompiledPolicy {
            declared: policy,
            resolved,
            matcher,
            expose: joined(policy.expose).map(Arc::new),
            max_age: policy.max_age.map(HeaderValue::from),
            allows_authorization,
            serves_navigations: policy.dangerously.contains(&"cross_site_navigations"),
            report_only: settings.is_report_only(),
            server_origins: settings.server_origins.clone(),
        }
    }

    /// Whether it is compiled for these.
    fn is_for(&self, allows_authorization: bool, settings: &Settings, resolved: Option<&Arc<Resolved>>) -> bool {
        self.allows_authorization == allows_authorization
            && self.resolved.as_ref().map(Arc::as_ptr) == resolved.map(Arc::as_ptr)
            && self.report_only == settings.is_report_only()
            && self.server_origins == settings.server_origins
    }

    /// Whether there may be an origin that both allow.
    pub(crate) fn may_share_origin(&self, other: &CompiledPolicy) -> bool {
        match (&self.matcher, &other.matcher) {
            (Matcher::List(list), Matcher::List(other)) => list.may_share(other),
            _ => true,
        }
    }

    /// Whether both allow the same, predicates apart. A static that is bound differently is not the same.
    pub(super) fn allows_same(&self, other: &CompiledPolicy) -> bool {
        self.has_origins_of(other) && self.declared.allows_same(other.declared)
    }

    fn has_origins_of(&self, other: &CompiledPolicy) -> bool {
        self.resolved.as_ref().map(Arc::as_ptr) == other.resolved.as_ref().map(Arc::as_ptr)
            && self.declared.origins.is(other.declared.origins)
    }

    /// Whether it surely allows every origin that the other policy allows, and credentials if the other one does.
    pub(crate) fn allows_origins_and_credentials_of(&self, other: &CompiledPolicy) -> bool {
        let allows_origins = match (&self.matcher, &other.matcher) {
            (Matcher::Any, _) => true,
            (Matcher::List(list), Matcher::List(others)) => list.includes(others) || self.has_origins_of(other),
            // What a predicate allows is not known before it is called.
            _ => false,
        };
        allows_origins && (self.declared.credentials || !other.declared.credentials)
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
            (Matcher::Predicate(bounded), Ok(origin)) => match bounded.always.find(origin) {
                Some(value) => Check::Allowed(value),
                None => self.check_before_predicate(bounded, origin),
            },
        }
    }

    /// A predicate is called with well-formed origins within its bounds only. With credentials it is not called for pages that a
    /// network attacker can tamper with: a list could not name these either.
    #[inline(never)]
    fn check_before_predicate(&self, bounded: &Bounded, origin: &HeaderValue) -> Check<'static> {
        let Some(pattern) = exact(origin) else { return Check::Disallowed(Reason::OriginNotAllowed) };
        let allows_insecure = !self.declared.credentials || self.declared.dangerously.contains(&"insecure_origins");
        if !allows_insecure && pattern.scheme() == "http" && !pattern.is_loopback() {
            return Check::Disallowed(Reason::OriginInsecure);
        }
        if bounded.has(pattern) {
            Check::Predicate(Origin::of(&pattern))
        } else {
            Check::Disallowed(Reason::OriginNotAllowed)
        }
    }
}

fn exact(origin: &HeaderValue) -> Option<Pattern<'_>> {
    let bytes = origin.as_bytes();
    let text = if bytes.len() <= MAX_ORIGIN_LEN { std::str::from_utf8(bytes).ok()? } else { return None };
    Pattern::read(text).filter(Pattern::is_exact)
}

#[cfg(test)]
mod tests {
    use super::super::declared::DEFAULTS;
    use super::*;

    #[test]
    fn a_static_is_compiled_once_for_each_router() {
        static A: DeclaredPolicy = DeclaredPolicy { credentials: true, ..DEFAULTS };
        static B: DeclaredPolicy = DeclaredPolicy { max_age: Some(1), ..DEFAULTS };
        let mut router = CompiledPolicies::default();
        const NONE: RequestHeaders = RequestHeaders::NONE;
        let settings = Settings::default();
        let [a, b] = [&A, &B].map(|policy| router.compile(policy, NONE, &settings, None).0);
        assert!(!Arc::ptr_eq(&a, &b));
        assert!(
            Arc::ptr_eq(&a, &router.compile(&A, NONE, &settings, None).0)
                && Arc::ptr_eq(&b, &router.compile(&B, NONE, &settings, None).0)
        );
        assert!(!Arc::ptr_eq(&a, &CompiledPolicies::default().compile(&A, NONE, &settings, None).0));
        let report_only = Settings { report_only: Some(true), ..settings };
        assert!(!Arc::ptr_eq(&a, &router.compile(&A, NONE, &report_only, None).0));
        drop((router, b));
        assert_eq!(Arc::strong_count(&a), 1);
    }
}
