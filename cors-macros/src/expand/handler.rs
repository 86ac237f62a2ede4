//! The expansion of a handler: one function of its name, with everything in its body.

use super::declaration::Declaration;
use super::expansion::Expansion;
use super::table::table;
use crate::item::Handler;
use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};

pub(super) fn items(handler: &Handler, declaration: Declaration<'_>) -> TokenStream {
    let expansion = Expansion::new(handler, declaration);
    let function = function(&expansion);
    // The items in the body of a function cannot name `Self`.
    let associated = handler.names_self.then(|| associated_original(&expansion));
    quote!(#function #associated)
}

fn function(expansion: &Expansion<'_>) -> TokenStream {
    let Handler { attributes, visibility, .. } = expansion.handler;
    let (cfgs, docs, lints, deprecated) =
        (&attributes.cfgs, &attributes.docs, &attributes.lints, &attributes.deprecated);
    let empty_line = (!docs.is_empty()).then(|| quote!(#[doc = ""]));
    let table = table(expansion.declaration.arguments);
    // The named policy may be private.
    let unlinked = expansion.named_policy().map(|_| quote!(#[allow(rustdoc::private_intra_doc_links)]));
    let signature = expansion.signature();
    let body = body(expansion);
    let body = quote_spanned!(expansion.handler.body.span()=> { #body });
    quote! {
        #(#cfgs)* #(#docs)* #empty_line #[doc = #table] #unlinked #(#lints)* #(#deprecated)*
        #visibility #signature #body
    }
}

fn body(expansion: &Expansion<'_>) -> TokenStream {
    let declaration = expansion.declaration;
    let private = declaration.private();
    let original = (!expansion.handler.names_self).then(|| expansion.original());
    let constants = declaration.constants();
    let named_policy = expansion.named_policy_items();
    let checks = declaration.checks();
    let warnings = declaration.warnings();
    let registration = expansion.registration();
    quote! {
        use #private as __cors;

        #original

        #constants
        #named_policy
        #checks
        #warnings
        #registration
    }
}

/// The handler itself as an associated function beside the one of its name.
fn associated_original(expansion: &Expansion<'_>) -> TokenStream {
    let attributes = &expansion.handler.attributes;
    let (cfgs, lints) = (&attributes.cfgs, &attributes.lints);
    let original = expansion.original();
    quote!(#(#cfgs)* #(#lints)* #[doc(hidden)] #original)
}
