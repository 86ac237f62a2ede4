//! The decision on a request, as data.

use super::request::CorsRequest;
use crate::methods::MethodSet;
use crate::policy::CompiledPolicy;
use crate::reason::Reason;
use crate::report::{Report, ReportAction};
use http::{HeaderValue, Method, StatusCode};
use std::sync::Arc;

/// The decision on a request, and its reason.
pub(crate) struct Decision {
    pub(crate) action: Action,
    /// Why the page cannot send its request or read the response; `None` if it can.
    pub(super) reason: Option<Reason>,
    /// The name of the policy that decided.
    pub(super) policy: Option<&'static str>,
    pub(crate) credentials: Credentials,
    pub(crate) headers: ResponseHeaders,
}

pub(crate) enum Action {
    /// The handler, service or application serves the request.
    Serve,
    /// A handler for GET opens a WebSocket over HTTP/2. It must not open anything else.
    ServeSocket,
    /// Report-only: the request passes as if this crate were not there. The action is what would be done; the headers are those that a
    /// preflight would allow.
    Pass(ReportAction, Option<Arc<PreflightHeaders>>),
    /// 403, before the handler runs: enforcement.
    Reject {
        /// Whether something on the path serves the method.
        is_served: bool,
    },
    /// Nothing on the path serves the method: 405.
    MethodNotServed,
    /// The response to a preflight, with this status; `None` if it is denied without telling the methods.
    Preflight(StatusCode, Option<Arc<PreflightHeaders>>),
    /// OPTIONS that is not a preflight, and that nothing on the path serves: `Allow` (RFC 9110, §9.3.7).
    Options,
}

/// What happens to the credentials of a request that is served, and of its response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Credentials {
    Keep,
    /// Without `credentials`, an enforced cross-origin request is served without those that the browser adds by itself.
    Remove {
        /// Whether the page may set `Authorization` itself.
        keep_authorization: bool,
    },
    /// Report-only: they are kept, and reported.
    Report {
        keep_authorization: bool,
    },
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
    /// Where the response depends on whether the request is cross-origin: caches must not give a stored 403 to the server's own
    /// pages, nor a stored response to a page of another origin.
    FetchMetadata,
    /// Every response to OPTIONS: it depends on these whether the request is a preflight.
    Preflight,
}

