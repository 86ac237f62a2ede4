//! Decisions as tables: what is on the path, a request, and what is decided.

use super::*;
use crate::policy::{
    Bindings, CompiledPolicies, DEFAULTS, DeclaredOrigins, DeclaredPolicy, Head, NO_ORIGINS, Named, Origin,
    OriginCheck, Origins, RequestHeaders, RouterPredicate, Source, seal_origins,
};
use crate::settings::Settings;
use handler_cors_policy::surface::Enforcement;
use http::{HeaderName, Request, StatusCode};
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

static LISTED: DeclaredPolicy = DeclaredPolicy {
    origins: Source::Listed(&["https://a.example"]),
    headers: &["x-a"],
    credentials: true,
    max_age: Some(60),
    ..DEFAULTS
};
static OTHER: DeclaredPolicy = DeclaredPolicy { origins: Source::Listed(&["https://b.example"]), ..DEFAULTS };
static PUBLIC: DeclaredPolicy = DeclaredPolicy { origins: Source::Listed(&["*"]), ..DEFAULTS };
static ENFORCED: DeclaredPolicy = DeclaredPolicy {
    origins: Source::Listed(&["https://a.example"]),
    enforcement: Enforcement::AllMethods,
    max_age: Some(60),
    ..DEFAULTS
};
static UNENFORCED: DeclaredPolicy =
    DeclaredPolicy { origins: Source::Listed(&["https://a.example"]), enforcement: Enforcement::Off, ..DEFAULTS };

fn path(entries: &[(Serves, &'static DeclaredPolicy)]) -> PathPolicies {
    let mut compiled = CompiledPolicies::default();
    let handlers: Vec<HandlerPolicy> = entries
        .iter()
        .map(|(serves, policy)| HandlerPolicy {
            serves: serves.clone(),
            check: OriginCheck::new(compiled.compile(policy, RequestHeaders::NONE, &Settings::default(), None).0, None),
            request_headers: RequestHeaders::NONE,
        })
        .collect();
    PathPolicies::new(&handlers, StatusCode::NO_CONTENT)
}

fn method(name: &str) -> Method {
    Method::from_bytes(name.as_bytes()).expect("a method")
}

/// These methods by name, separated by spaces.
fn by_name(names: &str) -> Serves {
    Serves::Methods(names.split(' ').fold(MethodSet::EMPTY, |set, name| set.with(MethodSet::of(&method(name)))))
}

const ANY: Serves = Serves::Any(CrossOriginMethods::All);

/// Every method, of which cross-origin requests can use these.
fn narrowed(names: &str) -> Serves {
    Serves::Any(CrossOriginMethods::Only(names.split(' ').map(method).collect()))
}

/// A method, then words for headers: `cross` and `same` are values of `Sec-Fetch-Site`, what has `://` is an origin, and all
/// others are requested methods.
fn request(text: &str) -> Request<()> {
    let mut words = text.split(' ');
    let mut request = Request::new(());
    let mut add = |name: &str, value: &str| {
        let name = HeaderName::from_bytes(name.as_bytes()).expect("a name");
        request.headers_mut().append(name, HeaderValue::from_str(value).expect("a value"));
    };
    let named = words.next().unwrap_or_default();
    for word in words {
        match word {
            "cross" => add("sec-fetch-site", "cross-site"),
            "same" => add("sec-fetch-site", "same-origin"),
            origin if origin.contains("://") => add("origin", origin),
            requested => add("access-control-request-method", requested),
        }
    }
    *request.method_mut() = method(named);
    request
}

fn summary(policies: Policies<'_>, text: &str) -> String {
    let request = request(text);
    let Ok(decision) = decide(policies, CorsRequest::of(&request), PredicateResults::NONE) else {
        panic!("no predicates here")
    };
    summary_of(&decision)
}

/// The summary of a decision that needs predicates, which do not wait.
fn summary_later(policies: SharedPolicies, text: &str) -> String {
    let request = request(text);
    let mut results = PredicateResults::default();
    loop {
        let Undecided { index, origin } = match decide(policies.policies(), CorsRequest::of(&request), &results) {
            Ok(decision) => return summary_of(&decision),
            Err(undecided) => undecided,
        };
        assert!(results.get(index).is_none(), "{text} is decided");
        let check = policies.path().check(index).expect("a policy");
        let mut calling = check.call_predicate(origin, Head::of(&request));
        let Poll::Ready(result) = calling.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
            panic!("{text} waits");
        };
        results.insert(index, result);
    }
}

/// The action, then the allowed origin, what a preflight lists, and the reason, as far as there are any.
fn summary_of(decision: &Decision<'_>) -> String {
    let mut parts = vec![match &decision.action {
        Action::Serve => "serve".to_owned(),
        Action::ServeSocket => "socket".to_owned(),
        Action::Pass(..) => "pass".to_owned(),
        Action::Reject => "reject".to_owned(),
        Action::MethodNotServed => "405".to_owned(),
        Action::Options => "allow".to_owned(),
        Action::Preflight(status, _) => status.as_str().to_owned(),
    }];
    let text = |value: &HeaderValue| value.to_str().expect("ASCII").to_owned();
    parts.extend(decision.allowed.map(text));
    if let Action::Preflight(_, Some(allowed)) = decision.action {
        parts.push(format!("[{}]", text(allowed.methods)));
        let headers = allowed.headers.into_iter();
        parts.extend(headers.flat_map(|headers| headers.headers.iter().chain(&headers.max_age)).map(text));
    }
    parts.extend((decision.credentials != Credentials::Keep).then(|| "without credentials".to_owned()));
    parts.extend(decision.reason.map(|reason| format!("{reason:?}")));
    parts.join(" ")
}

#[track_caller]
fn assert_decisions(path: &PathPolicies, rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        assert_eq!(summary(Policies::Path(path), text), *expected, "{text}");
    }
}

