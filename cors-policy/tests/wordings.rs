//! The texts of all problems, in `wordings.txt`, so that a change of a text is a change of that file. It is updated by
//! `UPDATE_WORDINGS=1 cargo test -p handler-cors-policy --test wordings`.
#![allow(clippy::unwrap_used)]

mod common;

use common::{DRAFT, SUFFIXES};
use handler_cors_policy::{
    AttributeProblem, BoundsProblem, ConstExemptions, Draft, Exemption, Fault, HeaderProblem, ItemProblem, ListProblem,
    OriginsDraft, Problem, SuffixRule, Text, ValueProblem, advise, advise_origins, assert_constant, assert_distinct,
    assert_some, check, check_origins, read_within,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::panic::catch_unwind;

/// Invalid origins.
const ORIGINS: &[&str] = &[
    "",
    "null",
    "NULL",
    "https://app.example.com,https://www.example.com",
    "https://app.example.com https://Shop.example.com/",
    "https://app.example.com, ",
    " https://app.example.com",
    "https://app.example.com ",
    "https://app.example.com\n",
    "https://app.example.com\0",
    "https://app example.com",
    "https://app.\texample.com",
    "https://bücher.example",
    "https://日本語.example:8443/",
    "https://аpp.example.com",
    "https://Überall.example",
    "https://example.com。",
    "https://app\u{200b}.example.com",
    "\\.example\\.com$",
    "\"https://app.example.com\"",
    "'https://app.example.com'",
    "[https://app.example.com]",
    "https://app.example.com:[8080,8081]",
    "https://.*\\.example\\.com",
    "^https://app.example.com$",
    "^https?://(app|www)\\.example\\.com$",
    "^https:\\/\\/pr-(.*)\\.example\\.com$",
    "^https://pr-\\d.example.com$",
    "^https://(www)?\\.example\\.com$",
    "https://App.Example.com",
    "HTTPS://app.example.com",
    // Schemes.
    "app.example.com",
    "//app.example.com",
    "app.example.com:8443/login",
    "localhost:5173",
    "*.example.com",
    "h*",
    "0.1.0",
    "APP.example.com",
    "https:app.example.com",
    "https:/app.example.com",
    "*://app.example.com",
    "http*://app.example.com",
    "chrome-extension*://abcdefghijklmnop",
    "my_app://localhost",
    "3d-app://localhost",
    "a-scheme-of-which-nobody-can-say-that-it-has-not-become-too-long-by-now://localhost",
    "file:///srv/www/index.html",
    "data:text/html,hello",
    "blob:https://app.example.com/9115d58c-bcda-ff47-86e5-083e9a215304",
    "about:blank",
    "javascript:void(0)",
    "ftp://ftp.example.com",
    "ws://localhost:3000",
    "wss://app.example.com/chat",
    // Around the host.
    "https://admin:secret@app.example.com",
    "https://app.example.com/",
    "https://App.example.com:443/",
    "https://app.example.com/admin",
    "https://app.example.com/*",
    "http://192.168.1.0/24",
    "https://app.example.com?tenant=1",
    "https://app?.example.com",
    "https://app.example.com#top",
    "https://app.example.com\\admin",
    // Hosts.
    "https://",
    "https://:8443",
    "capacitor:///index.html",
    "https://app{1,2}.example.com",
    "https://app$.example.com",
    "https://b%C3%BCcher.example",
    "https://xn--a.example",
    "https://.example.com",
    "https://app..example.com",
    "https://app.example.com..",
    "https://preview-of-the-pull-request-that-somebody-opened-this-very-morning.example.com",
    "https://a-long-label-for-tests.a-long-label-for-tests.a-long-label-for-tests.a-long-label-for-tests.a-long-label-for-tests.a-long-label-for-tests.a-long-label-for-tests.a-long-label-for-tests.a-long-label-for-tests.a-long-label-for-tests.a-long-label-for-tests.example.com",
    "http://192.168.1.256",
    "http://192.168.1.10.1",
    "https://app.example.1",
    "http://192.168.001.10",
    "http://192.168.10",
    "http://3232235786:3000",
    "http://0xc0.0xa8.0x1.0xa",
    "http://192.168.1.10.",
    "http://2001:db8::1",
    "http://[2001:db8::1",
    "http://[::1:3000",
    "http://[::1]3000",
    "http://app[::1]:3000",
    "http://[fe80::1%25eth0]:3000",
    "http://[2001:db8::1::2]",
    "http://[2001:db8:0:0:0:0:0:1]:3000",
    "http://[2001:DB8::1]",
    "http://[::ffff:192.168.1.10]",
    // Ports.
    "https://app.example.com:",
    "https://app.example.com:web",
    "https://app.example.com:3000-3010",
    "https://app.example.com:0",
    "https://app.example.com:08443",
    "https://app.example.com:65536",
    "https://app.example.com:80*",
    "http://app.example.com:80",
    "https://app.example.com:443",
    // Wildcards.
    "https://**.example.com",
    "https://*.*.example.com",
    "https://pr-*-*.example.com",
    "https://*.example.*",
    "https://*",
    "http://*",
    "https://*.",
    "https://app.example.*",
    "https://app*",
    "https://app.*.example.com",
    "https://app.*.com",
    "http://192.168.1.*",
    "http://*.192.168.1.10",
    "http://[2001:db8::*]",
    "https://*.com",
    "https://*.github.io:*",
    "https://*.intranet",
    "https://app-*.intranet",
    "https://*.amazonaws.com",
    "https://*.kawasaki.jp",
    "https://app-*.vercel.app",
    "https://pr-*.kawasaki.jp",
    "https://*example.com",
    "https://*github.io",
    "https://*.app.github.dev",
];

/// Lists of origins, with credentials.
const LISTS: &[&[Option<&str>]] = &[
    &[],
    &[Some("*")],
    &[Some("http://app.example.com:8080")],
    &[Some("http://*.example.com")],
    &[Some("moz-extension://*")],
];

/// Lists of origins, without.
const UNCREDENTIALED: &[&[Option<&str>]] = &[
    &[Some("*"), Some("https://app.example.com"), None],
    &[Some("https://app.example.com"), Some("https://app.example.com")],
    &[Some("https://app.example.com"), Some("https://*.example.com")],
];

const METHODS: &[&str] = &["patch", "Post", "DELTE", "PROPFIND", "TRACE", "connect", "options"];

const HEADERS: &[&[&str]] = &[
    &[""],
    &["x-request-id, x-tenant"],
    &["x-request-id: 1"],
    &["x-request-id "],
    &["x request id"],
    &["x-größe"],
    &["x-*"],
    &["x-request-id", "x-request-id"],
    &["X-Request-Id", "x-request-id"],
    &["cookie"],
    &["Sec-Fetch-Site"],
    &["access-control-allow-origin"],
    &["*", "authorization", "x-request-id"],
];

const EXPOSE: &[&[&str]] = &[&["Set-Cookie"], &["access-control-allow-origin"], &["etag", "*"], &["content-type"]];

/// A policy of one origin.
const fn of(origins: &'static [Option<&'static str>], dangerously: &'static [Exemption]) -> Draft<'static> {
    Draft { origins, dangerously, ..DRAFT }
}

const EXEMPTIONS: &[Draft<'static>] = &[
    of(&[Some("http://app.example.com")], &[Exemption::InsecureOrigins]),
    Draft { credentials: true, ..of(&[Some("https://app.example.com")], &[Exemption::InsecureOrigins]) },
    of(&[Some("https://*.example.com")], &[Exemption::PublicSuffixes]),
    of(&[Some("https://app.example.com")], &[Exemption::NullOrigin]),
    of(&[Some("null")], &[Exemption::NullOrigin, Exemption::NullOrigin]),
    Draft { methods: &["GET", "HEAD"], ..of(&[Some("https://app.example.com")], &[Exemption::Unenforced]) },
    Draft { enforce: true, ..of(&[Some("https://app.example.com")], &[Exemption::Unenforced]) },
    of(&[Some("*")], &[Exemption::Unenforced]),
    of(&[Some("https://app.example.com")], &[Exemption::CrossSiteNavigations]),
    Draft {
        methods: &["POST"],
        enforce: true,
        ..of(&[Some("https://app.example.com")], &[Exemption::CrossSiteNavigations])
    },
    of(&[Some("moz-extension://*")], &[Exemption::AnyHost]),
    Draft { credentials: true, ..of(&[Some("https://app.example.com")], &[Exemption::AnyHost]) },
];

/// Lists of a static: `within`, `always`, `default`.
type Lists =
    (&'static [Option<&'static str>], Option<&'static [Option<&'static str>]>, Option<&'static [Option<&'static str>]>);

