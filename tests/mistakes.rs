//! The table of mistakes that people make who come from other CORS libraries, with what the messages tell them.

use crate::remedies::Case;
use std::fmt::Write as _;

const INTRODUCTION: &str = "# Mistakes, and what they are met with

Mistakes of people who come from tower-http's `CorsLayer`, actix-cors, Spring and Express, in the attribute, around the router, and
when the program starts. Each is a file of [`tests/ui/mistakes`](ui/mistakes) or [`tests/ui/starting`](ui/starting), with its message
beside it. A test writes this table from them; `.ci/bless` updates it.

- **whole text**: the message offers what to write. `remedies_compile` in `tests/ui.rs` types it in, and the case compiles and starts.
- **what is wrong**: the message says what is wrong, and leaves what to write to the reader.
- **misleads**: the message is about something else. The language allows no other; the reason is in the file.

\"Before\" is what the same mistakes were met with before the messages were mended.

";

const VERDICTS: [&str; 3] = ["whole text", "what is wrong", "misleads"];

/// The table as it should be.
pub(crate) fn table(cases: &[Case]) -> String {
    let mut table = INTRODUCTION.to_owned();
    table += "| | before | now |\n|---|--:|--:|\n";
    for verdict in VERDICTS {
        let before = cases.iter().filter(|case| case.before.as_deref() == Some(verdict)).count();
        writeln!(table, "| {verdict} | {before} | {} |", count(cases, verdict)).unwrap();
    }
    table += "\n| case | line | verdict | text that is offered |\n|---|---|---|---|\n";
    for case in cases {
        let Case { folder, name, .. } = case;
        let verdict = case.verdict.as_deref().unwrap_or_default();
        let offered: Vec<_> = case.texts().map(|text| code(&text)).collect();
        let reason = case.because.as_deref().map(|because| format!(": {because}")).unwrap_or_default();
        let line = code(&case.line());
        writeln!(table, "| [{name}](ui/{folder}/{name}.rs) | {line} | {verdict}{reason} | {} |", offered.join("<br>"))
            .unwrap();
    }
    table
}

/// Text as code in a cell.
fn code(text: &str) -> String {
    format!("`` {} ``", text.replace('|', "\\|"))
}

/// Holds the figures that the project promises, and that each case has what its verdict says.
pub(crate) fn assert_figures(cases: &[Case]) {
    for case in cases {
        let Case { folder, name, .. } = case;
        let verdict = case.verdict.as_deref().unwrap_or_else(|| panic!("{folder}/{name} has no verdict"));
        assert!(VERDICTS.contains(&verdict), "{folder}/{name}: {verdict}");
        assert!(case.before.is_some(), "{folder}/{name}: what was it before?");
        assert_eq!(verdict == "whole text", case.has_remedy(), "{folder}/{name}: only a whole text is typed in");
        assert_eq!(verdict == "misleads", case.because.is_some(), "{folder}/{name}: why does it mislead?");
    }
    let whole = count(cases, "whole text");
    assert!(cases.len() >= 80 && whole * 5 >= cases.len() * 4, "{whole} of {} have the whole text", cases.len());
}

fn count(cases: &[Case], verdict: &str) -> usize {
    cases.iter().filter(|case| case.verdict.as_deref() == Some(verdict)).count()
}
