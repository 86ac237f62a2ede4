//! The expansion of a static: the same static, with a value.

use super::declaration::Declaration;
use super::spans::spanning;
use super::table::table;
use crate::arguments::Target;
use crate::diagnostics::SpanRange;
use crate::item::Static;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;

pub(super) fn item(item: &Static, declaration: Declaration<'_>) -> TokenStream {
    let Static { attributes, visibility, keyword, ident, ty, semicolon, .. } = item;
    let (cfgs, docs, lints) = (&attributes.cfgs, &attributes.docs, &attributes.lints);
    let (deprecated, others) = (&attributes.deprecated, &attributes.others);
    let empty_line = (!docs.is_empty()).then(|| quote!(#[doc = ""]));
    let table = table(declaration.arguments);
    let private = declaration.private();
    let corrected = corrected_type(item, declaration.arguments.target);
    // The type's import is used, even if it is of the wrong type.
    let written = corrected.as_ref().filter(|_| item.is_typed).map(|_| quote!(type __CorsWritten = fn(#ty);));
    let ty = match corrected {
        Some(name) => quote!(#private::#name),
        None => ty.to_token_stream(),
    };
    let constants = declaration.constants();
    let checks = declaration.checks();
    let warnings = declaration.warnings();
    let value = value(item, declaration);
    quote! {
        #(#cfgs)* #(#docs)* #empty_line #[doc = #table] #(#lints)* #(#deprecated)* #(#others)*
        #visibility #keyword #ident: #ty = {
            use #private as __cors;
            #written
            #constants
            #checks
            #warnings
            #value
        } #semicolon
    }
}

/// The type that the static should have, if its type is wrong or contradicts the keys. The users of the static then have no error
/// too.
fn corrected_type(item: &Static, target: Option<Target>) -> Option<Ident> {
    if item.has_wrong_type() {
        return target.map(|target| Ident::new(target.type_name(), item.ident.span()));
    }
    let written = item.type_name().and_then(|name| Target::of_type(&name))?;
    let target = target.filter(|target| *target != written)?;
    Some(Ident::new(target.type_name(), item.ident.span()))
}

/// The value, which rustc compares with the type.
fn value(item: &Static, declaration: Declaration<'_>) -> TokenStream {
    let name = item.ident.unraw().to_string();
    let range = SpanRange::of(&item.ty);
    if declaration.arguments.target == Some(Target::Origins) {
        let origins = declaration.origins_static(&name);
        spanning(range, quote!(__cors::seal_origins(#origins)))
    } else {
        let policy = declaration.policy(Some(&name));
        spanning(range, quote!(__cors::seal(#policy)))
    }
}
