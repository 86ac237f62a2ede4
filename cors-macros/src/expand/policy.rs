//! The values of statics and handlers: a policy, or origins that are named at run time.

use super::declaration::Declaration;
use crate::arguments::{List, Name, Origins};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

impl Declaration<'_> {
    /// What the policy declares, with the name of its static. With errors it allows no origin.
    pub(super) fn policy(self, name: Option<&str>) -> TokenStream {
        let name = name.map(|name| quote!(name: ::core::option::Option::Some(#name),));
        let origins = self.source();
        let headers = self.names("headers", self.arguments.headers.as_ref());
        let expose = self.names("expose", self.arguments.expose.as_ref());
        let credentials = self.arguments.credentials.map(|_| quote!(credentials: true,));
        let max_age = self.max_age();
        let enforcement = self.enforcement();
        let exemptions = self.exemptions();
        let dangerously = (!exemptions.is_empty()).then(|| quote!(dangerously: &[#(#exemptions),*],));
        quote! {
            __cors::DeclaredPolicy {
                #name
                origins: __cors::Source::#origins,
                #headers #expose #credentials #max_age #enforcement #dangerously
                ..__cors::DEFAULTS
            }
        }
    }

    fn source(self) -> TokenStream {
        match &self.arguments.origins {
            Some(Origins::Static(_)) if self.checked.is_sound => quote!(Static(__CORS_ORIGINS)),
            _ if self.checked.is_sound => {
                let elements = self.origins().elements();
                quote!(Listed(&[#elements]))
            }
            _ => quote!(Listed(&[])),
        }
    }

    /// A field of header names in lower case, if there are any.
    fn names(self, field: &str, list: Option<&List<Name>>) -> Option<TokenStream> {
        let names = List::elements_of(list);
        if !self.checked.is_sound || names.is_empty() {
            return None;
        }
        let field = quote::format_ident!("{field}");
        let names = names.iter().map(|name| name.text.to_ascii_lowercase());
        Some(quote!(#field: &[#(#names),*],))
    }

    fn max_age(self) -> Option<TokenStream> {
        let (seconds, _) = self.arguments.max_age?;
        let seconds = Literal::u32_unsuffixed(u32::try_from(seconds).ok()?);
        Some(quote!(max_age: ::core::option::Option::Some(#seconds),))
    }

    fn enforcement(self) -> Option<TokenStream> {
        if self.arguments.is_unenforced() {
            Some(quote!(enforcement: __cors::Enforcement::Off,))
        } else {
            self.arguments.enforce.then(|| quote!(enforcement: __cors::Enforcement::AllMethods,))
        }
    }

    /// The names of the disabled checks.
    fn exemptions(self) -> Vec<&'static str> {
        if !self.checked.is_sound {
            return Vec::new();
        }
        self.arguments.exemptions().iter().map(|(exemption, _)| exemption.name()).collect()
    }

    /// The static `name` of origins that are named at run time. With errors it has no bounds.
    pub(super) fn origins_static(self, name: &str) -> TokenStream {
        if !self.checked.is_sound {
            return quote!(__cors::DeclaredOrigins { name: #name, ..__cors::NO_ORIGINS });
        }
        let (within, always) = (self.origins().array(), self.always().array());
        let env = optional(self.arguments.env.as_deref().map(|name| quote!(#name)));
        let default = self.default_origins();
        let exemptions = self.exemptions();
        quote! {
            __cors::DeclaredOrigins {
                name: #name,
                within: #within,
                always: #always,
                env: #env,
                default: #default,
                dangerously: &[#(#exemptions),*],
            }
        }
    }

    /// A list that `#[cfg]` empties is no default. One that is written empty is.
    fn default_origins(self) -> TokenStream {
        let default = self.default();
        let array = default.array();
        match default.can_be_emptied() {
            true => quote!(__cors::default_origins(#array)),
            false => optional(default.list().map(|_| array)),
        }
    }
}

fn optional(value: Option<TokenStream>) -> TokenStream {
    match value {
        Some(value) => quote!(::core::option::Option::Some(#value)),
        None => quote!(::core::option::Option::None),
    }
}
