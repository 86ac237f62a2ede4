//! Reports of differences.

use crate::case::{Case, Step};
use crate::seen::Seen;
use std::fmt::Write;

/// What one browser did in all cases.
pub(crate) type Results = Vec<Vec<Seen>>;

/// The names of the cases that differ, and a report on each.
pub(crate) fn differences(cases: &[Case], browser: &Results, chromium: Option<&Results>) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        for (index, step) in case.steps.iter().enumerate() {
            let chromium = chromium.map(|results| &results[number][index]);
            if let Some(difference) = difference(case, step, &browser[number][index], chromium) {
                found.push((case.name.clone(), format!("{} (step {})\n{difference}", case.name, index + 1)));
            }
        }
    }
    found
}

fn difference(case: &Case, step: &Step, browser: &Seen, chromium: Option<&Seen>) -> Option<String> {
    let is_right = |seen: &Seen, expected: &str| seen.summary(case.page) == *expected;
    let of_chromium = step.in_chromium.as_ref().unwrap_or(&step.expected);
    let agree = chromium.is_none_or(|chromium| step.in_chromium.is_some() || browser.agrees_with(chromium));
    if agree && is_right(browser, &step.expected) && chromium.is_none_or(|seen| is_right(seen, of_chromium)) {
        return None;
    }
    let mut text =
        format!("   page      {}\n   fetches   {:?}\n   server    {:?}\n", case.page, step.call, case.server.0);
    let _ = writeln!(text, "   expected  {}", step.expected);
    if let Some(expected) = &step.in_chromium {
        let _ = writeln!(text, "   … but in Chromium  {expected}");
    }
    for (name, seen) in [("Browser ", Some(browser)), ("Chromium", chromium)] {
        let Some(seen) = seen else { continue };
        let _ = writeln!(
            text,
            "   {name}  {}{}",
            seen.summary(case.page),
            if agree { String::new() } else { seen.details() }
        );
    }
    Some(text)
}
