//! The traits by which the runtime knows a handler: its methods, its policy, and how to call it with a state.

use super::checks::check;
use super::expansion::Expansion;
use super::lifetimes::with_static_lifetimes;
use super::spans::{checked_reference, placed};
use crate::arguments::List;
use crate::diagnostics::SpanRange;
use crate::item::Handler;
use crate::tokens::find_ident;
use handler_cors_policy::METHODS;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ext::IdentExt;
use syn::{ReturnType, Type};

impl Expansion<'_> {
    /// The static that holds the policy, unless the policy is inline.
    pub(super) fn policy_item(&self) -> Option<TokenStream> {
        if self.is_policy_inline() {
            return None;
        }
        let reference = match self.named_policy() {
            Some(path) => {
                let policy = checked_reference(path, "named_policy");
                quote!(__cors::declared_policy(#policy))
            }
            None => self.inline_policy(),
        };
        let asks_credentials = self.named_policy().is_some() && self.asks_cookies();
        let credentials = asks_credentials.then(|| {
            quote!(
                const __CORS_CREDENTIALS: ::core::primitive::bool = __CORS_POLICY.credentials;
            )
        });
        Some(quote!(static __CORS_POLICY: &__cors::DeclaredPolicy = #reference; #credentials))
    }

    fn inline_policy(&self) -> TokenStream {
        let policy = self.declaration.policy(None);
        quote!(&#policy)
    }

    pub(super) fn handler_impl(&self) -> TokenStream {
        let generics = &self.handler.signature.generics;
        let (parameters, arguments, clause) = generics.split_for_impl();
        let is_generic = clause.is_some() || !generics.params.is_empty();
        let bounds = is_generic.then(|| {
            let own = self.own_bounds();
            quote!(where #own)
        });
        let (ident, name) = (self.ident(), self.ident().unraw().to_string());
        let methods = self.methods();
        let reads = self.reads();
        let defined_at = quote_spanned!(ident.span()=> file: ::core::file!(), line: ::core::line!());
        let policy = if self.is_policy_inline() { self.inline_policy() } else { quote!(__CORS_POLICY) };
        quote! {
            #[automatically_derived]
            impl #parameters __cors::Handler for #ident #arguments #bounds {
                type Methods = #methods;
                #reads
                fn declared() -> __cors::Declared {
                    __cors::Declared { name: #name, #defined_at, policy: #policy }
                }
            }
        }
    }

    /// The name of the only method, or a flag for each.
    fn methods(&self) -> TokenStream {
        let written = List::elements_of(self.declaration.arguments.methods.as_ref());
        if let [only] = written {
            if METHODS.contains(&&*only.text) {
                let method = format_ident!("{}", only.text);
                return quote!(__cors::#method);
            }
        }
        let flags = METHODS.iter().map(|method| {
            let is_written = written.iter().any(|name| name.text == *method);
            if is_written { quote!(__cors::Taken) } else { quote!(__cors::Free) }
        });
        quote!((#(#flags),*))
    }

    /// The request headers that the types of the arguments read.
    fn reads(&self) -> Option<TokenStream> {
        if !self.has_marker() {
            return None;
        }
        let types = &self.types;
        let cookies = self.asks_cookies().then(|| {
            let cookies = types.iter().map(|ty| self.cookies(ty));
            quote!(let _ = [#(#cookies),*];)
        });
        Some(quote! {
            const READS: __cors::Reads = {
                use __cors::ReadsNothing as _;
                #cookies
                &[#(__cors::Probe::<#types>::READS),*]
            };
        })
    }

    /// Reads a constant that is deprecated if the type reads cookies which no browser sends. Rustc reports that at the type.
    fn cookies(&self, ty: &Type) -> TokenStream {
        let credentials = if self.named_policy().is_some() { quote!({ __CORS_CREDENTIALS }) } else { quote!(false) };
        let read = Ident::new("READ", SpanRange::of(ty).first);
        quote!(__cors::Cookies::<#ty, #credentials>::#read)
    }

    /// Whether the marker of the last extractor is inferred.
    fn has_marker(&self) -> bool {
        self.handler.is_callable && !self.types.is_empty()
    }

    pub(super) fn fits_impl(&self) -> TokenStream {
        let ident = self.ident();
        let mut generics = self.handler.signature.generics.clone();
        let (_, arguments, _) = self.handler.signature.generics.split_for_impl();
        let marker = self.has_marker().then(|| format_ident!("__CorsM"));
        for ident in marker.into_iter().chain([format_ident!("__CorsS")]) {
            generics.params.push(syn::GenericParam::Type(ident.into()));
        }
        let (parameters, _, _) = generics.split_for_impl();
        let fits = match self.has_marker() {
            true => quote_spanned!(ident.span()=> __cors::Fits<__CorsM, __CorsS>),
            false => quote_spanned!(ident.span()=> __cors::Fits<(), __CorsS>),
        };
        let own = self.own_bounds();
        let mut bounds = self.extractor_bounds();
        bounds.extend(self.response_bound());
        let route = self.route();
        quote! {
            #[automatically_derived]
            impl #parameters #fits for #ident #arguments
            where
                #own
                __CorsS: __cors::State
                #(, #bounds)*
            {
                #route
            }
        }
    }

    /// The bounds that the handler has or needs, each with a comma.
    fn own_bounds(&self) -> TokenStream {
        let generics = &self.handler.signature.generics;
        let predicates = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
        let is_static = (!generics.params.is_empty()).then(|| quote!(Self: 'static,));
        quote!(#(#predicates,)* #is_static)
    }

    fn extractor_bounds(&self) -> Vec<TokenStream> {
        let mut bounds = Vec::new();
        if self.has_marker() {
            for (index, ty) in self.types.iter().enumerate() {
                bounds.push(match index + 1 == self.types.len() {
                    true => bound(ty, quote!(__cors::FromRequest<__CorsS, __CorsM>)),
                    false => bound(ty, quote!(__cors::FromRequestParts<__CorsS>)),
                });
            }
        }
        bounds
    }

    /// The bound of a generic handler's return type. The types of other handlers are known, and checked once, by the call.
    fn response_bound(&self) -> Option<TokenStream> {
        let Handler { signature, is_callable, .. } = self.handler;
        let ReturnType::Type(_, ty) = &signature.output else { return None };
        let is_generic = !signature.generics.params.is_empty();
        let is_nameable = find_ident(ty.to_token_stream(), "impl").is_none();
        (*is_callable && is_generic && is_nameable)
            .then(|| bound(&with_static_lifetimes(ty), quote!(__cors::IntoResponse)))
    }

    fn route(&self) -> TokenStream {
        let Handler { signature, is_callable, .. } = self.handler;
        if !is_callable {
            return quote! {
                fn route(_: __cors::Routing<__CorsS>) -> __cors::MethodRouter<__CorsS> {
                    ::core::unreachable!()
                }
            };
        }
        // Rustc reports a return type that is not a response here.
        let range = match &signature.output {
            ReturnType::Default => signature.ident.span().into(),
            ReturnType::Type(_, ty) => SpanRange::of(ty),
        };
        let function = format_ident!("call_{}", self.types.len());
        let handler = placed(range, quote!(Self::call));
        let call = placed(range, quote!(__cors::#function(to, #handler)));
        quote! {
            fn route(to: __cors::Routing<__CorsS>) -> __cors::MethodRouter<__CorsS> {
                #call
            }
        }
    }

    /// Whether a named policy covers WebSockets, only const evaluation knows.
    pub(super) fn websocket_checks(&self) -> TokenStream {
        let mut checks = TokenStream::new();
        if self.named_policy().is_some() {
            for (_, upgrade) in self.handler.websocket_upgrades() {
                let guards = quote!(__CORS_POLICY.guards_websockets());
                checks.extend(check(upgrade.span().into(), "assert_enforced", &guards));
            }
        }
        checks
    }
}

/// A bound that rustc underlines at the type.
fn bound(ty: &Type, bound: TokenStream) -> TokenStream {
    let range = SpanRange::of(ty);
    let colon = quote_spanned!(range.last=> :);
    let bound = placed(range, bound);
    quote!(#ty #colon #bound)
}
