//! Methods of one path never respond under each other's policies: a second implementation of the decision is compared with
//! every way to register the handlers.

use crate::client::{TestRequest, canonical, in_process};
use axum::Router;
use axum::http::HeaderName;
use handler_cors::CorsRouter;
use proptest::prelude::*;
use tower::layer::util::Identity;

const METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/// A module with a handler for each method under one policy. The arguments in brackets are for unsafe methods only.
macro_rules! policy {
    ($name:ident: [$($unsafe_only:tt)*] $($arguments:tt)*) => {
        mod $name {
            use super::{HANDLED_BY, HeaderName};
            use handler_cors::{CorsRouter, cors};

            policy!(@handlers $name [$($arguments)*] get GET, head HEAD);
            policy!(@handlers $name [$($arguments)*, $($unsafe_only)*] post POST, put PUT, patch PATCH, delete DELETE);

            pub(super) fn register(router: CorsRouter, method: &str) -> CorsRouter {
                match method {
                    "GET" => router.route("/widgets", get),
                    "HEAD" => router.route("/widgets", head),
                    "POST" => router.route("/widgets", post),
                    "PUT" => router.route("/widgets", put),
                    "PATCH" => router.route("/widgets", patch),
                    _ => router.route("/widgets", delete),
                }
            }
        }
    };
    (@handlers $name:ident $arguments:tt $($handler:ident $method:ident),*) => {
        $(policy!(@handler $name $arguments $handler $method);)*
    };
    (@handler $name:ident [$($arguments:tt)*] $handler:ident $method:ident) => {
        #[cors(methods = [$method], $($arguments)*)]
        async fn $handler() -> [(HeaderName, &'static str); 1] {
            [(HANDLED_BY, concat!(stringify!($name), " ", stringify!($method)))]
        }
    };
}

const HANDLED_BY: HeaderName = HeaderName::from_static("handled-by");

policy!(public: [] origins = ["*"], headers = ["x-public"], expose = ["e-public"], max_age = 10);
policy!(first: [] origins = ["https://a.example", "https://shared.example"], headers = ["x-first"],
    expose = ["e-first", "e-too"], credentials, max_age = 600);
policy!(second: [] origins = ["https://b.example", "https://shared.example"], headers = ["x-second", CONTENT_TYPE], enforce);
policy!(third: [dangerously(unenforced)] origins = ["https://c.example", "https://*.wild.example"], headers = ["x-third"],
    credentials, max_age = 30);
policy!(fourth: [] origins = ["https://*.wild.example"]);

/// The policies, for the model.
#[derive(Debug)]
struct Policy {
    name: &'static str,
    register: fn(CorsRouter, &str) -> CorsRouter,
    allows: fn(&str) -> bool,
    headers: &'static str,
    expose: &'static str,
    credentials: bool,
    max_age: Option<u32>,
    enforces_safe: bool,
    enforces_unsafe: bool,
}

static POLICIES: [Policy; 5] = [
    Policy {
        name: "public",
        register: public::register,
        allows: |_| true,
        headers: "x-public",
        expose: "e-public",
        credentials: false,
        max_age: Some(10),
        enforces_safe: false,
        enforces_unsafe: true,
    },
    Policy {
        name: "first",
        register: first::register,
        allows: |origin| matches!(origin, "https://a.example" | "https://shared.example"),
        headers: "x-first",
        expose: "e-first, e-too",
        credentials: true,
        max_age: Some(600),
        enforces_safe: false,
        enforces_unsafe: true,
    },
    Policy {
        name: "second",
        register: second::register,
        allows: |origin| matches!(origin, "https://b.example" | "https://shared.example"),
        headers: "x-second, content-type",
        expose: "",
        credentials: false,
        max_age: None,
        enforces_safe: true,
        enforces_unsafe: true,
    },
    Policy {
        name: "third",
        register: third::register,
        allows: |origin| matches!(origin, "https://c.example" | "https://x.wild.example"),
        headers: "x-third",
        expose: "",
        credentials: true,
        max_age: Some(30),
        enforces_safe: false,
        enforces_unsafe: false,
    },
    Policy {
        name: "fourth",
        register: fourth::register,
        allows: |origin| origin == "https://x.wild.example",
        headers: "",
        expose: "",
        credentials: false,
        max_age: None,
        enforces_safe: false,
        enforces_unsafe: true,
    },
];

impl Policy {
    fn is_public(&self) -> bool {
        self.name == "public"
    }

    fn allows(&self, origin: Option<&str>) -> bool {
        self.is_public() || origin.is_some_and(self.allows)
    }

    fn is_enforced(&self, method: &str) -> bool {
        if matches!(method, "GET" | "HEAD") { self.enforces_safe } else { self.enforces_unsafe }
    }

    /// What distinguishes policies. Safe methods cannot be unenforced, so this policy counts as two.
    fn identity(&self, method: &str) -> (&'static str, bool) {
        (self.name, self.is_unenforced(method))
    }

    fn is_unenforced(&self, method: &str) -> bool {
        !self.enforces_unsafe && !matches!(method, "GET" | "HEAD")
    }

    /// The headers that let a page read the response.
    fn allow_headers(&self, origin: Option<&str>) -> String {
        let origin = if self.is_public() { "*" } else { origin.unwrap() };
        let credentials = if self.credentials { "\nAccess-Control-Allow-Credentials: true" } else { "" };
        format!("\nAccess-Control-Allow-Origin: {origin}{credentials}")
    }
}

/// The policy of each of [`METHODS`], where there is a handler.
type Path = [Option<usize>; 6];

#[derive(Clone, Debug)]
struct Input {
    method: &'static str,
    origin: Option<&'static str>,
    requested_method: Option<&'static str>,
    site: Option<&'static str>,
}

impl Input {
    fn text(&self, target: &str) -> String {
        let line = |name, value: Option<&str>| value.map(|value| format!("\n{name}: {value}")).unwrap_or_default();
        let origin = line("Origin", self.origin);
        let requested_method = line("Access-Control-Request-Method", self.requested_method);
        format!("{} {target}{origin}{requested_method}{}", self.method, line("Sec-Fetch-Site", self.site))
    }

    fn is_cross_origin(&self) -> bool {
        match self.site {
            Some(site) => !matches!(site, "same-origin" | "none"),
            None => self.origin.is_some_and(|origin| origin != "https://api.example.com"),
        }
    }
}

const VARY_ENFORCED: &str = "\nVary: Origin, Sec-Fetch-Site, Sec-Fetch-Mode, Sec-Fetch-Dest, Sec-Purpose";
const VARY_PREFLIGHT: &str = "\nVary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

/// The policies of a path, by the handler of a method.
fn policies(path: &Path) -> impl Iterator<Item = (&'static str, &'static Policy)> {
    METHODS.into_iter().zip(*path).filter_map(|(method, policy)| Some((method, &POLICIES[policy?])))
}

/// The handler for a method: its own method and policy.
fn handler(path: &Path, method: &str) -> Option<(&'static str, &'static Policy)> {
    let of = |wanted: &str| policies(path).find(|(method, _)| *method == wanted);
    of(method).or_else(|| if method == "HEAD" { of("GET") } else { None })
}

/// Handlers whose policy can decide for the whole path. Policies that list the origin win over `*`.
fn spokesmen(path: &Path, origin: Option<&str>) -> Vec<(&'static str, &'static Policy)> {
    let allowing = || policies(path).filter(|(_, policy)| policy.allows(origin));
    let named: Vec<_> = allowing().filter(|(_, policy)| !policy.is_public()).collect();
    if named.is_empty() { allowing().collect() } else { named }
}

/// What a preflight response allows: all methods under the same policy.
fn allowed(path: &Path, origin: Option<&str>, (method, policy): (&str, &Policy)) -> String {
    let same = policies(path).filter(|(other, their)| their.identity(other) == policy.identity(method));
    let methods: Vec<_> = same.map(|(method, _)| method).collect();
    let methods = format!("\nAccess-Control-Allow-Methods: {}", methods.join(", "));
    ["204", VARY_PREFLIGHT, &policy.allow_headers(origin), &methods].concat()
}

/// All correct responses.
fn expected_responses(path: &Path, input: &Input) -> Vec<String> {
    match (input.method, input.origin, input.requested_method) {
        ("OPTIONS", Some(_), Some(requested)) => preflight(path, input.origin, requested),
        ("OPTIONS", ..) => {
            let has = |method| handler(path, method).is_some();
            let methods: Vec<_> = METHODS.into_iter().filter(|method| has(method)).chain(["OPTIONS"]).collect();
            vec![format!("204\nAllow: {}{VARY_PREFLIGHT}", methods.join(", "))]
        }
        (method, ..) => match handler(path, method) {
            Some(handler) => vec![served(handler, input)],
            None => {
                let varies = vary_without_handler(path, method);
                if is_rejected_without_handler(path, method, input) {
                    return vec![format!("403{varies}")];
                }
                let allow_headers: Vec<_> =
                    spokesmen(path, input.origin).iter().map(|(_, p)| p.allow_headers(input.origin)).collect();
                let allow_headers = if allow_headers.is_empty() { vec![String::new()] } else { allow_headers };
                allow_headers.iter().map(|allow_headers| format!("405{varies}{allow_headers}")).collect()
            }
        },
    }
}

/// A method that nothing serves is enforced if it is under a policy of the path.
fn is_rejected_without_handler(path: &Path, method: &str, input: &Input) -> bool {
    let is_enforced = |(of, policy): (&str, &Policy)| match method {
        "GET" | "HEAD" => policy.enforces_safe,
        _ => !policy.is_unenforced(of),
    };
    input.is_cross_origin()
        && policies(path).all(|(_, policy)| !policy.allows(input.origin))
        && policies(path).any(is_enforced)
}

fn vary_without_handler(path: &Path, method: &str) -> &'static str {
    let enforces_safe = policies(path).any(|(_, policy)| policy.enforces_safe);
    if enforces_safe && matches!(method, "GET" | "HEAD") { VARY_ENFORCED } else { "\nVary: Origin" }
}

