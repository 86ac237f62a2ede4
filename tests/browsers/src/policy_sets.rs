//! Random sets of policies on one URL, and random requests to it.

use axum::http::{HeaderMap, Method};
use axum::routing::{self, MethodFilter, on};
use handler_cors::testing::{Credentials, Request};
use handler_cors::{CorsRouter, Policy, cors};
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use std::fmt;

/// The hosts of the pages. Some policies allow both, some only the first.
pub(crate) const PAGES: [&str; 2] = ["app.example.test", "other.test"];

const METHODS: [(Method, MethodFilter); 7] = [
    (Method::GET, MethodFilter::GET),
    (Method::HEAD, MethodFilter::HEAD),
    (Method::POST, MethodFilter::POST),
    (Method::PUT, MethodFilter::PUT),
    (Method::PATCH, MethodFilter::PATCH),
    (Method::DELETE, MethodFilter::DELETE),
    (Method::OPTIONS, MethodFilter::OPTIONS),
];

const HEADERS: [&str; 3] = ["authorization", "x-a", "x-admin"];

macro_rules! policies {
    ($($name:ident: $($key:ident $(= $value:tt)? $(($argument:ident))?),*;)*) => {
        $(
            #[cors($($key $(= $value)? $(($argument))?),*)]
            static $name: Policy;
        )*
        static POLICIES: &[(&str, &Policy)] = &[$((stringify!($($key $(= $value)? $(($argument))?),*), &$name)),*];
    };
}

policies! {
    P01: origins = ["https://app.example.test:*"];
    P02: origins = ["https://app.example.test:*"], max_age = 600;
    P03: origins = ["https://app.example.test:*"], headers = ["x-admin"];
    P04: origins = ["https://app.example.test:*"], headers = ["x-admin"], max_age = 600;
    P05: origins = ["https://app.example.test:*"], headers = ["x-admin"], max_age = 600, credentials;
    P06: origins = ["https://app.example.test:*"], headers = ["x-a", "x-admin"], max_age = 600, enforce;
    P07: origins = ["https://app.example.test:*"], headers = ["*"], max_age = 600;
    P08: origins = ["https://app.example.test:*"], headers = ["authorization"], credentials, max_age = 600;
    P09: origins = ["https://app.example.test:*", "https://other.test:*"], max_age = 600;
    P10: origins = ["https://app.example.test:*", "https://other.test:*"], headers = ["x-a"], max_age = 600;
    P11: origins = ["https://app.example.test:*", "https://other.test:*"], headers = ["x-a"], credentials, enforce;
    P12: origins = ["https://app.example.test:*", "https://other.test:*"], headers = ["x-admin", "x-a"], max_age = 0;
    P13: origins = ["https://other.test:*"], headers = ["x-admin"], max_age = 600, credentials;
    P14: origins = ["*"], max_age = 600;
    P15: origins = ["*"], headers = ["x-a", "authorization"], max_age = 600;
    P16: origins = ["*"], headers = ["*"], max_age = 600;
    P17: origins = ["https://app.example.test:*"], headers = ["x-a"], max_age = 600, dangerously(unenforced);
    P18: origins = ["https://app.example.test:*"], headers = ["x-a"], credentials, max_age = 600;
    P19: origins = ["https://app.example.test:*", "https://other.test:*"], headers = ["x-a", "x-admin"], max_age = 600, enforce;
}

/// Which policy each method of the URL is under. Numbers are indices of `POLICIES` and of `METHODS`.
#[derive(Clone)]
pub(crate) struct PolicySet {
    /// An application: its policy, and the methods that it serves, or none for `any`.
    base: Option<(usize, Vec<usize>)>,
    /// Handlers: a policy for each method, in any order of registration.
    handlers: Vec<(usize, usize)>,
}

impl PolicySet {
    /// A router that serves the URL at `path`.
    pub(crate) fn router(&self, path: &str) -> CorsRouter {
        let base = match &self.base {
            Some((policy, methods)) => {
                let route = match methods.split_first() {
                    Some((first, rest)) => {
                        rest.iter().fold(on(METHODS[*first].1, ok), |route, method| route.on(METHODS[*method].1, ok))
                    }
                    None => routing::any(ok),
                };
                POLICIES[*policy].1.router(axum::Router::new().route(path, route))
            }
            None => CorsRouter::new(),
        };
        self.handlers.iter().fold(base, |router, (method, policy)| {
            router.route(path, POLICIES[*policy].1.on(METHODS[*method].0.clone(), ok))
        })
    }
}

