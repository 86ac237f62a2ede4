//! A policy with the values that are computed from it once, before the first request.

use super::declared::{DeclaredPolicy, RequestHeaders, Source, is_allowed};
use super::matching::Matcher;
use super::origin::Origin;
use super::origins::Origins;
use crate::methods::joined;
use crate::reason::Reason;
use crate::server_origins::ServerOrigins;
use crate::settings::Settings;
use http::HeaderValue;
use std::ptr;
use std::sync::Arc;

/// A policy that is ready for requests. It is not a part of [`Policy`], so that const evaluation can read what is declared.
pub(crate) struct CompiledPolicy {
    pub(crate) declared: &'static DeclaredPolicy,
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
    /// The predicate of `origins = dynamic(…)` has to be called.
    Predicate,
}

/// The compiled policies of one router, so that handlers under one named policy share what is compiled from it.
#[derive(Clone, Default)]
pub(crate) struct CompiledPolicies {
    /// Sorted by the address of what is declared. Routers with other settings may be nested: then there are several for one static.
    compiled: Vec<Arc<CompiledPolicy>>,
}

impl CompiledPolicies {
    /// Compiles a policy, the first time that it is called for it with these settings and headers that extractors read.
    pub(crate) fn compile(
        &mut self,
        policy: &'static DeclaredPolicy,
        read: RequestHeaders,
        settings: &Settings,
    ) -> Arc<CompiledPolicy> {
        let address = ptr::from_ref(policy);
        let first = self.compiled.partition_point(|known| ptr::from_ref(known.declared) < address);
        let allows_authorization = is_allowed("authorization", &policy.header_names_with(read));
        let mut of_static = self.compiled[first..].iter().take_while(|known| ptr::eq(known.declared, policy));
        if let Some(known) = of_static.find(|known| known.is_for(allows_authorization, settings)) {
            return known.clone();
        }
        let new = Arc::new(CompiledPolicy::new(policy, allows_authorization, settings));
        self.compiled.insert(first, new.clone());
        new
    }
}

impl CompiledPolicy {
    /// A policy whose handlers can be sent `Authorization` by scripts, or not.
    pub(crate) fn new(
        policy: &'static DeclaredPolicy,
        allows_authorization: bool,
        settings: &Settings,
    ) -> CompiledPolicy {
        CompiledPolicy {
            declared: policy,
            matcher: match policy.origins {
                Source::Listed(list) => Matcher::new(list),
                Source::Environment(origins) => Matcher::new(&texts(origins)),
                Source::Dynamic(_) => Matcher::Predicate,
            },
            expose: joined(policy.expose).map(Arc::new),
            max_age: policy.max_age.map(HeaderValue::from),
            allows_authorization,
            serves_navigations: policy.dangerously.contains(&"cross_site_navigations"),
            report_only: settings.is_report_only(),
            server_origins: settings.server_origins.clone(),
        }
    }

    /// Whether it is compiled for these.
    fn is_for(&self, allows_authorization: bool, settings: &Settings) -> bool {
        self.allows_authorization == allows_authorization
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
        let [a, b] = [&A, &B].map(|policy| router.compile(policy, NONE, &settings));
        assert!(!Arc::ptr_eq(&a, &b));
        assert!(
            Arc::ptr_eq(&a, &router.compile(&A, NONE, &settings))
                && Arc::ptr_eq(&b, &router.compile(&B, NONE, &settings))
        );
        assert!(!Arc::ptr_eq(&a, &CompiledPolicies::default().compile(&A, NONE, &settings)));
        let report_only = Settings { report_only: Some(true), ..settings };
        assert!(!Arc::ptr_eq(&a, &router.compile(&A, NONE, &report_only)));
        drop((router, b));
        assert_eq!(Arc::strong_count(&a), 1);
    }
}