/// Whether headers that a policy allows, kept for the URL, would reach the handler of another policy, which allows none of them.
fn shares_headers(policy: &Policy, (of, other): (&str, &Policy)) -> bool {
    let is_reached_by_all = other.is_unenforced(of) || matches!(of, "GET" | "HEAD") && !other.enforces_safe;
    let is_allowed_by_both = |origin: &&str| policy.allows(Some(origin)) && other.allows(Some(origin));
    !policy.headers.is_empty()
        && policy.headers != other.headers
        && (is_reached_by_all || ORIGINS.iter().any(is_allowed_by_both))
}

fn preflight(path: &Path, origin: Option<&str>, requested: &str) -> Vec<String> {
    let rejected = vec![format!("403{VARY_PREFLIGHT}")];
    match handler(path, requested) {
        Some((method, policy)) if policy.allows(origin) => {
            let mut others = policies(path).filter(|(other, their)| their.identity(other) != policy.identity(method));
            let max_age = if others.any(|other| shares_headers(policy, other)) { Some(0) } else { policy.max_age };
            let max_age = max_age.map(|age| format!("\nAccess-Control-Max-Age: {age}")).unwrap_or_default();
            let headers = match policy.headers {
                "" => String::new(),
                names => format!("\nAccess-Control-Allow-Headers: {names}"),
            };
            vec![allowed(path, origin, (method, policy)) + &headers + &max_age]
        }
        Some(_) => rejected,
        None if matches!(requested, "GET" | "HEAD" | "POST") => rejected,
        None => match &*spokesmen(path, origin) {
            [] => rejected,
            handlers => handlers.iter().map(|handler| allowed(path, origin, *handler)).collect(),
        },
    }
}

