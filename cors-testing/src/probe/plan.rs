//! The requests that a surface is probed with, and what it promises of each.

use super::allowance::Origins;
use super::exchange::Planned;
use super::expected::{Expected, PREFLIGHT_VARY, Preflight, Readable};
use super::path::is_prefix;
use super::sample::Sample;
use handler_cors_policy::METHODS;
use handler_cors_policy::surface::{Enforcement, OriginSource, Row};
use http::Method;
use std::collections::BTreeSet;
use url::Url;

/// A header that no policy allows by its name.
const UNKNOWN_HEADER: &str = "x-handler-cors-probe";

/// A row with the path that is sent for it.
#[derive(Clone, Debug)]
pub(super) struct Target<'a> {
    pub(super) row: &'a Row,
    pub(super) origins: Origins<'a>,
    pub(super) url: Url,
    /// GET and HEAD are sent too.
    pub(super) gets: bool,
    /// The rows that may serve something on the path, this one included.
    pub(super) around: Vec<&'a Row>,
    /// Whether the row serves what is below a prefix, so that nothing tells which methods it serves on a path.
    pub(super) is_prefix: bool,
}

/// A request, with what is promised of the response.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) request: Planned,
    pub(super) expected: Expected,
}

/// The requests for one method of one target.
#[derive(Clone, Debug)]
pub(super) struct Group {
    /// The requested method.
    pub(super) method: String,
    /// The path of the row.
    pub(super) path: String,
    pub(super) steps: Vec<Step>,
}

impl<'a> Target<'a> {
    /// All requests, and what is not probed.
    pub(super) fn groups(&self, sample: &Sample, not_probed: &mut Vec<String>) -> Vec<Group> {
        if let Some(unknown) = &self.origins.unknown {
            not_probed.push(unknown.clone());
        }
        if sample.left_out > 0 {
            not_probed.push(format!("{} of its {} origins", sample.left_out, self.origins.listed().len()));
        }
        if self.row.report_only {
            not_probed.push("what it would reject, since it is report-only".to_owned());
        }
        if let Some(other) = self.shared_with() {
            not_probed.push(format!("`{}`, of `{}`, may serve its methods on this path", other.handler, other.path));
            return Vec::new();
        }
        let mut groups: Vec<Group> = self.methods().iter().map(|method| self.preflights(method, sample)).collect();
        groups.extend(self.unserved(sample));
        if self.gets {
            groups.extend(self.reads(&Method::GET, sample).into_iter().chain(self.reads(&Method::HEAD, sample)));
        }
        groups.retain(|group| !group.steps.is_empty());
        groups
    }

    /// The methods that preflights are for.
    fn methods(&self) -> Vec<String> {
        if self.row.method != "*" {
            return vec![self.row.method.clone()];
        }
        let is_other =
            |method: &&str| self.around.iter().any(|row| row.path == self.row.path && row.method == **method);
        let known = METHODS.iter().copied().filter(|method| !matches!(*method, "HEAD" | "OPTIONS"));
        known.filter(|method| !is_other(method)).map(str::to_owned).collect()
    }

    /// What may serve methods of a row under another policy: on a path, for a row for all methods, an application, or a plain router
    /// beside other rows; below a prefix, what is mounted there too, or a service below a shorter one, which goes before fallbacks. None
    /// can be mounted at the root.
    fn shared_with(&self) -> Option<&Row> {
        let row = self.row;
        let is_other = |other: &Row| (&other.handler, &other.file, other.line) != (&row.handler, &row.file, row.line);
        let is_alone = self.around.iter().filter(|other| other.path == row.path).count() == 1;
        let shares = |other: &Row| match self.is_prefix {
            true => is_prefix(&other.path) && other.path != "/*" && has_policy(other) && is_other(other),
            false => row.method == "*" && is_prefix(&other.path) && (has_policy(other) || !is_alone),
        };
        self.around.iter().copied().find(|other| shares(other))
    }

    /// Whether something else may serve a method, so that it is not served under the row's policy.
    fn may_not_serve(&self) -> bool {
        self.is_prefix || self.row.method == "*" && self.around.iter().any(|row| !has_policy(row))
    }

    /// Allowed origins and look-alikes in turn, then the allowed ones again: a cache in front has stored responses for others by then.
    fn preflights(&self, method: &str, sample: &Sample) -> Group {
        let names = self.requested_headers();
        let allowed = |origin: &str, names: Option<String>| {
            let expected = self.preflight(method, origin);
            // A report-only router lets pass what it would deny.
            let maybe = self.may_not_serve() && !self.row.report_only;
            let expected = if maybe { Expected::MaybePreflight(expected) } else { Expected::Preflight(expected) };
            Step { request: self.preflight_request(Some(origin), method, names), expected }
        };
        if self.row.report_only && self.may_not_serve() {
            return self.group(method, Vec::new());
        }
        let denied = |origin: &String| Step {
            request: self.preflight_request(Some(origin), method, names.clone()),
            expected: Expected::Denied,
        };
        let mut steps = self.in_turn(sample, |origin| allowed(origin, names.clone()), denied);
        let allows_any = self.around.iter().any(|row| allows_any(row));
        let expected = Expected::Options { allows_any };
        steps.push(Step { request: self.preflight_request(None, method, None), expected });
        steps.extend(sample.allowed.iter().map(|origin| allowed(origin, names.clone())));
        if let Some(first) = sample.allowed.first() {
            if names.is_some() {
                steps.push(allowed(first, None));
            }
            if !self.row.report_only {
                steps.push(allowed(first, Some(joined(names.as_deref(), UNKNOWN_HEADER))));
            }
        }
        self.group(method, steps)
    }

