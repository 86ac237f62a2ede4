//! The policies of all that serves one path, and what their preflights respond.

use super::decision::{Preflight, PreflightHeaders, Vary};
use super::request::{CorsRequest, Kind};
use super::serves::Serves;
use crate::methods::{MethodSet, joined, listed};
use crate::policy::{CompiledPolicy, OriginCheck, RequestHeaders, is_allowed};
use http::{HeaderValue, Method, StatusCode};

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
    /// The value of `Allow`, with that of OPTIONS that are not preflights; `None` where no method is served by its name.
    pub(crate) allow: Option<HeaderValue>,
    pub(super) preflight_status: StatusCode,
}

/// The policy of one handler, service or application, and what its preflights respond.
pub(super) struct Entry {
    pub(super) serves: Serves,
    check: OriginCheck,
    /// The index of the first entry with an equal policy. What its predicate returns holds for this one too.
    pub(super) first_alike: usize,
    preflight: PreflightHeaders,
}

impl PathPolicies {
    pub(crate) fn new(handlers: &[HandlerPolicy], preflight_status: StatusCode) -> PathPolicies {
        let on_path = OnPath { handlers: handlers.to_vec(), ..OnPath::default() };
        PathPolicies::on_path(handlers, &on_path, preflight_status)
    }

    /// Some of what serves a path.
    pub(crate) fn on_path(handlers: &[HandlerPolicy], on_path: &OnPath, preflight_status: StatusCode) -> PathPolicies {
        let mut methods = MethodSet::EMPTY;
        let mut entries = Vec::with_capacity(handlers.len());
        for handler in handlers {
            methods = methods.with(handler.serves.by_name());
            entries.push(Entry::new(handler, handlers, on_path));
        }
        PathPolicies { entries, allow: allow(methods, &on_path.methods), preflight_status }
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

    /// Whether denied preflights pass, for methods that nothing serves.
    pub(super) fn is_report_only(&self) -> bool {
        !self.entries.is_empty() && self.entries.iter().all(|entry| entry.policy().report_only)
    }

    /// For a response to a method that nothing serves.
    pub(super) fn vary_of_not_served(&self, method: &Method) -> Vary {
        let enforces = self.entries.iter().any(|entry| entry.policy().declared.enforces_safe_methods());
        if enforces && MethodSet::of(method).intersects(MethodSet::SAFE) { Vary::FetchMetadata } else { Vary::Origin }
    }

    /// How the policy with this index checks origins.
    pub(crate) fn check(&self, index: usize) -> Option<&OriginCheck> {
        self.entries.get(index).map(|entry| &entry.check)
    }
}

impl Entry {
    fn new(handler: &HandlerPolicy, path: &[HandlerPolicy], on_path: &OnPath) -> Entry {
        let HandlerPolicy { serves, check, .. } = handler;
        let (mut alike, mut first_alike) = (MethodSet::EMPTY, None);
        for (index, other) in path.iter().enumerate() {
            if other.check.allows_same(check) {
                alike = alike.with(other.serves.by_name());
                first_alike = first_alike.or(Some(index));
            }
        }
        let names = handler.allowed_headers(&on_path.handlers);
        let max_age = match on_path.sharer(handler) {
            Some(_) => Some(const { HeaderValue::from_static("0") }),
            None => check.policy.max_age.clone(),
        };
        let (methods_value, headers) = (alike.header_value(), joined(&names));
        Entry {
            serves: serves.clone(),
            check: check.clone(),
            first_alike: first_alike.unwrap_or_default(),
            preflight: PreflightHeaders { methods: methods_value, headers, max_age },
        }
    }

    /// What the response to a preflight for this method allows.
    pub(super) fn preflight<'a>(&'a self, requested: &'a HeaderValue) -> Preflight<'a> {
        let methods = match self.serves {
            Serves::Methods(_) if !self.check.sees_method() => &self.preflight.methods,
            // Other methods may have a handler of their own on the path, under another policy, and a predicate may deny them.
            Serves::Methods(_) | Serves::Any(_) => requested,
        };
        Preflight { methods, headers: Some(&self.preflight) }
    }

