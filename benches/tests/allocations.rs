//! Limits the allocations of a request.

#[path = "../src/allocations.rs"]
mod counting;

use counting::allocations;
use handler_cors_benches::cases::{self, Case};
use handler_cors_benches::contender::Contender;

/// Handlers with `#[cors]`.
const HANDLERS: [&str; 5] =
    ["one route", "one route, one layer", "a thousand routes", "a thousand routes, one layer", "one route, embedded"];
/// Where axum calls a guard around a route: it boxes a clone of the route for each request.
const AROUND_ROUTES: [&str; 3] = [
    "an application, embedded",
    "an application beside a plain router",
    "an application, on a path that a handler moved from",
];
/// What it takes to tell layers outside about a denied preflight: a report and the path, in the extensions of its response.
const REPORT: u64 = 4;
const ACTUAL: [&str; 3] = ["no Origin", "allowed request", "disallowed request"];

fn count(table: &str, row: &str, contender: Contender) -> u64 {
    let is_meant = |case: &Case| case.table == table && case.row == row && case.contender == contender;
    let case = cases::all().into_iter().find(is_meant).unwrap_or_else(|| panic!("{table} has no {row}"));
    allocations(&case).count
}

fn of_both(table: &str, row: &str) -> [u64; 2] {
    [Contender::Bare, Contender::HandlerCors].map(|contender| count(table, row, contender))
}

#[test]
fn actual_requests_allocate_less_than_without_cors() {
    for table in HANDLERS {
        for row in ACTUAL {
            let [bare, ours] = of_both(table, row);
            assert!(ours < bare, "{table}, {row}: {ours} against {bare}");
        }
    }
}

#[test]
fn axum_handlers_and_applications_under_a_policy_allocate_nothing_more() {
    for table in ["one route, axum's handler", "an application"] {
        for row in ACTUAL {
            let [bare, ours] = of_both(table, row);
            assert!(ours <= bare, "{table}, {row}: {ours} against {bare}");
        }
    }
}

/// For its future and for the origin that it takes, where a list allocates once less.
#[test]
fn a_predicate_allocates_once_more_than_without_cors() {
    let [bare, ours] = of_both("one route, a predicate", "allowed request");
    assert!(ours <= bare + 1, "{ours} against {bare}");
}

#[test]
fn a_guard_around_a_route_allocates_three_times() {
    for table in AROUND_ROUTES {
        for row in ACTUAL {
            let [bare, ours] = of_both(table, row);
            assert!(ours <= bare + 3, "{table}, {row}: {ours} against {bare}");
        }
    }
}

#[test]
fn preflights_allocate_no_more_than_by_hand() {
    for table in HANDLERS {
        for row in ["allowed preflight", "denied preflight"] {
            let [hand, ours] = [Contender::ByHand, Contender::HandlerCors].map(|who| count(table, row, who));
            let report = if row == "denied preflight" { REPORT } else { 0 };
            assert!(ours <= hand + report, "{table}, {row}: {ours} against {hand}");
            assert!(ours <= 17 + report, "{table}, {row}: {ours}");
        }
    }
}

#[test]
fn lists_of_any_length_allocate_nothing_more() {
    for case in cases::all().iter().filter(|case| case.contender == Contender::HandlerCors) {
        if case.table.starts_with("exact origins") || case.table.starts_with("subdomain patterns") {
            let (ours, bare) = (allocations(case).count, count(&case.table, &case.row, Contender::Bare));
            let is_preflight = case.table.ends_with("preflights");
            let report = if is_preflight && case.row.starts_with("none") { REPORT } else { 0 };
            assert!(ours <= bare + u64::from(is_preflight) + report, "{}: {ours} against {bare}", case.id());
        }
    }
}
