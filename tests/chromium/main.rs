//! `testing::Browser` and real Chromium, compared with one table.
//!
//! Each case has a page, a server, one or more fetches, and the expected results. `cargo test` runs the cases in `Browser` only.
//! This runs them in Chromium (`apt-get install chromium`, or its path in `CHROMIUM`) too:
//!
//! ```sh
//! cargo test -p tests --test chromium -- --ignored
//! ```
//!
//! Both browsers must then agree with the table and, in everything that is sent and seen, with each other. Where Chromium departs
//! from the standard, the table says what it does instead.
#![allow(clippy::unwrap_used)]

mod case;
mod in_browser;
mod in_chromium;
mod messages;
mod report;
mod seen;
mod server;
mod tables;

use case::Case;
use handler_cors::testing::Browser;
use report::{Results, differences};

/// Fails with a report on every case that differs. Cases whose expectation is wrong on purpose must differ.
fn check(cases: &[Case], browser: &Results, chromium: Option<&Results>) {
    let (wrong, found): (Vec<_>, Vec<_>) =
        differences(cases, browser, chromium).into_iter().partition(|(name, _)| name.starts_with(tables::WRONG));
    let report: Vec<_> = found.iter().map(|(_, report)| report.as_str()).collect();
    assert!(found.is_empty(), "{} of {} cases differ:\n\n{}", found.len(), cases.len(), report.join("\n"));
    let on_purpose = cases.iter().filter(|case| case.name.starts_with(tables::WRONG)).count();
    assert_eq!(wrong.len(), on_purpose, "cases that are wrong on purpose have passed");
}

#[tokio::test]
async fn browser_behaves_as_the_tables_say() {
    let cases = tables::all();
    check(&cases, &in_browser::run(&cases, Browser::new).await, None);
}

/// `Browser::chromium` departs from the standard as Chromium does, except where it says that it does not.
#[tokio::test]
async fn chromium_of_the_model_behaves_as_the_tables_say() {
    let mut cases = tables::all();
    for step in cases.iter_mut().flat_map(|case| &mut case.steps) {
        step.expected = step.in_chromium.take().unwrap_or_else(|| step.expected.clone());
    }
    cases.retain(|case| !tables::UNMODELLED.iter().any(|name| case.name.starts_with(name)));
    check(&cases, &in_browser::run(&cases, Browser::chromium).await, None);
}

/// The comparison finds a browser that sends something else or sees something else.
#[tokio::test]
async fn browsers_that_differ_are_reported() {
    let mut cases = tables::all();
    cases.retain(|case| {
        !case.name.starts_with(tables::WRONG) && case.steps.iter().all(|step| step.in_chromium.is_none())
    });
    let browser = in_browser::run(&cases, Browser::new).await;
    assert_eq!(differences(&cases, &browser, Some(&browser)), []);
    let mut other = browser.clone();
    let origin = other[0][0].sent[0].headers.insert("origin".to_owned(), "http://evil.test".to_owned());
    assert_eq!(origin.as_deref(), Some(cases[0].page));
    let index = other.iter().position(|seen| seen[0].outcome.is_read()).unwrap();
    other[index][0].outcome = seen::Outcome::Opaque;
    let found: Vec<_> = differences(&cases, &browser, Some(&other)).into_iter().map(|(name, _)| name).collect();
    assert_eq!(found, [cases[0].name.clone(), cases[index].name.clone()]);
}

#[test]
fn cases_are_many_and_have_unique_names() {
    let mut names: Vec<_> = tables::all().into_iter().map(|case| (case.page, case.name)).collect();
    assert!(names.len() >= 300, "{}", names.len());
    names.sort();
    let twice = names.windows(2).find(|pair| pair[0] == pair[1]);
    assert_eq!(twice, None);
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs Chromium"]
async fn chromium_behaves_as_browser_and_the_tables_say() {
    let cases = tables::all();
    let (chromium, console) = in_chromium::run(&cases).await;
    messages::check(&console);
    check(&cases, &in_browser::run(&cases, Browser::new).await, Some(&chromium));
}
