//! Decides on a request by the policies of its path: one pure function.
//!
//! It knows neither axum nor bodies. All that responds to a request, reports or explains it reads the same [`Decision`].
//!
//! A policy with a predicate cannot decide by itself. [`decide`] then returns [`Undecided`], and decides once more with what the
//! predicate returned.

mod credentials;
mod decision;
mod path;
mod predicates;
mod request;
mod request_headers;
mod serves;
#[cfg(test)]
mod tests;

pub(crate) use decision::{Action, Allowed, Credentials, Decision, Preflight, PreflightHeaders, ResponseHeaders, Vary};
pub(crate) use path::{HandlerPolicy, OnPath, PathPolicies, Sharer};
pub(crate) use predicates::{PredicateResults, SharedPolicies, Undecided};
pub(crate) use request::{CorsRequest, HeaderValues};
pub(crate) use request_headers::headers_not_allowed;
pub(crate) use serves::{CrossOriginMethods, Serves};

use crate::methods::MethodSet;
use crate::policy::{Check, CompiledPolicy};
use crate::reason::Reason;
use http::{HeaderValue, Method};
use path::Entry;
use request::Kind;

/// The policies that decide on a request.
#[derive(Clone, Copy)]
pub(crate) enum Policies<'a> {
    /// The policy of the handler that serves the request.
    Handler(&'a CompiledPolicy),
    /// The policies of all that serves a path: handlers, a service, an application.
    Path(&'a PathPolicies),
    /// As `Path`, where the application does not serve the method: only what serves a method by its name does. See
    /// [`PathPolicies::method_to_look_up`].
    ByName(&'a PathPolicies),
}

/// Finds the entry of a path that serves a method.
type Serving = for<'a> fn(&'a PathPolicies, &Method) -> Option<&'a Entry>;

/// Decides on a request.
// Always inlined: a call would copy the decision once more for each request.
#[inline(always)]
pub(crate) fn decide<'a>(
    policies: Policies<'a>,
    request: CorsRequest<'a>,
    results: &'a PredicateResults,
) -> Result<Decision<'a>, Undecided> {
    let deciding = Deciding { request, results };
    match policies {
        Policies::Handler(policy) => deciding.request_to_handler(policy, 0, true),
        Policies::Path(path) => deciding.request_to_path(path, PathPolicies::serving),
        Policies::ByName(path) => deciding.request_to_path(path, PathPolicies::serving_by_name),
    }
}

impl Policies<'_> {
    /// The name of the static that a predicate is bound to.
    pub(crate) fn predicate_name(self, index: usize) -> &'static str {
        let policy = match self {
            Policies::Handler(policy) => Some(policy),
            Policies::Path(path) | Policies::ByName(path) => path.entries.get(index).map(Entry::policy),
        };
        policy.map_or("", |policy| policy.declared.origins_name())
    }
}

struct Deciding<'a> {
    request: CorsRequest<'a>,
    results: &'a PredicateResults,
}

