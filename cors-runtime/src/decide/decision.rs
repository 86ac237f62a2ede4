//! The decision on a request, as data.

use super::request::CorsRequest;
use crate::methods::MethodSet;
use crate::policy::CompiledPolicy;
use crate::reason::Reason;
use http::{HeaderValue, Method, StatusCode};
use std::sync::Arc;

/// The decision on a request, and its reason.
pub(crate) struct Decision {
    pub(crate) action: Action,
    /// Why the page cannot send its request or read the response; `None` if it can.
    pub(super) reason: Option<Reason>,
    pub(crate) headers: ResponseHeaders,
}

pub(crate) enum Action {
    /// The handler, service or application serves the request.
    Serve,
    /// 403, before the handler runs: enforcement.
    Reject,
    /// Nothing on the path serves the method: 405.
    MethodNotServed,
    /// The response to a preflight, with this status; `None` if it is denied without telling the methods.
    Preflight(StatusCode, Option<Arc<PreflightHeaders>>),
    /// OPTIONS that is not a preflight, and that nothing on the path serves: `Allow` (RFC 9110, §9.3.7).
    Options,
}

/// The CORS headers of every response.
pub(crate) struct ResponseHeaders {
    pub(crate) vary: Vary,
    /// `None`: the response has no CORS header.
    pub(crate) allowed: Option<Allowed>,
}

/// The headers for an allowed origin (Fetch §3.3.3).
pub(crate) struct Allowed {
    pub(crate) origin: HeaderValue,
    pub(crate) credentials: bool,
    pub(crate) expose: Option<Arc<HeaderValue>>,
}

/// The CORS headers of responses to preflights alone.
pub(crate) struct PreflightHeaders {
    pub(crate) methods: HeaderValue,
    pub(crate) headers: Option<HeaderValue>,
    pub(crate) max_age: Option<HeaderValue>,
}

/// The request headers on which a response depends. Caches must know them also where the origin is absent or not allowed.
#[derive(Clone, Copy)]
pub(crate) enum Vary {
    /// Every request gets the same response.
    Nothing,
    Origin,
    /// Under `enforce`, caches must not give a stored 403 to the server's own pages, nor a stored response to a page of
    /// another origin: responses to GET and HEAD depend on what tells these pages apart.
    FetchMetadata,
    /// Every response to OPTIONS: it depends on these whether the request is a preflight.
    Preflight,
}

impl Vary {
    #[inline]
    pub(super) fn of(policy: &CompiledPolicy, method: &Method) -> Vary {
        if policy.allows_any() {
            Vary::Nothing
        } else if policy.declared.enforces_safe_methods() && MethodSet::of(method).intersects(MethodSet::SAFE) {
            Vary::FetchMetadata
        } else {
            Vary::Origin
        }
    }

    /// For a response without CORS headers for any origin: it depends only on whether the request is rejected.
    pub(super) fn of_enforcement(policy: &CompiledPolicy, method: &Method) -> Vary {
        if !policy.declared.enforces(method) {
            Vary::Nothing
        } else if MethodSet::of(method).intersects(MethodSet::SAFE) {
            Vary::FetchMetadata
        } else {
            Vary::Origin
        }
    }
}

impl Decision {
    pub(super) const OPTIONS: Decision = Decision {
        action: Action::Options,
        reason: None,
        headers: ResponseHeaders { vary: Vary::Preflight, allowed: None },
    };

    #[inline]
    pub(super) fn serve(vary: Vary, allowed: Allowed) -> Decision {
        let headers = ResponseHeaders { vary, allowed: Some(allowed) };
        Decision { action: Action::Serve, reason: None, headers }
    }

    /// `None`: it is not a page of another origin that cannot read the response.
    #[inline]
    pub(super) fn serve_without_headers(vary: Vary, reason: Option<Reason>) -> Decision {
        Decision::without_headers(Action::Serve, vary, reason)
    }

    #[inline]
    pub(super) fn reject(vary: Vary, reason: Reason) -> Decision {
        Decision::without_headers(Action::Reject, vary, Some(reason))
    }

    pub(super) fn deny_preflight(reason: Reason) -> Decision {
        Decision::without_headers(Action::Preflight(StatusCode::FORBIDDEN, None), Vary::Preflight, Some(reason))
    }

    pub(super) fn method_not_served(allowed: Option<Allowed>) -> Decision {
        let headers = ResponseHeaders { vary: Vary::Origin, allowed };
        Decision { action: Action::MethodNotServed, reason: Some(Reason::MethodNotServed), headers }
    }

    #[inline]
    fn without_headers(action: Action, vary: Vary, reason: Option<Reason>) -> Decision {
        Decision { action, reason, headers: ResponseHeaders { vary, allowed: None } }
    }

    /// Whether the response is that of a handler, a service or an application, or a 405 of theirs.
    #[inline]
    pub(crate) fn is_served(&self) -> bool {
        match self.action {
            Action::Serve | Action::MethodNotServed => true,
            Action::Reject | Action::Preflight(..) | Action::Options => false,
        }
    }

    /// Why the page cannot send its request or read the response.
    ///
    /// Whether an origin is well-formed does not matter to the decision. Only readers of the reason pay for finding out.
    pub(crate) fn reason(&self, request: CorsRequest<'_>) -> Option<Reason> {
        match self.reason {
            Some(Reason::OriginNotAllowed) => request.first_origin().map(Reason::of_disallowed),
            reason => reason,
        }
    }
}
