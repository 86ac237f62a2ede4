//! What keeps a probe from starting.

use std::error::Error;
use std::fmt;

/// Why a surface cannot be probed: all problems at once. Nothing was sent.
///
/// ```
/// use handler_cors::testing::probe::Probe;
/// use handler_cors::{CorsRouter, cors};
///
/// #[cors(origins = ["*"], methods = [GET])]
/// async fn show() {}
///
/// let app: CorsRouter = CorsRouter::new().route("/users/{id}", show);
/// let error = Probe::new(&app.surface()).at_most().unwrap_err();
/// let expected = "no value for `{id}` of `/users/{id}`\n  help: add `.path(\"id\", \"1\")`, with a value that fits";
/// assert_eq!(error.to_string(), expected);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProbeError {
    problems: Vec<ProbeProblem>,
}

impl ProbeError {
    /// `None` if there is no problem.
    pub(super) fn of(problems: Vec<ProbeProblem>) -> Option<ProbeError> {
        (!problems.is_empty()).then_some(ProbeError { problems })
    }

    /// The problems, in the order of the surface.
    #[must_use]
    pub fn problems(&self) -> &[ProbeProblem] {
        &self.problems
    }
}

impl fmt::Display for ProbeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.problems.iter().enumerate() {
            let line = if index == 0 { "" } else { "\n" };
            write!(f, "{line}{problem}\n  help: {}", problem.help())?;
        }
        Ok(())
    }
}

impl Error for ProbeError {}

/// One reason why a surface cannot be probed. It displays without the help, which says what to write in Rust.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProbeProblem {
    /// The server is not an absolute http or https URL without query.
    InvalidUrl {
        /// The text.
        url: String,
    },
    /// A parameter in the path of a row has no value.
    MissingParameter {
        /// The path, as it is routed.
        row: String,
        /// The name of the parameter.
        name: String,
    },
    /// A row serves what is below a prefix, and no path below it was named.
    MissingPath {
        /// The path of the row, such as `/assets/*`.
        row: String,
    },
    /// A value for a parameter or a path that no row has.
    UnusedPath {
        /// The name of the parameter, or the path.
        name: String,
    },
    /// A path that cannot be sent, or that is not one of its row.
    InvalidPath {
        /// The path of the row.
        row: String,
        /// The path that is to be sent.
        path: String,
    },
    /// A path that another row serves.
    OtherRow {
        /// The path of the row.
        row: String,
        /// The path that is to be sent.
        path: String,
        /// The path of the row that serves it.
        other: String,
    },
    /// GET was asked for, and no row with a policy has this path and serves GET or HEAD.
    NoSuchRow {
        /// The path.
        path: String,
    },
    /// No row can be probed: none has a policy, or all are report-only.
    NothingToProbe,
    /// The surface has an origin that is none.
    InvalidOrigin {
        /// The path of the row.
        row: String,
        /// The text.
        origin: String,
    },
}

impl ProbeProblem {
    /// What to write instead.
    #[must_use]
    pub fn help(&self) -> String {
        match self {
            ProbeProblem::InvalidUrl { .. } => "write one, such as `https://api.example.com`".to_owned(),
            ProbeProblem::MissingParameter { name, .. } => {
                format!("add `.path(\"{name}\", \"1\")`, with a value that fits")
            }
            ProbeProblem::MissingPath { row } => {
                let below = format!("{}index.html", row.trim_end_matches('*'));
                format!("add `.path(\"{row}\", \"{below}\")`, with a path that it serves")
            }
            ProbeProblem::UnusedPath { .. } => "remove it, or write the name as in the surface".to_owned(),
            ProbeProblem::InvalidPath { row, .. } => format!("write a path as it is sent, which `{row}` serves"),
            ProbeProblem::OtherRow { row, .. } => format!("name a path that only `{row}` serves"),
            ProbeProblem::NoSuchRow { .. } => "write the path as in the surface, as in `/widgets/{id}`".to_owned(),
            ProbeProblem::NothingToProbe => {
                "probe the surface of a router with a policy, which is not report-only".to_owned()
            }
            ProbeProblem::InvalidOrigin { .. } => "write the surface again with the program that is probed".to_owned(),
        }
    }
}

impl fmt::Display for ProbeProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ProbeProblem::InvalidUrl { url } => write!(f, "`{url}` is not an absolute http(s) URL without query"),
            ProbeProblem::MissingParameter { row, name } => write!(f, "no value for `{{{name}}}` of `{row}`"),
            ProbeProblem::MissingPath { row } => write!(f, "no path for `{row}`, which serves what is below a prefix"),
            ProbeProblem::UnusedPath { name } => write!(f, "no row of the surface has `{name}`"),
            ProbeProblem::InvalidPath { row, path } => write!(f, "`{path}` is not a path of `{row}`"),
            ProbeProblem::OtherRow { row, path, other } => {
                write!(f, "`{path}` is served by `{other}`, not by `{row}`")
            }
            ProbeProblem::NoSuchRow { path } => {
                write!(f, "no row of the surface has a policy, the path `{path}`, and GET or HEAD")
            }
            ProbeProblem::NothingToProbe => write!(f, "nothing in the surface can be probed"),
            ProbeProblem::InvalidOrigin { row, origin } => {
                write!(f, "`{origin}`, in the surface of `{row}`, is not an origin")
            }
        }
    }
}
