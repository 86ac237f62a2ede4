//! The values of statics and handlers: a policy, or origins from the environment.

use super::declaration::Declaration;
use super::spans::{placed, spanning};
use crate::arguments::{List, Name, Origins};
use crate::diagnostics::SpanRange;
use crate::source::source;
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
use syn::ExprPath;

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
            Some(Origins::Static(_)) if self.checked.is_sound => quote!(Environment(__CORS_ORIGINS)),
            Some(Origins::Dynamic(path)) if self.checked.is_sound => predicate(path),
            _ if self.checked.is_sound => {
                let elements = self.elements();
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

    /// The origins of the static `name` as a value. With errors they are none.
    pub(super) fn environment_origins(self, name: &str) -> TokenStream {
        let variable = self.arguments.env.as_deref().unwrap_or_default();
        let within = self.checked.is_sound.then(|| self.elements());
        let exemptions = self.exemptions();
        let dangerously = (!exemptions.is_empty()).then(|| quote!(.dangerously(&[#(#exemptions),*])));
        quote! {
            __cors::Origins::declare(
                || {
                    static __CORS_LOADED: __cors::Loaded = __cors::Loaded::new();
                    &__CORS_LOADED
                },
                #name, #variable, &[#within],
            ) #dangerously
        }
    }
}

/// Rustc reports a path that is not a predicate at the path.
fn predicate(path: &ExprPath) -> TokenStream {
    let range = SpanRange::of(path);
    let name = source(path.to_token_stream());
    let of = placed(range, quote!(__cors::Predicate::of));
    let call = spanning(range, quote!(#of(#name, #path)));
    quote!(Dynamic(|| #call))
}