fn served((method, policy): (&str, &Policy), input: &Input) -> String {
    let allowed = policy.allows(input.origin);
    let is_stored = matches!(input.method, "GET" | "HEAD");
    let varies = match policy.is_enforced(input.method) && is_stored {
        true => VARY_ENFORCED,
        false => "\nVary: Origin",
    };
    if !allowed && policy.is_enforced(input.method) && input.is_cross_origin() {
        return format!("403{varies}");
    }
    let handled_by = format!("\nHandled-By: {} {method}", policy.name);
    let vary = if policy.is_public() { "" } else { varies };
    let allow_headers = if allowed { policy.allow_headers(input.origin) } else { String::new() };
    let expose = match (allowed, policy.expose) {
        (false, _) | (_, "") => String::new(),
        (true, names) => format!("\nAccess-Control-Expose-Headers: {names}"),
    };
    ["200", &allow_headers, &expose, &handled_by, vary].concat()
}

/// Ways to register the handlers of one path, each with the prefix of the path.
#[derive(Clone, Copy, Debug)]
enum Arrangement {
    Flat,
    Layered,
    LayeredTwice,
    LayerBetween,
    Merged,
    Nested,
    NestedAndFlat,
}

impl Arrangement {
    fn router(self, path: &Path) -> (&'static str, CorsRouter) {
        let handlers: Vec<_> =
            METHODS.into_iter().zip(*path).filter_map(|(method, policy)| Some((method, policy?))).collect();
        let add = |router, handlers: &[(&str, usize)]| {
            handlers.iter().fold(router, |router, (method, policy)| (POLICIES[*policy].register)(router, method))
        };
        let new = |handlers| add(CorsRouter::new(), handlers);
        let (some, others) = handlers.split_at(handlers.len() / 2);
        match self {
            Arrangement::Flat => ("", new(&handlers)),
            Arrangement::Layered => ("", new(&handlers).layer(Identity::new())),
            Arrangement::LayeredTwice => ("", new(&handlers).layer(Identity::new()).layer(Identity::new())),
            Arrangement::LayerBetween => ("", add(new(some).layer(Identity::new()), others)),
            Arrangement::Merged => ("", new(others).merge(new(some).layer(Identity::new()))),
            Arrangement::Nested => ("/api", CorsRouter::new().nest("/api", new(&handlers)).layer(Identity::new())),
            Arrangement::NestedAndFlat => {
                let first = CorsRouter::new().nest("/api", new(some).layer(Identity::new()));
                ("/api", first.nest("/api", new(others)))
            }
        }
    }
}

