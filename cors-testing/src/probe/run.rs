//! Sends the requests, and compares the responses.

use super::compare::{Problem, compare};
use super::exchange::{Planned, Seen};
use super::kind::FindingKind;
use super::plan::{Group, Step};
use super::report::{Finding, Report};
use crate::network::Network;
use http::Version;
use http::header::VARY;

/// The findings that a stored response may explain.
const MAYBE_CACHED: [FindingKind; 6] = [
    FindingKind::Wider,
    FindingKind::Narrower,
    FindingKind::HeaderMissing,
    FindingKind::HeaderOverwritten,
    FindingKind::HeaderDoubled,
    FindingKind::OptionsSwallowed,
];

/// The most requests that these groups take: one more for each, to see whether a cache is to blame.
pub(super) fn at_most(groups: &[Group], versions: usize) -> usize {
    groups.iter().map(|group| (group.steps.len() + 1) * versions).sum()
}

/// Sends the requests of all groups, until one fails.
pub(super) async fn run(groups: &[Group], versions: &[Version], app: &mut impl Network, report: &mut Report) {
    for group in groups {
        let mut playing = Playing { group, report: &mut *report, cached: vec![None; versions.len()] };
        if let Err(error) = playing.all(versions, app).await {
            report.stopped = Some(error);
            return;
        }
    }
}

struct Playing<'a> {
    group: &'a Group,
    report: &'a mut Report,
    /// For each version, whether a cache is to blame, once that has been found out.
    cached: Vec<Option<bool>>,
}

impl Playing<'_> {
    async fn all(&mut self, versions: &[Version], app: &mut impl Network) -> Result<(), String> {
        for step in &self.group.steps {
            let mut first: Option<Seen> = None;
            for (index, version) in versions.iter().enumerate() {
                let seen = self.send(&step.request, *version, app).await?;
                let problems = compare(&step.expected, &step.request, &seen);
                let problems = self.explained(step, problems, (index, *version), app).await?;
                for problem in problems {
                    self.found(&step.request, *version, problem);
                }
                match &first {
                    Some(first) if signature(first) != signature(&seen) => {
                        let problem = Problem::new(
                            FindingKind::VersionsDiffer,
                            described(first, versions[0]),
                            described(&seen, *version),
                        );
                        self.found(&step.request, *version, problem);
                    }
                    Some(_) => {}
                    None => first = Some(seen),
                }
            }
        }
        Ok(())
    }

    async fn send(&mut self, request: &Planned, version: Version, app: &mut impl Network) -> Result<Seen, String> {
        self.report.requests += 1;
        let response = app.send(request.request(version)).await.map_err(|error| error.to_string())?;
        Ok(Seen { status: response.status(), headers: response.headers().clone() })
    }

    /// If the response to the same request at a URL that no cache knows is as promised, a cache is to blame.
    async fn explained(
        &mut self,
        step: &Step,
        problems: Vec<Problem>,
        (index, version): (usize, Version),
        app: &mut impl Network,
    ) -> Result<Vec<Problem>, String> {
        let may_be_cached = |problem: &&Problem| MAYBE_CACHED.contains(&problem.kind);
        let Some(suspect) = problems.iter().find(may_be_cached) else { return Ok(problems) };
        let is_cached = match self.cached[index] {
            Some(is_cached) => is_cached,
            None => {
                let fresh = step.request.to_fresh_url(self.report.requests);
                let seen = self.send(&fresh, version, app).await?;
                let remains = compare(&step.expected, &fresh, &seen).iter().any(|problem| problem.kind == suspect.kind);
                self.cached[index] = Some(!remains);
                !remains
            }
        };
        if !is_cached {
            return Ok(problems);
        }
        let cached = Problem { kind: FindingKind::CachedForAnotherOrigin, ..suspect.clone() };
        let others = problems.into_iter().filter(|problem| !may_be_cached(&problem));
        Ok(std::iter::once(cached).chain(others).collect())
    }

    fn found(&mut self, request: &Planned, version: Version, problem: Problem) {
        let Problem { kind, expected, seen } = problem;
        self.report.add(Finding {
            kind,
            method: self.group.method.clone(),
            path: self.group.path.clone(),
            request: request.described(version),
            expected,
            seen,
            times: 1,
            culprit: kind.culprit().to_owned(),
        });
    }
}

/// What must not depend on the version: the status, and what caches and browsers look at.
fn signature(seen: &Seen) -> Vec<String> {
    let mut lines: Vec<String> = seen
        .headers
        .iter()
        .filter(|(name, _)| name.as_str().starts_with("access-control-") || **name == VARY)
        .map(|(name, value)| format!("{name}: {}", crate::header::text(value).to_ascii_lowercase()))
        .collect();
    lines.sort();
    lines.insert(0, format!("status {}", seen.status.as_u16()));
    lines
}

fn described(seen: &Seen, version: Version) -> String {
    format!("{version:?}: {}", signature(seen).join("; "))
}
