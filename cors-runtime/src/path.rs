//! One path with the policies of all its handlers: who answers its preflights, and what they say.

use crate::decision::{Verdict, judge_at};
use crate::eventual::Eventual;
use crate::gate::Gate;
use crate::method::{MethodSet, listed};
use crate::reads::Reads;
use crate::reason::Reason;
use crate::report::{Outcome, Subject, report};
use crate::request::{Facts, Lines, OriginHeader};
use crate::response::{Grant, Stamp, TRUE, Varies, refused_as, respond};
use axum::body::Body;
use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_MAX_AGE, ALLOW, VARY,
};
use http::{HeaderValue, Method, Response, StatusCode};
use std::sync::Arc;

const VARY_PREFLIGHT: HeaderValue =
    HeaderValue::from_static("Origin, Access-Control-Request-Method, Access-Control-Request-Headers");

/// What a path answers to OPTIONS, and under which policy each of its methods stands.
pub(crate) struct PathPolicies {
    entries: Vec<Entry>,
    /// Whether any of them has a predicate.
    asks: bool,
    allow: HeaderValue,
    preflight_status: StatusCode,
}

/// What a path makes of a request that none of its handlers judges.
pub(crate) enum Ruling {
    Verdict(Verdict),
    /// Answer this in place of the service: it has no OPTIONS of its own, and answers no other methods than declared.
    Answer(Response<Body>),
}

/// What a handler answers to, and under which policy.
#[derive(Clone)]
pub(crate) struct Terms {
    pub(crate) methods: MethodSet,
    pub(crate) gate: Gate,
    pub(crate) reads: Reads,
}

/// A handler's terms, and what its preflights say.
struct Entry {
    methods: MethodSet,
    gate: Gate,
    /// The first entry under the same policy. What its predicate answers holds for this one too.
    first_alike: usize,
    allow_methods: HeaderValue,
    allow_headers: Option<HeaderValue>,
    max_age: Option<HeaderValue>,
}

/// Says for an entry what `Access-Control-Allow-Origin` will be, if its policy admits the origin; else why not, unless that
/// can be told from the origin alone.
type Admit<'f> = &'f dyn Fn(&Entry) -> Result<HeaderValue, Option<Reason>>;

/// What a policy is asked about an origin.
type Question = Eventual<Result<HeaderValue, Reason>>;

/// Of policies without predicates.
fn by_lists<'o>(origin: &'o OriginHeader<'o>) -> impl Fn(&Entry) -> Result<HeaderValue, Option<Reason>> {
    move |entry| entry.gate.policy.admit(origin).cloned().ok_or(None)
}

/// By what the policies have answered, in the order of the entries.
fn by_answers(
    answers: &[Result<HeaderValue, Option<Reason>>],
) -> impl Fn(&Entry) -> Result<HeaderValue, Option<Reason>> {
    move |entry| answers.get(entry.first_alike).cloned().unwrap_or(Err(None))
}

async fn answers(questions: Vec<Option<Question>>) -> Vec<Result<HeaderValue, Option<Reason>>> {
    let mut answers = Vec::with_capacity(questions.len());
    for question in questions {
        answers.push(match question {
            Some(question) => question.await.map_err(Some),
            None => Err(None),
        });
    }
    answers
}

impl PathPolicies {
    pub(crate) fn new(handlers: &[Terms], preflight_status: StatusCode) -> PathPolicies {
        let (mut methods, mut asks) = (MethodSet::EMPTY, false);
        let mut entries = Vec::with_capacity(handlers.len());
        for terms in handlers {
            methods = methods.with(terms.methods);
            asks |= terms.gate.has_predicate();
            entries.push(Entry::new(terms, handlers));
        }
        PathPolicies { entries, asks, allow: allow(methods), preflight_status }
    }

    /// Answers OPTIONS.
    pub(crate) fn answer(self: &Arc<Self>, request: Facts<'_>) -> Eventual<Response<Body>> {
        let origin = request.origin();
        let asked = match (&origin, request.requested_method()) {
            (Lines::None, _) | (_, Lines::None) => return Eventual::known(self.options()),
            (_, Lines::One(asked)) => MethodSet::named(asked.as_bytes()),
            (_, Lines::Several) => {
                report(Outcome::PreflightRefused, || (Subject::of(request), Reason::MethodRepeated));
                return Eventual::known(refused_as(VARY_PREFLIGHT));
            }
        };
        if self.asks {
            return self.answer_later(asked, Subject::of(request), &origin);
        }
        Eventual::known(self.preflight(asked, &by_lists(&origin), || Subject::of(request)))
    }

