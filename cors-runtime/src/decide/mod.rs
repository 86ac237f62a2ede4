//! Decides on a request by the policies of its path: one pure function.
//!
//! It knows neither axum nor bodies. All that responds to a request, reports or explains it reads the same [`Decision`].
//!
//! A policy with a predicate cannot decide by itself. [`decide`] then returns [`Undecided`]; [`decide_later`] calls the
//! predicate and decides again, with what it returned.

mod decision;
mod later;
mod path;
mod request;
mod serves;
#[cfg(test)]
mod tests;

pub(crate) use decision::{Action, Allowed, Decision, PreflightHeaders, ResponseHeaders, Vary};
pub(crate) use later::{SharedPolicies, decide_later};
pub(crate) use path::{HandlerPolicy, PathPolicies};
pub(crate) use request::{CorsRequest, HeaderValues};
pub(crate) use serves::{CrossOriginMethods, Serves};

use crate::methods::MethodSet;
use crate::policy::{Check, CompiledPolicy};
use crate::reason::Reason;
use http::{HeaderValue, Method};
use path::Entry;
use request::Kind;
use std::sync::Arc;

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

/// A predicate has to be called first: that of the policy with this index on the path.
#[derive(Clone, Copy)]
pub(crate) struct Undecided(pub(crate) usize);

/// The results of a path's predicates so far, by the index of the policy.
pub(crate) type PredicateResults = [Option<Result<(), Reason>>];

/// Decides on a request.
// Always inlined: a call would copy the decision once more for each request.
#[inline(always)]
pub(crate) fn decide<'a>(
    policies: Policies<'a>,
    request: CorsRequest<'a>,
    results: &'a PredicateResults,
) -> Result<Decision, Undecided> {
    let deciding = Deciding { request, results };
    match policies {
        Policies::Handler(policy) => deciding.request_to_handler(policy, 0),
        Policies::Path(path) => deciding.request_to_path(path, PathPolicies::serving),
        Policies::ByName(path) => deciding.request_to_path(path, PathPolicies::serving_by_name),
    }
}

impl Policies<'_> {
    /// The path of a predicate, as written in the attribute.
    pub(crate) fn predicate_name(self, index: usize) -> &'static str {
        let policy = match self {
            Policies::Handler(policy) => Some(policy),
            Policies::Path(path) | Policies::ByName(path) => path.entries.get(index).map(Entry::policy),
        };
        policy.and_then(|policy| policy.declared.predicate()).map_or("", |predicate| predicate.name())
    }
}

struct Deciding<'a> {
    request: CorsRequest<'a>,
    results: &'a PredicateResults,
}

impl<'a> Deciding<'a> {
    #[inline(never)]
    fn request_to_path(&self, path: &'a PathPolicies, serving: Serving) -> Result<Decision, Undecided> {
        let entry = serving(path, self.request.method);
        match (self.request.kind, entry) {
            (Kind::Preflight(requested), _) => self.preflight(path, requested, serving),
            (Kind::Actual, Some(entry)) => self.request_to_entry(entry),
            (Kind::Actual, None) => self.method_not_served(path),
            (Kind::Options, Some(entry)) => {
                let mut decision = self.request_to_entry(entry)?;
                decision.headers.vary = Vary::Preflight;
                Ok(decision)
            }
            (Kind::Options, None) => Ok(Decision::OPTIONS),
        }
    }

    /// A request to a method that an entry of a path serves.
    fn request_to_entry(&self, entry: &'a Entry) -> Result<Decision, Undecided> {
        if entry.serves.allows_cross_origin(self.request.method) {
            self.request_to_handler(entry.policy(), entry.first_alike)
        } else {
            Ok(self.method_not_allowed(entry.policy()))
        }
    }

    /// A request with a method that only the server's own pages and programs can use.
    fn method_not_allowed(&self, policy: &CompiledPolicy) -> Decision {
        let vary = Vary::of_enforcement(policy, self.request.method);
        if self.is_enforced(policy) {
            return Decision::reject(vary, Reason::MethodNotAllowed);
        }
        let reason = match self.request.origin {
            HeaderValues::Absent => Some(Reason::OriginMissing),
            // The server's own pages read the response without CORS.
            _ if !self.request.is_cross_origin() => None,
            _ => Some(Reason::MethodNotAllowed),
        };
        Decision::serve_without_headers(vary, reason)
    }

