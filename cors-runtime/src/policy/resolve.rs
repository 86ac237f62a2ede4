//! From a static `Origins` and what a router binds to it to the origins that are allowed.

// `#[inline]`: compiled in the programs that have such a static, not for all; see lib.rs.

use super::binding::{ListBinding, Named};
use super::build_fault::{BuildFault, OriginsFrom};
use super::origins::{DeclaredOrigins, Origins};
use handler_cors_policy::{EntryFault, Origin, SuffixRule, read_within};
use std::env::{self, VarError};
use std::ptr;

/// The origins of a static on one router.
pub(crate) struct Resolved {
    origins: &'static Origins,
    /// The binding that they come from, if there is one.
    named: Option<Named>,
    pub(crate) allowed: Allowed,
}

/// What is allowed beside what is always allowed.
pub(crate) enum Allowed {
    /// Valid origins and patterns.
    List(Vec<String>),
    /// What the predicate allows, within the bounds.
    Predicate,
}

impl Resolved {
    /// Adds to `faults` what is wrong. Then no origin is allowed but those that always are.
    pub(crate) fn new(origins: &'static Origins, named: Option<&Named>, faults: &mut Vec<BuildFault>) -> Resolved {
        let allowed = match named {
            Some(Named::Predicate(_)) => Ok(Allowed::Predicate),
            Some(Named::List(list)) => bound(origins.declared(), list).map(Allowed::List),
            None => unbound(origins).map(Allowed::List),
        };
        let allowed = allowed.unwrap_or_else(|found| {
            faults.extend(found);
            Allowed::List(Vec::new())
        });
        Resolved { origins, named: named.cloned(), allowed }
    }

    /// Whether these are the origins of this static and this binding.
    pub(crate) fn is_of(&self, origins: &'static Origins, named: Option<&Named>) -> bool {
        let same_binding = match (&self.named, named) {
            (Some(own), Some(other)) => own.is(other),
            (None, None) => true,
            _ => false,
        };
        ptr::eq(self.origins, origins) && same_binding
    }

    pub(crate) fn declared(&self) -> &DeclaredOrigins {
        self.origins.declared()
    }

    pub(crate) fn named(&self) -> Option<&Named> {
        self.named.as_ref()
    }
}

type Read = Result<Vec<String>, Vec<BuildFault>>;

#[inline]
fn bound(declared: &DeclaredOrigins, list: &ListBinding) -> Read {
    let entries: Vec<_> = list.origins.iter().map(String::as_str).collect();
    read(declared, OriginsFrom::Binding { file: list.at.file(), line: list.at.line() }, &entries)
}

/// The variable, or the default.
#[inline]
fn unbound(origins: &Origins) -> Read {
    let declared = origins.declared();
    let default = || declared.default.map(|default| default.iter().map(|origin| (*origin).to_owned()).collect());
    let Some(variable) = declared.env else { return default().ok_or_else(|| vec![not_named(origins)]) };
    let has_empty_default = declared.default.is_some_and(<[_]>::is_empty);
    match env::var(variable) {
        Ok(value) if value.is_empty() && has_empty_default => Ok(Vec::new()),
        Ok(value) if value.is_empty() => Err(vec![unreadable(origins, variable, "the value is empty")]),
        Ok(value) => read(
            declared,
            OriginsFrom::Variable { name: variable, file: origins.at().file(), line: origins.at().line() },
            &value.split(',').collect::<Vec<_>>(),
        ),
        Err(VarError::NotUnicode(_)) => Err(vec![unreadable(origins, variable, "the value is not Unicode")]),
        Err(VarError::NotPresent) => default().ok_or_else(|| vec![not_named(origins)]),
    }
}

#[inline]
fn read(declared: &DeclaredOrigins, source: OriginsFrom, entries: &[&str]) -> Read {
    match read_within(entries, declared.within, suffix_rule(declared)) {
        Ok(origins) => Ok(origins.iter().map(|origin| origin.text().to_owned()).collect()),
        Err(faults) => Err(faults.iter().map(|fault| invalid(declared.name, source, fault)).collect()),
    }
}

#[inline]
fn suffix_rule(declared: &DeclaredOrigins) -> SuffixRule {
    if declared.checks_public_suffixes() { LIST } else { SuffixRule::Disabled }
}

#[cfg(feature = "public-suffixes")]
const LIST: SuffixRule = SuffixRule::List(handler_cors_policy::PUBLIC_SUFFIX_LIST);
#[cfg(not(feature = "public-suffixes"))]
const LIST: SuffixRule = SuffixRule::NoList;

#[inline]
fn invalid(origins: &'static str, source: OriginsFrom, fault: &EntryFault<'_>) -> BuildFault {
    let EntryFault { entry, text, problem } = fault;
    BuildFault::Origin {
        origins,
        source,
        entry: *entry,
        value: (*text).to_owned(),
        problem: problem.name(),
        message: problem.message().to_string(),
        help: problem.help().to_string(),
    }
}

#[inline]
fn unreadable(origins: &Origins, variable: &'static str, message: &str) -> BuildFault {
    let (declared, at, message) = (origins.declared(), origins.at(), message.to_owned());
    let help = format!("set it to the allowed origins, separated by commas, {}", as_in(declared, variable));
    BuildFault::Variable { origins: declared.name, file: at.file(), line: at.line(), variable, message, help }
}

#[inline]
fn not_named(origins: &Origins) -> BuildFault {
    let (declared, at) = (origins.declared(), origins.at());
    let name = declared.name;
    let variable = declared
        .env
        .map(|variable| format!("set the environment variable `{variable}`, {}; or ", as_in(declared, variable)));
    let sample = declared.within.first().map_or_else(String::new, |bound| sample(bound));
    let help = format!(
        "{}call `.bind_origins(&{name}, [\"{sample}\"])` or `.bind_predicate(&{name}, predicate)` on the router, or add `default = []` \
         to the static, which then allows the server's own pages only",
        variable.unwrap_or_default()
    );
    BuildFault::NotNamed { origins: name, file: at.file(), line: at.line(), help }
}

/// An example of a value, and the bounds.
#[inline]
fn as_in(declared: &DeclaredOrigins, variable: &str) -> String {
    let bounds: Vec<_> = declared.within.iter().map(|bound| format!("`{bound}`")).collect();
    let sample = declared.within.first().map_or_else(String::new, |bound| sample(bound));
    format!("as in `{variable}={sample}`, each within {}", bounds.join(" or "))
}

/// An origin within a bound.
#[inline]
fn sample(bound: &str) -> String {
    match Origin::read_bound(bound) {
        Some(Origin::Any) => "https://app.example.com".to_owned(),
        Some(Origin::Pattern(pattern)) if pattern.has_any_host() => bound.replacen('*', "app.example.com", 1),
        _ => bound.replace(":*", "").replacen("*.", "app.", 1).replacen('*', "1", 1),
    }
}