    /// The methods that are served by name under the same policy, for a preflight for a method that is not served. Without any, the
    /// list is empty, not absent: then browsers would take the requested method for allowed (Fetch §4.8, step 7).
    pub(super) fn methods(&self) -> &HeaderValue {
        &self.preflight.methods
    }

    pub(super) fn policy(&self) -> &CompiledPolicy {
        &self.check.policy
    }
}

/// All that serves a path.
#[derive(Default)]
pub(crate) struct OnPath {
    /// Under a policy, applications included.
    pub(crate) handlers: Vec<HandlerPolicy>,
    /// Whether something without a policy is there.
    pub(crate) has_plain: bool,
    /// The methods that others serve than the handlers, for `Allow`.
    pub(crate) methods: Vec<String>,
}

/// What browsers keep of a preflight lets requests skip theirs.
pub(crate) enum Sharer {
    Plain,
    /// The handler with this index.
    Handler(usize),
}

impl OnPath {
    /// What would be reached without a preflight of its own if browsers kept the header names that this handler's preflight allows,
    /// although its own is denied. Browsers keep names for a URL, not for a method; Firefox keeps methods and names apart.
    pub(crate) fn sharer(&self, handler: &HandlerPolicy) -> Option<Sharer> {
        let names = handler.allowed_headers(&self.handlers);
        if names.is_empty() {
            return None;
        }
        if self.has_plain {
            return Some(Sharer::Plain);
        }
        let shares = |other: &HandlerPolicy| self.shares(handler, &names, other);
        self.handlers.iter().position(shares).map(Sharer::Handler)
    }

    fn shares(&self, handler: &HandlerPolicy, names: &[&'static str], other: &HandlerPolicy) -> bool {
        let (policy, declared) = (&other.check.policy, other.check.policy.declared);
        // A form sends a `content-type` too, but not that of JSON. GET and HEAD have no content.
        let rejects_nothing = declared.is_unenforced() || policy.report_only;
        let counts = |name: &&&str| rejects_nothing || !name.eq_ignore_ascii_case("content-type");
        let mut names = names.iter().filter(counts).peekable();
        if names.peek().is_none() {
            return false;
        }
        let reached_by_all = policy.report_only || other.serves.serves_unenforced(declared);
        if other.serves.leaves_unenforced(declared) {
            return true;
        }
        if other.check.allows_same(&handler.check) {
            return other.check.sees_method() && reached_by_all;
        }
        // It serves every origin, with cookies: its own preflight must allow all that the handler's preflight does.
        if reached_by_all && !policy.allows_origins_and_credentials_of(&handler.check.policy) {
            return true;
        }
        let allowed = other.allowed_headers(&self.handlers);
        let is_reached = reached_by_all || policy.may_share_origin(&handler.check.policy);
        is_reached && names.any(|name| !is_allowed(name, &allowed))
    }
}

impl HandlerPolicy {
    /// The names in `Access-Control-Allow-Headers`: those of the policy, what the handler's extractors read, and what those of other
    /// handlers under the same policy read. Browsers keep allowed names by URL, not by method.
    pub(crate) fn allowed_headers(&self, path: &[HandlerPolicy]) -> Vec<&'static str> {
        let mut names = self.check.policy.declared.header_names_with(self.request_headers);
        for other in path.iter().filter(|other| other.check.allows_same(&self.check)) {
            for name in other.check.policy.declared.header_names_with(other.request_headers.of_arguments()) {
                if !is_allowed(name, &names) {
                    names.push(name);
                }
            }
        }
        names
    }
}

/// `Allow`, with the methods that axum and the router add: HEAD wherever GET is, and OPTIONS.
fn allow(methods: MethodSet, others: &[String]) -> Option<HeaderValue> {
    if methods.is_empty() {
        return None;
    }
    let with_head = if methods.intersects(MethodSet::GET) { methods.with(MethodSet::HEAD) } else { methods };
    let mut names = with_head.with(MethodSet::OPTIONS).names();
    for other in others {
        if !names.contains(&other.as_str()) {
            names.push(other);
        }
    }
    HeaderValue::from_str(&listed(&names)).ok()
}
