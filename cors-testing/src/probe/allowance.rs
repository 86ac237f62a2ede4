//! Which origins a row of the surface allows, as far as the row tells. What matches is decided by cors-policy.

use handler_cors_policy::Origin;
use handler_cors_policy::surface::{NamedBy, OriginSource};

/// What a row says about an origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Allowance {
    Allowed,
    Disallowed,
    /// The program decides when it runs.
    Unknown,
}

/// The origins of a row.
#[derive(Clone, Debug)]
pub(super) struct Origins<'a> {
    /// Allowed, whatever else is.
    listed: Vec<Origin<'a>>,
    /// The program may allow these too, if it has named them.
    open: Vec<Origin<'a>>,
    /// Why the row does not tell all of them.
    pub(super) unknown: Option<String>,
}

impl<'a> Origins<'a> {
    /// `None`: there is no policy. `Err` is a text that is not an origin.
    pub(super) fn of(source: &'a OriginSource) -> Result<Option<Origins<'a>>, &'a str> {
        let (listed, open, unknown) = match source {
            OriginSource::Listed(list) => (read(list)?, Vec::new(), None),
            OriginSource::Static { name, named, within, always, resolved, .. } => {
                let named_origins = resolved.as_ref().or(default_alone(named));
                let always = read(always)?;
                match named_origins {
                    Some(list) => (read(list)?.into_iter().chain(always).collect(), Vec::new(), None),
                    None => (always, read_bounds(within)?, Some(unknown(name, named))),
                }
            }
            _ => return Ok(None),
        };
        Ok(Some(Origins { listed, open, unknown }))
    }

    pub(super) fn listed(&self) -> &[Origin<'a>] {
        &self.listed
    }

    /// What the program may allow, if it has named it.
    pub(super) fn open(&self) -> &[Origin<'a>] {
        &self.open
    }

    /// Whether every origin is allowed, and requests without one.
    pub(super) fn allow_any(&self) -> bool {
        self.listed.contains(&Origin::Any)
    }

    pub(super) fn allowance(&self, origin: &str) -> Allowance {
        if self.listed.iter().any(|listed| matches(listed, origin)) {
            Allowance::Allowed
        } else if origin != "null" && self.open.iter().any(|bound| matches(bound, origin)) {
            Allowance::Unknown
        } else {
            Allowance::Disallowed
        }
    }
}

fn matches(element: &Origin<'_>, origin: &str) -> bool {
    match element {
        Origin::Any => true,
        Origin::Null => origin == "null",
        Origin::Pattern(pattern) => pattern.matches(origin.as_bytes()),
    }
}

/// A static without a variable always has its default, where nothing is bound.
fn default_alone(named: &NamedBy) -> Option<&Vec<String>> {
    match named {
        NamedBy::Environment { variable: None, default, .. } => default.as_ref(),
        _ => None,
    }
}

fn unknown(name: &str, named: &NamedBy) -> String {
    match named {
        NamedBy::Predicate => format!("which origins the predicate of `{name}` allows"),
        _ => format!("the origins of `{name}`, which `surface()` does not name; `resolved_surface()` does"),
    }
}

fn read(list: &[String]) -> Result<Vec<Origin<'_>>, &str> {
    list.iter().map(|text| Origin::read(text).ok_or(text.as_str())).collect()
}

fn read_bounds(list: &[String]) -> Result<Vec<Origin<'_>>, &str> {
    list.iter().map(|text| Origin::read_bound(text).ok_or(text.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_static(named: NamedBy, resolved: Option<&[&str]>) -> OriginSource {
        let source =
            OriginSource::of_static("PAGES", named, vec!["https://*".to_owned()], vec!["tauri://localhost".to_owned()]);
        match resolved {
            Some(list) => source.resolved(list.iter().map(|origin| (*origin).to_owned()).collect()),
            None => source,
        }
    }

    #[track_caller]
    fn check(source: &OriginSource, rows: &[(&str, Allowance)]) {
        let origins = Origins::of(source).expect("origins").expect("a policy");
        for (origin, expected) in rows {
            assert_eq!(origins.allowance(origin), *expected, "{origin}");
        }
    }

    #[test]
    fn what_the_program_names_is_unknown_within_the_bounds() {
        use Allowance::{Allowed, Disallowed, Unknown};
        let rows = [
            ("tauri://localhost", Allowed),
            ("https://app.example.com", Unknown),
            ("http://app.example.com", Disallowed),
            ("null", Disallowed),
        ];
        check(&of_static(NamedBy::List, None), &rows);
        check(&of_static(NamedBy::Predicate, None), &rows);
        check(&of_static(NamedBy::environment(Some("PAGES"), Some(Vec::new())), None), &rows);
    }

    #[test]
    fn what_is_resolved_is_known() {
        use Allowance::{Allowed, Disallowed};
        let rows = [
            ("tauri://localhost", Allowed),
            ("https://app.example.com", Allowed),
            ("https://other.example.com", Disallowed),
        ];
        check(&of_static(NamedBy::List, Some(&["https://app.example.com"])), &rows);
        let default = Some(vec!["https://app.example.com".to_owned()]);
        check(&of_static(NamedBy::environment(None, default), None), &rows);
    }
}
