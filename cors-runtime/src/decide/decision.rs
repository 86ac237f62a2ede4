//! The decision on a request, as data.

use super::request::CorsRequest;
use crate::methods::MethodSet;
use crate::policy::CompiledPolicy;
use crate::reason::Reason;
use crate::report::{Report, ReportAction};
use http::{HeaderValue, Method, StatusCode};
use std::sync::Arc;

/// The decision on a request, and its reason. It refers to the request and the policies, so that nothing is copied that a response
/// does not need.
#[derive(Clone, Copy)]
pub(crate) struct Decision<'a> {
    pub(crate) action: Action<'a>,
    /// Why the page cannot send its request or read the response; `None` if it can.
    pub(super) reason: Option<Reason>,
    /// The policy that decided.
    pub(super) policy: Option<&'a CompiledPolicy>,
    pub(crate) credentials: Credentials,
    /// The value of `Access-Control-Allow-Origin`; `None`: the response has no CORS header.
    pub(super) allowed: Option<&'a HeaderValue>,
    pub(crate) vary: Vary,
    /// Whether something on the path serves the method.
    pub(super) is_method_served: bool,
}

#[derive(Clone, Copy)]
pub(crate) enum Action<'a> {
    /// The handler, service or application serves the request.
    Serve,
    /// A handler for GET opens a WebSocket over HTTP/2. It must not open anything else.
    ServeSocket,
    /// Report-only: the request passes as if this crate were not there. The action is what would be done; the headers are those that a
    /// preflight would allow.
    Pass(ReportAction, Option<Preflight<'a>>),
    /// 403, before the handler runs: enforcement.
    Reject,
    /// Nothing on the path serves the method: 405.
    MethodNotServed,
    /// The response to a preflight, with this status; `None` if it is denied without telling the methods.
    Preflight(StatusCode, Option<Preflight<'a>>),
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
    /// Whether the CORS headers of a handler or a layer stay. Report-only: those of a response to no page that the policy allows do,
    /// since a cache may give it to other pages.
    pub(crate) keeps_others: bool,
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

/// What the response to a preflight allows.
#[derive(Clone, Copy)]
pub(crate) struct Preflight<'a> {
    pub(crate) methods: &'a HeaderValue,
    /// Without them, the method is not served.
    pub(crate) headers: Option<&'a PreflightHeaders>,
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

impl<'a> Decision<'a> {
    #[inline]
    pub(super) fn serve(policy: &'a CompiledPolicy, vary: Vary, origin: &'a HeaderValue) -> Decision<'a> {
        Decision { allowed: Some(origin), ..Decision::without_headers(Action::Serve, vary, None, Some(policy)) }
    }

    /// `None`: the page is the server's own.
    #[inline]
    pub(super) fn serve_without_headers(
        policy: &'a CompiledPolicy,
        vary: Vary,
        reason: Option<Reason>,
    ) -> Decision<'a> {
        Decision::without_headers(Action::Serve, vary, reason, Some(policy))
    }

    /// A response that its page cannot read.
    pub(super) fn serve_unreadable(policy: &'a CompiledPolicy, vary: Vary, reason: Reason) -> Decision<'a> {
        let action = match policy.report_only {
            true => Action::Pass(ReportAction::Unreadable, None),
            false => Action::Serve,
        };
        Decision::without_headers(action, vary, Some(reason), Some(policy))
    }

    /// A method that nothing serves is rejected like others.
    pub(super) fn reject(policy: &'a CompiledPolicy, vary: Vary, reason: Reason, is_served: bool) -> Decision<'a> {
        let action = match policy.report_only {
            true => Action::Pass(ReportAction::Rejected, None),
            false => Action::Reject,
        };
        let decision = Decision::without_headers(action, vary, Some(reason), Some(policy));
        Decision { is_method_served: is_served, ..decision }
    }

    pub(super) fn deny_preflight(
        reason: Reason,
        policy: Option<&'a CompiledPolicy>,
        report_only: bool,
    ) -> Decision<'a> {
        let action = match report_only {
            true => Action::Pass(ReportAction::PreflightDenied, None),
            false => Action::Preflight(StatusCode::FORBIDDEN, None),
        };
        // Report-only: the response may be the 405 of a path.
        let decision = Decision::without_headers(action, Vary::Preflight, Some(reason), policy);
        Decision { is_method_served: !report_only, ..decision }
    }

    /// Report-only: the browser would find that requested headers are not among the allowed ones.
    pub(super) fn deny_headers(allowed: Preflight<'a>, policy: &'a CompiledPolicy) -> Decision<'a> {
        let action = Action::Pass(ReportAction::PreflightDenied, Some(allowed));
        Decision::without_headers(action, Vary::Preflight, Some(Reason::HeadersNotAllowed), Some(policy))
    }

    /// `None`: no policy of the path allows the origin.
    pub(super) fn method_not_served(
        vary: Vary,
        allowed: Option<(&'a CompiledPolicy, &'a HeaderValue)>,
    ) -> Decision<'a> {
        let (policy, origin) = allowed.unzip();
        let reason = Some(Reason::MethodNotServed);
        let decision = Decision::without_headers(Action::MethodNotServed, vary, reason, policy);
        Decision { allowed: origin, is_method_served: false, ..decision }
    }

    pub(super) const fn options() -> Decision<'a> {
        Decision::without_headers(Action::Options, Vary::Preflight, None, None)
    }

    #[inline]
    const fn without_headers(
        action: Action<'a>,
        vary: Vary,
        reason: Option<Reason>,
        policy: Option<&'a CompiledPolicy>,
    ) -> Decision<'a> {
        Decision { action, reason, policy, credentials: Credentials::Keep, allowed: None, vary, is_method_served: true }
    }

    /// The CORS headers of the response.
    #[inline]
    pub(crate) fn headers(&self) -> ResponseHeaders {
        let allowed = match (self.allowed, self.policy) {
            (Some(origin), Some(policy)) => {
                let has_expose = matches!(self.action, Action::Serve | Action::ServeSocket);
                let expose = if has_expose { policy.expose.clone() } else { None };
                Some(Allowed { origin: origin.clone(), credentials: policy.declared.credentials, expose })
            }
            _ => None,
        };
        let keeps_others = allowed.is_none() && self.policy.is_some_and(|policy| policy.report_only);
        ResponseHeaders { vary: self.vary, allowed, keeps_others }
    }

    /// Whether a page of the origin can read the response by CORS.
    pub(crate) fn is_readable(&self) -> bool {
        self.allowed.is_some()
    }

    /// What the response to a preflight allows, or would.
    pub(crate) fn preflight(&self) -> Option<&PreflightHeaders> {
        match self.action {
            Action::Preflight(_, allowed) | Action::Pass(_, allowed) => allowed?.headers,
            _ => None,
        }
    }

    /// Whether the response is that of a handler, a service or an application, or a 405 of theirs.
    #[inline]
    pub(crate) fn is_served(&self) -> bool {
        match self.action {
            Action::Serve | Action::ServeSocket | Action::Pass(..) | Action::MethodNotServed => true,
            Action::Reject | Action::Preflight(..) | Action::Options => false,
        }
    }

    /// Whether the response has the `Allow` of a path.
    pub(crate) fn has_allow(&self) -> bool {
        !self.is_method_served || matches!(self.action, Action::Options)
    }

    /// Whether a request is served as it is, and nothing but CORS headers is added to the response.
    #[inline]
    pub(crate) fn is_plain(&self) -> bool {
        matches!(self.action, Action::Serve) && self.credentials == Credentials::Keep
    }

    /// Whether a request is served, and no page misses anything.
    #[inline]
    pub(crate) fn is_silent(&self) -> bool {
        matches!(self.action, Action::Serve) && matches!(self.reason, None | Some(Reason::OriginMissing))
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
            Action::Reject => (ReportAction::Rejected, false),
            Action::Pass(action, _) => (action, true),
            // Of an allowed one, there is no reason to report.
            Action::Preflight(..) => (ReportAction::PreflightDenied, false),
            Action::Serve | Action::ServeSocket | Action::MethodNotServed | Action::Options => return None,
        };
        let reason = self.reason(request)?;
        Some(Report { action, reason, policy: self.policy_name(), report_only })
    }

    /// What is reported where credentials are removed from the request or the response.
    pub(crate) fn report_of_credentials(&self) -> Option<Report> {
        let report_only = match self.credentials {
            Credentials::Keep => return None,
            Credentials::Remove { .. } => false,
            Credentials::Report { .. } => true,
        };
        let (action, reason) = (ReportAction::CredentialsRemoved, Reason::NoCredentials);
        Some(Report { action, reason, policy: self.policy_name(), report_only })
    }

    fn policy_name(&self) -> Option<&'static str> {
        self.policy.and_then(|policy| policy.declared.name)
    }
}
