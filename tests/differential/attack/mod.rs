//! Hostile requests to random applications: nothing of a rejected request runs, nothing of it is readable, and no cookie passes
//! that should not, in either direction.
//!
//! The expectations are those of a naive oracle, which knows the policies and the request, and nothing of how they are decided on.
//! What would serve a request is found by asking for the same without all that a browser adds: a program's request is never
//! rejected. Whether that is the right handler is what the differential test holds.
//!
//! `ATTACK_APPLICATIONS` sets how many applications are tried, `DIFFERENTIAL_SEED` the first seed; a failure prints its own.

mod application;
mod caches;
mod hostile;
mod oracle;
mod path;
mod preflight;
mod preflight_cache;
mod report_only;
mod response;
mod rules;
mod sent;
mod wire;

use crate::random::Random;
use crate::shrink::shrink;
use crate::variable;
use application::{Application, Setup};
use hostile::Request;
use oracle::{Case, expected};
use response::{is_misreported, is_wrong};
use std::collections::BTreeMap;
use std::time::Instant;

/// Half a minute without optimisations.
const APPLICATIONS: usize = 300;
/// URIs of an application with a method each, and hostile requests for each of them.
const TARGETS: usize = 8;
const REQUESTS: usize = 8;

/// What is wrong with the response to a request, or to two of them.
pub(super) struct Wrong {
    why: &'static str,
    details: String,
}

#[test]
fn hostile_requests_to_random_applications() {
    let started = Instant::now();
    let applications = variable("ATTACK_APPLICATIONS").unwrap_or(APPLICATIONS);
    let first = variable("DIFFERENTIAL_SEED").unwrap_or(0);
    let mut counts = Counts::default();
    let mut found = BTreeMap::new();
    for seed in first..first + applications {
        let mut random = Random::new(seed as u64);
        let setup = Setup::random(&mut random);
        for _ in 0..TARGETS {
            let requests = hostile::requests(&mut random, REQUESTS);
            if let Some(wrong) = attack(&setup, &requests, &mut counts) {
                let again = |setup: &Setup, requests: &[Request]| attack(setup, requests, &mut Counts::default());
                let smallest = || format!("DIFFERENTIAL_SEED={seed}: {}", smallest(&setup, requests, &wrong, again));
                found.entry(wrong.why).or_insert_with(smallest);
            }
        }
    }
    assert!(found.is_empty(), "{}\n", found.into_values().collect::<Vec<_>>().join("\n\n"));
    let seconds = started.elapsed().as_secs_f64();
    println!("{applications} applications, {} requests, {seconds:.0} s", counts.0.values().sum::<usize>());
    for (outcome, count) in &counts.0 {
        println!("  {outcome}: {count}");
    }
    // A generator that no longer makes one of the kinds would hold nothing of it.
    for outcome in oracle::OUTCOMES {
        assert!(applications < APPLICATIONS || counts.0.contains_key(outcome), "no request was {outcome}");
    }
}

/// How many requests came to which end.
#[derive(Default)]
pub(super) struct Counts(BTreeMap<&'static str, usize>);

impl Counts {
    fn count(&mut self, outcome: &'static str) {
        *self.0.entry(outcome).or_default() += 1;
    }
}

/// Sends the requests, which are for one URI and method, and says what is wrong with the first wrong response.
fn attack(setup: &Setup, requests: &[Request], counts: &mut Counts) -> Option<Wrong> {
    let application = Application::built(setup)?;
    let sent: Vec<_> = requests.iter().map(|request| application.send(request)).collect();
    let wrong = requests.iter().zip(&sent).find_map(|(request, sent)| {
        let case = Case::of(&application, request);
        let expected = expected(&case);
        counts.count(expected.outcome());
        let is_misreported = || is_misreported(&expected, &case, sent).then_some("not the report that it must have");
        let why = is_wrong(&expected, &case, sent).or_else(is_misreported)?;
        Some(Wrong { why, details: format!("{request}\n  {sent}\n  expected: {expected:?}") })
    });
    let uri = requests.first()?.uri;
    wrong.or_else(|| caches::confused(requests, &sent)).or_else(|| preflight_cache::lets_through(&application, uri))
}

/// The smallest application and the fewest requests for which the same is wrong, as a message.
fn smallest(
    setup: &Setup,
    mut requests: Vec<Request>,
    wrong: &Wrong,
    check: impl Fn(&Setup, &[Request]) -> Option<Wrong>,
) -> String {
    let again = |setup: &Setup, requests: &[Request]| check(setup, requests).filter(|other| other.why == wrong.why);
    while let Some(fewer) =
        (0..requests.len()).map(|at| without(&requests, at)).find(|fewer| again(setup, fewer).is_some())
    {
        requests = fewer;
    }
    let requests: Vec<Request> =
        requests.into_iter().map(|request| simpler(request, |it| again(setup, it).is_some())).collect();
    let tree = shrink(setup.tree.clone(), |tree| again(&setup.with_tree(tree), &requests).is_some());
    let setup = setup.with_tree(&tree);
    let details = again(&setup, &requests).map_or_else(|| wrong.details.clone(), |wrong| wrong.details);
    format!("{}\n  {details}\n\n{setup}", wrong.why)
}

fn without(requests: &[Request], at: usize) -> Vec<Request> {
    let mut fewer = requests.to_vec();
    fewer.remove(at);
    fewer
}

/// The request without the headers that are not needed for `fails`, if it is the only one.
fn simpler(mut request: Request, fails: impl Fn(&[Request]) -> bool) -> Request {
    let mut at = 0;
    while at < request.lines.len() {
        let mut simpler = request.clone();
        simpler.lines.remove(at);
        if fails(std::slice::from_ref(&simpler)) {
            request = simpler;
        } else {
            at += 1;
        }
    }
    request
}
