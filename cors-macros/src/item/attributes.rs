//! The item's other attributes, and where in the generated code each of them goes.

use crate::tokens::{parse, parse_by};
use quote::quote;
use syn::{Attribute, Meta, Token};

/// The attributes below `#[cors]`, and the inert ones above it.
#[derive(Default)]
pub(crate) struct Attributes {
    /// `#[cfg]`: on the function of the handler's name, and on a function beside it.
    pub(crate) cfgs: Vec<Attribute>,
    /// Lint levels: on the same. Not `#[expect]`, which would be unfulfilled on one of them.
    pub(crate) lints: Vec<Attribute>,
    /// `#[doc]`: on the function of the handler's name.
    pub(crate) docs: Vec<Attribute>,
    /// `#[deprecated]`: only on the function of the handler's name, which is what users refer to.
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
                        sorted.push(Attribute {
                            meta: conditional_on(&attribute.meta, &condition, &inner),
                            ..attribute.clone()
                        });
                    }
                }
            }
        }
        sorted
    }

    fn push(&mut self, attribute: Attribute) {
        let attributes = match innermost(&attribute.meta).as_str() {
            "cfg" => &mut self.cfgs,
            "allow" | "warn" | "deny" => &mut self.lints,
            "doc" => &mut self.docs,
            "deprecated" => &mut self.deprecated,
            _ => &mut self.others,
        };
        attributes.push(attribute);
    }
}

/// Whether the attribute is `#[cors]`.
pub(crate) fn is_cors(attribute: &Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|last| last.ident == "cors")
}

/// `#[cfg_attr(condition, inner)]`, for one of the attributes of `whole`.
fn conditional_on(whole: &Meta, condition: &Meta, inner: &Meta) -> Meta {
    parse(quote!(cfg_attr(#condition, #inner))).unwrap_or_else(|_| whole.clone())
}

/// The name of the attribute, or of the one inside of a `#[cfg_attr]`.
fn innermost(meta: &Meta) -> String {
    match conditional(meta) {
        Some((_, attributes)) => attributes.first().map(innermost).unwrap_or_default(),
        None => meta.path().get_ident().map(ToString::to_string).unwrap_or_default(),
    }
}

/// The condition and the attributes of a `#[cfg_attr]`.
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
