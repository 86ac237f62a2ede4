//! One path with the policies of all its handlers: who answers its preflights, and what they say.

use crate::decision::Verdict;
use crate::method::MethodSet;
use crate::policy::Policy;
use crate::reads::Reads;
use crate::request::{Facts, Lines, OriginHeader};
use crate::response::{Grant, Stamp, TRUE, refused, respond};
use axum::body::Body;
use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_MAX_AGE, ALLOW, VARY,
};
use http::{HeaderMap, HeaderValue, Response, StatusCode};

const VARY_PREFLIGHT: HeaderValue =
    HeaderValue::from_static("Origin, Access-Control-Request-Method, Access-Control-Request-Headers");

/// What a path answers to OPTIONS, and under which policy each of its methods stands.
#[derive(Debug)]
pub(crate) struct PathPolicies {
    entries: Vec<Entry>,
    allow: HeaderValue,
    preflight_status: StatusCode,
}

/// What a handler answers to, and under which policy.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terms {
    pub(crate) methods: MethodSet,
    pub(crate) policy: &'static Policy,
    pub(crate) reads: Reads,
}

/// A handler's terms, and what its preflights say.
#[derive(Debug)]
struct Entry {
    methods: MethodSet,
    policy: &'static Policy,
    allow_methods: HeaderValue,
    allow_headers: Option<HeaderValue>,
    max_age: Option<HeaderValue>,
}

impl PathPolicies {
    pub(crate) fn new(handlers: &[Terms], preflight_status: StatusCode) -> PathPolicies {
        PathPolicies {
            entries: handlers.iter().map(|terms| Entry::new(terms, handlers)).collect(),
            allow: allow(methods_of(handlers.iter())),
            preflight_status,
        }
    }

    /// Answers OPTIONS.
    pub(crate) fn answer(&self, request: Facts<'_>) -> Response<Body> {
        if request.is_preflight() { self.preflight(request) } else { self.options() }
    }

    /// The CORS-preflight request: answered by the policy of the method it asks for, never by a sibling's.
    fn preflight(&self, request: Facts<'_>) -> Response<Body> {
        let origin = request.origin();
        let Lines::One(asked) = request.requested_method() else { return refused(VARY_PREFLIGHT) };
        let asked = MethodSet::named(asked.as_bytes());
        match self.entry(asked) {
            Some(entry) => match entry.policy.admit(&origin) {
                Some(allow_origin) => self.grant(entry, allow_origin, Headers::Granted),
                None => refused(VARY_PREFLIGHT),
            },
            // The browser would send these whatever `Access-Control-Allow-Methods` says: a sibling's grant would open
            // handlers of the same path that have no policy.
            None if asked.meets(MethodSet::SAFELISTED) => refused(VARY_PREFLIGHT),
            // Says which methods there are, so that the browser's console names the missing one.
            None => match self.admitting(&origin) {
                Some((entry, allow_origin)) => self.grant(entry, allow_origin, Headers::Withheld),
                None => refused(VARY_PREFLIGHT),
            },
        }
    }

    /// The handler that answers this method: for HEAD its own, else GET's.
    fn entry(&self, asked: MethodSet) -> Option<&Entry> {
        let answering = |method| self.entries.iter().find(|entry| entry.methods.meets(method));
        answering(asked).or_else(|| answering(MethodSet::GET).filter(|_| asked == MethodSet::HEAD))
    }

    /// A policy of this path that admits the origin: one that names it before `*`, which has no credentials to give.
    fn admitting<'p>(&'p self, origin: &OriginHeader<'_>) -> Option<(&'p Entry, HeaderValue)> {
        let admitted = |entry: &'p Entry| Some((entry, entry.policy.admit(origin)?));
        let mut named = self.entries.iter().filter(|entry| !entry.policy.is_everyone());
        named.find_map(admitted).or_else(|| self.entries.iter().find_map(admitted))
    }

    fn grant(&self, entry: &Entry, allow_origin: HeaderValue, headers: Headers) -> Response<Body> {
        let mut answer = HeaderMap::with_capacity(6);
        answer.insert(VARY, VARY_PREFLIGHT);
        answer.insert(ACCESS_CONTROL_ALLOW_ORIGIN, allow_origin);
        if entry.policy.credentials() {
            answer.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, TRUE);
        }
        answer.insert(ACCESS_CONTROL_ALLOW_METHODS, entry.allow_methods.clone());
        if let Headers::Granted = headers {
            if let Some(names) = &entry.allow_headers {
                answer.insert(ACCESS_CONTROL_ALLOW_HEADERS, names.clone());
            }
            if let Some(seconds) = &entry.max_age {
                answer.insert(ACCESS_CONTROL_MAX_AGE, seconds.clone());
            }
        }
        respond(self.preflight_status, answer)
    }

    /// OPTIONS that is no preflight (RFC 9110, §9.3.7).
    fn options(&self) -> Response<Body> {
        respond(StatusCode::NO_CONTENT, HeaderMap::from_iter([(ALLOW, self.allow.clone())]))
    }

    /// Decides on a request to a method that no handler answers: it is not refused here, but axum's 405 should be
    /// readable by a page that this path knows.
    pub(crate) fn judge(&self, request: Facts<'_>) -> Verdict {
        let admitting = self.admitting(&request.origin());
        let grant = admitting.map(|(entry, allow_origin)| Grant {
            allow_origin,
            credentials: entry.policy.credentials(),
            expose: None,
        });
        Verdict::Serve(Stamp { vary: true, grant })
    }
}

enum Headers {
    Granted,
    Withheld,
}

impl Entry {
    fn new(terms: &Terms, path: &[Terms]) -> Entry {
        let Terms { methods, policy, reads } = *terms;
        policy.prepare();
        let (same, others): (Vec<&Terms>, Vec<&Terms>) = path.iter().partition(|terms| terms.policy.grants_as(policy));
        let sibling_is_unenforced = others.iter().any(|terms| terms.policy.is_unenforced());
        Entry {
            methods,
            policy,
            allow_methods: methods_of(same.into_iter()).header_value(),
            allow_headers: policy.headers_with(reads),
            max_age: if sibling_is_unenforced {
                // Browsers keep the granted header names for the URL, not for the method: kept, they would let a
                // request to the unenforced sibling skip its own preflight.
                Some(const { HeaderValue::from_static("0") })
            } else {
                policy.max_age().cloned()
            },
        }
    }
}

fn methods_of<'a>(handlers: impl Iterator<Item = &'a Terms>) -> MethodSet {
    handlers.fold(MethodSet::EMPTY, |all, terms| all.with(terms.methods))
}

/// `Allow`, with the methods that axum and we answer on top: HEAD wherever GET is, and OPTIONS.
fn allow(methods: MethodSet) -> HeaderValue {
    let with_head = if methods.meets(MethodSet::GET) { methods.with(MethodSet::HEAD) } else { methods };
    let names: Vec<_> = with_head.names().chain(["OPTIONS"]).collect();
    HeaderValue::from_str(&names.join(", ")).unwrap_or(const { HeaderValue::from_static("OPTIONS") })
}
