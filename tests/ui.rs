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

mod mistakes;
mod remedies;

use remedies::{Case, program};

/// The compiler that the texts of `COMPILER_TEXTS` were recorded with.
const RECORDED_WITH: &str = "1.95.";

/// Folders whose texts are partly the compiler's own, which change between releases: errors of traits, of privacy and of
/// const evaluation, lints.
const COMPILER_TEXTS: [&str; 7] =
    ["constants", "mistakes", "references", "registration", "router", "sealed_policy", "warnings"];

/// Cases that compile, and panic when they start.
const STARTING: &str = "starting";

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

/// What the messages say to write compiles, and the mistakes of the table start after it.
#[test]
fn remedies_compile() {
    let cases: Vec<Case> = all_cases().into_iter().filter(Case::has_remedy).collect();
    let (mut codes, mut faults) = (Vec::new(), Vec::new());
    for case in &cases {
        match case.remedied() {
            Ok(code) => codes.push((format!("{}_{}", case.folder, case.name), code)),
            Err(fault) => faults.push(fault),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    // Those of other folders may need variables of the environment.
    let run = "fn run(name: &str, main: fn()) {\n    println!(\"{name}\");\n    if name.starts_with(\"mistakes\") || name.starts_with(\"starting\") {\n        main();\n    }\n}";
    TestCases::new().pass(program(&generated("remedies"), &codes, run));
}

/// Panics at start-up say what is in the `.panic` files.
#[test]
fn panics() {
    let codes: Vec<_> = sources(STARTING)
        .iter()
        .map(|path| (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap()))
        .collect();
    let directory = generated(STARTING);
    let cases = fs::canonicalize(Path::new(CASES).join(STARTING)).unwrap();
    let run = include_str!("starting.rs").replace("$DIRECTORY", directory.to_str().unwrap());
    TestCases::new().pass(program(&directory, &codes, &run.replace("$CASES", cases.to_str().unwrap())));
}

/// The table of mistakes says what the cases say, and the figures are as promised.
#[test]
fn the_table_of_mistakes() {
    let of_the_table = |case: &Case| case.folder == "mistakes" || case.folder == STARTING;
    let cases: Vec<Case> = all_cases().into_iter().filter(of_the_table).collect();
    mistakes::assert_figures(&cases);
    let table = mistakes::table(&cases);
    if std::env::var("TRYBUILD").is_ok_and(|value| value == "overwrite") {
        return fs::write("MISTAKES.md", table).unwrap();
    }
    assert!(
        fs::read_to_string("MISTAKES.md").unwrap() == table,
        "tests/MISTAKES.md differs; TRYBUILD=overwrite rewrites it"
    );
}

/// A directory for code that a test writes.
fn generated(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// The cases of all folders, in order.
fn all_cases() -> Vec<Case> {
    let mut folders = folders();
    folders.push(STARTING.to_owned());
    folders.iter().flat_map(|folder| sources(folder)).map(|source| Case::read(&source)).collect()
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
    let mut folders: Vec<String> = names.filter(|name| name != "pass" && name != STARTING).collect();
    folders.sort();
    folders
}

fn sources(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new(CASES).join(folder)).unwrap().map(|entry| entry.unwrap().path());
    let mut sources: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect();
    sources.sort();
    sources
}

/// `1.95.0`; other channels read `1.96.0-nightly`.
fn rustc_version() -> String {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("-V").output().unwrap();
    String::from_utf8(output.stdout).unwrap().split(' ').nth(1).unwrap().to_owned()
}