/// Tells whether the request has cookies.
async fn ok(headers: HeaderMap) -> [(&'static str, &'static str); 1] {
    [("x-cookies", if headers.contains_key("cookie") { "yes" } else { "no" })]
}

impl fmt::Debug for PolicySet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((policy, methods)) = &self.base {
            let methods: Vec<_> = methods.iter().map(|method| METHODS[*method].0.as_str()).collect();
            writeln!(f, "an application, {}, under #[cors({})]", methods.join(" "), POLICIES[*policy].0)?;
        }
        self.handlers.iter().try_for_each(|(method, policy)| {
            writeln!(f, "{} under #[cors({})]", METHODS[*method].0, POLICIES[*policy].0)
        })
    }
}

/// A request of a page to the URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Call {
    /// An index of `PAGES`.
    pub(crate) page: usize,
    pub(crate) method: &'static str,
    pub(crate) headers: Vec<&'static str>,
    pub(crate) with_credentials: bool,
}

impl Call {
    pub(crate) fn request(&self, url: &str) -> Request {
        let request =
            self.headers.iter().fold(Request::new(self.method, url), |request, name| request.header(name, "1"));
        request.credentials(if self.with_credentials { Credentials::Include } else { Credentials::Omit })
    }
}

/// Mostly small sets of few policies: in large ones, there is hardly a header that all policies allow, and no preflight is cached.
pub(crate) fn policy_set() -> impl Strategy<Value = PolicySet> {
    let policies = prop::collection::vec(0..POLICIES.len(), 1..=3);
    let base = prop::option::weighted(0.4, (any::<Index>(), subsequence(vec![0, 2, 3, 4, 5], 0..=4)));
    let most = prop_oneof![4 => Just(3), 1 => Just(METHODS.len())];
    let handlers =
        most.prop_flat_map(|most| subsequence((0..METHODS.len()).collect::<Vec<_>>(), 1..=most).prop_shuffle());
    let indices = prop::collection::vec(any::<Index>(), METHODS.len());
    (policies, base, handlers, indices).prop_map(|(policies, base, mut handlers, indices)| {
        // A handler for GET serves HEAD too, and cannot be added to one for HEAD.
        let serves_get = handlers.contains(&0);
        handlers.retain(|method| *method != 1 || !serves_get);
        // What moves out of an application is not in it any more, unless it is in an `any`.
        let base = base.map(|(policy, mut methods)| {
            methods.retain(|method| !handlers.contains(method));
            (*policy.get(&policies), methods)
        });
        let handlers = handlers.into_iter().map(|method| (method, *indices[method].get(&policies))).collect();
        PolicySet { base, handlers }
    })
}

/// Requests that reuse few methods and headers, so that later ones find what earlier ones have left in a cache.
pub(crate) fn calls() -> impl Strategy<Value = Vec<Call>> {
    let methods = subsequence(METHODS.map(|(method, _)| method).to_vec(), 2..=3);
    let headers = prop::collection::vec(subsequence(HEADERS.to_vec(), 0..=1), 2);
    let credentials = any::<bool>();
    let call = (any::<Index>(), any::<Index>(), any::<Index>(), prop::bool::weighted(0.1), prop::bool::weighted(0.1));
    (methods, headers, credentials, prop::collection::vec(call, 2..12)).prop_map(
        |(methods, headers, credentials, calls)| {
            let call = |(page, method, header, is_wide, is_other): (Index, Index, Index, bool, bool)| Call {
                // Mostly the first page.
                page: usize::from(page.index(4) == 3),
                method: name(&methods[method.index(methods.len())]),
                headers: if is_wide { HEADERS.to_vec() } else { headers[header.index(headers.len())].clone() },
                with_credentials: credentials != is_other,
            };
            calls.into_iter().map(call).collect()
        },
    )
}

fn name(method: &Method) -> &'static str {
    ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"].into_iter().find(|name| method == name).unwrap_or("OPTIONS")
}
