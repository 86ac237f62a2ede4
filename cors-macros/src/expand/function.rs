//! The type and the function of the handler's name, and the handler itself.

use super::expansion::Expansion;
use super::lifetimes::output_with_static_lifetimes;
use super::spans::placed;
use crate::item::Handler;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Attribute, GenericParam, PatType, Safety, Signature};

impl Expansion<'_> {
    /// The type: an enum without variants, so that variables may have its name, or a struct, which can use generic parameters.
    pub(super) fn type_item(&self) -> TokenStream {
        let (name, generics) = (self.ident(), &self.handler.signature.generics);
        if generics.params.is_empty() {
            // With the spans of the handler's head, at which rustc then points when the name is taken.
            let keyword = Ident::new("enum", self.handler.signature.fn_token.span);
            let body = quote_spanned!(self.handler.body.span()=> {});
            return quote!(#keyword #name #body);
        }
        let declared = generics.params.iter().map(declared_param);
        let used = generics.params.iter().map(used_param);
        quote!(struct #name<#(#declared),*> { __cors: ::core::marker::PhantomData<fn() -> (#(#used)*)> })
    }

    /// The function, with the spans of the handler's own head, so that lints treat it like the handler.
    pub(super) fn registration(&self) -> TokenStream {
        let Signature { fn_token, ident, generics, paren_token, .. } = &self.handler.signature;
        let parentheses = paren_token.span;
        let (declared, arguments, clause) = generics.split_for_impl();
        let private = self.declaration.private();
        let no_arguments = quote_spanned!(parentheses.open()=> ());
        let returned = quote!(-> #private::RegisterWithCorsRouter<#ident #arguments>);
        let returned = placed(parentheses.close().into(), returned);
        let body = quote!(#private::register());
        let body = quote_spanned!(self.handler.body.span()=> { #body });
        quote!(#fn_token #ident #declared #no_arguments #returned #clause #body)
    }

    /// The handler as it is written.
    pub(super) fn original(&self) -> TokenStream {
        let Handler { attributes, signature, body, is_callable, .. } = self.handler;
        let others = &attributes.others;
        let unused = (!is_callable).then(|| quote!(#[allow(dead_code)]));
        let signature = if signature.asyncness.is_some() && signature.constness.is_some() {
            // Both at once would be one more error.
            Signature { constness: None, ..signature.clone() }.into_token_stream()
        } else {
            signature.to_token_stream()
        };
        quote!(#(#others)* #unused #signature #body)
    }

    /// `call`, a plain `fn` that returns the future of the handler.
    pub(super) fn call(&self) -> TokenStream {
        let visibility = &self.handler.visibility;
        let parameters = self.handler.arguments.iter().zip(&self.types).enumerate().map(|(index, (argument, ty))| {
            let (cfgs, name) = (cfgs(argument), parameter(index));
            quote!(#(#cfgs)* #name: #ty)
        });
        let future_type = self.future_type();
        let future = self.future();
        quote! {
            /// The handler itself, without CORS: for unit tests.
            #visibility fn call(#(#parameters),*) -> #future_type {
                #future
            }
        }
    }

    fn future(&self) -> TokenStream {
        let signature = &self.handler.signature;
        let (name, generics) = (self.ident(), self.generic_arguments());
        let passed = self.handler.arguments.iter().enumerate().map(|(index, argument)| {
            let (cfgs, name) = (cfgs(argument), parameter(index));
            quote!(#(#cfgs)* #name)
        });
        let call = quote!(#name #generics(#(#passed),*));
        let call = match signature.safety {
            Safety::Default => call,
            _ => quote!(unsafe { #call }),
        };
        if signature.asyncness.is_some() { call } else { quote!(async move { #call }) }
    }

    /// The type of the handler's future, with the span of the handler's name: there rustc reports one that is not `Send`.
    fn future_type(&self) -> TokenStream {
        let Handler { signature, is_callable, .. } = self.handler;
        let span = self.ident().span();
        let output = output_with_static_lifetimes(&signature.output).map_or(quote!(()), ToTokens::into_token_stream);
        let future = quote_spanned!(span=> impl ::core::future::Future<Output = #output>);
        // Before edition 2024, lifetimes are not captured by default.
        let captured = signature.generics.lifetimes().next().map(|_| {
            let (_, arguments, _) = signature.generics.split_for_impl();
            quote!(+ use #arguments)
        });
        // The errors of a handler that cannot be called are reported already.
        let send = is_callable.then(|| quote_spanned!(span=> + ::core::marker::Send));
        quote!(#future #captured #send)
    }

    /// The generic arguments of the handler, which nothing else might determine. Lifetimes may be late-bound, and then cannot be
    /// given.
    fn generic_arguments(&self) -> Option<TokenStream> {
        let mut arguments = Vec::new();
        for param in &self.handler.signature.generics.params {
            match param {
                GenericParam::Lifetime(_) => {}
                GenericParam::Type(param) => arguments.push(&param.ident),
                GenericParam::Const(param) => arguments.push(&param.ident),
            }
        }
        (!arguments.is_empty()).then(|| quote!(::<#(#arguments,)*>))
    }
}

/// A generic parameter without its bounds.
fn declared_param(param: &GenericParam) -> TokenStream {
    match param {
        GenericParam::Lifetime(param) => param.lifetime.to_token_stream(),
        GenericParam::Type(param) => {
            let name = &param.ident;
            quote!(#name: ?::core::marker::Sized)
        }
        GenericParam::Const(param) => {
            let (name, ty) = (&param.ident, &param.ty);
            quote!(const #name: #ty)
        }
    }
}

/// A type that uses the parameter, with a comma.
fn used_param(param: &GenericParam) -> Option<TokenStream> {
    match param {
        GenericParam::Lifetime(param) => {
            let lifetime = &param.lifetime;
            Some(quote!(& #lifetime (),))
        }
        GenericParam::Type(param) => {
            let name = &param.ident;
            Some(quote!(*const #name,))
        }
        GenericParam::Const(_) => None,
    }
}

fn parameter(index: usize) -> Ident {
    format_ident!("__cors_{index}")
}

fn cfgs(argument: &PatType) -> impl Iterator<Item = &Attribute> {
    argument.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"))
}