impl<'a> Deciding<'a> {
    #[inline(never)]
    fn request_to_path(&self, path: &'a PathPolicies, serving: Serving) -> Result<Decision<'a>, Undecided> {
        let mut decision = match self.request.kind {
            Kind::Preflight(requested) => return self.preflight(path, requested, serving),
            Kind::Options if serving(path, self.request.method).is_none() => return Ok(Decision::options()),
            Kind::Actual | Kind::Options => self.request_to_path_method(path, serving)?,
        };
        if matches!(self.request.kind, Kind::Options) {
            decision.vary = Vary::Preflight;
        }
        Ok(decision)
    }

    #[inline(always)]
    fn request_to_path_method(&self, path: &'a PathPolicies, serving: Serving) -> Result<Decision<'a>, Undecided> {
        let method = served_as(self.request.method);
        match serving(path, method) {
            Some(entry) if entry.serves.allows_cross_origin(method) => {
                self.request_to_handler(entry.policy(), entry.first_alike, !entry.serves.is_any())
            }
            Some(entry) => Ok(self.method_not_allowed(entry.policy())),
            None => self.method_not_served(path),
        }
    }

    /// A request to a method that a handler serves.
    #[inline(always)]
    fn request_to_handler(
        &self,
        policy: &'a CompiledPolicy,
        index: usize,
        is_by_name: bool,
    ) -> Result<Decision<'a>, Undecided> {
        let vary = Vary::of(policy, self.request.method);
        let mut decision = match self.check(policy, index)? {
            // Fetch §4.9, CORS check: the browser compares `Access-Control-Allow-Origin` with the page's origin.
            Ok(origin) => {
                let mut decision = Decision::serve(policy, vary, origin);
                if !policy.declared.credentials {
                    decision.credentials = self.credentials(policy);
                }
                decision
            }
            Err(reason) => self.disallowed(policy, vary, reason),
        };
        if is_by_name && *self.request.method == Method::CONNECT && matches!(decision.action, Action::Serve) {
            decision.action = Action::ServeSocket;
        }
        Ok(decision)
    }

    /// What happens to the credentials of an allowed request under a policy without `credentials`.
    fn credentials(&self, policy: &CompiledPolicy) -> Credentials {
        if !self.is_enforced(policy) || !self.is_cross_origin(policy) {
            return Credentials::Keep;
        }
        let keep_authorization = policy.allows_authorization && self.request.can_be_cors();
        if policy.report_only {
            Credentials::Report { keep_authorization }
        } else {
            Credentials::Remove { keep_authorization }
        }
    }

    /// A request to a method that a handler serves, from an origin that the policy does not allow. Fetch only hides the response
    /// from the page.
    #[inline]
    fn disallowed(&self, policy: &'a CompiledPolicy, vary: Vary, reason: Reason) -> Decision<'a> {
        let is_enforced = self.is_enforced(policy);
        let has_origin = !matches!(self.request.origin, HeaderValues::Absent);
        // Without `Origin`, no page waits for the response of a request that is not enforced.
        if !has_origin && !is_enforced || !self.is_cross_origin(policy) {
            let reason = (!has_origin).then_some(Reason::OriginMissing);
            return Decision::serve_without_headers(policy, vary, reason);
        }
        let is_served = policy.serves_navigations && self.request.is_navigation() && !self.request.is_websocket();
        if is_enforced && !is_served {
            Decision::reject(policy, vary, reason, true)
        } else {
            Decision::serve_unreadable(policy, vary, reason)
        }
    }

    /// A request with a method that only the server's own pages and programs can use.
    fn method_not_allowed(&self, policy: &'a CompiledPolicy) -> Decision<'a> {
        let vary = Vary::of_enforcement(policy, self.request.method);
        self.disallowed(policy, vary, Reason::MethodNotAllowed)
    }

    /// A CORS-preflight request (Fetch §4.8): the policy of the requested method decides, never another one of the path.
    fn preflight(
        &self,
        path: &'a PathPolicies,
        requested: HeaderValues<'a>,
        serving: Serving,
    ) -> Result<Decision<'a>, Undecided> {
        let HeaderValues::One(value) = requested else {
            return Ok(Decision::deny_preflight(Reason::MethodRepeated, None, path.is_report_only()));
        };
        let Some(method) = requested.method() else {
            return self.preflight_not_served(path, Reason::MethodNotServed);
        };
        let reason = match serving(path, &method) {
            Some(entry) if entry.serves.allows_cross_origin(&method) => {
                return self.preflight_for(path, entry, value);
            }
            Some(_) => Reason::MethodNotAllowed,
            None => Reason::MethodNotServed,
        };
        // Fetch §4.8, step 7: a CORS-safelisted method passes whatever `Access-Control-Allow-Methods` lists. Another
        // policy's headers would allow requests to handlers of the path that have no policy.
        if MethodSet::of(&method).intersects(MethodSet::SAFELISTED) {
            return Ok(Decision::deny_preflight(reason, None, path.is_report_only()));
        }
        self.preflight_not_served(path, reason)
    }

    /// A preflight for a method that this entry serves.
    fn preflight_for(
        &self,
        path: &'a PathPolicies,
        entry: &'a Entry,
        requested: &'a HeaderValue,
    ) -> Result<Decision<'a>, Undecided> {
        let policy = entry.policy();
        Ok(match self.check(policy, entry.first_alike)? {
            Ok(origin) => {
                let allowed = entry.preflight(requested);
                // Browsers compare the names themselves. Where nothing must be denied, all of a denied preflight passes.
                if policy.report_only && !headers_not_allowed(allowed.headers, self.request.headers).is_empty() {
                    Decision::deny_headers(allowed, policy)
                } else {
                    preflight_response(path, policy, origin, allowed, None)
                }
            }
            Err(reason) => Decision::deny_preflight(reason, Some(policy), policy.report_only),
        })
    }

    /// A preflight for a method that cross-origin requests cannot use, and that browsers look for in the list of methods.
    fn preflight_not_served(&self, path: &'a PathPolicies, reason: Reason) -> Result<Decision<'a>, Undecided> {
        if path.is_report_only() {
            return Ok(Decision::deny_preflight(reason, None, true));
        }
        Ok(match self.first_to_allow(path)? {
            // The list of methods lets the browser's console name the one that is missing.
            Some((entry, origin)) => {
                let methods_alone = Preflight { methods: entry.methods(), headers: None };
                preflight_response(path, entry.policy(), origin, methods_alone, Some(reason))
            }
            None => Decision::deny_preflight(reason, None, false),
        })
    }

    /// A request whose method nothing on the path serves. It is enforced like others; its 405 is readable by each origin that one of
    /// the policies allows.
    fn method_not_served(&self, path: &'a PathPolicies) -> Result<Decision<'a>, Undecided> {
        let vary = path.vary_of_not_served(self.request.method);
        if let Some((entry, origin)) = self.first_to_allow(path)? {
            let policy = entry.policy();
            let mut decision = Decision::method_not_served(vary, Some((policy, origin)));
            if !policy.declared.credentials {
                decision.credentials = self.credentials(policy);
            }
            return Ok(decision);
        }
        let is_enforced = |policy: &&CompiledPolicy| self.is_enforced(policy) && self.is_cross_origin(policy);
        let mut enforcing = path.entries.iter().map(Entry::policy).filter(is_enforced).peekable();
        // Routers with other settings may share a path: the strictest one decides.
        let first = enforcing.peek().copied();
        Ok(match enforcing.find(|policy| !policy.report_only).or(first) {
            Some(policy) => Decision::reject(policy, vary, self.request.disallowed_reason(), false),
            None => Decision::method_not_served(vary, None),
        })
    }

    /// The first policy of the path that allows the origin. A list goes before `*`, which cannot allow credentials.
    fn first_to_allow(&self, path: &'a PathPolicies) -> Result<Option<(&'a Entry, &'a HeaderValue)>, Undecided> {
        for allows_any in [false, true] {
            for entry in &path.entries {
                if entry.policy().allows_any() == allows_any {
                    if let Ok(origin) = self.check(entry.policy(), entry.first_alike)? {
                        return Ok(Some((entry, origin)));
                    }
                }
            }
        }
        Ok(None)
    }

    /// Checks the origin (Fetch §3.2): the value of `Access-Control-Allow-Origin`, or why the policy does not allow it.
    #[inline]
    fn check(&self, policy: &'a CompiledPolicy, index: usize) -> Result<Result<&'a HeaderValue, Reason>, Undecided> {
        let origin = match self.request.origin {
            HeaderValues::Absent => Err(Reason::OriginMissing),
            HeaderValues::One(origin) => Ok(origin),
            HeaderValues::Many => Err(Reason::OriginRepeated),
        };
        if let (Ok(origin), Some(result)) = (origin, self.results.get(index)) {
            return Ok(result.map(|()| origin));
        }
        match policy.check(origin) {
            Check::Allowed(value) => Ok(Ok(value)),
            Check::Disallowed(reason) => Ok(Err(reason)),
            // The server's own pages read responses without CORS.
            Check::Predicate(_) if self.is_own_page(policy) => Ok(Err(Reason::OriginNotAllowed)),
            Check::Predicate(origin) => Err(Undecided { index, origin }),
        }
    }

    /// Whether the request is from a page of the server's own. Those send no preflights.
    fn is_own_page(&self, policy: &CompiledPolicy) -> bool {
        matches!(self.request.kind, Kind::Actual | Kind::Options) && !self.is_cross_origin(policy)
    }

    /// Whether cross-origin requests must be allowed by the policy: a page that opens a WebSocket can read it without CORS.
    #[inline]
    fn is_enforced(&self, policy: &CompiledPolicy) -> bool {
        policy.declared.enforces(self.request.method) || self.request.is_websocket()
    }

    fn is_cross_origin(&self, policy: &CompiledPolicy) -> bool {
        self.request.is_cross_origin(policy.server_origins.as_deref())
    }
}

/// A handler for GET opens the WebSockets of HTTP/2 too, whose method is CONNECT.
fn served_as(method: &Method) -> &Method {
    if *method == Method::CONNECT { &Method::GET } else { method }
}

fn preflight_response<'a>(
    path: &PathPolicies,
    policy: &'a CompiledPolicy,
    origin: &'a HeaderValue,
    allowed: Preflight<'a>,
    reason: Option<Reason>,
) -> Decision<'a> {
    let action = Action::Preflight(path.preflight_status, Some(allowed));
    Decision { action, reason, ..Decision::serve(policy, Vary::Preflight, origin) }
}
