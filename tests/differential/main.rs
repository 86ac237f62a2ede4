//! Random compositions of routers, each built with axum's router and with `CorsRouter`.
//!
//! In both, each request must be served by the same handler, which must see the same. The CORS headers must be those of its
//! policy.
//!
//! `DIFFERENTIAL_COMPOSITIONS` sets how many compositions are tried. 2,500 are about a million requests.
//! `DIFFERENTIAL_SEED` sets the first seed; a failure prints its own. `attack` has the hostile requests.

mod as_in_axum;
mod ask;
mod attack;
mod build;
mod code;
mod cors_headers;
mod fallbacks;
mod finding;
mod grow;
mod here;
mod owners;
mod plain;
mod policies;
mod preflights;
mod probe;
mod random;
mod record;
mod shrink;
mod tree;
mod wanted;

use finding::{Finding, Report};
use grow::grow;
use random::Random;
use tree::Tree;

const COMPOSITIONS: usize = 500;
/// Calls by which each composition grows. Those that panic are not kept.
const STEPS: usize = 24;

#[test]
fn requests_are_served_as_in_axum() {
    run("as in axum", as_in_axum::compare, as_in_axum::grows);
}

#[test]
fn responses_are_under_the_policy_of_their_handler() {
    run(
        "policies",
        |tree, report| policies::check(tree, report).or_else(|| probe::check(tree, report)),
        policies::grows,
    );
}

/// Whether a composition is one to look at; a finding ends the growth.
type Grows = fn(&Tree, &mut Report) -> Result<bool, Finding>;
type Check = fn(&Tree, &mut Report) -> Option<Finding>;

/// Panics with the smallest composition that fails.
fn run(test: &str, check: Check, grows: Grows) {
    let compositions = variable("DIFFERENTIAL_COMPOSITIONS").unwrap_or(COMPOSITIONS);
    let first = variable("DIFFERENTIAL_SEED").unwrap_or(0);
    let mut report = Report::new();
    for seed in first..first + compositions {
        if let Some(finding) = compose(seed, check, grows, &mut report) {
            let smallest = finding.shrunk(|tree| check(tree, &mut Report::new()));
            panic!("DIFFERENTIAL_SEED={seed}: {smallest}\n");
        }
    }
    report.print(test);
}

fn compose(seed: usize, check: Check, grows: Grows, report: &mut Report) -> Option<Finding> {
    let mut found = None;
    let tree = grow(&mut Random::new(seed as u64), STEPS, |tree| {
        found.is_none()
            && grows(tree, report).unwrap_or_else(|finding| {
                found = Some(finding);
                false
            })
    });
    report.compositions += 1;
    found.or_else(|| check(&tree, report))
}

/// A number in an environment variable.
fn variable(name: &str) -> Option<usize> {
    let value = std::env::var(name).ok()?;
    Some(value.parse().unwrap_or_else(|_| panic!("`{name}={value}` is not a number")))
}