const STATICS: &[Lists] = &[
    (&[], Some(&[]), Some(&[])),
    (&[Some("*"), Some("null"), Some("https://*.com")], None, None),
    (&[Some("https://*"), Some("https://*.example.com"), Some("http://*:8080")], None, None),
    (&[Some("https://*.example.com")], Some(&[Some("*"), Some("null")]), Some(&[Some("*")])),
    (
        &[Some("https://*")],
        Some(&[Some("tauri://localhost"), Some("tauri://localhost"), Some("app.example.com")]),
        Some(&[Some("http://localhost:3000"), Some("https://*.github.io")]),
    ),
];

/// Values of a variable.
const VARIABLES: &[&str] = &[
    "",
    "*",
    "null",
    "https://a.example.com,",
    "https://evil.example,http://a.example.com, https://b.example.com",
    "https://a.example.com;https://b.example.com https://c.example.com",
    "a.example.com,evil.example,https://*,https://evil.example/",
    "https://*.com,https://app-*.vercel.app,https://*.corp.example",
    "\"https://a.example.com\"",
    "['https://a.example.com']",
    "https://a.example.com:*,https://a.example.com:0",
    "https://a.example.com,https://*.example.com,https://*.example.com",
];

/// Texts with their causes, and the variants of their problems with their names.
#[derive(Default)]
struct Wordings {
    text: String,
    problems: BTreeMap<String, &'static str>,
}

