//! Asks the rules of cors-policy, and reports their errors where they are written.

use crate::arguments::{Arguments, List, Name, Origin, Origins, Target};
use crate::diagnostics::{Diagnostics, Site};
use handler_cors_policy::{
    BoundsProblem, Draft, Fault, Location, OriginsDraft, PUBLIC_SUFFIX_LIST, Problem, advise, advise_origins,
    check as check_policy, check_origins,
};
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
    let mut exemptions = Vec::new();
    for (exemption, _) in arguments.exemptions() {
        exemptions.push(*exemption);
    }
    if arguments.target == Some(Target::Origins) {
        let within = literals(arguments.within.as_ref());
        let always = arguments.always.as_ref().map(|list| literals(Some(list)));
        let default = arguments.default.as_ref().map(|list| literals(Some(list)));
        let (always, default) = (always.as_deref(), default.as_deref());
        let draft = OriginsDraft { within: &within, always, default, dangerously: &exemptions };
        report(check_origins(&draft, &PUBLIC_SUFFIX_LIST), arguments, diagnostics);
        return warnings(advise_origins(&draft), arguments);
    }
    let origins = literals(arguments.origin_list());
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
    report(check_policy(&draft, &PUBLIC_SUFFIX_LIST), arguments, diagnostics);
    warnings(advise(&draft), arguments)
}

/// The literals of a list of origins, with `None` for each constant. Origins that are not a list count as one constant.
fn literals(list: Option<&List<Origin>>) -> Vec<Option<&str>> {
    let Some(list) = list else { return vec![None] };
    list.elements.iter().map(|origin| origin.literal.as_deref()).collect()
}

fn texts(list: &Option<List<Name>>) -> Vec<&str> {
    List::elements_of(list.as_ref()).iter().map(|name| name.text.as_str()).collect()
}

fn report(faults: Vec<Fault<'_>>, arguments: &Arguments, diagnostics: &mut Diagnostics) {
    for Fault { location, problem } in faults {
        if !is_consequence(location, problem, arguments) {
            diagnostics.report_under(cfgs(location, arguments), site(location, arguments), problem);
        }
    }
}

fn warnings(advice: Vec<Fault<'_>>, arguments: &Arguments) -> Vec<Warning> {
    let mut warnings = Vec::new();
    for Fault { location, problem } in advice {
        if !has_cfg(location, arguments) {
            warnings.push(Warning { site: site(location, arguments), name: problem.name(), text: problem.to_string() });
        }
    }
    warnings
}

/// An element of a list of origins.
fn origin(list: Option<&List<Origin>>, index: usize) -> &Origin {
    &List::elements_of(list)[index]
}

fn site(location: Location, arguments: &Arguments) -> Site {
    let Arguments { methods, headers, expose, always, default, .. } = arguments;
    let origins = arguments.origin_list();
    let or_attribute = |site: Option<Site>| site.unwrap_or_else(Site::attribute);
    match location {
        Location::Origins => or_attribute(origins.map(|list| list.site)),
        Location::Origin(index) => origin(origins, index).site,
        Location::OriginPair(earlier, later) => pair(earlier, later, |index| origin(origins, index).site),
        Location::AlwaysList => or_attribute(always.as_ref().map(|list| list.site)),
        Location::Always(index) => origin(always.as_ref(), index).site,
        Location::AlwaysPair(earlier, later) => pair(earlier, later, |index| origin(always.as_ref(), index).site),
        Location::Default(index) => origin(default.as_ref(), index).site,
        Location::DefaultPair(earlier, later) => pair(earlier, later, |index| origin(default.as_ref(), index).site),
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
    let (list, earlier, later) = match location {
        Location::OriginPair(earlier, later) => (arguments.origin_list(), earlier, later),
        Location::AlwaysPair(earlier, later) => (arguments.always.as_ref(), earlier, later),
        Location::DefaultPair(earlier, later) => (arguments.default.as_ref(), earlier, later),
        _ => return Vec::new(),
    };
    let mut both = origin(list, earlier).cfgs.clone();
    both.extend_from_slice(&origin(list, later).cfgs);
    both
}

/// Whether the location is not in every build.
fn has_cfg(location: Location, arguments: &Arguments) -> bool {
    let (list, index) = match location {
        Location::Origin(index) => (arguments.origin_list(), index),
        Location::Always(index) => (arguments.always.as_ref(), index),
        Location::Default(index) => (arguments.default.as_ref(), index),
        _ => return false,
    };
    !origin(list, index).cfgs.is_empty()
}

/// Whether the error may be caused by another one that is reported already.
fn is_consequence(location: Location, problem: Problem<'_>, arguments: &Arguments) -> bool {
    let is_complete = |list: Option<&List<Origin>>| list.is_none_or(|list| list.is_complete);
    let origins_are_known = match &arguments.origins {
        Some(Origins::Static(_)) => true,
        _ => arguments.origin_list().is_some() && arguments.origin_lists().all(|list| list.is_complete),
    };
    match location {
        Location::Origins | Location::Dangerously(_) => !origins_are_known,
        Location::AlwaysList => !is_complete(arguments.always.as_ref()),
        Location::Default(_) => {
            let is_outside = matches!(problem, Problem::Bounds(BoundsProblem::DefaultNotWithin { .. }));
            is_outside && (arguments.within.is_none() || !is_complete(arguments.within.as_ref()))
        }
        Location::Methods => !arguments.methods.as_ref().is_some_and(|list| list.is_complete),
        _ => false,
    }
}
