//! The expansion of a handler: a type and a function of its name, and what the router needs of them.

use super::declaration::Declaration;
use super::expansion::Expansion;
use super::table::table;
use crate::item::Handler;
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn items(handler: &Handler, declaration: Declaration<'_>) -> TokenStream {
    let expansion = Expansion::new(handler, declaration);
    let (cfgs, lints) = (&handler.attributes.cfgs, &handler.attributes.lints);
    let named_items = named_items(&expansion);
    let implementation = implementation(&expansion);
    quote! {
        #named_items

        #(#cfgs)* #(#lints)*
        const _: () = {
            #implementation
        };
    }
}

/// The type and the function of the handler's name.
fn named_items(expansion: &Expansion<'_>) -> TokenStream {
    let Handler { attributes, visibility, .. } = expansion.handler;
    let (cfgs, docs, lints, deprecated) =
        (&attributes.cfgs, &attributes.docs, &attributes.lints, &attributes.deprecated);
    let empty_line = (!docs.is_empty()).then(|| quote!(#[doc = ""]));
    let table = table(expansion.declaration.arguments);
    // The named policy may be private.
    let unlinked = expansion.named_policy().map(|_| quote!(#[allow(rustdoc::private_intra_doc_links)]));
    let type_item = expansion.type_item();
    let registration = expansion.registration();
    quote! {
        #(#cfgs)* #(#docs)* #empty_line #[doc = #table] #unlinked #(#lints)*
        #[allow(
            non_camel_case_types, dead_code, missing_debug_implementations, missing_copy_implementations,
            clippy::pedantic, clippy::restriction,
        )]
        #visibility #type_item

        #(#cfgs)* #(#docs)* #(#lints)* #(#deprecated)*
        #[allow(clippy::pedantic, clippy::nursery, clippy::restriction)]
        #visibility #registration
    }
}

/// The handler itself, the traits, and the checks: without names that the user could collide with.
fn implementation(expansion: &Expansion<'_>) -> TokenStream {
    let Expansion { handler, declaration, types } = expansion;
    let (parameters, arguments, clause) = handler.signature.generics.split_for_impl();
    let ident = expansion.ident();
    let private = declaration.private();
    let original = expansion.original();
    // Clippy reports the handler itself already.
    let many_arguments = (types.len() > 7).then(|| quote!(clippy::too_many_arguments));
    let call = expansion.call();
    let constants = declaration.constants();
    let policy = expansion.policy_item();
    let handler_impl = expansion.handler_impl();
    let fits_impl = expansion.fits_impl();
    let checks = declaration.checks();
    let websocket_checks = expansion.websocket_checks();
    let warnings = declaration.warnings();
    quote! {
        use #private as __cors;

        #original

        #[allow(dead_code, #many_arguments)]
        impl #parameters #ident #arguments #clause {
            #call
        }

        #constants
        #policy
        #handler_impl
        #fits_impl
        #checks
        #websocket_checks
        #warnings
    }
}