impl Wordings {
    fn faults(&mut self, cause: &str, faults: &[Fault<'_>]) {
        assert!(!faults.is_empty(), "{cause} has no fault");
        writeln!(self.text, "{cause}").unwrap();
        for Fault { location, problem } in faults {
            self.problem(&format!("{location:?}: "), problem);
        }
        self.text.push('\n');
    }

    fn problem(&mut self, location: &str, problem: &Problem<'_>) {
        let text = problem.to_string();
        let (message, help) = text.split_once("\n\n").unwrap();
        writeln!(self.text, "  {location}{message}\n  {help}").unwrap();
        let debug = format!("{problem:?}");
        let variant = debug.split(['(', ')', ' ']).nth(1).unwrap().to_owned();
        self.problems.insert(variant, problem.name());
    }

    fn policy(&mut self, cause: &str, draft: &Draft<'_>) {
        let faults = [check(draft, &SUFFIXES), advise(draft)].concat();
        self.faults(cause, &faults);
    }
}

fn written() -> Wordings {
    let mut wordings = Wordings::default();
    for origin in ORIGINS {
        let draft = Draft { origins: &[Some(origin)], ..DRAFT };
        wordings.policy(&format!("{origin:?}"), &draft);
    }
    for (lists, credentials) in [(LISTS, true), (UNCREDENTIALED, false)] {
        for origins in lists {
            let with = if credentials { ", credentials" } else { "" };
            wordings.policy(&format!("origins = {origins:?}{with}"), &Draft { origins, credentials, ..DRAFT });
        }
    }
    wordings.policy("methods = []", &Draft { methods: &[], ..DRAFT });
    wordings.policy("methods = [GET, POST, GET]", &Draft { methods: &["GET", "POST", "GET"], ..DRAFT });
    for method in METHODS {
        wordings.policy(&format!("methods = [{method}]"), &Draft { methods: &[method], ..DRAFT });
    }
    for headers in HEADERS {
        wordings.policy(&format!("headers = {headers:?}"), &Draft { headers, ..DRAFT });
    }
    for expose in EXPOSE {
        wordings.policy(&format!("expose = {expose:?}"), &Draft { expose, ..DRAFT });
    }
    let any = Draft { headers: &["*"], expose: &["*"], credentials: true, ..DRAFT };
    wordings.policy("headers = [\"*\"], expose = [\"*\"], credentials", &any);
    wordings.policy("max_age = 604800", &Draft { max_age: Some(604_800), ..DRAFT });
    for draft in EXEMPTIONS {
        let Draft { origins, methods, credentials, enforce, dangerously, .. } = draft;
        let cause = format!("{origins:?} {methods:?} credentials: {credentials} enforce: {enforce} {dangerously:?}");
        wordings.policy(&cause, draft);
    }
    for origin in ["http://localhost:5173", "http://tauri.localhost"] {
        wordings.policy(&format!("{origin:?}"), &Draft { origins: &[Some(origin)], ..DRAFT });
    }
    for name in ["insecure_origin", "everything"] {
        let problem = Exemption::parse(name).unwrap_err();
        writeln!(wordings.text, "dangerously({name})").unwrap();
        wordings.problem("", &problem);
        wordings.text.push('\n');
    }
    for problem in [
        Problem::List(ListProblem::NoOriginsLeft),
        Problem::List(ListProblem::AnyInConstant),
        Problem::List(ListProblem::NullInConstant),
        Problem::List(ListProblem::WildcardInConstant { pattern: "https://*.example.com" }),
    ] {
        writeln!(wordings.text, "constants").unwrap();
        wordings.problem("", &problem);
        wordings.text.push('\n');
    }
    for (within, always, default) in STATICS {
        let draft = OriginsDraft { within, always: *always, default: *default, dangerously: &[] };
        let faults = [check_origins(&draft, &SUFFIXES), advise_origins(&draft)].concat();
        wordings.faults(&format!("within = {within:?}, always = {always:?}, default = {default:?}"), &faults);
    }
    let dangerously = [Exemption::InsecureOrigins, Exemption::NullOrigin, Exemption::Unenforced, Exemption::AnyHost];
    let within = [Some("https://example.com")];
    let draft = OriginsDraft { within: &within, always: None, default: None, dangerously: &dangerously };
    wordings.faults(&format!("within = {within:?} {dangerously:?}"), &check_origins(&draft, &SUFFIXES));
    for (within, suffixes) in [
        (&["https://*.example.com", "http://localhost:*"][..], SuffixRule::NoList),
        (&["https://*"], SuffixRule::NoList),
        (&["https://*"], SuffixRule::List(SUFFIXES)),
    ] {
        for value in VARIABLES {
            let entries: Vec<_> = value.split(',').collect();
            let Err(faults) = read_within(&entries, within, suffixes) else { continue };
            writeln!(wordings.text, "within = {within:?}: {value:?}").unwrap();
            for fault in faults {
                wordings.problem(&format!("entry {}: ", fault.entry), &fault.problem);
            }
            wordings.text.push('\n');
        }
    }
    for (cause, problem) in [
        (
            "credentials, within",
            Problem::Bounds(BoundsProblem::InsecureBound { origin: "http://*.example.com", key: "within" }),
        ),
        ("credentials, within", Problem::Bounds(BoundsProblem::AnyBoundWithCredentials)),
        (
            "credentials, always",
            Problem::Bounds(BoundsProblem::AnyHostBound { pattern: "moz-extension://*", key: "always" }),
        ),
        ("REQUEST_HEADERS", Problem::Header(HeaderProblem::AnyHeaderRead)),
    ] {
        writeln!(wordings.text, "{cause}").unwrap();
        wordings.problem("", &problem);
        wordings.text.push('\n');
    }
    for problem in OF_ATTRIBUTE {
        writeln!(wordings.text, "attribute").unwrap();
        wordings.problem("", problem);
        wordings.text.push('\n');
    }
    wordings
}

#[test]
fn wordings() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wordings.txt");
    let wordings = written();
    if std::env::var_os("UPDATE_WORDINGS").is_some() {
        std::fs::write(path, &wordings.text).unwrap();
    }
    let expected = std::fs::read_to_string(path).unwrap();
    for (line, expected) in wordings.text.lines().zip(expected.lines()) {
        assert_eq!(line, expected);
    }
    assert_eq!(wordings.text.lines().count(), expected.lines().count());
}

