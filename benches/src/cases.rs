//! Everything that is compared.

use crate::app::App;
use crate::apps::{self, Shape, Under};
use crate::contender::Contender;
use crate::entries::Entries;
use crate::lists;
use crate::origins::{self, LENGTHS};
use crate::requests::Template;
use crate::text::grouped;
use crate::widgets::ORIGINS;

/// One request to one contender.
pub struct Case {
    pub table: String,
    pub row: String,
    pub contender: Contender,
    template: Template,
    app: Box<dyn Fn() -> App>,
}

impl Case {
    /// The name of the case on a command line.
    pub fn id(&self) -> String {
        format!("{}/{}/{}", self.table, self.row, self.contender.name())
    }

    pub fn template(&self) -> &Template {
        &self.template
    }

    pub fn app(&self) -> App {
        (self.app)()
    }
}

pub fn all() -> Vec<Case> {
    let mut cases = Vec::new();
    for (table, shape) in HANDLERS {
        for (row, request) in five_requests() {
            cases.extend(Contender::ALL.map(|contender| five(table, shape, row, &request, contender)));
        }
    }
    for (table, shape) in APPLICATIONS {
        for (row, request) in five_requests() {
            let contenders = [Contender::Bare, Contender::HandlerCors, Contender::TowerHttp];
            cases.extend(contenders.map(|contender| five(table, shape, row, &request, contender)));
        }
    }
    for entries in [Entries::Exact, Entries::Patterns] {
        let name = entries.name();
        for (row, length, request) in list_requests(entries) {
            cases.extend(listed(name.to_owned(), entries, &row, length, &request));
        }
        for (row, length, request) in list_preflights(entries) {
            cases.extend(listed(format!("{name}, preflights"), entries, &row, length, &request));
        }
        for (row, request) in near_misses(entries) {
            cases.extend(listed(format!("near misses of 10,000 {name}"), entries, row, MANY, &request));
        }
    }
    cases
}

/// The case of this name.
pub fn find(id: &str) -> Option<Case> {
    all().into_iter().find(|case| case.id() == id)
}

pub const ONE_ROUTE: Shape = Shape { under: Under::Attribute, layer: false, routes: 1, embedded: false };

/// Three origins, with credentials.
const HANDLERS: [(&str, Shape); 8] = [
    ("one route", ONE_ROUTE),
    ("one route, one layer", Shape { layer: true, ..ONE_ROUTE }),
    ("a thousand routes", Shape { routes: 1_000, ..ONE_ROUTE }),
    ("a thousand routes, one layer", Shape { layer: true, routes: 1_000, ..ONE_ROUTE }),
    ("one route, embedded", Shape { embedded: true, ..ONE_ROUTE }),
    ("one route, axum's handler", Shape { under: Under::Policy, ..ONE_ROUTE }),
    ("one route, origins of the router", Shape { under: Under::Bound, ..ONE_ROUTE }),
    ("one route, a predicate", Shape { under: Under::Predicate, ..ONE_ROUTE }),
];

const APPLICATION: Shape = Shape { under: Under::Application, routes: 24, ..ONE_ROUTE };

/// Whole applications, under the same policy.
const APPLICATIONS: [(&str, Shape); 4] = [
    ("an application", APPLICATION),
    ("an application, embedded", Shape { embedded: true, ..APPLICATION }),
    ("an application beside a plain router", Shape { under: Under::BesidePlain, ..APPLICATION }),
    ("an application, on a path that a handler moved from", Shape { under: Under::HandlerMoved, ..APPLICATION }),
];

/// What is measured by the time that registration and build take.
pub const REGISTRATIONS: [(&str, Shape); 6] = [
    ("`#[cors]` handlers", THOUSAND),
    ("… under a layer", Shape { layer: true, ..THOUSAND }),
    ("… embedded", Shape { embedded: true, ..THOUSAND }),
    ("axum's handlers under a policy", Shape { under: Under::Policy, ..THOUSAND }),
    ("an application", Shape { under: Under::Application, ..THOUSAND }),
    ("an application that a handler moved from", Shape { under: Under::HandlerMoved, ..THOUSAND }),
];

const THOUSAND: Shape = Shape { routes: 1_000, ..ONE_ROUTE };

fn five_requests() -> [(&'static str, Template); 5] {
    let path = "/widgets/1";
    let [_, _, last] = ORIGINS;
    [
        ("no Origin", Template::get(path)),
        ("allowed request", Template::get(path).from_page_at(last)),
        ("disallowed request", Template::get(path).from_page_at(DISALLOWED)),
        ("allowed preflight", Template::preflight(path).from_page_at(last)),
        ("denied preflight", Template::preflight(path).from_page_at(DISALLOWED)),
    ]
}

const DISALLOWED: &str = "https://evil.example.com";

fn five(table: &str, shape: Shape, row: &str, request: &Template, contender: Contender) -> Case {
    Case {
        table: table.to_owned(),
        row: row.to_owned(),
        contender,
        template: request.clone(),
        app: Box::new(move || apps::app(contender, shape)),
    }
}

fn list_requests(entries: Entries) -> impl Iterator<Item = (String, usize, Template)> {
    LENGTHS.into_iter().flat_map(move |length| {
        let none = (format!("no Origin, list of {}", grouped(length as u64)), length, Template::get("/"));
        std::iter::once(none).chain(list_origins(entries, length, Template::get("/")))
    })
}

fn list_preflights(entries: Entries) -> impl Iterator<Item = (String, usize, Template)> {
    LENGTHS.into_iter().flat_map(move |length| list_origins(entries, length, Template::preflight("/")))
}

/// Requests from the first entry of a list, the last, and none.
fn list_origins(entries: Entries, length: usize, request: Template) -> [(String, usize, Template); 3] {
    [("first", 0), ("last", length - 1), ("none", 99_999)].map(|(which, at)| {
        let request = request.clone().from_page_at(&entries.allowed(at));
        (format!("{which} of {}", grouped(length as u64)), length, request)
    })
}

const MANY: usize = 10_000;

/// Origins that are similar to those of a list.
fn near_misses(entries: Entries) -> Vec<(&'static str, Template)> {
    let last = entries.allowed(MANY - 1);
    let from = |origin: String| Template::get("/").from_page_at(&origin);
    let mut misses = vec![
        ("another last byte", from(format!("{}n", &last[..last.len() - 1]))),
        ("one byte less", from(last.replacen("-0", "-", 1))),
        ("something after", from(format!("{last}.evil.example"))),
        ("a port", from(format!("{last}:8443"))),
        ("another scheme", from(last.replacen("https", "http", 1))),
    ];
    match entries {
        Entries::Exact => {
            misses.push(("another first byte", from(last.replacen("app", "bpp", 1))));
            misses.push(("something in front", from(last.replacen("app", "evil-app", 1))));
        }
        Entries::Patterns => {
            let parent = origins::pattern(MANY - 1).replace("https://*.", "");
            misses.push(("the domain itself", from(format!("https://{parent}"))));
            misses.push(("another first byte", from(last.replacen("tenant", "benant", 1))));
            misses.push(("no dot before the domain", from(format!("https://evil{parent}"))));
            misses.push(("a hundred labels", from(format!("https://{}example", "a.".repeat(100)))));
        }
    }
    misses
}

fn listed(table: String, entries: Entries, row: &str, length: usize, request: &Template) -> Vec<Case> {
    let case = |contender: Contender| Case {
        table: table.clone(),
        row: row.to_owned(),
        contender,
        template: request.clone(),
        app: Box::new(move || lists::app(contender, entries, length)),
    };
    Contender::ALL.map(case).into()
}
