//! What the compiler reports for invalid policies and handlers, and what it accepts.
//!
//! `TRYBUILD=overwrite cargo test -p tests --test ui` rewrites the expected texts.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::{self, Write};
use std::process::Command;
use trybuild::TestCases;

/// Folders with messages of the compiler itself: errors of traits and of const evaluation, lints.
const COMPILER_MESSAGES: [&str; 4] = ["constants", "references", "registration", "warnings"];

/// The compiler whose messages they are.
const BLESSED_WITH: &str = "1.95.";

#[test]
fn rejected() {
    // Separate from the accepted ones, so that `cargo check` has to find every error.
    let cases = TestCases::new();
    let rustc = rustc_version();
    for folder in folders() {
        if COMPILER_MESSAGES.contains(&folder.as_str()) && !rustc.starts_with(BLESSED_WITH) {
            // Not with `eprintln!`, which the test harness captures.
            writeln!(io::stderr(), "tests/ui/{folder}: skipped, for rustc {BLESSED_WITH}* only, and this is {rustc}")
                .unwrap();
        } else if folder != "pass" {
            cases.compile_fail(format!("ui/{folder}/*.rs"));
        }
    }
}

#[test]
fn accepted() {
    TestCases::new().pass("ui/pass/*.rs");
}

/// The folders, sorted.
fn folders() -> Vec<String> {
    let entries = fs::read_dir("ui").unwrap().map(Result::unwrap);
    let mut folders: Vec<String> = entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
    folders.sort();
    folders
}

/// `1.95.0`; other channels read `1.96.0-nightly`.
fn rustc_version() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("-V").output().unwrap();
    String::from_utf8(output.stdout).unwrap().split(' ').nth(1).unwrap().to_owned()
}
