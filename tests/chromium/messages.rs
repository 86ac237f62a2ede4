//! The guide explains each message that Chromium writes into its console.

use std::collections::BTreeSet;

const PAGE: &str = include_str!("../../src/guide/browser_errors.md");

/// Before the message itself.
const BLOCKED: &str = "has been blocked by CORS policy: ";

/// Before most messages about preflights.
const PREFLIGHT: &str = "Response to preflight request doesn't pass access control check: ";

/// The messages of the page: the parts between what differs.
fn listed() -> BTreeSet<Vec<&'static str>> {
    let lines = PAGE.lines().filter_map(|line| line.strip_prefix("Chromium: "));
    lines.map(|line| line.strip_prefix(PREFLIGHT).unwrap_or(line).split('…').collect()).collect()
}

/// Whether a message consists of these parts and of something between them.
fn is(message: &str, parts: &[&str]) -> bool {
    let Some(mut rest) = message.strip_prefix(parts[0]) else { return false };
    parts[1..].iter().all(|part| match rest.split_once(part) {
        Some((_, after)) => {
            rest = after;
            true
        }
        None => false,
    })
}

/// The messages of a console that are on the page, and those that are not.
fn sorted(console: &str) -> (BTreeSet<Vec<&'static str>>, BTreeSet<&str>) {
    let (mut known, mut unknown) = (BTreeSet::new(), BTreeSet::new());
    for message in console.lines().filter_map(|line| Some(line.split_once(BLOCKED)?.1)) {
        let message = message.strip_prefix(PREFLIGHT).unwrap_or(message);
        match listed().into_iter().find(|parts| is(message, parts)) {
            Some(parts) => drop(known.insert(parts)),
            None => drop(unknown.insert(message)),
        }
    }
    (known, unknown)
}

/// Fails if the console of the cases has a message that is not on the page, or few of those that are.
pub(crate) fn check(console: &str) {
    let (known, unknown) = sorted(console);
    assert!(unknown.is_empty(), "not in src/guide/browser_errors.md: {unknown:#?}");
    assert!(known.len() >= 14, "only {} messages: {known:#?}", known.len());
}

#[test]
fn a_message_that_is_not_on_the_page_is_found() {
    let console = format!(
        "x {BLOCKED}{PREFLIGHT}It does not have HTTP ok status.\", source: y\n\
         x {BLOCKED}Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.\n\
         x {BLOCKED}Something new.\nnot about CORS"
    );
    let (known, unknown) = sorted(&console);
    assert_eq!((known.len(), unknown), (2, BTreeSet::from(["Something new."])));
}

/// The names of the variants of `Blocked`, by which a test finds its section.
#[test]
fn each_reason_of_the_browser_model_is_on_the_page() {
    let source = include_str!("../../cors-testing/src/blocked.rs");
    let variants = source.split_once("pub enum Blocked {").unwrap().1.split_once("\n}").unwrap().0;
    let lines = variants.lines().filter_map(|line| line.strip_prefix("    "));
    let names = lines.filter(|line| line.starts_with(char::is_uppercase));
    let names: Vec<&str> = names.map(|line| line.trim_end_matches([',', '{', ' '])).collect();
    assert!(names.len() > 20, "{names:?}");
    // The page has a mistake in mind that it did not make, or that no server can help.
    let of_the_request = [
        "ForbiddenMethod",
        "NoCorsMethod",
        "BodyNotAllowed",
        "NoCorsStream",
        "UrlWithCredentials",
        "NoCorsRedirectMode",
        "RedirectForbidden",
        "TooManyRedirects",
        "RedirectWithStream",
        "NotSpeculated",
    ];
    let missing = |name: &&&str| !of_the_request.contains(name) && !PAGE.contains(&format!("`Blocked::{name}`"));
    let missing: Vec<&&str> = names.iter().filter(missing).collect();
    assert!(missing.is_empty(), "not in src/guide/browser_errors.md: {missing:?}");
}
