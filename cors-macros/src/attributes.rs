//! The item's other attributes, and on which of the generated items each of them belongs.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
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
        for attribute in attributes.into_iter().flat_map(alone) {
            let place = match innermost(&attribute.meta).as_str() {
                "cfg" => &mut sorted.cfgs,
                "allow" | "warn" | "deny" => &mut sorted.lints,
                "doc" => &mut sorted.docs,
                "deprecated" => &mut sorted.deprecated,
                _ => &mut sorted.others,
            };
            place.push(attribute);
        }
        sorted
    }
}

/// Whether it is this attribute once more.
pub(crate) fn is_cors(attribute: &Attribute) -> bool {
    attribute.path().segments.last().is_some_and(|last| last.ident == "cors")
}

/// `#[cfg_attr(condition, a, b)]` as one for each of `a` and `b`.
fn alone(attribute: Attribute) -> Vec<Attribute> {
    let Some((condition, attributes)) = conditional(&attribute.meta) else { return vec![attribute] };
    let each = attributes.into_iter().map(|inner| {
        let tokens: TokenStream = quote!(cfg_attr(#condition, #inner));
        let meta = syn::parse2(tokens).unwrap_or_else(|_| attribute.meta.clone());
        Attribute { meta, ..attribute.clone() }
    });
    each.collect()
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
    let parser = Punctuated::<Meta, Token![,]>::parse_terminated;
    let mut metas = parser.parse2(list.tokens.clone()).ok()?.into_iter();
    Some((metas.next()?, metas.collect()))
}
