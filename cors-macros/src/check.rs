//! The policy's rules, asked of the arguments; what they find is reported where it is written.

use crate::args::{Args, List, Name, Origin, Origins, Role};
use crate::faults::{Faults, Spot};
use crate::public_suffix::SUFFIXES;
use handler_cors_policy::{Draft, Fault, Location, advise, check as check_policy, check_within};

/// What the compiler is to warn of.
pub(crate) struct Warning {
    pub(crate) spot: Spot,
    /// The compiler names it in front of the text.
    pub(crate) name: &'static str,
    pub(crate) text: String,
}

/// Reports what is wrong with the policy or its origins, and returns what is only questionable.
pub(crate) fn check(args: &Args, faults: &mut Faults) -> Vec<Warning> {
    let places = Places { args };
    let origins = literals(args);
    let mut lifts = Vec::new();
    for (lift, _) in args.all_lifts() {
        lifts.push(*lift);
    }
    if args.role == Some(Role::Origins) {
        places.report(check_within(&origins, &lifts, &SUFFIXES), faults);
        return Vec::new();
    }
    let [methods, headers, expose] = [&args.methods, &args.headers, &args.expose].map(texts);
    let draft = Draft {
        origins: &origins,
        methods: &methods,
        headers: &headers,
        expose: &expose,
        credentials: args.credentials.is_some(),
        max_age: args.max_age.map(|(seconds, _)| seconds),
        enforce: args.enforce,
        dangerously: &lifts,
    };
    places.report(check_policy(&draft, &SUFFIXES), faults);
    let mut warnings = Vec::new();
    for Fault { location, problem } in advise(&draft) {
        if !places.is_conditional(location) {
            let name = if matches!(location, Location::Origin(_)) { "loopback_origin" } else { "safelisted_header" };
            warnings.push(Warning { spot: places.spot(location), name, text: problem.to_string() });
        }
    }
    warnings
}

/// The elements of the list as far as they are known: of what is no list, one that is not.
fn literals(args: &Args) -> Vec<Option<&str>> {
    let Some(list) = args.listed() else { return vec![None] };
    let mut literals = Vec::new();
    for origin in &list.elements {
        literals.push(origin.literal.as_deref());
    }
    literals
}

fn texts(list: &Option<List<Name>>) -> Vec<&str> {
    let mut texts = Vec::new();
    for name in List::elements_of(list.as_ref()) {
        texts.push(name.text.as_str());
    }
    texts
}

/// Where in the source the rules' places are.
struct Places<'a> {
    args: &'a Args,
}

impl<'a> Places<'a> {
    fn report(&self, found: Vec<Fault<'_>>, faults: &mut Faults) {
        for Fault { location, problem } in found {
            if !self.is_consequence(location) {
                faults.push(self.spot(location), self.cfgs(location), problem.to_string());
            }
        }
    }

    fn origins(&self) -> &'a [Origin] {
        List::elements_of(self.args.listed())
    }

    fn spot(&self, place: Location) -> Spot {
        let Args { methods, headers, expose, .. } = self.args;
        let call_site = || Spot::from(proc_macro2::Span::call_site());
        match place {
            Location::Origins => self.args.listed().map_or_else(call_site, |list| list.spot),
            Location::Origin(place) => self.origins()[place].spot,
            Location::OriginPair(earlier, later) => pair(earlier, later, |place| self.origins()[place].spot),
            Location::Methods => methods.as_ref().map_or_else(call_site, |list| list.spot),
            Location::Method(place) => element(methods, place),
            Location::MethodPair(earlier, later) => pair(earlier, later, |place| element(methods, place)),
            Location::Header(place) => element(headers, place),
            Location::HeaderPair(earlier, later) => pair(earlier, later, |place| element(headers, place)),
            Location::Expose(place) => element(expose, place),
            Location::ExposePair(earlier, later) => pair(earlier, later, |place| element(expose, place)),
            Location::Credentials => self.args.credentials.unwrap_or_else(call_site),
            Location::MaxAge => self.args.max_age.map_or_else(call_site, |(_, spot)| spot),
            Location::Dangerously(place) => self.args.all_lifts()[place].1,
        }
    }

    /// A fault of two elements is one only where both are there.
    fn cfgs(&self, place: Location) -> Vec<syn::Attribute> {
        let Location::OriginPair(earlier, later) = place else { return Vec::new() };
        let mut both = self.origins()[earlier].cfgs.clone();
        both.extend_from_slice(&self.origins()[later].cfgs);
        both
    }

    /// Whether the fault may be due to one that is reported already.
    fn is_consequence(&self, place: Location) -> bool {
        let origins_are_known = match &self.args.origins {
            Some(Origins::Static(_) | Origins::Dynamic(_)) => true,
            _ => self.args.listed().is_some_and(|list| list.complete),
        };
        match place {
            Location::Origins | Location::Dangerously(_) => !origins_are_known,
            Location::Methods => !self.args.methods.as_ref().is_some_and(|list| list.complete),
            _ => false,
        }
    }

    fn is_conditional(&self, place: Location) -> bool {
        matches!(place, Location::Origin(place) if !self.origins()[place].cfgs.is_empty())
    }
}

/// Neighbours are underlined both. Else it is the later one alone, since one error has one place, which would take in all
/// that is between them; the text names the other.
fn pair(earlier: usize, later: usize, spot: impl Fn(usize) -> Spot) -> Spot {
    if earlier + 1 == later { spot(earlier).to(spot(later)) } else { spot(later) }
}

/// The place of an element that the rules have seen.
fn element(list: &Option<List<Name>>, place: usize) -> Spot {
    list.as_ref().map_or_else(|| proc_macro2::Span::call_site().into(), |list| list.elements[place].spot)
}