    /// A preflight for a method that no row of the path serves.
    fn unserved(&self, sample: &Sample) -> Option<Group> {
        let serves = |method: &str| self.around.iter().any(|row| row.method == method || row.method == "*");
        let is_first = self.around.iter().find(|row| row.path == self.row.path) == Some(&self.row);
        let is_closed = self.around.iter().all(|row| row.path == self.row.path);
        let origin =
            sample.allowed.first().filter(|_| is_first && is_closed && !self.is_prefix && !self.row.report_only)?;
        let method = ["PATCH", "DELETE", "PUT"].into_iter().find(|method| !serves(method))?;
        let request = self.preflight_request(Some(origin), method, None);
        let step = Step { request, expected: Expected::NotServed { method: method.to_owned() } };
        Some(self.group(method, vec![step]))
    }

    fn reads(&self, method: &Method, sample: &Sample) -> Option<Group> {
        let serves = |name: &str| self.row.method == name || self.row.method == "*";
        let has_own_head = || self.around.iter().any(|row| row.path == self.row.path && row.method == "HEAD");
        let is_served = serves(method.as_str()) || *method == Method::HEAD && serves("GET") && !has_own_head();
        if !is_served {
            return None;
        }
        let step = |origin: Option<&str>, expected| {
            let url = self.url.clone();
            let origin = origin.map(str::to_owned);
            let request =
                Planned { method: method.clone(), url, origin, requested_method: None, requested_headers: None };
            Step { request, expected }
        };
        let readable = |origin: &String| step(Some(origin), self.readable(origin));
        let vary = self.vary();
        let is_rejected = self.row.enforcement == Enforcement::AllMethods;
        let unreadable = |origin: &String| step(Some(origin), Expected::Unreadable { is_rejected, vary });
        let mut steps = self.in_turn(sample, readable, unreadable);
        steps.push(step(None, Expected::Unasked { allows_any: self.origins.allow_any(), vary }));
        steps.extend(sample.allowed.iter().map(readable));
        Some(self.group(method.as_str(), steps))
    }

    /// A step for each allowed and each disallowed origin, in turn. A report-only router lets pass what it would reject.
    fn in_turn(
        &self,
        sample: &Sample,
        allowed: impl Fn(&String) -> Step,
        disallowed: impl Fn(&String) -> Step,
    ) -> Vec<Step> {
        let others = if self.row.report_only { &[][..] } else { &sample.disallowed };
        let mut steps = Vec::new();
        for index in 0..sample.allowed.len().max(others.len()) {
            steps.extend(sample.allowed.get(index).map(&allowed));
            steps.extend(others.get(index).map(&disallowed));
        }
        steps
    }

    fn group(&self, method: &str, steps: Vec<Step>) -> Group {
        Group { method: method.to_owned(), path: self.row.path.clone(), steps }
    }

    fn preflight_request(&self, origin: Option<&str>, method: &str, names: Option<String>) -> Planned {
        Planned {
            method: Method::OPTIONS,
            url: self.url.clone(),
            origin: origin.map(str::to_owned),
            requested_method: Some(method.to_owned()),
            requested_headers: names,
        }
    }

    /// As a browser lists them: sorted, in lower case.
    fn requested_headers(&self) -> Option<String> {
        let names: BTreeSet<String> = lower(&self.row.headers).into_iter().filter(|name| name != "*").collect();
        let names = names.into_iter().collect::<Vec<_>>().join(",");
        (!names.is_empty()).then_some(names)
    }

    fn preflight(&self, method: &str, origin: &str) -> Preflight {
        let on_path = self.around.iter().filter(|row| row.path == self.row.path);
        let mut methods: BTreeSet<String> = on_path.map(|row| row.method.clone()).collect();
        if methods.contains("GET") {
            methods.insert("HEAD".to_owned());
        }
        methods.insert(method.to_owned());
        let is_alike = |row: &&&Row| row.origins == self.row.origins && row.credentials == self.row.credentials;
        Preflight {
            method: method.to_owned(),
            origin: self.allow_origin(origin),
            credentials: self.row.credentials,
            methods,
            headers: lower(&self.row.headers),
            shared_headers: self.around.iter().filter(is_alike).flat_map(|row| lower(&row.headers)).collect(),
            max_age: self.row.max_age,
            may_be_uncached: self.around.iter().any(|row| !has_policy(row)),
        }
    }

    fn readable(&self, origin: &str) -> Expected {
        Expected::Readable(Readable {
            origin: self.allow_origin(origin),
            credentials: self.row.credentials,
            expose: lower(&self.row.expose),
            vary: self.vary(),
        })
    }

    fn allow_origin(&self, origin: &str) -> String {
        if self.origins.allow_any() { "*".to_owned() } else { origin.to_owned() }
    }

    /// What a response to GET or HEAD varies by.
    fn vary(&self) -> &'static [&'static str] {
        match self.row.enforcement {
            Enforcement::AllMethods => &["origin", "sec-fetch-site"],
            _ if self.origins.allow_any() => &[],
            _ => &PREFLIGHT_VARY[..1],
        }
    }
}

/// Whether the row is under a policy.
pub(super) fn has_policy(row: &Row) -> bool {
    matches!(row.origins, OriginSource::Listed(_) | OriginSource::Static { .. })
}

fn allows_any(row: &Row) -> bool {
    matches!(Origins::of(&row.origins), Ok(Some(origins)) if origins.allow_any())
}

fn lower(names: &[String]) -> BTreeSet<String> {
    names.iter().map(|name| name.to_ascii_lowercase()).collect()
}

fn joined(names: Option<&str>, name: &str) -> String {
    let mut all: BTreeSet<&str> = names.unwrap_or_default().split(',').filter(|name| !name.is_empty()).collect();
    all.insert(name);
    all.into_iter().collect::<Vec<_>>().join(",")
}
