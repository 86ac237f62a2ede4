//! How many instructions a request costs, guarded. Needs valgrind:
//!
//! ```sh
//! cargo test --release --test instructions -- --ignored
//! ```

use handler_cors_benches::apps::Contender;
use handler_cors_benches::cases::{self, Case};
use handler_cors_benches::measure;
use std::path::Path;

/// What was measured, and some 3 % for other compilers and libraries.
const ADDED: [(&str, &str, u64); 10] = [
    ("one route", "no Origin", 335),
    ("one route", "allowed request", 880),
    ("one route", "refused request", 445),
    ("one route", "allowed preflight", 495),
    ("one route", "refused preflight", 305),
    ("one route, one layer", "no Origin", 470),
    ("one route, one layer", "allowed request", 1_020),
    ("exact origins", "last of 1", 1_070),
    ("exact origins", "last of 10,000", 1_190),
    ("exact origins", "none of 10,000", 685),
];

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
    let mut dearer = Vec::new();
    for (table, row, limit) in ADDED {
        let [bare, ours] = [Contender::Bare, Contender::HandlerCors].map(|who| instructions(table, row, who));
        let added = ours.saturating_sub(bare);
        println!("{table}, {row}: {added} added to {bare}, at most {limit}");
        if added > limit {
            dearer.push(format!("{table}, {row}: {added} > {limit}"));
        }
    }
    assert!(dearer.is_empty(), "{dearer:#?}");
}