    #[cold]
    fn answer_later(
        self: &Arc<Self>,
        asked: MethodSet,
        subject: Subject,
        origin: &OriginHeader<'_>,
    ) -> Eventual<Response<Body>> {
        let one = self.entry(asked).map(|entry| entry.first_alike);
        let needed = |place| one.is_none_or(|one| one == place) && (one.is_some() || !is_safelisted(asked));
        let (path, questions) = (self.clone(), self.questions(origin, &needed));
        Eventual::asked(async move {
            let answers = answers(questions).await;
            path.preflight(asked, &by_answers(&answers), || subject)
        })
    }

    /// What the policies of the entries that are needed are asked about the origin, each once.
    fn questions(&self, origin: &OriginHeader<'_>, needed: &dyn Fn(usize) -> bool) -> Vec<Option<Question>> {
        let mut questions = Vec::with_capacity(self.entries.len());
        for (place, entry) in self.entries.iter().enumerate() {
            let is_asked = entry.first_alike == place && needed(place);
            questions.push(is_asked.then(|| entry.gate.admit(origin)));
        }
        questions
    }

    /// The CORS-preflight request: answered by the policy of the method it asks for, never by a sibling's.
    fn preflight(&self, asked: MethodSet, admit: Admit<'_>, subject: impl FnOnce() -> Subject) -> Response<Body> {
        let reason = match self.entry(asked) {
            Some(entry) => match admit(entry) {
                Ok(allow_origin) => return self.grant(entry, allow_origin, Headers::Granted),
                Err(reason) => reason,
            },
            // The browser would send these whatever `Access-Control-Allow-Methods` says: a sibling's grant would open
            // handlers of the same path that have no policy.
            None if is_safelisted(asked) => Some(Reason::MethodNotAnswered),
            // Says which methods there are, so that the browser's console names the missing one.
            None => match self.admitting(admit) {
                Some((entry, allow_origin)) => return self.grant(entry, allow_origin, Headers::Withheld),
                None => Some(Reason::MethodNotAnswered),
            },
        };
        report(Outcome::PreflightRefused, || explained(subject(), reason));
        refused_as(VARY_PREFLIGHT)
    }

    /// The handler that answers this method: for HEAD its own, else GET's.
    fn entry(&self, asked: MethodSet) -> Option<&Entry> {
        let answering = |method| self.entries.iter().find(|entry| entry.methods.meets(method));
        answering(asked).or_else(|| answering(MethodSet::GET).filter(|_| asked == MethodSet::HEAD))
    }

