//! Limits the allocations of a request.

#[path = "../src/allocations.rs"]
mod counting;

use counting::allocations;
use handler_cors_benches::cases::{self, Case};
use handler_cors_benches::contender::Contender;

const TABLES: [&str; 4] = ["one route", "one route, one layer", "a thousand routes", "a thousand routes, one layer"];
const ACTUAL: [&str; 3] = ["no Origin", "allowed request", "disallowed request"];

fn count(table: &str, row: &str, contender: Contender) -> u64 {
    let is_meant = |case: &Case| case.table == table && case.row == row && case.contender == contender;
    let case = cases::all().into_iter().find(is_meant).unwrap_or_else(|| panic!("{table} has no {row}"));
    allocations(&case).count
}

#[test]
fn actual_requests_allocate_less_than_without_cors() {
    for table in TABLES {
        for row in ACTUAL {
            let [bare, ours] = [Contender::Bare, Contender::HandlerCors].map(|who| count(table, row, who));
            assert!(ours < bare, "{table}, {row}: {ours} against {bare}");
        }
    }
}

#[test]
fn allowed_preflights_allocate_less_than_by_hand() {
    for table in TABLES {
        let [hand, ours] =
            [Contender::ByHand, Contender::HandlerCors].map(|who| count(table, "allowed preflight", who));
        assert!(ours < hand, "{table}: {ours} against {hand}");
    }
}

#[test]
fn denied_preflights_allocate_least() {
    for table in TABLES {
        let denied = count(table, "denied preflight", Contender::HandlerCors);
        for row in ACTUAL.into_iter().chain(["allowed preflight"]) {
            let other = count(table, row, Contender::HandlerCors);
            assert!(denied <= other, "{table}, {row}: {denied} against {other}");
        }
    }
}

#[test]
fn preflights_allocate_as_measured() {
    for table in TABLES {
        for row in ["allowed preflight", "denied preflight"] {
            let ours = count(table, row, Contender::HandlerCors);
            assert!(ours <= 14, "{table}, {row}: {ours}");
        }
    }
}

#[test]
fn long_lists_and_embedded_routers_allocate_no_more_than_without_cors() {
    for case in cases::all().iter().filter(|case| case.contender == Contender::HandlerCors) {
        if !TABLES.contains(&case.table.as_str()) {
            let (ours, bare) = (allocations(case).count, count(&case.table, &case.row, Contender::Bare));
            assert!(ours <= bare, "{}: {ours} against {bare}", case.id());
        }
    }
}
