//! Limits the instructions of a request. Needs valgrind:
//!
//! ```sh
//! cargo test --release --test instructions -- --ignored
//! ```

use handler_cors_benches::cases::{self, Case};
use handler_cors_benches::contender::Contender;
use handler_cors_benches::measure;
use std::path::Path;

/// The measured difference to bare axum, plus some 3 % for other compilers and libraries.
const ADDED: [(&str, &str, u64); 8] = [
    ("one route", "no Origin", 300),
    ("one route", "allowed request", 800),
    ("one route", "disallowed request", 420),
    ("one route, one layer", "no Origin", 430),
    ("one route, one layer", "allowed request", 930),
    ("exact origins", "last of 1", 830),
    ("exact origins", "last of 10,000", 1_430),
    ("exact origins", "none of 10,000", 1_030),
];

/// The totals of preflights: the cost of bare axum's 405 depends on the allocator.
const TOTAL: [(&str, &str, u64); 2] =
    [("one route", "allowed preflight", 10_150), ("one route", "denied preflight", 9_500)];

fn instructions(table: &str, row: &str, contender: Contender) -> u64 {
    let is_meant = |case: &Case| case.table == table && case.row == row && case.contender == contender;
    let case = cases::all().into_iter().find(is_meant).unwrap_or_else(|| panic!("{table} has no {row}"));
    measure::instructions(Path::new(env!("CARGO_BIN_EXE_requests")), &case).expect("valgrind counts")
}

#[test]
#[ignore = "needs valgrind"]
fn requests_cost_as_measured() {
    if cfg!(debug_assertions) {
        panic!("instructions are counted with --release");
    }
    let added = ADDED.map(|(table, row, limit)| {
        let [bare, ours] = [Contender::Bare, Contender::HandlerCors].map(|who| instructions(table, row, who));
        (table, row, ours.saturating_sub(bare), limit)
    });
    let total = TOTAL.map(|(table, row, limit)| (table, row, instructions(table, row, Contender::HandlerCors), limit));
    let measured: Vec<_> = added.into_iter().chain(total).collect();
    println!("{measured:#?}");
    let dearer: Vec<_> = measured.iter().filter(|(_, _, count, limit)| count > limit).collect();
    assert!(dearer.is_empty(), "{dearer:?}");
}
