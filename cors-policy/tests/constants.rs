//! The assertions of const evaluation, called as functions: a broken rule is a panic with the text of the problem.
#![allow(clippy::unwrap_used)]

use handler_cors_policy::{
    BoundsProblem, ConstExemptions, ExemptionProblem, HeaderProblem, ListProblem, OriginProblem, OriginsLists, Problem,
    assert_constant, assert_distinct, assert_insecure, assert_request_headers, assert_some, assert_within,
};
use std::panic::{UnwindSafe, catch_unwind};

const APP: &str = "https://app.example.com";
const WWW: &str = "https://www.example.com";
const PRINTER: &str = "http://printer.example.com";
const BELOW: &str = "https://*.example.com";

#[track_caller]
fn assert_problem(cause: &str, assertion: impl FnOnce() + UnwindSafe, expected: Option<Problem<'_>>) {
    let panic = catch_unwind(assertion).err().map(|panic| *panic.downcast::<String>().unwrap());
    assert_eq!(panic, expected.map(|problem| problem.to_string()), "{cause}");
}

#[test]
fn constants_are_exact_origins() {
    const NONE: ConstExemptions = ConstExemptions { insecure_origins: false, null_origin: false };
    const INSECURE: ConstExemptions = ConstExemptions { insecure_origins: true, ..NONE };
    const NULL: ConstExemptions = ConstExemptions { null_origin: true, ..NONE };
    let wildcard = |pattern| Some(Problem::List(ListProblem::WildcardInConstant { pattern }));
    let insecure = Some(Problem::List(ListProblem::InsecureOrigin { origin: PRINTER }));
    for (text, credentials, exemptions, expected) in [
        (APP, false, NONE, None),
        (APP, true, NONE, None),
        (APP, true, INSECURE, None),
        ("*", false, NONE, Some(Problem::List(ListProblem::AnyInConstant))),
        ("null", false, NONE, Some(Problem::Origin(OriginProblem::NullOrigin { origin: "null" }))),
        ("null", false, INSECURE, Some(Problem::Origin(OriginProblem::NullOrigin { origin: "null" }))),
        ("null", false, NULL, Some(Problem::List(ListProblem::NullInConstant))),
        (BELOW, false, NONE, wildcard(BELOW)),
        ("https://app.example.com:*", true, INSECURE, wildcard("https://app.example.com:*")),
        (PRINTER, false, NONE, None),
        (PRINTER, true, NONE, insecure),
        (PRINTER, true, NULL, insecure),
        (PRINTER, true, INSECURE, None),
        ("http://localhost:5173", true, NONE, None),
    ] {
        assert_problem(text, || assert_constant(text, credentials, exemptions), expected);
    }
}

#[test]
fn constants_are_distinct_from_all_other_elements() {
    let duplicate = |origin| Some(Problem::List(ListProblem::DuplicateOrigin { origin }));
    let covered = Some(Problem::List(ListProblem::CoveredOrigin { origin: APP, by: BELOW }));
    let rows: [(&[(&str, bool)], _); 18] = [
        (&[], None),
        (&[(APP, true)], None),
        (&[(APP, true), (WWW, true)], None),
        (&[(APP, true), (APP, true)], duplicate(APP)),
        (&[(APP, true), (APP, false)], duplicate(APP)),
        (&[(APP, false), (APP, true)], duplicate(APP)),
        (&[(WWW, false), (APP, false), (WWW, true)], duplicate(WWW)),
        (&[(PRINTER, true), (WWW, false), (APP, false), (APP, true)], duplicate(APP)),
        (&[("null", false), ("null", true)], duplicate("null")),
        // The attribute compares literals with each other.
        (&[(APP, false), (APP, false)], None),
        (&[(BELOW, false), (APP, false)], None),
        (&[(BELOW, false), (APP, true)], covered),
        (&[(APP, true), (BELOW, false)], covered),
        (&[(PRINTER, true), (WWW, false), (BELOW, false), ("https://a.example.net", true), (APP, true)], covered),
        (&[(BELOW, false), (PRINTER, true)], None),
        // Other rules report these.
        (&[(BELOW, true), (APP, true)], None),
        (&[("*", true), ("*", true)], None),
        (&[("app.example.com", true), ("app.example.com", true), ("https://*", false)], None),
    ];
    for (origins, expected) in rows {
        assert_problem(&format!("{origins:?}"), || assert_distinct(origins), expected);
    }
}

#[test]
fn insecure_origins_has_an_effect_on_a_constant() {
    let unneeded = Some(Problem::Exemption(ExemptionProblem::InsecureOriginsUnneeded));
    let rows: [(&[&str], _); 8] = [
        (&[], unneeded),
        (&[APP], unneeded),
        (&[APP, "http://localhost:5173"], unneeded),
        (&["http://printer.example.com/"], unneeded),
        (&[PRINTER], None),
        (&[PRINTER, APP], None),
        (&[APP, "null", PRINTER], None),
        (&["http://*.example.com"], None),
    ];
    for (origins, expected) in rows {
        assert_problem(&format!("{origins:?}"), || assert_insecure(origins), expected);
    }
}

#[test]
fn lists_are_not_empty() {
    assert_problem("none", || assert_some(&[]), Some(Problem::List(ListProblem::NoOriginsLeft)));
    assert_problem("one", || assert_some(&[APP]), None);
}

/// Each element is checked, not only the first.
#[test]
fn later_elements_are_checked_too() {
    let bounds = OriginsLists { within: &[BELOW, "http://*.example.com"], always: &[], default: &[] };
    let insecure =
        Some(Problem::Bounds(BoundsProblem::InsecureBound { origin: "http://*.example.com", key: "within" }));
    assert_problem("bounds", || assert_within(bounds, false, false), insecure);
    let names = ["x-tenant", "cookie", "*"];
    assert_problem("names", || assert_request_headers(&names), Some(Problem::Header(HeaderProblem::AnyHeaderRead)));
}