    /// A request to a method that a handler serves.
    #[inline(always)]
    fn request_to_handler(&self, policy: &'a CompiledPolicy, index: usize) -> Result<Decision, Undecided> {
        let vary = Vary::of(policy, self.request.method);
        Ok(match self.check(policy, index)? {
            // Fetch §4.9, CORS check: the browser compares `Access-Control-Allow-Origin` with the page's origin.
            Ok(origin) => {
                let (origin, credentials) = (origin.clone(), policy.declared.credentials);
                Decision::serve(vary, Allowed { origin, credentials, expose: policy.expose.clone() })
            }
            // Fetch knows no such step: it only hides the response from the page.
            Err(reason) if self.is_enforced(policy) => Decision::reject(vary, reason),
            Err(reason) => Decision::serve_without_headers(vary, Some(reason)),
        })
    }

    /// A CORS-preflight request (Fetch §4.8): the policy of the requested method decides, never another one of the path.
    fn preflight(
        &self,
        path: &'a PathPolicies,
        requested: HeaderValues<'_>,
        serving: Serving,
    ) -> Result<Decision, Undecided> {
        let HeaderValues::One(value) = requested else {
            return Ok(Decision::deny_preflight(Reason::MethodRepeated));
        };
        let Some(method) = requested.method() else {
            return self.preflight_not_served(path, Reason::MethodNotServed);
        };
        let reason = match serving(path, &method) {
            Some(entry) if entry.serves.allows_cross_origin(&method) => {
                return Ok(match self.check(entry.policy(), entry.first_alike)? {
                    Ok(origin) => preflight_response(path, entry, origin, entry.preflight(value), None),
                    Err(reason) => Decision::deny_preflight(reason),
                });
            }
            Some(_) => Reason::MethodNotAllowed,
            None => Reason::MethodNotServed,
        };
        // Fetch §4.8, step 7: a CORS-safelisted method passes whatever `Access-Control-Allow-Methods` lists. Another
        // policy's headers would allow requests to handlers of the path that have no policy.
        if MethodSet::of(&method).intersects(MethodSet::SAFELISTED) {
            return Ok(Decision::deny_preflight(reason));
        }
        self.preflight_not_served(path, reason)
    }

    /// A preflight for a method that cross-origin requests cannot use, and that browsers look for in the list of methods.
    fn preflight_not_served(&self, path: &'a PathPolicies, reason: Reason) -> Result<Decision, Undecided> {
        Ok(match self.first_to_allow(path)? {
            // The list of methods lets the browser's console name the one that is missing.
            Some((entry, origin)) => preflight_response(path, entry, origin, entry.methods_alone.clone(), Some(reason)),
            None => Decision::deny_preflight(reason),
        })
    }

    /// The 405 of a path is readable by each origin that one of its policies allows.
    fn method_not_served(&self, path: &'a PathPolicies) -> Result<Decision, Undecided> {
        let allowed = self.first_to_allow(path)?.map(|(entry, origin)| {
            let credentials = entry.policy().declared.credentials;
            Allowed { origin: origin.clone(), credentials, expose: None }
        });
        Ok(Decision::method_not_served(allowed))
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
        if let (Ok(origin), Some(Some(result))) = (origin, self.results.get(index)) {
            return Ok(result.map(|()| origin));
        }
        match policy.check(origin) {
            Check::Allowed(value) => Ok(Ok(value)),
            Check::Disallowed(reason) => Ok(Err(reason)),
            Check::Predicate => Err(Undecided(index)),
        }
    }

    #[inline]
    fn is_enforced(&self, policy: &CompiledPolicy) -> bool {
        policy.declared.enforces(self.request.method) && self.request.is_cross_origin()
    }
}

fn preflight_response(
    path: &PathPolicies,
    entry: &Entry,
    origin: &HeaderValue,
    headers: Arc<PreflightHeaders>,
    reason: Option<Reason>,
) -> Decision {
    let action = Action::Preflight(path.preflight_status, Some(headers));
    let credentials = entry.policy().declared.credentials;
    let allowed = Some(Allowed { origin: origin.clone(), credentials, expose: None });
    Decision { action, reason, headers: ResponseHeaders { vary: Vary::Preflight, allowed } }
}

impl Undecided {
    /// The decision without a predicate that could be called.
    #[cold]
    pub(crate) fn rejected(self) -> Decision {
        Decision::reject(Vary::Origin, Reason::PredicateFailed)
    }
}