    /// A policy of this path that admits the origin: one that names it before `*`, which has no credentials to give.
    fn admitting<'p>(&'p self, admit: Admit<'_>) -> Option<(&'p Entry, HeaderValue)> {
        let admitted = |entry: &'p Entry| Some((entry, admit(entry).ok()?));
        let mut named = self.entries.iter().filter(|entry| !entry.gate.policy.is_everyone());
        named.find_map(admitted).or_else(|| self.entries.iter().find_map(admitted))
    }

    fn grant(&self, entry: &Entry, allow_origin: HeaderValue, headers: Headers) -> Response<Body> {
        let mut response = respond(self.preflight_status);
        let answer = response.headers_mut();
        answer.append(VARY, VARY_PREFLIGHT);
        answer.append(ACCESS_CONTROL_ALLOW_ORIGIN, allow_origin);
        if entry.gate.policy.credentials {
            answer.append(ACCESS_CONTROL_ALLOW_CREDENTIALS, TRUE);
        }
        answer.append(ACCESS_CONTROL_ALLOW_METHODS, entry.allow_methods.clone());
        if let Headers::Granted = headers {
            if let Some(names) = &entry.allow_headers {
                answer.append(ACCESS_CONTROL_ALLOW_HEADERS, names.clone());
            }
            if let Some(seconds) = &entry.max_age {
                answer.append(ACCESS_CONTROL_MAX_AGE, seconds.clone());
            }
        }
        response
    }

    /// OPTIONS that is no preflight (RFC 9110, §9.3.7).
    fn options(&self) -> Response<Body> {
        self.allowing(StatusCode::NO_CONTENT)
    }

    /// Decides on a request to a method that no handler answers: it is not refused here, but axum's 405 should be
    /// readable by a page that this path knows.
    pub(crate) fn judge(self: &Arc<Self>, request: Facts<'_>) -> Eventual<Ruling> {
        self.not_allowed(None, request)
    }

    /// The same, stamped on an answer of our own if there is one.
    fn not_allowed(self: &Arc<Self>, answer: Option<Response<Body>>, request: Facts<'_>) -> Eventual<Ruling> {
        let origin = request.origin();
        if !self.asks {
            return Eventual::known(self.method_missing(answer, &by_lists(&origin)));
        }
        let (path, questions) = (self.clone(), self.questions(&origin, &|_| true));
        Eventual::asked(async move {
            let answers = answers(questions).await;
            path.method_missing(answer, &by_answers(&answers))
        })
    }

    fn method_missing(&self, answer: Option<Response<Body>>, admit: Admit<'_>) -> Ruling {
        let grant = self.admitting(admit).map(|(entry, allow_origin)| Grant {
            allow_origin,
            credentials: entry.gate.policy.credentials,
            expose: None,
        });
        let stamp = Stamp { varies: Varies::ByOrigin, grant };
        match answer {
            Some(mut answer) => {
                stamp.apply(answer.headers_mut());
                Ruling::Answer(answer)
            }
            None => Ruling::Verdict(Verdict::Serve(stamp)),
        }
    }

    /// Decides on a request that has no route, and for which the service of the path is there.
    pub(crate) fn judge_fallback(self: &Arc<Self>, request: Facts<'_>) -> Eventual<Ruling> {
        if *request.method == Method::OPTIONS {
            return self.answer(request).map(Ruling::Answer);
        }
        match self.entry(MethodSet::named(request.method.as_str().as_bytes())) {
            Some(entry) => judge_at(&entry.gate, request).map(Ruling::Verdict),
            None => self.not_allowed(Some(self.allowing(StatusCode::METHOD_NOT_ALLOWED)), request),
        }
    }

    fn allowing(&self, status: StatusCode) -> Response<Body> {
        let mut response = respond(status);
        response.headers_mut().append(ALLOW, self.allow.clone());
        response
    }
}

fn explained(subject: Subject, reason: Option<Reason>) -> (Subject, Reason) {
    let reason = reason.unwrap_or_else(|| Reason::of_unlisted(&subject.origin()));
    (subject, reason)
}

/// Whether browsers send a method without asking (Fetch, "CORS-safelisted method").
fn is_safelisted(asked: MethodSet) -> bool {
    asked.meets(MethodSet::SAFELISTED)
}

enum Headers {
    Granted,
    Withheld,
}

impl Entry {
    fn new(terms: &Terms, path: &[Terms]) -> Entry {
        let Terms { methods, gate, reads } = terms;
        let policy = gate.policy;
        let (mut alike, mut first_alike, mut sibling_is_unenforced) = (MethodSet::EMPTY, None, false);
        for (place, other) in path.iter().enumerate() {
            if other.gate.grants_as(gate) {
                alike = alike.with(other.methods);
                first_alike = first_alike.or(Some(place));
            } else {
                sibling_is_unenforced |= other.gate.policy.is_unenforced();
            }
        }
        Entry {
            methods: *methods,
            gate: gate.clone(),
            first_alike: first_alike.unwrap_or_default(),
            allow_methods: alike.header_value(),
            allow_headers: policy.headers_with(reads),
            max_age: if sibling_is_unenforced {
                // Browsers keep the granted header names for the URL, not for the method: kept, they would let a
                // request to the unenforced sibling skip its own preflight.
                Some(const { HeaderValue::from_static("0") })
            } else {
                policy.max_age_value.clone()
            },
        }
    }
}

/// `Allow`, with the methods that axum and we answer on top: HEAD wherever GET is, and OPTIONS.
fn allow(methods: MethodSet) -> HeaderValue {
    let with_head = if methods.meets(MethodSet::GET) { methods.with(MethodSet::HEAD) } else { methods };
    let mut names = with_head.names();
    names.push("OPTIONS");
    HeaderValue::from_str(&listed(&names)).unwrap_or(const { HeaderValue::from_static("OPTIONS") })
}
