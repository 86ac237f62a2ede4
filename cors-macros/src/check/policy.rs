//! Asks the rules of cors-policy, and reports their errors where they are written.

use crate::arguments::{Arguments, List, Name, Origin, Origins, Target};
use crate::diagnostics::{Diagnostics, Site};
use crate::public_suffix::SUFFIXES;
use handler_cors_policy::{Draft, Fault, Location, advise, check as check_policy, check_within};
use syn::Attribute;

/// A warning of the compiler.
pub(crate) struct Warning {
    pub(crate) site: Site,
    /// The compiler prints it before the text.
    pub(crate) name: &'static str,
    pub(crate) text: String,
}

/// Reports the errors of the policy or the origins, and returns what is only worth a warning.
pub(super) fn check(arguments: &Arguments, diagnostics: &mut Diagnostics) -> Vec<Warning> {
    let origins = literals(arguments);
    let mut exemptions = Vec::new();
    for (exemption, _) in arguments.exemptions() {
        exemptions.push(*exemption);
    }
    if arguments.target == Some(Target::Origins) {
        report(check_within(&origins, &exemptions, &SUFFIXES), arguments, diagnostics);
        return Vec::new();
    }
    let [methods, headers, expose] = [&arguments.methods, &arguments.headers, &arguments.expose].map(texts);
    let draft = Draft {
        origins: &origins,
        methods: &methods,
        headers: &headers,
        expose: &expose,
        credentials: arguments.credentials.is_some(),
        max_age: arguments.max_age.map(|(seconds, _)| seconds),
        enforce: arguments.enforce,
        dangerously: &exemptions,
    };
    report(check_policy(&draft, &SUFFIXES), arguments, diagnostics);
    warnings(&draft, arguments)
}

/// The literals of the origin list, with `None` for each constant. Origins that are not a list count as one constant.
fn literals(arguments: &Arguments) -> Vec<Option<&str>> {
    let Some(list) = arguments.origin_list() else { return vec![None] };
    list.elements.iter().map(|origin| origin.literal.as_deref()).collect()
}

fn texts(list: &Option<List<Name>>) -> Vec<&str> {
    List::elements_of(list.as_ref()).iter().map(|name| name.text.as_str()).collect()
}

fn report(faults: Vec<Fault<'_>>, arguments: &Arguments, diagnostics: &mut Diagnostics) {
    for Fault { location, problem } in faults {
        if !is_consequence(location, arguments) {
            diagnostics.report_under(cfgs(location, arguments), site(location, arguments), problem);
        }
    }
}

fn warnings(draft: &Draft<'_>, arguments: &Arguments) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for Fault { location, problem } in advise(draft) {
        if !has_cfg(location, arguments) {
            warnings.push(Warning { site: site(location, arguments), name: problem.name(), text: problem.to_string() });
        }
    }
    warnings
}

fn origins(arguments: &Arguments) -> &[Origin] {
    List::elements_of(arguments.origin_list())
}

fn site(location: Location, arguments: &Arguments) -> Site {
    let Arguments { methods, headers, expose, .. } = arguments;
    let origin = |index: usize| origins(arguments)[index].site;
    let or_attribute = |site: Option<Site>| site.unwrap_or_else(Site::attribute);
    match location {
        Location::Origins => or_attribute(arguments.origin_list().map(|list| list.site)),
        Location::Origin(index) => origin(index),
        Location::OriginPair(earlier, later) => pair(earlier, later, origin),
        Location::Methods => or_attribute(methods.as_ref().map(|list| list.site)),
        Location::Method(index) => name_site(methods, index),
        Location::MethodPair(earlier, later) => pair(earlier, later, |index| name_site(methods, index)),
        Location::Header(index) => name_site(headers, index),
        Location::HeaderPair(earlier, later) => pair(earlier, later, |index| name_site(headers, index)),
        Location::Expose(index) => name_site(expose, index),
        Location::ExposePair(earlier, later) => pair(earlier, later, |index| name_site(expose, index)),
        Location::MaxAge => or_attribute(arguments.max_age.map(|(_, site)| site)),
        Location::Dangerously(index) => arguments.exemptions()[index].1,
    }
}

fn name_site(list: &Option<List<Name>>, index: usize) -> Site {
    List::elements_of(list.as_ref())[index].site
}

/// The site of two elements that exclude each other: both if they are neighbours, else the later one. An error has one range,
/// which would take in all that is between them; the text names the other one.
fn pair(earlier: usize, later: usize, site: impl Fn(usize) -> Site) -> Site {
    if earlier + 1 == later { site(earlier).to(site(later)) } else { site(later) }
}

/// An error about two elements holds only where both are compiled.
fn cfgs(location: Location, arguments: &Arguments) -> Vec<Attribute> {
    let Location::OriginPair(earlier, later) = location else { return Vec::new() };
    let mut both = origins(arguments)[earlier].cfgs.clone();
    both.extend_from_slice(&origins(arguments)[later].cfgs);
    both
}

/// Whether the location is not in every build.
fn has_cfg(location: Location, arguments: &Arguments) -> bool {
    matches!(location, Location::Origin(index) if !origins(arguments)[index].cfgs.is_empty())
}

/// Whether the error may be caused by another one that is reported already.
fn is_consequence(location: Location, arguments: &Arguments) -> bool {
    let origins_are_known = match &arguments.origins {
        Some(Origins::Static(_) | Origins::Dynamic(_)) => true,
        _ => arguments.origin_list().is_some_and(|list| list.is_complete),
    };
    match location {
        Location::Origins | Location::Dangerously(_) => !origins_are_known,
        Location::Methods => !arguments.methods.as_ref().is_some_and(|list| list.is_complete),
        _ => false,
    }
}
