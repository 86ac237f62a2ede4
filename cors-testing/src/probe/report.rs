//! What a probe has found.

use super::exchange::ProbeRequest;
use super::kind::FindingKind;
use std::fmt;

/// What a probe has found: what differs from the surface, and what could not be compared with it.
///
/// It displays as a table, with a sentence for each kind of finding. With the feature `serde`, it can be written and read back.
///
/// ```
/// use handler_cors::testing::probe::{FindingKind, Probe};
/// use handler_cors::{CorsRouter, cors};
///
/// #[cors(origins = ["https://app.example.com"], methods = [GET])]
/// async fn show() {}
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let app: CorsRouter = CorsRouter::new().route("/", show);
/// // A router without the handler.
/// let report = Probe::new(&app.surface()).run(&mut axum::Router::new()).await?;
/// assert_eq!(report.kinds(), [FindingKind::NotFound]);
/// assert!(report.to_string().contains("a proxy or a gateway has no route for OPTIONS on this path"), "{report}");
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Report {
    /// How many requests were sent.
    pub requests: usize,
    /// In the order of the surface, one for each kind, method and path.
    pub findings: Vec<Finding>,
    /// What the surface does not tell, or the caller did not name.
    pub not_probed: Vec<NotProbed>,
    /// Why the probe ended before its last request: what the service failed with.
    pub stopped: Option<String>,
}

/// A difference from the surface.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Finding {
    /// What is wrong.
    pub kind: FindingKind,
    /// The method that pages would use.
    pub method: String,
    /// The path of the row.
    pub path: String,
    /// The first request whose response was wrong.
    pub request: ProbeRequest,
    /// What the surface promises.
    pub expected: String,
    /// What was in the response.
    pub seen: String,
    /// How many responses were wrong in this way.
    pub times: usize,
    /// What is likely to cause it: [`FindingKind::culprit`].
    pub culprit: String,
}

/// A part of the surface that was not compared.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct NotProbed {
    /// The method of the row.
    pub method: String,
    /// The path of the row.
    pub path: String,
    /// What was not probed, and why.
    pub what: String,
}

impl Report {
    /// Whether every response was as the surface says, and no request failed.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty() && self.stopped.is_none()
    }

    /// The kinds of findings, each once, in the order of [`FindingKind::ALL`].
    #[must_use]
    pub fn kinds(&self) -> Vec<FindingKind> {
        let is_found = |kind: &FindingKind| self.findings.iter().any(|finding| finding.kind == *kind);
        FindingKind::ALL.iter().copied().filter(is_found).collect()
    }

    /// Adds to a finding of this kind, method and path, or makes it.
    pub(super) fn add(&mut self, finding: Finding) {
        let is_same = |known: &&mut Finding| {
            (known.kind, &known.method, &known.path) == (finding.kind, &finding.method, &finding.path)
        };
        match self.findings.iter_mut().find(is_same) {
            Some(known) => known.times += finding.times,
            None => self.findings.push(finding),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.findings.is_empty() {
            self.table(f)?;
            writeln!(f)?;
        }
        for kind in self.kinds() {
            writeln!(f, "{kind}: {}", kind.culprit())?;
        }
        for NotProbed { method, path, what } in &self.not_probed {
            writeln!(f, "not probed: {method} {path}: {what}")?;
        }
        if let Some(error) = &self.stopped {
            writeln!(f, "stopped: {error}")?;
        }
        let found = self.findings.len();
        let found = if found == 1 { "1 finding".to_owned() } else { format!("{found} findings") };
        writeln!(f, "{} requests, {found}", self.requests)
    }
}

impl Report {
    fn table(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines =
            vec![["FINDING", "METHOD", "PATH", "TIMES", "EXPECTED", "SEEN", "FIRST REQUEST"].map(str::to_owned)];
        lines.extend(self.findings.iter().map(|finding| {
            let Finding { kind, method, path, request, expected, seen, times, culprit: _ } = finding;
            let (kind, times) = (kind.to_string(), times.to_string());
            [kind, method.clone(), path.clone(), times, expected.clone(), seen.clone(), request.to_string()]
                .map(visible)
        }));
        let width = |column: usize| lines.iter().map(|line| line[column].chars().count()).max().unwrap_or_default();
        let widths: [usize; 7] = std::array::from_fn(width);
        for line in &lines {
            let mut text = String::new();
            for (cell, width) in line.iter().zip(widths) {
                text += &format!("{cell:width$}  ");
            }
            writeln!(f, "{}", text.trim_end())?;
        }
        Ok(())
    }
}

/// Responses are written by others: what they contain must not steer a terminal.
fn visible(text: String) -> String {
    text.chars().map(|character| if character.is_control() { '\u{fffd}' } else { character }).collect()
}
