//! The values of statics and handlers: a policy, or origins from the environment.

use super::{Declaration, placed, spanning};
use crate::args::{Args, List, Name, Origins};
use crate::faults::Spot;
use crate::source::source;
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};

impl Declaration<'_> {
    /// The policy as a value; of faulty arguments one that admits nobody.
    pub(super) fn policy(&self) -> TokenStream {
        let Args { headers, expose, credentials, max_age, .. } = self.args;
        let origins = self.source();
        let [headers, expose] = [headers, expose].map(|list| {
            let names = if self.sound { List::elements_of(list.as_ref()) } else { &[] };
            names.iter().map(lower_case).collect::<Vec<_>>()
        });
        let [headers, expose] = [("headers", headers), ("expose", expose)].map(|(key, names)| {
            let key = Ident::new(key, Span::call_site());
            (!names.is_empty()).then(|| quote!(.#key(&[#(#names),*])))
        });
        let credentials = credentials.map(|_| quote!(.credentials()));
        let max_age = max_age.and_then(|(seconds, _)| u32::try_from(seconds).ok()).map(|seconds| {
            let seconds = Literal::u32_unsuffixed(seconds);
            quote!(.max_age(#seconds))
        });
        let enforcement = self.enforcement();
        let lifts = self.lifts();
        quote! {
            __cors::Policy::declare(&__CORS_READY, __cors::Source::#origins)
            #headers #expose #credentials #max_age #enforcement #lifts
        }
    }

    /// The origins of a static of this name as a value; of faulty arguments some that admit nobody.
    pub(super) fn origins(&self, name: &str) -> TokenStream {
        let variable = self.args.env.as_deref().unwrap_or_default();
        let within = if self.sound { self.elements() } else { Vec::new() };
        let lifts = self.lifts();
        quote!(__cors::Origins::declare(&__CORS_LOADED, #name, #variable, &[#(#within),*]) #lifts)
    }

    fn source(&self) -> TokenStream {
        match &self.args.origins {
            Some(Origins::Static(_)) if self.sound => quote!(Environment(__CORS_ORIGINS)),
            Some(Origins::Dynamic(path)) if self.sound => {
                let name = source(path.to_token_stream());
                // What is no predicate is reported at its path.
                let spot = Spot::of(path);
                let of = placed(spot, &quote!(__cors::Predicate::of));
                let call = spanning(spot, quote!(#of(#name, #path)));
                quote!(Dynamic(|| #call))
            }
            _ => {
                let origins = if self.sound { self.elements() } else { Vec::new() };
                quote!(Listed(&[#(#origins),*]))
            }
        }
    }

    /// What is enforced, unless it is as usual.
    fn enforcement(&self) -> Option<TokenStream> {
        if self.args.enforces_nothing() {
            Some(quote!(.enforcing(__cors::Enforcement::Off)))
        } else if self.args.enforces_all() {
            Some(quote!(.enforcing(__cors::Enforcement::AllMethods)))
        } else {
            None
        }
    }

    /// The refusals that are lifted, if any.
    fn lifts(&self) -> Option<TokenStream> {
        let lifts = self.args.all_lifts();
        (self.sound && !lifts.is_empty()).then(|| {
            let names = lifts.iter().map(|(lift, _)| lift.name());
            quote!(.dangerously(&[#(#names),*]))
        })
    }
}

fn lower_case(name: &Name) -> String {
    name.text.to_ascii_lowercase()
}
