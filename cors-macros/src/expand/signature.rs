//! The signature of the function that has the handler's name, and the handler itself.

use super::expansion::Expansion;
use super::lifetimes::{output_with_static_lifetimes, static_lifetime};
use super::spans::{located, placed};
use crate::arguments::List;
use crate::diagnostics::SpanRange;
use crate::item::Handler;
use crate::tokens::find_ident;
use handler_cors_policy::METHODS;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{GenericParam, Generics, ReturnType, Signature, TypeParamBound};

impl Expansion<'_> {
    /// The signature, with the spans of the handler's own head, so that lints treat it like the handler.
    pub(super) fn signature(&self) -> TokenStream {
        let Signature { fn_token, ident, generics, paren_token, .. } = &self.handler.signature;
        let generics = with_static_parameters(generics);
        let (parameters, _, _) = generics.split_for_impl();
        let clause = self.clause();
        let no_arguments = quote_spanned!(paren_token.span.open()=> ());
        let returned = self.returned();
        quote!(#fn_token #ident #parameters #no_arguments -> #returned #clause)
    }

    /// The bounds of the handler, and those that every handler needs. Without generic parameters, rustc checks these in the body.
    fn clause(&self) -> Option<TokenStream> {
        let generics = &self.handler.signature.generics;
        let mut bounds = Vec::new();
        for bound in generics.where_clause.iter().flat_map(|clause| &clause.predicates) {
            bounds.push(bound.to_token_stream());
        }
        if self.is_generic() {
            for param in generics.type_params().filter(|param| param.bounds.is_empty()) {
                let name = &param.ident;
                bounds.push(quote!(#name: 'static));
            }
            bounds.extend(self.handler.names_self.then(|| quote!(Self: 'static)));
            bounds.extend(self.response_bound());
        }
        (!bounds.is_empty()).then(|| quote!(where #(#bounds),*))
    }

    /// The bound of a return type that may depend on generic parameters, which rustc underlines at the type.
    fn response_bound(&self) -> Option<TokenStream> {
        let output = output_with_static_lifetimes(&self.handler.signature.output)?;
        let names = |name: &str| find_ident(output.to_token_stream(), name).is_some();
        let is_generic = self.handler.names_self || self.generic_names().any(|name| names(&name.to_string()));
        let is_nameable = !names("impl");
        let private = self.declaration.private();
        let range = SpanRange::of(&output);
        let colon = quote_spanned!(range.last=> :);
        let bound = placed(range, quote!(#private::IntoResponse));
        (self.handler.is_callable && is_generic && is_nameable).then(|| quote!(#output #colon #bound))
    }

    /// The return type. The arguments come first: rustc abbreviates long types at their end.
    fn returned(&self) -> TokenStream {
        let facade = self.declaration.facade();
        let methods = self.methods();
        let (arguments, output) = if self.handler.is_callable {
            let types = &self.types;
            let output = output_with_static_lifetimes(&self.handler.signature.output);
            (quote!((#(#types,)*)), output.map_or(quote!(()), ToTokens::into_token_stream))
        } else {
            (quote!(()), quote!(()))
        };
        // Rustc reports a return type that is not a response here, and a future that is not `Send`.
        let range = match &self.handler.signature.output {
            ReturnType::Default => self.ident().span().into(),
            ReturnType::Type(_, ty) => SpanRange::of(ty),
        };
        let original = quote!(impl #facade::Original<#arguments, Output = #output>);
        let facade = located(range.first, facade);
        let end = located(range.last, quote!(>));
        quote!(#facade::RegisterWithCorsRouter<#arguments, #original, #methods #end)
    }

    /// The name of the only method, or a tuple of names.
    fn methods(&self) -> TokenStream {
        let private = self.declaration.private();
        let written = List::elements_of(self.declaration.arguments.methods.as_ref());
        let mut methods = Vec::new();
        for method in METHODS {
            if written.iter().any(|name| name.text == method) {
                let method = format_ident!("{method}");
                methods.push(quote!(#private::#method));
            }
        }
        match &methods[..] {
            [only] => only.clone(),
            _ => quote!((#(#methods),*)),
        }
    }

    /// The handler as it is written.
    pub(super) fn original(&self) -> TokenStream {
        let Handler { attributes, signature, body, is_callable, .. } = self.handler;
        let others = &attributes.others;
        let unused = (!is_callable).then(|| quote!(#[allow(dead_code)]));
        let mut signature = Signature { ident: self.original_ident(), ..signature.clone() };
        if signature.asyncness.is_some() {
            // Both at once would be one more error.
            signature.constness = None;
        }
        quote!(#(#others)* #unused #signature #body)
    }

    fn original_ident(&self) -> Ident {
        if self.handler.names_self { format_ident!("__cors_{}", self.ident()) } else { self.ident().clone() }
    }

    /// The handler itself as a value.
    pub(super) fn original_value(&self) -> TokenStream {
        if !self.handler.is_callable {
            return quote!(__cors::not_callable);
        }
        let (name, generics) = (self.original_ident(), self.generic_arguments());
        let owner = self.handler.names_self.then(|| quote!(Self::));
        quote!(#owner #name #generics)
    }

    /// The generic arguments of the handler, which nothing else might determine. Lifetimes may be late-bound, and then cannot be
    /// given.
    fn generic_arguments(&self) -> Option<TokenStream> {
        let arguments: Vec<_> = self.generic_names().collect();
        (!arguments.is_empty()).then(|| quote!(::<#(#arguments,)*>))
    }

    /// The names of the handler's generic parameters other than lifetimes.
    fn generic_names(&self) -> impl Iterator<Item = &Ident> {
        self.handler.signature.generics.params.iter().filter_map(|param| match param {
            GenericParam::Lifetime(_) => None,
            GenericParam::Type(param) => Some(&param.ident),
            GenericParam::Const(param) => Some(&param.ident),
        })
    }
}

/// The generic parameters, which live as long as the router. Those without a bound have theirs in the where clause: Clippy
/// reports a parameter that has bounds in both.
fn with_static_parameters(generics: &Generics) -> Generics {
    let mut generics = generics.clone();
    for param in &mut generics.params {
        match param {
            GenericParam::Lifetime(param) => param.bounds.push(static_lifetime(param.lifetime.span())),
            GenericParam::Type(param) if !param.bounds.is_empty() => {
                param.bounds.push(TypeParamBound::Lifetime(static_lifetime(param.ident.span())));
            }
            GenericParam::Type(_) | GenericParam::Const(_) => {}
        }
    }
    generics
}
