//! The expansion of a static: the same static, with its value.

use super::{Declaration, spanning};
use crate::args::Role;
use crate::faults::Spot;
use crate::statics::Static;
use crate::table::table;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;

/// A static with what it declares, about to become tokens.
pub(super) struct Expansion<'a> {
    pub(super) item: &'a Static,
    pub(super) declaration: Declaration<'a>,
}

impl Expansion<'_> {
    pub(super) fn item(&self) -> TokenStream {
        let Static { attributes, visibility, keyword, ident, semicolon, .. } = self.item;
        let (cfgs, lints, docs) = (&attributes.cfgs, &attributes.lints, &attributes.docs);
        let (deprecated, others) = (&attributes.deprecated, &attributes.others);
        let empty_line = (!docs.is_empty()).then(|| quote!(#[doc = ""]));
        let table = table(self.declaration.args);
        let (ty, private) = (self.ty(), self.declaration.private());
        let constants = self.declaration.constants();
        let checks = self.declaration.checks();
        let warnings = self.declaration.warnings();
        let value = self.value();
        // An import of another type is used all the same.
        let written = self.is_mistyped().then(|| {
            let written = &self.item.ty;
            quote!(type __CorsWritten = #written;)
        });
        quote! {
            #(#cfgs)* #(#docs)* #empty_line #[doc = #table] #(#lints)* #(#deprecated)* #(#others)*
            #visibility #keyword #ident: #ty = {
                use #private as __cors;
                #written
                #(#constants)*
                #(#checks)*
                #(#warnings)*
                #value
            } #semicolon
        }
    }

    /// The type as it is written, or as it should be, so that those who name the static are not told too.
    fn ty(&self) -> TokenStream {
        match self.declaration.args.role {
            Some(role) if self.is_mistyped() => {
                let (private, ty) = (self.declaration.private(), Ident::new(role.type_name(), self.item.ident.span()));
                quote!(#private::#ty)
            }
            _ => self.item.ty.to_token_stream(),
        }
    }

    /// Whether the type says one thing where the keys say the other.
    fn is_mistyped(&self) -> bool {
        self.item.role().is_some() && self.item.role() != self.declaration.args.role
    }

    /// The value, which rustc compares with the type.
    fn value(&self) -> TokenStream {
        let spot = Spot::of(&self.item.ty);
        let name = self.item.ident.unraw().to_string();
        if self.declaration.args.role == Some(Role::Origins) {
            let origins = spanning(spot, self.declaration.origins(&name));
            return quote! {
                static __CORS_LOADED: __cors::Loaded = __cors::Loaded::new();
                #origins
            };
        }
        let policy = self.declaration.policy();
        let policy = spanning(spot, quote!(#policy.named(#name)));
        quote! {
            static __CORS_READY: __cors::Ready = __cors::Ready::new();
            #policy
        }
    }
}