#[test]
fn every_method_is_served_and_preflights_list_the_requested_one() {
    assert_decisions(
        &path(&[(ANY, &LISTED)]),
        &[
            ("GET", "serve OriginMissing"),
            ("PROPFIND", "serve OriginMissing"),
            ("PROPFIND https://a.example cross", "serve https://a.example"),
            ("PROPFIND https://b.example cross", "reject OriginNotAllowed"),
            ("PROPFIND https://b.example same", "serve"),
            ("GET https://b.example cross", "serve OriginNotAllowed"),
            ("QUERY cross", "reject OriginMissing"),
            ("OPTIONS https://a.example GET", "204 https://a.example [GET] x-a 60"),
            ("OPTIONS https://a.example QUERY", "204 https://a.example [QUERY] x-a 60"),
            ("OPTIONS https://a.example patch", "204 https://a.example [patch] x-a 60"),
            ("OPTIONS https://a.example OPTIONS", "204 https://a.example [OPTIONS] x-a 60"),
            ("OPTIONS https://b.example QUERY", "403 OriginNotAllowed"),
        ],
    );
}

/// `Access-Control-Request-Method` is bytes of the client, of which only a method comes back.
#[test]
fn what_is_not_a_method_is_not_served() {
    let path = path(&[(ANY, &LISTED)]);
    for requested in ["GET,PUT", "PUT\"", "P@T", "*/*", ""] {
        let text = format!("OPTIONS https://a.example {requested}");
        assert_eq!(summary(Policies::Path(&path), &text), "204 https://a.example [] MethodNotServed", "{text}");
    }
    let repeated = "OPTIONS https://a.example GET PUT";
    assert_eq!(summary(Policies::Path(&path), repeated), "403 MethodRepeated");
}

