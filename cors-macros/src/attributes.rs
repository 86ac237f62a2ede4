//! The item's other attributes, and on which of the generated items each of them belongs.

use crate::parse::{parse, parse_by};
use crate::template::fill;
use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Attribute, Meta, Token};

/// The attributes below `#[cors]`, and those above it that expand to nothing.
#[derive(Default)]
pub(crate) struct Attributes {
    /// `#[cfg]`: on every item.
    pub(crate) cfgs: Vec<Attribute>,
    /// Lint levels: on every item. `#[expect]` is not among them, since it would be unfulfilled on most.
    pub(crate) lints: Vec<Attribute>,
    /// `#[doc]`: on the type and the function of the handler's name.
    pub(crate) docs: Vec<Attribute>,
    /// `#[deprecated]`: on the function of the handler's name alone, which is what users name.
    pub(crate) deprecated: Vec<Attribute>,
    /// All others: on the handler itself.
    pub(crate) others: Vec<Attribute>,
}

impl Attributes {
    pub(crate) fn sorted(attributes: Vec<Attribute>) -> Attributes {
        let mut sorted = Attributes::default();
        for attribute in attributes {
            match conditional(&attribute.meta) {
                None => sorted.push(attribute),
                Some((condition, attributes)) => {
                    for inner in attributes {
                        sorted.push(Attribute { meta: one(&attribute.meta, &condition, &inner), ..attribute.clone() });
                    }
                }
            }
        }
        sorted
    }

    fn push(&mut self, attribute: Attribute) {
        let place = match innermost(&attribute.meta).as_str() {
            "cfg" => &mut self.cfgs,
            "allow" | "warn" | "deny" => &mut self.lints,
            "doc" => &mut self.docs,
            "deprecated" => &mut self.deprecated,
            _ => &mut self.others,
        };
        place.push(attribute);
    }
}

/// Whether it is this attribute once more.
pub(crate) fn is_cors(attribute: &Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|last| last.ident == "cors")
}

/// Of `#[cfg_attr(condition, a, b)]`, what stands for `a` or `b` alone.
fn one(whole: &Meta, condition: &Meta, inner: &Meta) -> Meta {
    let mut tokens = TokenStream::new();
    fill(&mut tokens, "cfg_attr(#condition, #inner)", &|name, out| match name {
        "condition" => condition.to_tokens(out),
        _ => inner.to_tokens(out),
    });
    parse(tokens).unwrap_or_else(|_| whole.clone())
}

/// The name of the attribute, or of what a `#[cfg_attr]` of one attribute stands for.
fn innermost(meta: &Meta) -> String {
    match conditional(meta) {
        Some((_, attributes)) => attributes.first().map(innermost).unwrap_or_default(),
        None => meta.path().get_ident().map(ToString::to_string).unwrap_or_default(),
    }
}

fn conditional(meta: &Meta) -> Option<(Meta, Vec<Meta>)> {
    let Meta::List(list) = meta else { return None };
    if !list.path.is_ident("cfg_attr") {
        return None;
    }
    let (mut condition, mut attributes) = (None, Vec::new());
    let read = parse_by(list.tokens.clone(), &mut |input| {
        condition = Some(input.parse()?);
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if !input.is_empty() {
                attributes.push(input.parse()?);
            }
        }
        Ok(())
    });
    read.ok().and(condition).map(|condition| (condition, attributes))
}
