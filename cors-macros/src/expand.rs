//! The expansion: data, and the least of code; the rest is in the runtime.

mod checks;
mod impls;

use crate::args::{Args, Name, Origin};
use crate::check::Warning;
use crate::faults::Spot;
use crate::handler::Handler;
use crate::lifetimes::{outlived, outlived_output};
use crate::table::table;
use checks::warning;
use proc_macro2::{Delimiter, Group, Ident, Literal, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::GenericParam;

/// A handler with its policy, about to become tokens.
pub(crate) struct Expansion<'a> {
    pub(crate) handler: &'a Handler,
    pub(crate) args: &'a Args,
    pub(crate) warnings: &'a [Warning],
    /// Whether the policy has been found right.
    pub(crate) sound: bool,
}

impl Expansion<'_> {
    pub(crate) fn items(&self) -> TokenStream {
        let registration = self.registration();
        let private = self.private();
        let handler = self.itself();
        let call = self.call();
        let policy = self.policy();
        let impls = [self.handler_impl(), self.fits_impl()];
        let constants = self.constants();
        let checks = self.checks();
        let warnings = self.warnings.iter().map(warning);
        let attributes = &self.handler.attributes;
        let (cfgs, lints) = (&attributes.cfgs, &attributes.lints);
        quote! {
            #registration
            #(#cfgs)* #(#lints)*
            const _: () = {
                use #private as __cors;
                #handler
                #call
                #(#constants)*
                #policy
                #(#impls)*
                #(#checks)*
                #(#warnings)*
            };
        }
    }

    fn ident(&self) -> &Ident {
        &self.handler.signature.ident
    }

    fn private(&self) -> TokenStream {
        match &self.args.facade {
            Some(path) => quote!(#path::__private),
            None => quote!(::handler_cors::__private),
        }
    }

    /// The type and the function of the handler's name.
    fn registration(&self) -> TokenStream {
        let Handler { attributes, visibility, signature, .. } = self.handler;
        let (cfgs, lints, docs) = (&attributes.cfgs, &attributes.lints, &attributes.docs);
        let deprecated = &attributes.deprecated;
        let (name, private) = (self.ident(), self.private());
        let (generics, arguments, clause) = signature.generics.split_for_impl();
        // With the spans of the handler's own head, so that lints look at this function as at the handler.
        let (fn_token, parentheses) = (&signature.fn_token, signature.paren_token.span);
        let nothing = placed(parentheses.open().into(), &quote!(()));
        let end = parentheses.close().into();
        let returned = placed(end, &quote!(-> #private::RegisterWithCorsRouter<#name #arguments>));
        let table = table(self.args);
        let empty_line = (!docs.is_empty()).then(|| quote!(#[doc = ""]));
        let mut body = Group::new(Delimiter::Brace, quote!(#private::register()));
        body.set_span(self.handler.body.span());
        let ty = self.ty();
        quote! {
            #(#cfgs)* #(#docs)* #empty_line #[doc = #table] #(#lints)*
            #[allow(
                non_camel_case_types, dead_code, missing_debug_implementations, missing_copy_implementations,
                clippy::pedantic, clippy::restriction,
            )]
            #visibility #ty
            #(#cfgs)* #(#docs)* #(#lints)* #(#deprecated)*
            #[allow(clippy::pedantic, clippy::nursery, clippy::restriction)]
            #visibility #fn_token #name #generics #nothing #returned #clause #body
        }
    }

    /// An enum without variants, so that variables may bear its name; generic parameters need a struct to stand in.
    fn ty(&self) -> TokenStream {
        let (name, generics) = (self.ident(), &self.handler.signature.generics);
        if generics.params.is_empty() {
            // With the spans of the handler's head, at which rustc then points when the name is taken.
            let keyword = Ident::new("enum", self.handler.signature.fn_token.span);
            let mut nothing = Group::new(Delimiter::Brace, TokenStream::new());
            nothing.set_span(self.handler.body.span());
            return quote!(#keyword #name #nothing);
        }
        let declared = generics.params.iter().map(|param| match param {
            GenericParam::Lifetime(param) => param.lifetime.to_token_stream(),
            GenericParam::Type(param) => {
                let ident = &param.ident;
                quote!(#ident: ?::core::marker::Sized)
            }
            GenericParam::Const(param) => {
                let (ident, ty) = (&param.ident, &param.ty);
                quote!(const #ident: #ty)
            }
        });
        let used = generics.params.iter().filter_map(|param| match param {
            GenericParam::Lifetime(param) => {
                Some(param.lifetime.to_token_stream()).map(|lifetime| quote!(&#lifetime ()))
            }
            GenericParam::Type(param) => Some(&param.ident).map(|ident| quote!(*const #ident)),
            GenericParam::Const(_) => None,
        });
        quote!(struct #name<#(#declared),*> { __cors: ::core::marker::PhantomData<fn() -> (#(#used,)*)> })
    }

    /// The handler as it was written.
    fn itself(&self) -> TokenStream {
        let Handler { attributes, signature, body, fit, .. } = self.handler;
        let attributes = &attributes.others;
        // Const and async at once would be one more error.
        let constness = if signature.asyncness.is_some() { None } else { signature.constness };
        let signature = syn::Signature { constness, ..signature.clone() };
        let unused = (!fit).then(|| quote!(#[allow(dead_code)]));
        quote!(#(#attributes)* #unused #signature #body)
    }

    /// A plain fn that returns the handler's future.
    fn call(&self) -> TokenStream {
        let Handler { visibility, signature, arguments, .. } = self.handler;
        let name = self.ident();
        let names: Vec<Ident> = (0..arguments.len()).map(|place| format_ident!("__cors_{place}")).collect();
        let parameters = arguments.iter().zip(&names).map(|(argument, name)| {
            let (cfgs, ty) = (cfgs_of(argument), outlived(&argument.ty));
            quote!(#(#cfgs)* #name: #ty)
        });
        let passed = arguments.iter().zip(&names).map(|(argument, name)| {
            let cfgs = cfgs_of(argument);
            quote!(#(#cfgs)* #name)
        });
        let given = self.given_generics();
        let output = outlived_output(&signature.output).map_or_else(|| quote!(()), |ty| ty.to_token_stream());
        let mut future = quote!(#name #given(#(#passed),*));
        if !matches!(signature.safety, syn::Safety::Default) {
            future = quote!(unsafe { #future });
        }
        if signature.asyncness.is_none() {
            future = quote!(async move { #future });
        }
        let returned = self.returned_future(&output);
        let (generics, own, clause) = signature.generics.split_for_impl();
        // The handler has been told already.
        let many = (arguments.len() > 7).then(|| quote!(clippy::too_many_arguments));
        quote! {
            #[allow(dead_code, #many)]
            impl #generics #name #own #clause {
                /// The handler itself, without CORS: for unit tests.
                #visibility fn call(#(#parameters),*) -> #returned {
                    #future
                }
            }
        }
    }

    /// The type of the handler's future, at the handler's name: there rustc reports one that is not `Send`.
    fn returned_future(&self, output: &TokenStream) -> TokenStream {
        let Handler { signature, fit, .. } = self.handler;
        let span = self.ident().span();
        // What is wrong with a faulty handler is said already.
        let send = fit.then(|| quote_spanned!(span=> + ::core::marker::Send));
        // Before edition 2024, lifetimes are not captured by themselves.
        let captured = signature.generics.lifetimes().next().map(|_| {
            let (_, arguments, _) = signature.generics.split_for_impl();
            quote!(+ use #arguments)
        });
        quote_spanned!(span=> impl ::core::future::Future<Output = #output> #captured #send)
    }

    /// The generic arguments of the handler, spelt out: nothing else might tell them.
    fn given_generics(&self) -> Option<TokenStream> {
        let params = &self.handler.signature.generics.params;
        let given: Vec<&Ident> = params.iter().filter_map(argument_of).collect();
        (!given.is_empty()).then(|| quote!(::<#(#given),*>))
    }

    fn policy(&self) -> TokenStream {
        let Args { headers, expose, credentials, max_age, .. } = self.args;
        let origins = if self.sound { self.elements() } else { Vec::new() };
        let [headers, expose] = [headers, expose].map(|list| {
            let elements = list.iter().flat_map(|list| &list.elements);
            if self.sound { elements.map(lower_case).collect() } else { Vec::new() }
        });
        let credentials = credentials.is_some();
        let max_age = match max_age.and_then(|(seconds, _)| u32::try_from(seconds).ok()) {
            Some(seconds) => {
                let seconds = Literal::u32_unsuffixed(seconds);
                quote!(Some(#seconds))
            }
            None => quote!(None),
        };
        let enforcement = self.enforcement();
        quote! {
            static __CORS_POLICY: __cors::Policy = __cors::Policy::declare(__cors::Declared {
                origins: &[#(#origins),*],
                headers: &[#(#headers),*],
                expose: &[#(#expose),*],
                credentials: #credentials,
                max_age: ::core::option::Option::#max_age,
                enforcement: __cors::Enforcement::#enforcement,
            });
        }
    }

    fn enforcement(&self) -> TokenStream {
        if self.args.enforces_nothing() {
            quote!(Off)
        } else if self.args.enforces_all() {
            quote!(AllMethods)
        } else {
            quote!(UnsafeMethods)
        }
    }

    fn origins(&self) -> &[Origin] {
        self.args.origins.as_ref().map_or(&[], |list| &list.elements)
    }
}

fn cfgs_of(argument: &syn::PatType) -> impl Iterator<Item = &syn::Attribute> {
    argument.attrs.iter().filter(|attribute| attribute.path().is_ident("cfg"))
}

fn argument_of(param: &GenericParam) -> Option<&Ident> {
    match param {
        // Lifetimes may be late-bound, and then cannot be given.
        GenericParam::Lifetime(_) => None,
        GenericParam::Type(param) => Some(&param.ident),
        GenericParam::Const(param) => Some(&param.ident),
    }
}

/// Generated tokens at a place of the user's.
fn placed(spot: Spot, tokens: &TokenStream) -> TokenStream {
    let count = tokens.clone().into_iter().count();
    let placed = tokens.clone().into_iter().enumerate().map(|(place, mut tree)| {
        tree.set_span(if place + 1 == count { spot.last } else { spot.first });
        tree
    });
    placed.collect()
}

fn lower_case(name: &Name) -> String {
    name.text.to_ascii_lowercase()
}
