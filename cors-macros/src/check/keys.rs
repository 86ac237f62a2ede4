//! Which keys an item takes, which exclude each other, and which are missing.

use crate::arguments::{Arguments, Key, Target};
use crate::diagnostics::{Diagnostics, Site};
use crate::item::Item;
use crate::source::source;
use handler_cors_policy::AttributeProblem;
use quote::ToTokens;

pub(super) fn check(item: &Item, arguments: &Arguments, diagnostics: &mut Diagnostics) {
    let Some(site) = arguments.site else {
        let example = arguments.target.unwrap_or(Target::Handler).example();
        return diagnostics.report(Site::attribute(), AttributeProblem::NoArguments { example });
    };
    let Some(target) = arguments.target else { return };
    for &(key, site) in &arguments.keys {
        if !target.takes(key) {
            report_misplaced(item, target, key, site, arguments, diagnostics);
        } else if target == Target::Handler && key.describes_policy() && arguments.has(Key::Policy) {
            report_beside_policy(key, site, arguments, diagnostics);
        }
    }
    for &key in required(target) {
        if !arguments.has(key) && !is_written_otherwise(key, arguments) {
            let problem = AttributeProblem::MissingKey { key: key.name(), example: key.example() };
            diagnostics.report(site, problem);
        }
    }
}

fn required(target: Target) -> &'static [Key] {
    match target {
        Target::Handler => &[Key::Origins, Key::Methods],
        Target::Policy => &[Key::Origins],
        Target::Origins => &[Key::Within],
    }
}

/// Whether another key is written instead. A named policy has the origins; a misplaced key has an error already.
fn is_written_otherwise(key: Key, arguments: &Arguments) -> bool {
    let instead: &[Key] = match key {
        Key::Origins => &[Key::Policy, Key::Within, Key::Always, Key::Env, Key::Default],
        Key::Within => &[Key::Origins],
        _ => &[],
    };
    instead.iter().any(|key| arguments.has(*key))
}

fn report_misplaced(
    item: &Item,
    target: Target,
    key: Key,
    site: Site,
    arguments: &Arguments,
    diagnostics: &mut Diagnostics,
) {
    let name = &match item {
        Item::Static(item) => item.ident.to_string(),
        Item::Handler(_) | Item::Method | Item::Other => String::new(),
    };
    let key_name = key.name();
    let problem = match (target, key) {
        // One error covers them all.
        (Target::Handler | Target::Policy, Key::Always | Key::Env | Key::Default) if arguments.has(Key::Within) => {
            return;
        }
        (Target::Handler | Target::Policy, Key::Within | Key::Always | Key::Env | Key::Default) => {
            AttributeProblem::OriginsKey { key: key_name, declaration: Target::Origins.example() }
        }
        (Target::Policy, Key::Methods) => AttributeProblem::MethodsOnPolicy { name },
        (Target::Handler | Target::Policy, _) => AttributeProblem::PolicyOnPolicy,
        (Target::Origins, Key::Origins) => AttributeProblem::OriginsOnOrigins { name },
        (Target::Origins, _) => AttributeProblem::PolicyKeyOnOrigins { key: key_name, name },
    };
    diagnostics.report(site, problem);
}

fn report_beside_policy(key: Key, site: Site, arguments: &Arguments, diagnostics: &mut Diagnostics) {
    let policy = arguments.policy.as_ref().map(|path| source(path.to_token_stream()));
    let problem = AttributeProblem::BesidePolicy { key: key.name(), policy: policy.as_deref() };
    diagnostics.report(site, problem);
}