fn arrangement() -> impl Strategy<Value = Arrangement> {
    use Arrangement::{Flat, LayerBetween, Layered, LayeredTwice, Merged, Nested, NestedAndFlat};
    prop::sample::select(&[Flat, Layered, LayeredTwice, LayerBetween, Merged, Nested, NestedAndFlat][..])
}

fn path() -> impl Strategy<Value = Path> {
    let path = prop::array::uniform6(prop::option::of(0..POLICIES.len()));
    path.prop_filter("a handler", |path| path.iter().any(Option::is_some))
}

const ORIGINS: &[&str] = &[
    "https://a.example",
    "https://b.example",
    "https://c.example",
    "https://shared.example",
    "https://x.wild.example",
    "https://evil.example",
    "https://api.example.com",
    "null",
];

fn input() -> impl Strategy<Value = Input> {
    const NAMES: &[&str] = &["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "PURGE", "OPTIONS", "get", "delete"];
    const SITES: &[&str] = &["cross-site", "same-site", "same-origin", "none"];
    let optional = |values| prop::option::weighted(0.8, prop::sample::select(values));
    let method = prop_oneof![prop::sample::select(&NAMES[..8]), Just("OPTIONS")];
    let fields = (method, optional(ORIGINS), optional(NAMES), prop::option::of(prop::sample::select(SITES)));
    fields.prop_map(|(method, origin, requested_method, site)| Input { method, origin, requested_method, site })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_methods_of_one_path_never_use_each_others_policy(
        path in path(),
        arrangement in arrangement(),
        requests in prop::collection::vec(input(), 16),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let (prefix, router) = arrangement.router(&path);
        let router = Router::from(router);
        for input in requests {
            let request = TestRequest::new(&input.text(&format!("{prefix}/widgets")));
            let mut response = runtime.block_on(in_process(router.clone(), request.into_request()));
            if matches!(response.status, 403 | 405) {
                response.headers.retain(|(name, _)| name != "allow");
            }
            let allowed: Vec<_> = expected_responses(&path, &input).iter().map(|response| canonical(response)).collect();
            prop_assert!(allowed.contains(&response.text()), "{input:?}: {} is none of {allowed:#?}", response.text());
        }
    }
}