#[test]
fn what_serves_a_method_by_name_goes_before_what_serves_any() {
    for entries in [[(ANY, &LISTED), (by_name("GET PUT"), &OTHER)], [(by_name("GET PUT"), &OTHER), (ANY, &LISTED)]] {
        assert_decisions(
            &path(&entries),
            &[
                ("PUT https://b.example cross", "serve https://b.example without credentials"),
                ("PUT https://a.example cross", "reject OriginNotAllowed"),
                ("HEAD https://b.example cross", "serve https://b.example"),
                ("DELETE https://b.example cross", "reject OriginNotAllowed"),
                ("DELETE https://a.example cross", "serve https://a.example"),
                ("OPTIONS https://b.example PUT", "204 https://b.example [GET, PUT]"),
                ("OPTIONS https://a.example PUT", "403 OriginNotAllowed"),
                ("OPTIONS https://a.example HEAD", "403 OriginNotAllowed"),
                ("OPTIONS https://a.example DELETE", "204 https://a.example [DELETE] x-a 0"),
                ("OPTIONS https://b.example DELETE", "403 OriginNotAllowed"),
            ],
        );
    }
}

#[test]
fn cross_origin_requests_can_use_only_the_methods_of_a_narrowed_policy() {
    assert_decisions(
        &path(&[(narrowed("GET PUT PROPFIND"), &LISTED)]),
        &[
            ("GET https://a.example cross", "serve https://a.example"),
            ("HEAD https://a.example cross", "serve https://a.example"),
            ("PUT https://a.example cross", "serve https://a.example"),
            ("PROPFIND https://a.example cross", "serve https://a.example"),
            ("PROPFIND https://b.example cross", "reject OriginNotAllowed"),
            ("DELETE https://a.example cross", "reject MethodNotAllowed"),
            ("MKCOL https://a.example cross", "reject MethodNotAllowed"),
            ("MKCOL https://a.example", "reject MethodNotAllowed"),
            ("POST cross", "reject MethodNotAllowed"),
            ("DELETE https://a.example same", "serve"),
            ("MKCOL", "serve OriginMissing"),
            ("OPTIONS https://a.example PROPFIND", "204 https://a.example [PROPFIND] x-a 60"),
            ("OPTIONS https://a.example HEAD", "204 https://a.example [HEAD] x-a 60"),
            ("OPTIONS https://a.example POST", "403 MethodNotAllowed"),
            ("OPTIONS https://a.example MKCOL", "204 https://a.example [] MethodNotAllowed"),
            ("OPTIONS https://b.example MKCOL", "403 MethodNotAllowed"),
            ("OPTIONS https://a.example propfind", "204 https://a.example [] MethodNotAllowed"),
        ],
    );
}

#[test]
fn a_method_that_is_neither_allowed_nor_enforced_is_served_without_cors_headers() {
    // Headers that a browser keeps as allowed for PUT could be sent with GET, without a preflight: it keeps none.
    assert_decisions(
        &path(&[(narrowed("PUT"), &LISTED)]),
        &[
            ("GET https://a.example cross", "serve MethodNotAllowed"),
            ("HEAD https://a.example cross", "serve MethodNotAllowed"),
            ("GET cross", "serve OriginMissing"),
            ("GET https://a.example same", "serve"),
            ("OPTIONS https://a.example GET", "403 MethodNotAllowed"),
            ("OPTIONS https://a.example PUT", "204 https://a.example [PUT] x-a 0"),
        ],
    );
    assert_decisions(
        &path(&[(narrowed("PUT"), &ENFORCED)]),
        &[
            ("GET https://a.example cross", "reject MethodNotAllowed"),
            ("GET https://a.example same", "serve"),
            ("OPTIONS https://a.example PUT", "204 https://a.example [PUT] 60"),
        ],
    );
    assert_decisions(
        &path(&[(narrowed("GET PUT"), &UNENFORCED)]),
        &[
            ("POST https://a.example cross", "serve MethodNotAllowed"),
            ("OPTIONS https://a.example PUT", "204 https://a.example [PUT]"),
        ],
    );
    assert_decisions(
        &path(&[(narrowed("PUT"), &PUBLIC)]),
        &[
            ("PUT https://b.example cross", "serve * without credentials"),
            ("DELETE https://b.example cross", "reject MethodNotAllowed"),
            ("DELETE https://b.example same", "serve"),
        ],
    );
}

