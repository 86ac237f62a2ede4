//! What the runtime asks of a handler: its methods, place and policy, and how it is called with a state.

use super::handler::Expansion;
use super::placed;
use crate::args::List;
use crate::faults::Spot;
use crate::handler::Handler;
use crate::lifetimes::outlived;
use handler_cors_policy::METHODS;
use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{ReturnType, Type, WherePredicate};

impl Expansion<'_> {
    pub(super) fn handler_impl(&self) -> TokenStream {
        let name = self.ident();
        let text = name.unraw().to_string();
        let written = List::elements_of(self.declaration.args.methods.as_ref());
        let methods = METHODS.map(|method| {
            let taken = written.iter().any(|name| name.text == method);
            format_ident!("{}", if taken { "Taken" } else { "Free" })
        });
        let place = quote_spanned!(name.span()=> file: ::core::file!(), line: ::core::line!());
        let (generics, own, _) = self.handler.signature.generics.split_for_impl();
        let clause = where_clause(self.predicates());
        let reads = self.reads();
        let policy = if self.named().is_some() { quote!(__CORS_POLICY) } else { quote!(&__CORS_POLICY) };
        quote! {
            #[automatically_derived]
            impl #generics __cors::Handler for #name #own #clause {
                type Methods = (#(__cors::#methods),*);
                const PLACE: __cors::Place = __cors::Place { name: #text, #place };
                #reads
                fn policy() -> &'static __cors::Policy {
                    #policy
                }
            }
        }
    }

    /// What each argument's type reads: asked of the type, whatever it is called.
    fn reads(&self) -> Option<TokenStream> {
        let Handler { arguments, fit, .. } = self.handler;
        let types = arguments.iter().map(|argument| outlived(&argument.ty));
        let cookies = self.cookies();
        let probes = match cookies {
            Some(_) => quote!({ ReadsNothing as _, ReadsNoCookies as _ }),
            None => quote!(ReadsNothing as _),
        };
        (*fit && !arguments.is_empty()).then(|| {
            quote! {
                const READS: __cors::Reads = {
                    use __cors::#probes;
                    #cookies
                    &[#(__cors::Probe::<#types>::READS),*]
                };
            }
        })
    }

    /// Asks each argument's type whether it reads cookies that no browser sends: then the constant is deprecated, which rustc
    /// reports at the type.
    fn cookies(&self) -> Option<TokenStream> {
        self.asks_cookies().then(|| {
            let credentials = if self.named().is_some() { quote!({ __CORS_CREDENTIALS }) } else { quote!(false) };
            let asked = self.handler.arguments.iter().map(|argument| {
                let (ty, span) = (outlived(&argument.ty), Spot::of(&argument.ty).first);
                let read = quote_spanned!(span=> READ);
                quote!(__cors::Cookies::<#ty, #credentials>::#read)
            });
            quote!(let _ = [#(#asked),*];)
        })
    }

    pub(super) fn fits_impl(&self) -> TokenStream {
        let Handler { signature, arguments, fit, .. } = self.handler;
        let name = self.ident();
        let has_marker = *fit && !arguments.is_empty();
        let marker = if has_marker { quote!(__CorsM) } else { quote!(()) };
        let mut generics = signature.generics.clone();
        if has_marker {
            generics.params.push(syn::parse_quote!(__CorsM));
        }
        generics.params.push(syn::parse_quote!(__CorsS));
        let (generics, ..) = generics.split_for_impl();
        let (_, own, _) = signature.generics.split_for_impl();
        let mut predicates = self.predicates();
        predicates.push(quote! {
            __CorsS: ::core::clone::Clone + ::core::marker::Send + ::core::marker::Sync + 'static
        });
        predicates.extend(self.extractor_bounds());
        predicates.extend(self.response_bound());
        let clause = where_clause(predicates);
        let route = self.route();
        let fits = placed(name.span().into(), &quote!(__cors::Fits<#marker, __CorsS>));
        quote! {
            #[automatically_derived]
            impl #generics #fits for #name #own #clause {
                #route
            }
        }
    }

    fn route(&self) -> TokenStream {
        let Handler { signature, arguments, fit, .. } = self.handler;
        if !fit {
            return quote! {
                fn route(_: __cors::Routing<__CorsS>) -> __cors::MethodRouter<__CorsS> {
                    ::core::unreachable!()
                }
            };
        }
        let call = format_ident!("call_{}", arguments.len());
        // An answer that is no response is reported here.
        let spot = match &signature.output {
            ReturnType::Default => signature.ident.span().into(),
            ReturnType::Type(_, ty) => Spot::of(ty),
        };
        let itself = placed(spot, &quote!(Self::call));
        let routed = placed(spot, &quote!(__cors::#call(to, #itself)));
        quote! {
            fn route(to: __cors::Routing<__CorsS>) -> __cors::MethodRouter<__CorsS> {
                #routed
            }
        }
    }

    /// The handler's own bounds, and what every handler must be.
    fn predicates(&self) -> Vec<TokenStream> {
        let generics = &self.handler.signature.generics;
        let own: Vec<&WherePredicate> = generics.where_clause.iter().flat_map(|clause| &clause.predicates).collect();
        let mut predicates: Vec<TokenStream> = own.into_iter().map(ToTokens::to_token_stream).collect();
        if !generics.params.is_empty() {
            predicates.push(quote!(Self: 'static));
        }
        predicates
    }

    fn extractor_bounds(&self) -> Vec<TokenStream> {
        let Handler { arguments, fit, .. } = self.handler;
        let [parts @ .., last] = arguments.as_slice() else { return Vec::new() };
        if !fit {
            return Vec::new();
        }
        let parts = parts.iter().map(|part| bound(&part.ty, &quote!(__cors::FromRequestParts<__CorsS>)));
        parts.chain([bound(&last.ty, &quote!(__cors::FromRequest<__CorsS, __CorsM>))]).collect()
    }

    /// Of generic handlers alone: whether their answers are responses is known where their types are. Those of others are
    /// asked by the call itself, once.
    fn response_bound(&self) -> Option<TokenStream> {
        let Handler { signature, fit, .. } = self.handler;
        let ReturnType::Type(_, ty) = &signature.output else { return None };
        let known_later = *fit && !signature.generics.params.is_empty() && !has_impl(ty.to_token_stream());
        known_later.then(|| bound(ty, &quote!(__cors::IntoResponse)))
    }
}

fn where_clause(predicates: Vec<TokenStream>) -> Option<TokenStream> {
    (!predicates.is_empty()).then(|| quote!(where #(#predicates),*))
}

/// A bound whose place is the type, so that rustc underlines it there.
fn bound(ty: &Type, bound: &TokenStream) -> TokenStream {
    let ty = outlived(ty).into_token_stream();
    let bound = placed(Spot::of(&ty), bound);
    let colon = quote_spanned!(Spot::of(&ty).last=> :);
    quote!(#ty #colon #bound)
}

fn has_impl(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|tree| match tree {
        TokenTree::Group(group) => has_impl(group.stream()),
        TokenTree::Ident(ident) => ident == "impl",
        _ => false,
    })
}
