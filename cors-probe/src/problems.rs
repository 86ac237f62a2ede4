//! What keeps the program from probing, with what to type.

use handler_cors_testing::probe::{ProbeError, ProbeProblem};
use std::path::Path;

/// All problems, each with its help.
pub(crate) fn text(error: &ProbeError) -> String {
    let problems = error.problems().iter().map(|problem| format!("{problem}\n  help: {}", help(problem)));
    problems.collect::<Vec<_>>().join("\nerror: ")
}

fn help(problem: &ProbeProblem) -> String {
    match problem {
        ProbeProblem::MissingParameter { name, .. } => format!("add `--path {name}=1`, with a value that fits"),
        ProbeProblem::MissingPath { row } => {
            let below = format!("{}index.html", row.trim_end_matches('*'));
            format!("add `--path '{row}={below}'`, with a path that it serves")
        }
        // The rest says what to write, not how.
        problem => problem.help(),
    }
}

pub(crate) fn too_many(at_most: usize, limit: usize) -> String {
    format!(
        "this takes up to {at_most} requests, more than {limit}\n  help: add `--max-requests {at_most}`, or probe fewer patterns of each row by \
         `--origins-per-row 1`"
    )
}

pub(crate) fn no_surface(path: &Path, error: &serde_json::Error) -> String {
    format!(
        "`{}` is not a surface in JSON: {error}\n  help: write it by `serde_json::to_string(&app.resolved_surface()?)`, with the feature `serde` of \
         `handler-cors`",
        path.display()
    )
}