#[test]
fn options_that_is_not_a_preflight_reaches_what_serves_it() {
    for serves in [by_name("GET OPTIONS"), ANY, narrowed("GET OPTIONS")] {
        assert_decisions(
            &path(&[(serves, &LISTED), (by_name("POST"), &OTHER)]),
            &[
                ("OPTIONS", "serve OriginMissing"),
                ("OPTIONS https://a.example cross", "serve https://a.example"),
                ("OPTIONS https://b.example cross", "reject OriginNotAllowed"),
                ("OPTIONS https://b.example same", "serve"),
                ("OPTIONS cross", "reject OriginMissing"),
                ("OPTIONS GET", "serve OriginMissing"),
                ("OPTIONS https://b.example POST", "204 https://b.example [POST]"),
                ("OPTIONS https://b.example OPTIONS", "403 OriginNotAllowed"),
            ],
        );
    }
    assert_decisions(
        &path(&[(narrowed("GET"), &LISTED)]),
        &[("OPTIONS", "serve OriginMissing"), ("OPTIONS https://a.example cross", "reject MethodNotAllowed")],
    );
    let by_name = path(&[(by_name("GET OPTIONS"), &LISTED)]);
    assert_decisions(&by_name, &[("OPTIONS https://a.example OPTIONS", "204 https://a.example [GET, OPTIONS] x-a 60")]);
    assert_eq!(by_name.allow.as_ref().map(HeaderValue::as_bytes), Some(&b"GET, HEAD, OPTIONS"[..]));
}

#[test]
fn options_that_nothing_serves_tells_the_methods() {
    let path = path(&[(by_name("GET PUT"), &LISTED)]);
    assert_decisions(
        &path,
        &[("OPTIONS", "allow"), ("OPTIONS https://b.example cross", "allow"), ("OPTIONS GET", "allow")],
    );
    assert_eq!(path.allow.as_ref().map(HeaderValue::as_bytes), Some(&b"GET, HEAD, PUT, OPTIONS"[..]));
}

/// The application's own routes serve GET and PUT; a handler of the path serves DELETE by name.
#[test]
fn an_application_serves_what_its_routes_do() {
    let path = path(&[(ANY, &LISTED), (by_name("DELETE"), &OTHER)]);
    let look_ups = [
        ("OPTIONS https://a.example PUT", Some("PUT")),
        ("OPTIONS https://a.example QUERY", Some("QUERY")),
        ("OPTIONS https://a.example DELETE", None),
        ("OPTIONS https://a.example P@T", None),
        ("OPTIONS https://a.example GET PUT", None),
        ("OPTIONS https://a.example", None),
        ("OPTIONS", None),
        ("PUT https://a.example", None),
    ];
    for (text, expected) in look_ups {
        let looked_up = path.method_to_look_up(CorsRequest::of(&request(text)));
        assert_eq!(looked_up.as_ref().map(Method::as_str), expected, "{text}");
    }
    let rows = [
        (
            "OPTIONS https://a.example PUT",
            "204 https://a.example [PUT] x-a 60",
            "204 https://a.example [] MethodNotServed",
        ),
        ("OPTIONS https://b.example PUT", "403 OriginNotAllowed", "204 https://b.example [DELETE] MethodNotServed"),
        ("OPTIONS https://c.example PUT", "403 OriginNotAllowed", "403 MethodNotServed"),
        ("OPTIONS https://a.example POST", "204 https://a.example [POST] x-a 60", "403 MethodNotServed"),
        ("OPTIONS https://b.example DELETE", "204 https://b.example [DELETE]", "204 https://b.example [DELETE]"),
        ("OPTIONS", "serve OriginMissing", "allow"),
    ];
    for (text, served, not_served) in rows {
        assert_eq!(summary(Policies::Path(&path), text), served, "{text}");
        assert_eq!(summary(Policies::ByName(&path), text), not_served, "{text}");
    }
}

