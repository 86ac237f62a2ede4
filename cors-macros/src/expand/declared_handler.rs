//! What the runtime knows of a handler: its name, its policy, and the headers that its arguments read.

use super::expansion::Expansion;
use super::spans::checked_reference;
use crate::diagnostics::SpanRange;
use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::Type;
use syn::ext::IdentExt;

impl Expansion<'_> {
    /// The static that refers to the named policy, if there is one, and whether that has credentials.
    pub(super) fn named_policy_items(&self) -> Option<TokenStream> {
        let policy = checked_reference(self.named_policy()?, "policy");
        let credentials = self.asks_cookies().then(|| {
            quote!(
                const __CORS_CREDENTIALS: ::core::primitive::bool = __CORS_POLICY.credentials;
            )
        });
        Some(quote! {
            static __CORS_POLICY: &__cors::DeclaredPolicy = __cors::declared_policy(#policy);
            #credentials
        })
    }

    /// The value of the function that has the handler's name.
    pub(super) fn registration(&self) -> TokenStream {
        let original = self.original_value();
        let declared = self.declared();
        if self.is_generic() {
            // A static cannot name generic parameters.
            return quote!(__cors::register(#original, const { &#declared }));
        }
        quote! {
            static __CORS: __cors::DeclaredHandler = #declared;
            __cors::register(#original, &__CORS)
        }
    }

    fn declared(&self) -> TokenStream {
        let (ident, name) = (self.ident(), self.ident().unraw().to_string());
        let defined_at = quote_spanned!(ident.span()=> file: ::core::file!(), line: ::core::line!());
        let policy = match self.named_policy() {
            Some(_) => quote!(__CORS_POLICY),
            None => {
                let policy = self.declaration.policy(None);
                quote!(&#policy)
            }
        };
        let reads = self.reads();
        quote!(__cors::DeclaredHandler { name: #name, #defined_at, policy: #policy, reads: #reads })
    }

    /// The request headers that the types of the arguments read.
    fn reads(&self) -> TokenStream {
        if !self.has_arguments() {
            return quote!(&[]);
        }
        let types = &self.types;
        let cookies = self.asks_cookies().then(|| {
            let cookies = types.iter().map(|ty| self.cookies(ty));
            quote!(let _ = [#(#cookies),*];)
        });
        quote! {
            {
                use __cors::ReadsNothing as _;
                #cookies
                &[#(__cors::Probe::<#types>::READS),*]
            }
        }
    }

    /// Reads a constant that is deprecated if the type reads cookies which no browser sends. Rustc reports that at the type.
    fn cookies(&self, ty: &Type) -> TokenStream {
        let credentials = if self.named_policy().is_some() { quote!({ __CORS_CREDENTIALS }) } else { quote!(false) };
        // Rustc reports the deprecation at this name, so that it must have the span of the type.
        let read = Ident::new("READ", SpanRange::of(ty).first);
        quote!(__cors::Cookies::<#ty, #credentials>::#read)
    }
}