/// The attribute finds these problems by itself.
const OF_ATTRIBUTE: &[Problem<'static>] = &[
    Problem::Attribute(AttributeProblem::UnknownKey { key: "orgins", argument: Some("origins = [\"*\"]"), keys: "" }),
    Problem::Attribute(AttributeProblem::UnknownKey { key: "x", argument: None, keys: "`origins`, `methods`" }),
    Problem::Attribute(AttributeProblem::DuplicateKey { key: "origins", merged: Some("origins = [...]") }),
    Problem::Attribute(AttributeProblem::DuplicateKey { key: "max_age", merged: None }),
    Problem::Attribute(AttributeProblem::EmptyArgument),
    Problem::Attribute(AttributeProblem::EmptyElement),
    Problem::Attribute(AttributeProblem::NoArguments { example: "#[cors(origins = [\"*\"], methods = [GET])]" }),
    Problem::Attribute(AttributeProblem::MissingComma { before: "methods" }),
    Problem::Attribute(AttributeProblem::Semicolon),
    Problem::Attribute(AttributeProblem::AttributeOnKey),
    Problem::Attribute(AttributeProblem::MissingEquals { argument: "methods = [GET]" }),
    Problem::Attribute(AttributeProblem::GroupedArguments { open: "{", close: "}" }),
    Problem::Attribute(AttributeProblem::LayerForKeys { written: "CorsLayer::new", arguments: "origins = [\"*\"]" }),
    Problem::Attribute(AttributeProblem::UnneededKey {
        key: "vary",
        argument: "vary = [\"origin\"]",
        reason: "a reason",
    }),
    Problem::Attribute(AttributeProblem::ValueWithoutKey { found: "GET", key: "methods", value: "[GET]" }),
    Problem::Attribute(AttributeProblem::ExpectedKey { quoted: Some("methods"), keys: "" }),
    Problem::Attribute(AttributeProblem::ExpectedKey { quoted: None, keys: "`origins`, `methods`" }),
    Problem::Attribute(AttributeProblem::MissingKey { key: "methods", example: "methods = [GET]" }),
    Problem::Attribute(AttributeProblem::OriginsKey { key: "env", declaration: "#[cors(...)]" }),
    Problem::Attribute(AttributeProblem::MethodsOnPolicy { name: "SHOP" }),
    Problem::Attribute(AttributeProblem::PolicyOnPolicy),
    Problem::Attribute(AttributeProblem::OriginsOnOrigins { name: "WEB" }),
    Problem::Attribute(AttributeProblem::PolicyKeyOnOrigins { key: "max_age", name: "WEB" }),
    Problem::Attribute(AttributeProblem::BesidePolicy { key: "max_age", policy: Some("SHOP") }),
    Problem::Attribute(AttributeProblem::BesidePolicy { key: "max_age", policy: None }),
    Problem::Value(ValueProblem::MissingValue { key: "max_age", example: "max_age = 600" }),
    Problem::Value(ValueProblem::FlagWithValue { key: "credentials", is_set: true }),
    Problem::Value(ValueProblem::FlagWithValue { key: "credentials", is_set: false }),
    Problem::Value(ValueProblem::MaxAgeForm { written: "60 * 10", meant: Some(600) }),
    Problem::Value(ValueProblem::MaxAgeForm { written: "AGE", meant: None }),
    Problem::Value(ValueProblem::NegativeMaxAge),
    Problem::Value(ValueProblem::PolicyForm { assignment: "policy = SHOP" }),
    Problem::Value(ValueProblem::CrateForm { assignment: "crate = web::cors" }),
    Problem::Value(ValueProblem::EnvForm { meant: "WEB_ORIGINS" }),
    Problem::Value(ValueProblem::EmptyEnv { meant: "WEB_ORIGINS" }),
    Problem::Value(ValueProblem::InvalidEnv { name: "WEB ORIGINS", character: ' ', meant: "WEB_ORIGINS" }),
    Problem::Value(ValueProblem::OriginsForm { meant: "WEB" }),
    Problem::Value(ValueProblem::AnyOrigin { path: "Any" }),
    Problem::Value(ValueProblem::ExpectedList {
        key: "methods",
        list: Some("methods = [POST]"),
        example: "methods = [GET]",
    }),
    Problem::Value(ValueProblem::InvalidElement {
        key: "methods",
        error: "expected an expression",
        example: "methods = [GET]",
    }),
    Problem::Value(ValueProblem::ExpectedList { key: "methods", list: None, example: "methods = [GET]" }),
    Problem::Value(ValueProblem::ConvertedOrigin {
        written: "\"https://app.example.com\".parse()",
        meant: "\"https://app.example.com\"",
    }),
    Problem::Value(ValueProblem::AnyElement { path: "Any" }),
    Problem::Value(ValueProblem::UnexpectedElement {
        element: "X-Id",
        expected: "a header name",
        meant: Some("\"X-Id\""),
        example: "headers = [ETAG]",
    }),
    Problem::Value(ValueProblem::UnexpectedElement {
        element: "5",
        expected: "a method",
        meant: None,
        example: "methods = [GET]",
    }),
    Problem::Value(ValueProblem::AttributeOnElement { attribute: "#[allow(unused)]" }),
    Problem::Value(ValueProblem::CfgOnElement { key: "methods" }),
    Problem::Value(ValueProblem::EmptyCfg),
    Problem::Value(ValueProblem::UnquotedStar),
    Problem::Value(ValueProblem::VariableRead { declaration: "write `env = \"APP_ORIGINS\"`" }),
    Problem::Value(ValueProblem::AnyMethod { found: "*", all: "GET, POST" }),
    Problem::Value(ValueProblem::QuotedMethod { method: "GET" }),
    Problem::Value(ValueProblem::JoinedMethods { methods: "GET, POST" }),
    Problem::Value(ValueProblem::AnyHeader { constant: "ANY" }),
    Problem::Value(ValueProblem::UnknownHeaderConstant {
        constant: "CONTENT_TYP",
        near: Some("CONTENT_TYPE"),
        header: "content-typ",
    }),
    Problem::Value(ValueProblem::UnknownHeaderConstant { constant: "X_TENANT", near: None, header: "x-tenant" }),
    Problem::Value(ValueProblem::EmptyDangerously { example: "dangerously(insecure_origins)" }),
    Problem::Value(ValueProblem::DangerouslyForm { elements: "insecure_origins" }),
    Problem::Value(ValueProblem::QuotedExemption { name: "insecure_origins" }),
    Problem::Value(ValueProblem::RunTimeOrigins {
        written: "dynamic(is_tenant)",
        key: "within",
        declaration: "write `within = [\"https://*\"]`",
        binding: "call `.bind_predicate(&PAGES, is_tenant)` on the router",
    }),
    Problem::Item(ItemProblem::UnsupportedItem),
    Problem::Item(ItemProblem::SelfArgument),
    Problem::Item(ItemProblem::HandlerWithoutBody),
    Problem::Item(ItemProblem::AttributeOrder { attribute: "utoipa::path" }),
    Problem::Item(ItemProblem::DuplicateAttribute { item: "handler" }),
    Problem::Item(ItemProblem::NotAsync { name: "list" }),
    Problem::Item(ItemProblem::ConstHandler { name: "list" }),
    Problem::Item(ItemProblem::UnsafeHandler { name: "list" }),
    Problem::Item(ItemProblem::ExternHandler { name: "list" }),
    Problem::Item(ItemProblem::ImplTraitArgument { name: "list", bounds: "Host" }),
    Problem::Item(ItemProblem::NestedImplTrait),
    Problem::Item(ItemProblem::CfgOnArgument { cfg: "#[cfg(test)]" }),
    Problem::Item(ItemProblem::TooManyArguments { max: 16, count: 17 }),
    Problem::Item(ItemProblem::ConstItem { name: "SHOP", declaration: "static SHOP: Policy;" }),
    Problem::Item(ItemProblem::MutableStatic { name: "SHOP", declaration: "static SHOP: Policy;" }),
    Problem::Item(ItemProblem::StaticWithValue { name: "SHOP", declaration: "static SHOP: Policy;" }),
    Problem::Item(ItemProblem::StaticType {
        name: "WEB",
        found: "LazyLock<Policy>",
        declaration: "static WEB: Policy;",
    }),
    Problem::Item(ItemProblem::StaticWithoutType { name: "WEB", declaration: "static WEB: Policy;" }),
    Problem::Item(ItemProblem::WrongType {
        key: "env",
        name: "WEB",
        expected: "Origins",
        found: "Policy",
        declaration: "static WEB: Origins;",
    }),
];