/// A predicate decides on what an application serves, and on what it does not serve but a handler of the path does.
#[test]
fn predicates_decide_on_what_is_looked_up() {
    async fn is_tenant(origin: Origin) -> bool {
        origin.host() == "a.example"
    }
    static NAMED: Origins = seal_origins(DeclaredOrigins { name: "NAMED", within: &["https://*"], ..NO_ORIGINS });
    static TENANTS: DeclaredPolicy = DeclaredPolicy { origins: Source::Static(&NAMED), ..DEFAULTS };

    let mut bindings = Bindings::default();
    bindings.add(&NAMED, Named::Predicate(RouterPredicate::new::<(), _, _>("NAMED", is_tenant)));
    let mut policies = CompiledPolicies::of(&bindings);
    let mut handlers = Vec::new();
    for serves in [ANY, by_name("PUT")] {
        let (policy, predicate) = policies.compile(&TENANTS, RequestHeaders::NONE, &Settings::default(), None);
        let check = OriginCheck::new(policy, predicate);
        handlers.push(HandlerPolicy { serves, check, request_headers: RequestHeaders::NONE });
    }
    let path = Arc::new(PathPolicies::new(&handlers, StatusCode::NO_CONTENT));
    let rows = [
        (
            "OPTIONS https://a.example QUERY",
            "204 https://a.example [QUERY]",
            "204 https://a.example [PUT] MethodNotServed",
        ),
        ("OPTIONS https://b.example QUERY", "403 PredicateDenied", "403 MethodNotServed"),
        ("QUERY https://b.example cross", "reject PredicateDenied", "reject OriginNotAllowed"),
        (
            "PUT https://a.example cross",
            "serve https://a.example without credentials",
            "serve https://a.example without credentials",
        ),
    ];
    for (text, served, not_served) in rows {
        assert_eq!(summary_later(SharedPolicies::Path(path.clone()), text), served, "{text}");
        assert_eq!(summary_later(SharedPolicies::ByName(path.clone()), text), not_served, "{text}");
    }
}

/// Under one policy, a preflight for a method that is not served lists those that are served by name.
#[test]
fn an_application_and_handlers_under_one_policy_list_the_handlers_methods() {
    let path = path(&[(ANY, &LISTED), (by_name("PUT DELETE"), &LISTED)]);
    let text = "OPTIONS https://a.example PATCH";
    assert_eq!(summary(Policies::Path(&path), text), "204 https://a.example [PATCH] x-a 60");
    assert_eq!(summary(Policies::ByName(&path), text), "204 https://a.example [PUT, DELETE] MethodNotServed");
}

#[test]
fn responses_vary_by_what_they_depend_on() {
    const OPTIONS: &str = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
    const FETCH_METADATA: &str = Vary::FetchMetadata.names();
    let rows = [
        (ANY, &LISTED, "OPTIONS", OPTIONS),
        (ANY, &LISTED, "OPTIONS https://b.example cross", OPTIONS),
        (ANY, &LISTED, "OPTIONS https://a.example GET", OPTIONS),
        (ANY, &PUBLIC, "OPTIONS", OPTIONS),
        (narrowed("GET"), &PUBLIC, "OPTIONS https://b.example cross", OPTIONS),
        (by_name("GET"), &LISTED, "OPTIONS", OPTIONS),
        (by_name("GET"), &PUBLIC, "OPTIONS", OPTIONS),
        (ANY, &LISTED, "PROPFIND", "Origin"),
        (ANY, &PUBLIC, "PROPFIND", ""),
        (narrowed("PUT"), &PUBLIC, "PUT", ""),
        (narrowed("PUT"), &PUBLIC, "DELETE", "Origin"),
        // Without CORS headers and without enforcement, every request gets the same response.
        (narrowed("PUT"), &LISTED, "GET", ""),
        (narrowed("PUT"), &UNENFORCED, "DELETE", ""),
        (narrowed("PUT"), &ENFORCED, "GET", FETCH_METADATA),
        (narrowed("PUT"), &ENFORCED, "DELETE", "Origin"),
    ];
    for (serves, policy, text, expected) in rows {
        let path = path(&[(serves.clone(), policy)]);
        let request = request(text);
        let Ok(decision) = decide(Policies::Path(&path), CorsRequest::of(&request), PredicateResults::NONE) else {
            panic!("no predicates")
        };
        let vary = decision.vary;
        assert_eq!(vary.names(), expected, "{serves:?} {text}");
    }
}