impl Vary {
    #[inline]
    pub(super) fn of(policy: &CompiledPolicy, method: &Method) -> Vary {
        let is_safe = || MethodSet::of(method).intersects(MethodSet::SAFE);
        if policy.declared.enforces_safe_methods() && is_safe() {
            Vary::FetchMetadata
        } else if policy.allows_any() {
            Vary::Nothing
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
    #[inline]
    pub(super) fn serve(policy: &CompiledPolicy, vary: Vary, origin: HeaderValue) -> Decision {
        let allowed = Allowed { origin, credentials: policy.declared.credentials, expose: policy.expose.clone() };
        let headers = ResponseHeaders { vary, allowed: Some(allowed) };
        let (action, policy, credentials) = (Action::Serve, policy.declared.name, Credentials::Keep);
        Decision { action, reason: None, policy, credentials, headers }
    }

    /// `None`: the page is the server's own.
    #[inline]
    pub(super) fn serve_without_headers(policy: &CompiledPolicy, vary: Vary, reason: Option<Reason>) -> Decision {
        Decision::without_headers(Action::Serve, vary, reason, policy.declared.name)
    }

    pub(super) fn reject(policy: &CompiledPolicy, vary: Vary, reason: Reason) -> Decision {
        let action = if policy.report_only {
            Action::Pass(ReportAction::Rejected, None)
        } else {
            Action::Reject { is_served: true }
        };
        Decision::without_headers(action, vary, Some(reason), policy.declared.name)
    }

    /// A method that nothing serves is rejected like others.
    pub(super) fn reject_not_served(policy: &CompiledPolicy, vary: Vary, reason: Reason) -> Decision {
        let mut decision = Decision::reject(policy, vary, reason);
        if let Action::Reject { is_served } = &mut decision.action {
            *is_served = false;
        }
        decision
    }

    /// For a predicate that cannot be called.
    pub(super) fn without_predicate() -> Decision {
        Decision::without_headers(Action::Reject { is_served: true }, Vary::Origin, Some(Reason::PredicateFailed), None)
    }

    pub(super) fn deny_preflight(reason: Reason, policy: Option<&'static str>, report_only: bool) -> Decision {
        let action = if report_only {
            Action::Pass(ReportAction::PreflightDenied, None)
        } else {
            Action::Preflight(StatusCode::FORBIDDEN, None)
        };
        Decision::without_headers(action, Vary::Preflight, Some(reason), policy)
    }

    /// Report-only: the browser would find that requested headers are not among the allowed ones.
    pub(super) fn deny_headers(allowed: Arc<PreflightHeaders>, policy: Option<&'static str>) -> Decision {
        let action = Action::Pass(ReportAction::PreflightDenied, Some(allowed));
        Decision::without_headers(action, Vary::Preflight, Some(Reason::HeadersNotAllowed), policy)
    }

    /// What the response to a preflight allows, or would.
    pub(crate) fn preflight(&self) -> Option<&PreflightHeaders> {
        match &self.action {
            Action::Preflight(_, headers) | Action::Pass(_, headers) => headers.as_deref(),
            _ => None,
        }
    }

    pub(super) fn method_not_served(vary: Vary, allowed: Option<Allowed>) -> Decision {
        let headers = ResponseHeaders { vary, allowed };
        let (action, reason) = (Action::MethodNotServed, Some(Reason::MethodNotServed));
        Decision { action, reason, policy: None, credentials: Credentials::Keep, headers }
    }

    pub(super) fn options() -> Decision {
        Decision::without_headers(Action::Options, Vary::Preflight, None, None)
    }

    #[inline]
    fn without_headers(action: Action, vary: Vary, reason: Option<Reason>, policy: Option<&'static str>) -> Decision {
        let headers = ResponseHeaders { vary, allowed: None };
        Decision { action, reason, policy, credentials: Credentials::Keep, headers }
    }

    /// Whether the response is that of a handler, a service or an application, or a 405 of theirs.
    #[inline]
    pub(crate) fn is_served(&self) -> bool {
        match self.action {
            Action::Serve | Action::ServeSocket | Action::Pass(..) | Action::MethodNotServed => true,
            Action::Reject { .. } | Action::Preflight(..) | Action::Options => false,
        }
    }

    /// Whether the response has the `Allow` of a path.
    pub(crate) fn has_allow(&self) -> bool {
        match self.action {
            Action::MethodNotServed | Action::Options => true,
            Action::Reject { is_served } => !is_served,
            Action::Serve | Action::ServeSocket | Action::Pass(..) | Action::Preflight(..) => false,
        }
    }

    /// Whether a request is served as it is, and nothing but CORS headers is added to the response.
    #[inline]
    pub(crate) fn is_plain(&self) -> bool {
        matches!(self.action, Action::Serve) && self.credentials == Credentials::Keep
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

    /// What layers outside of CORS learn about a response that the handler does not make alone.
    pub(crate) fn report(&self, request: CorsRequest<'_>) -> Option<Report> {
        let (action, report_only) = match self.action {
            Action::Reject { .. } => (ReportAction::Rejected, false),
            Action::Pass(action, _) => (action, true),
            // Of an allowed one, there is no reason to report.
            Action::Preflight(..) => (ReportAction::PreflightDenied, false),
            Action::Serve | Action::ServeSocket | Action::MethodNotServed | Action::Options => return None,
        };
        let reason = self.reason(request)?;
        Some(Report { action, reason, policy: self.policy, report_only })
    }

    /// What is reported where credentials are removed from the request or the response.
    pub(crate) fn report_of_credentials(&self) -> Report {
        Report {
            action: ReportAction::CredentialsRemoved,
            reason: Reason::NoCredentials,
            policy: self.policy,
            report_only: matches!(self.credentials, Credentials::Report { .. }),
        }
    }
}
