//! The expansion of a handler: a type and a function of its name, and what the router asks of them.

use super::checks::check;
use super::{Declaration, placed, referred};
use crate::handler::Handler;
use crate::lifetimes::{outlived, outlived_output};
use crate::table::table;
use proc_macro2::{Delimiter, Group, Ident, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{GenericParam, Path};

/// A handler with its policy, about to become tokens.
pub(super) struct Expansion<'a> {
    pub(super) handler: &'a Handler,
    pub(super) declaration: Declaration<'a>,
}

impl Expansion<'_> {
    pub(crate) fn items(&self) -> TokenStream {
        let registration = self.registration();
        let private = self.declaration.private();
        let handler = self.itself();
        let call = self.call();
        let constants = self.declaration.constants();
        let policy = self.policy();
        let impls = [self.handler_impl(), self.fits_impl()];
        let checks = self.declaration.checks();
        let websockets = self.websocket_checks();
        let warnings = self.declaration.warnings();
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
                #(#websockets)*
                #(#warnings)*
            };
        }
    }

    pub(super) fn ident(&self) -> &Ident {
        &self.handler.signature.ident
    }

    /// The type and the function of the handler's name.
    fn registration(&self) -> TokenStream {
        let Handler { attributes, visibility, signature, .. } = self.handler;
        let (cfgs, lints, docs) = (&attributes.cfgs, &attributes.lints, &attributes.docs);
        let deprecated = &attributes.deprecated;
        let (name, private) = (self.ident(), self.declaration.private());
        let (generics, arguments, clause) = signature.generics.split_for_impl();
        // With the spans of the handler's own head, so that lints look at this function as at the handler.
        let (fn_token, parentheses) = (&signature.fn_token, signature.paren_token.span);
        let nothing = placed(parentheses.open().into(), &quote!(()));
        let end = parentheses.close().into();
        let returned = placed(end, &quote!(-> #private::RegisterWithCorsRouter<#name #arguments>));
        let table = table(self.declaration.args);
        // The named policy may be private.
        let unlinked = self.named().is_some().then(|| quote!(#[allow(rustdoc::private_intra_doc_links)]));
        let empty_line = (!docs.is_empty()).then(|| quote!(#[doc = ""]));
        let mut body = Group::new(Delimiter::Brace, quote!(#private::register()));
        body.set_span(self.handler.body.span());
        let ty = self.ty();
        quote! {
            #(#cfgs)* #(#docs)* #empty_line #[doc = #table] #unlinked #(#lints)*
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

    /// The path of the named policy, if it is not the handler's own.
    pub(super) fn named(&self) -> Option<&Path> {
        self.declaration.args.policy.as_ref()
    }

    fn policy(&self) -> TokenStream {
        let Some(path) = self.named() else {
            let policy = self.declaration.policy();
            return quote! {
                static __CORS_READY: __cors::Ready = __cors::Ready::new();
                static __CORS_POLICY: __cors::Policy = #policy;
            };
        };
        let reference = referred(path);
        let credentials = self.asks_cookies().then(|| {
            quote! {
                const __CORS_CREDENTIALS: ::core::primitive::bool = __CORS_POLICY.has_credentials();
            }
        });
        quote! {
            const __CORS_POLICY: &__cors::Policy = #reference;
            #credentials
        }
    }

    /// Whether arguments that read cookies are to be warned of, unless a named policy has credentials.
    pub(super) fn asks_cookies(&self) -> bool {
        let Handler { arguments, fit, .. } = self.handler;
        let Declaration { args, warnings, .. } = self.declaration;
        *fit && !arguments.is_empty() && warnings.is_some() && args.credentials.is_none()
    }

    /// Whether a named policy guards WebSockets, only const evaluation sees.
    fn websocket_checks(&self) -> Vec<TokenStream> {
        let named = self.named().into_iter().flat_map(|_| self.handler.websocket_upgrades());
        let checks = named
            .map(|upgrade| check(upgrade.span().into(), "require_enforced", quote!(__CORS_POLICY.guards_websockets())));
        checks.collect()
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
