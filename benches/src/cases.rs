//! Everything that is compared.

use crate::apps::{self, Contender, Shape};
use crate::chains;
use crate::lists::{self, Entries};
use crate::origins::{self, LENGTHS};
use crate::requests::Template;
use crate::text::grouped;
use axum::Router;
use std::rc::Rc;

/// One contender's answer to one request.
pub struct Case {
    pub table: String,
    pub row: String,
    pub contender: Contender,
    template: Box<dyn Fn() -> Template>,
    app: Box<dyn Fn() -> Router>,
}

impl Case {
    /// Names the case on a command line.
    pub fn id(&self) -> String {
        format!("{}/{}/{}", self.table, self.row, self.contender.name())
    }

    pub fn template(&self) -> Template {
        (self.template)()
    }

    pub fn app(&self) -> Router {
        (self.app)()
    }
}

pub fn all() -> Vec<Case> {
    let mut cases = Vec::new();
    for (table, shape) in SHAPES {
        for (row, request) in five_requests() {
            cases.extend(Contender::ALL.map(|contender| five(table, shape, row, &request, contender)));
        }
    }
    for entries in [Entries::Exact, Entries::Patterns] {
        for (row, length, origin) in list_origins(entries) {
            cases.extend(listed(entries.name(), entries, &row, length, &known(origin)));
        }
        for (row, origin) in near_misses(entries) {
            cases.extend(listed(&format!("near misses of 10,000 {}", entries.name()), entries, row, MANY, &origin));
        }
    }
    cases
}

/// The case of this name.
pub fn find(id: &str) -> Option<Case> {
    all().into_iter().find(|case| case.id() == id)
}

pub const ONE_ROUTE: Shape = Shape { layer: false, routes: 1 };

/// Three origins, with credentials.
const SHAPES: [(&str, Shape); 4] = [
    ("one route", ONE_ROUTE),
    ("one route, one layer", Shape { layer: true, routes: 1 }),
    ("a thousand routes", Shape { layer: false, routes: 1_000 }),
    ("a thousand routes, one layer", Shape { layer: true, routes: 1_000 }),
];

fn five_requests() -> [(&'static str, Template); 5] {
    let path = "/widgets/1";
    let [_, _, last] = apps::ORIGINS;
    [
        ("no Origin", Template::get(path)),
        ("allowed request", Template::get(path).from_page_at(last)),
        ("refused request", Template::get(path).from_page_at(STRANGER)),
        ("allowed preflight", Template::preflight(path).from_page_at(last)),
        ("refused preflight", Template::preflight(path).from_page_at(STRANGER)),
    ]
}

const STRANGER: &str = "https://evil.example.com";

fn five(table: &str, shape: Shape, row: &str, request: &Template, contender: Contender) -> Case {
    Case {
        table: table.to_owned(),
        row: row.to_owned(),
        contender,
        template: {
            let request = request.clone();
            Box::new(move || request.clone())
        },
        app: Box::new(move || apps::app(contender, shape)),
    }
}

/// Which entry of a list is asked for: the first, the last, none.
fn list_origins(entries: Entries) -> impl Iterator<Item = (String, usize, String)> {
    LENGTHS.into_iter().flat_map(move |length| {
        let missing = entries.admitted(99_999);
        [("first", entries.admitted(0)), ("last", entries.admitted(length - 1)), ("none", missing)]
            .map(|(which, origin)| (format!("{which} of {}", grouped(length as u64)), length, origin))
    })
}

const MANY: usize = 10_000;

/// An origin that is made when it is asked for: the worst one is searched for long.
type Origin = Rc<dyn Fn() -> String>;

fn known(origin: String) -> Origin {
    Rc::new(move || origin.clone())
}

/// Origins that a list does not have, though nearly.
fn near_misses(entries: Entries) -> Vec<(&'static str, Origin)> {
    let last = entries.admitted(MANY - 1);
    let mut misses = vec![
        ("another last byte", known(format!("{}n", &last[..last.len() - 1]))),
        ("one byte less", known(last.replacen("-0", "-", 1))),
        ("something behind", known(format!("{last}.evil.example"))),
        ("a port", known(format!("{last}:8443"))),
        ("another scheme", known(last.replacen("https", "http", 1))),
    ];
    match entries {
        Entries::Exact => {
            misses.push(("another first byte", known(last.replacen("app", "bpp", 1))));
            misses.push(("something in front", known(last.replacen("app", "evil-app", 1))));
            misses.push(("the longest search of the table", Rc::new(|| chains::stranger(MANY))));
        }
        Entries::Patterns => {
            let parent = origins::pattern(MANY - 1).replace("https://*.", "");
            misses.push(("the domain itself", known(format!("https://{parent}"))));
            misses.push(("another first byte", known(last.replacen("tenant", "benant", 1))));
            misses.push(("no dot before the domain", known(format!("https://evil{parent}"))));
            misses.push(("a hundred labels", known(format!("https://{}example", "a.".repeat(100)))));
        }
    }
    misses
}

fn listed(table: &str, entries: Entries, row: &str, length: usize, origin: &Origin) -> Vec<Case> {
    let case = |(contender, make): (Contender, lists::Make)| Case {
        table: table.to_owned(),
        row: row.to_owned(),
        contender,
        template: {
            let origin = origin.clone();
            Box::new(move || Template::get("/").from_page_at(&origin()))
        },
        app: Box::new(move || make(entries, length)),
    };
    lists::CONTENDERS.map(case).into()
}
