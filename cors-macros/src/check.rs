//! The policy's rules, asked of the arguments; what they find is reported where it is written.

use crate::args::{Args, List, Name, Origin, Origins, Role};
use crate::faults::{Faults, Spot};
use crate::public_suffix::SUFFIXES;
use handler_cors_policy::{Draft, Fault, Place, advise, check as check_policy, check_within};

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
    for Fault { place, problem } in advise(&draft) {
        if !places.is_conditional(place) {
            let name = if matches!(place, Place::Origin(_)) { "loopback_origin" } else { "safelisted_header" };
            warnings.push(Warning { spot: places.spot(place), name, text: problem.to_string() });
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
        for Fault { place, problem } in found {
            if !self.is_consequence(place) {
                faults.push(self.spot(place), self.cfgs(place), problem.to_string());
            }
        }
    }

    fn origins(&self) -> &'a [Origin] {
        List::elements_of(self.args.listed())
    }

    fn spot(&self, place: Place) -> Spot {
        let Args { methods, headers, expose, .. } = self.args;
        let call_site = || Spot::from(proc_macro2::Span::call_site());
        match place {
            Place::Origins => self.args.listed().map_or_else(call_site, |list| list.spot),
            Place::Origin(place) => self.origins()[place].spot,
            Place::OriginPair(earlier, later) => pair(earlier, later, |place| self.origins()[place].spot),
            Place::Methods => methods.as_ref().map_or_else(call_site, |list| list.spot),
            Place::Method(place) => element(methods, place),
            Place::MethodPair(earlier, later) => pair(earlier, later, |place| element(methods, place)),
            Place::Header(place) => element(headers, place),
            Place::HeaderPair(earlier, later) => pair(earlier, later, |place| element(headers, place)),
            Place::Expose(place) => element(expose, place),
            Place::ExposePair(earlier, later) => pair(earlier, later, |place| element(expose, place)),
            Place::Credentials => self.args.credentials.unwrap_or_else(call_site),
            Place::MaxAge => self.args.max_age.map_or_else(call_site, |(_, spot)| spot),
            Place::Dangerously(place) => self.args.all_lifts()[place].1,
        }
    }

    /// A fault of two elements is one only where both are there.
    fn cfgs(&self, place: Place) -> Vec<syn::Attribute> {
        let Place::OriginPair(earlier, later) = place else { return Vec::new() };
        let mut both = self.origins()[earlier].cfgs.clone();
        both.extend_from_slice(&self.origins()[later].cfgs);
        both
    }

    /// Whether the fault may be due to one that is reported already.
    fn is_consequence(&self, place: Place) -> bool {
        let origins_are_known = match &self.args.origins {
            Some(Origins::Static(_) | Origins::Dynamic(_)) => true,
            _ => self.args.listed().is_some_and(|list| list.complete),
        };
        match place {
            Place::Origins | Place::Dangerously(_) => !origins_are_known,
            Place::Methods => !self.args.methods.as_ref().is_some_and(|list| list.complete),
            _ => false,
        }
    }

    fn is_conditional(&self, place: Place) -> bool {
        matches!(place, Place::Origin(place) if !self.origins()[place].cfgs.is_empty())
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
