//! What the runtime asks of a handler: its methods, place and policy, and how it is called with a state.

use super::handler::Expansion;
use super::{comma, placed, plain, text};
use crate::args::List;
use crate::faults::Spot;
use crate::handler::{Handler, find};
use crate::template::{fill, lexed, no_part};
use handler_cors_policy::METHODS;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident};
use syn::ext::IdentExt;
use syn::{ReturnType, Type};

impl Expansion<'_> {
    pub(super) fn part_of_impls(&self, name: &str, out: &mut TokenStream) {
        match name {
            "bounds" if self.is_generic() => fill(out, "where #own", &|_, out| self.own_bounds(out)),
            "bounds" => {}
            "methods" => self.methods(out),
            "text" => text(out, &self.ident().unraw().to_string()),
            "place" => placed(out, self.ident().span().into(), lexed("file: ::core::file!(), line: ::core::line!()")),
            "reads" => self.reads(out),
            "reference" => self.policy_reference(out),
            "state_generics" => self.state_generics(out),
            "fits" if self.has_marker() => {
                placed(out, self.ident().span().into(), lexed("__cors::Fits<__CorsM, __CorsS>"));
            }
            "fits" => placed(out, self.ident().span().into(), lexed("__cors::Fits<(), __CorsS>")),
            "state_bounds" => self.state_bounds(out),
            "route" => self.route(out),
            _ => no_part(name),
        }
    }

    fn is_generic(&self) -> bool {
        let generics = &self.handler.signature.generics;
        generics.where_clause.is_some() || !generics.params.is_empty()
    }

    /// Whether one type more is inferred, of which only the last extractor knows what it is.
    fn has_marker(&self) -> bool {
        self.handler.fit && !self.types.is_empty()
    }

    /// The name of the only method, or a flag for each.
    fn methods(&self, out: &mut TokenStream) {
        let written = List::elements_of(self.declaration.args.methods.as_ref());
        match written {
            [only] if METHODS.contains(&&*only.text) => return plain(out, &format!("__cors::{}", only.text)),
            _ => {}
        }
        let mut flags = String::new();
        for method in METHODS {
            let is_taken = written.iter().any(|name| name.text == method);
            flags.push_str(if flags.is_empty() { "" } else { ", " });
            flags.push_str(if is_taken { "__cors::Taken" } else { "__cors::Free" });
        }
        plain(out, &format!("({flags})"));
    }

    /// What each argument's type reads: asked of the type, whatever it is called.
    fn reads(&self, out: &mut TokenStream) {
        if !self.has_marker() {
            return;
        }
        let template = "
            const READS: __cors::Reads = {
                #asked
                &[#probes]
            };
        ";
        fill(out, template, &|name, out| match name {
            "asked" => self.asked(out),
            _ => self.probes(out),
        });
    }

    /// What the types of arguments are asked with, and whether they read cookies.
    fn asked(&self, out: &mut TokenStream) {
        plain(out, "use __cors::ReadsNothing as _;");
        if !self.asks_cookies() {
            return;
        }
        fill(out, "let _ = [#cookies];", &|_, out| {
            for (place, ty) in self.types.iter().enumerate() {
                comma(out, place);
                self.cookies(out, ty);
            }
        });
    }

    fn probes(&self, out: &mut TokenStream) {
        for (place, ty) in self.types.iter().enumerate() {
            comma(out, place);
            fill(out, "__cors::Probe::<#ty>::READS", &|_, out| ty.to_tokens(out));
        }
    }

    /// Asks an argument's type whether it reads cookies that no browser sends: then the constant is deprecated, which rustc
    /// reports at the type.
    fn cookies(&self, out: &mut TokenStream, ty: &Type) {
        fill(out, "__cors::Cookies::<#ty, #credentials>::#read", &|name, out| match name {
            "ty" => ty.to_tokens(out),
            "credentials" if self.named().is_some() => plain(out, "{ __CORS_CREDENTIALS }"),
            "credentials" => plain(out, "false"),
            _ => Ident::new("READ", Spot::of(ty).first).to_tokens(out),
        });
    }

    fn state_generics(&self, out: &mut TokenStream) {
        let mut generics = self.handler.signature.generics.clone();
        for name in ["__CorsM", "__CorsS"].into_iter().skip(usize::from(!self.has_marker())) {
            let ident = format_ident!("{name}");
            generics.params.push(syn::GenericParam::Type(ident.into()));
        }
        generics.split_for_impl().0.to_tokens(out);
    }

    fn state_bounds(&self, out: &mut TokenStream) {
        let template = "
            where
                #own
                __CorsS: __cors::State
                #extractors
                #answer
        ";
        fill(out, template, &|name, out| match name {
            "own" => self.own_bounds(out),
            "extractors" => self.extractor_bounds(out),
            _ => self.answer_bound(out),
        });
    }

    /// The handler's own bounds, and what every handler must be, each with a comma behind it.
    fn own_bounds(&self, out: &mut TokenStream) {
        let generics = &self.handler.signature.generics;
        for predicate in generics.where_clause.iter().flat_map(|clause| &clause.predicates) {
            predicate.to_tokens(out);
            comma(out, 1);
        }
        if !generics.params.is_empty() {
            plain(out, "Self: 'static,");
        }
    }

    fn extractor_bounds(&self, out: &mut TokenStream) {
        if !self.has_marker() {
            return;
        }
        let last = self.types.len() - 1;
        for (place, ty) in self.types.iter().enumerate() {
            let extractor = match place == last {
                true => "__cors::FromRequest<__CorsS, __CorsM>",
                false => "__cors::FromRequestParts<__CorsS>",
            };
            bound(out, ty, extractor);
        }
    }

    /// Of generic handlers alone: whether their answers are responses is known where their types are. Those of others are
    /// asked by the call itself, once.
    fn answer_bound(&self, out: &mut TokenStream) {
        let Handler { signature, fit, .. } = self.handler;
        let ReturnType::Type(_, ty) = &signature.output else { return };
        if *fit && !signature.generics.params.is_empty() && find(ty.to_token_stream(), "impl").is_none() {
            bound(out, &crate::lifetimes::outlived(ty), "__cors::IntoResponse");
        }
    }

    fn route(&self, out: &mut TokenStream) {
        let Handler { signature, fit, .. } = self.handler;
        if !fit {
            let template = "
                fn route(_: __cors::Routing<__CorsS>) -> __cors::MethodRouter<__CorsS> {
                    ::core::unreachable!()
                }
            ";
            return plain(out, template);
        }
        let template = "
            fn route(to: __cors::Routing<__CorsS>) -> __cors::MethodRouter<__CorsS> {
                #routed
            }
        ";
        // An answer that is no response is reported here.
        let spot = match &signature.output {
            ReturnType::Default => signature.ident.span().into(),
            ReturnType::Type(_, ty) => Spot::of(ty),
        };
        fill(out, template, &|_, out| {
            let mut call = TokenStream::new();
            fill(&mut call, "__cors::#call(to, #itself)", &|name, out| match name {
                "call" => format_ident!("call_{}", self.types.len()).to_tokens(out),
                _ => placed(out, spot, lexed("Self::call")),
            });
            placed(out, spot, call);
        });
    }
}

/// One more bound, whose place is the type, so that rustc underlines it there.
fn bound(out: &mut TokenStream, ty: &Type, bound: &str) {
    let spot = Spot::of(ty);
    comma(out, 1);
    ty.to_tokens(out);
    placed(out, spot.last.into(), lexed(":"));
    placed(out, spot, lexed(bound));
}
