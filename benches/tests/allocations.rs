//! What a request allocates, guarded.

#[path = "../src/allocations.rs"]
mod counting;

use counting::allocations;
use handler_cors_benches::apps::Contender;
use handler_cors_benches::cases::{self, Case};

const TABLES: [&str; 3] = ["one route", "one route, one layer", "a thousand routes"];

fn count(table: &str, row: &str, contender: Contender) -> u64 {
    let is_meant = |case: &Case| case.table == table && case.row == row && case.contender == contender;
    let case = cases::all().into_iter().find(is_meant).unwrap_or_else(|| panic!("{table} has no {row}"));
    allocations(&case).count
}

#[test]
fn actual_requests_allocate_less_than_without_cors() {
    for table in TABLES {
        for row in ["no Origin", "allowed request", "refused request"] {
            let [bare, ours] = [Contender::Bare, Contender::HandlerCors].map(|who| count(table, row, who));
            assert!(ours < bare, "{table}, {row}: {ours} against {bare}");
        }
    }
}

#[test]
fn allowed_preflights_allocate_no_more_than_by_hand() {
    for table in TABLES {
        let [hand, ours] =
            [Contender::ByHand, Contender::HandlerCors].map(|who| count(table, "allowed preflight", who));
        assert!(ours <= hand, "{table}: {ours} against {hand}");
    }
}

#[test]
fn preflights_allocate_as_measured() {
    for table in TABLES {
        assert!(count(table, "allowed preflight", Contender::HandlerCors) <= 14, "{table}, allowed");
        assert!(count(table, "refused preflight", Contender::HandlerCors) <= 14, "{table}, refused");
    }
}

#[test]
fn lists_allocate_nothing_whatever_their_length() {
    for case in cases::all().iter().filter(|case| case.contender == Contender::HandlerCors) {
        if !TABLES.contains(&case.table.as_str()) {
            let bare = count(&case.table, &case.row, Contender::Bare);
            assert!(allocations(case).count <= bare, "{}", case.id());
        }
    }
}