#[test]
fn every_problem_is_in_the_file() {
    const SOURCES: [&str; 9] = [
        include_str!("../src/problem/attribute.rs"),
        include_str!("../src/problem/bounds.rs"),
        include_str!("../src/problem/exemption.rs"),
        include_str!("../src/problem/handler.rs"),
        include_str!("../src/problem/header.rs"),
        include_str!("../src/problem/item.rs"),
        include_str!("../src/problem/list.rs"),
        include_str!("../src/problem/origin.rs"),
        include_str!("../src/problem/value.rs"),
    ];
    let variants = SOURCES.iter().flat_map(|source| source.lines()).filter_map(|line| line.strip_prefix("    "));
    let variants = variants.filter(|line| line.starts_with(|first: char| first.is_ascii_uppercase()));
    let variants: BTreeSet<String> = variants.map(|line| line.split([' ', ',']).next().unwrap().to_owned()).collect();
    assert_eq!(variants, written().problems.into_keys().collect());
}

#[test]
fn names_are_unique_and_in_snake_case() {
    let problems = written().problems;
    let names: BTreeSet<&str> = problems.values().copied().collect();
    assert_eq!(names.len(), problems.len());
    for name in names {
        assert!(name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_')), "{name}");
    }
}

#[test]
fn texts_have_one_form() {
    for paragraph in written().text.split("\n\n") {
        for line in paragraph.lines().skip(1) {
            let line = line.trim_start();
            assert!(!line.ends_with('.'), "{line}");
            assert!(!line.contains("  "), "{line}");
            assert!(!line.contains("{}"), "{line}");
            assert_eq!(line.matches('`').count() % 2, 0, "{line}");
            assert!(!line.contains(char::is_control), "{line}");
        }
    }
}

/// The help for a long value must stay readable.
#[test]
fn long_values_are_shown_by_their_ends() {
    let long = format!("https://{}.example.com/x", "ü".repeat(5000));
    let text = handler_cors_policy::Origin::parse(&long).unwrap_err().to_string();
    assert!(text.len() < 1500, "{text}");
    assert!(text.starts_with("`https://üü"), "{text}");
    assert!(text.contains("üü…üü"), "{text}");
    assert!(text.contains("üü.example.com/x` contains `ü`"), "{text}");
}

/// A text can be cut at any byte of a character.
#[test]
fn texts_are_cut_at_character_boundaries() {
    for wide in ["\u{fc}", "\u{8a9e}", "\u{1f600}"] {
        for start in ["", "a", "ab", "abc"] {
            let pushed = start.to_owned() + &wide.repeat(2000);
            let mut text = Text::new();
            text.push(&pushed);
            let shown = text.as_str().strip_suffix('…').unwrap();
            assert!(pushed.starts_with(shown) && shown.len() > 2048 - "…".len() - 4, "{shown}");
        }
    }
}

#[test]
fn the_longest_origins_fit_twice() {
    let scheme = "s".repeat(64);
    let host = format!("{}x", "a23456789.".repeat(25));
    let origin = format!("{scheme}://{host}:65535/");
    let text = handler_cors_policy::Origin::parse(&origin).unwrap_err().to_string();
    assert_eq!(text.matches(&format!("{scheme}://{host}:65535")).count(), 2, "{text}");
    assert!(!text.contains('…'), "{text}");
}

#[test]
fn constants_panic_with_the_text() {
    let exemptions = ConstExemptions { insecure_origins: false, null_origin: false };
    let panic = catch_unwind(|| assert_constant("https://app.example.com/", false, exemptions)).unwrap_err();
    let expected = handler_cors_policy::Origin::parse("https://app.example.com/").unwrap_err().to_string();
    assert_eq!(panic.downcast_ref::<String>(), Some(&expected));

    let panic = catch_unwind(|| assert_some(&[])).unwrap_err();
    assert_eq!(panic.downcast_ref::<String>(), Some(&Problem::List(ListProblem::NoOriginsLeft).to_string()));

    let panic =
        catch_unwind(|| assert_distinct(&[("https://a.example", false), ("https://a.example", true)])).unwrap_err();
    let expected = Problem::List(ListProblem::DuplicateOrigin { origin: "https://a.example" }).to_string();
    assert_eq!(panic.downcast_ref::<String>(), Some(&expected));
}
