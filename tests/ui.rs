//! What the compiler says about invalid policies and handlers, and what it accepts.
//!
//! `TRYBUILD=overwrite cargo test -p tests --test ui` rewrites the expected texts. `UI_CASES=all`, which CI sets, fails instead of
//! skipping the cases that need the compiler they were recorded with.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use trybuild::TestCases;

/// The compiler that the texts of `COMPILER_TEXTS` were recorded with.
const RECORDED_WITH: &str = "1.95.";

/// Folders whose texts are partly the compiler's own, which change between releases: errors of traits, of privacy and of
/// const evaluation, lints.
const COMPILER_TEXTS: [&str; 6] = ["constants", "references", "registration", "router", "sealed_policy", "warnings"];

/// Where the cases are, seen from the package.
const CASES: &str = "ui";

#[test]
fn rejected() {
    let rustc = rustc_version();
    let recorded = rustc.starts_with(RECORDED_WITH);
    // Apart from the accepted ones, so that `cargo check` alone has to find every error.
    let cases = TestCases::new();
    let mut skipped = 0;
    for folder in folders() {
        if recorded || !COMPILER_TEXTS.contains(&folder.as_str()) {
            cases.compile_fail(Path::new(CASES).join(folder).join("*.rs"));
        } else {
            skipped += sources(&folder).len();
        }
    }
    if skipped > 0 {
        report_skipped(skipped, &rustc);
    }
}

#[test]
fn accepted() {
    TestCases::new().pass(Path::new(CASES).join("pass/*.rs"));
}

/// A misspelt name would run its cases with every compiler, and a folder that moves would be forgotten.
#[test]
fn folders_with_texts_of_the_compiler_exist() {
    for folder in COMPILER_TEXTS {
        assert!(!sources(folder).is_empty(), "tests/{CASES}/{folder} has no cases");
    }
}

/// Fails in CI, where a new stable compiler must not switch cases off without anybody noticing.
#[allow(clippy::explicit_write, reason = "the test harness would capture `eprintln!`")]
fn report_skipped(skipped: usize, rustc: &str) {
    let message = format!(
        "{skipped} UI cases contain texts of rustc {RECORDED_WITH}*, and this is {rustc}: {}",
        COMPILER_TEXTS.map(|folder| format!("tests/{CASES}/{folder}")).join(", ")
    );
    assert!(
        std::env::var_os("UI_CASES").is_none_or(|cases| cases != "all"),
        "{message}\n\nSet `RECORDED_WITH` in tests/ui.rs to this compiler, run `.ci/bless`, and read the diff."
    );
    writeln!(io::stderr(), "\nSKIPPED: {message}\n").unwrap();
}

/// The folders of cases that must not compile, sorted, so that failures are listed in the same order everywhere.
fn folders() -> Vec<String> {
    let entries = fs::read_dir(CASES).unwrap().map(Result::unwrap);
    let names = entries.map(|entry| entry.file_name().into_string().unwrap());
    let mut folders: Vec<String> = names.filter(|name| name != "pass").collect();
    folders.sort();
    folders
}

fn sources(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new(CASES).join(folder)).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

/// `1.95.0`; other channels read `1.96.0-nightly`.
fn rustc_version() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("-V").output().unwrap();
    String::from_utf8(output.stdout).unwrap().split(' ').nth(1).unwrap().to_owned()
}
