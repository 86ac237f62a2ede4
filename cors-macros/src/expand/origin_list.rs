//! The lists of origins as code: their elements, their constants, and what only const evaluation can check of them.

use super::checks::check;
use super::declaration::Declaration;
use super::spans::named;
use crate::arguments::{List, Origin, Target};
use handler_cors_policy::Exemption;
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};

/// A list of origins, whose constants have names with a prefix of its own.
#[derive(Clone, Copy)]
pub(super) struct OriginList<'a> {
    list: Option<&'a List<Origin>>,
    prefix: &'static str,
}

impl<'a> Declaration<'a> {
    /// `origins` of a policy, or `within` of a static `Origins`.
    pub(super) fn origins(self) -> OriginList<'a> {
        OriginList { list: self.arguments.origin_list(), prefix: "__CORS_" }
    }

    pub(super) fn always(self) -> OriginList<'a> {
        OriginList { list: self.arguments.always.as_ref(), prefix: "__CORS_ALWAYS_" }
    }

    pub(super) fn default(self) -> OriginList<'a> {
        OriginList { list: self.arguments.default.as_ref(), prefix: "__CORS_DEFAULT_" }
    }

    pub(super) fn origin_lists(self) -> Vec<OriginList<'a>> {
        match self.arguments.target {
            Some(Target::Origins) => vec![self.origins(), self.always(), self.default()],
            _ => vec![self.origins()],
        }
    }
}

impl<'a> OriginList<'a> {
    pub(super) fn list(self) -> Option<&'a List<Origin>> {
        self.list
    }

    pub(super) fn origins(self) -> &'a [Origin] {
        List::elements_of(self.list)
    }

    pub(super) fn has_constants(self) -> bool {
        self.origins().iter().any(Origin::is_constant)
    }

    /// Whether `#[cfg]` can remove all elements. An empty list has none.
    pub(super) fn can_be_emptied(self) -> bool {
        !self.origins().is_empty() && self.origins().iter().all(|origin| !origin.cfgs.is_empty())
    }

    /// Each constant once, so that rustc reports an error in it once.
    pub(super) fn constants(self) -> TokenStream {
        let mut constants = TokenStream::new();
        for (index, origin) in self.origins().iter().enumerate() {
            if origin.is_constant() {
                let (cfgs, name) = (&origin.cfgs, self.constant_name(index));
                let value = named(origin.site.range, "constant", &origin.expr.to_token_stream());
                constants.extend(quote!(#(#cfgs)* const #name: &::core::primitive::str = #value;));
            }
        }
        constants
    }

    /// The elements, each with its conditions.
    pub(super) fn elements(self) -> TokenStream {
        let elements = self.origins().iter().enumerate().map(|(index, origin)| {
            let (cfgs, value) = (&origin.cfgs, self.value(index, origin));
            quote!(#(#cfgs)* #value)
        });
        quote!(#(#elements),*)
    }

    pub(super) fn array(self) -> TokenStream {
        let elements = self.elements();
        quote!(&[#elements])
    }

    /// Checks of each constant by itself.
    pub(super) fn constant_checks(self, declaration: Declaration<'_>) -> TokenStream {
        let mut checks = TokenStream::new();
        let credentials = declaration.arguments.credentials.is_some();
        let insecure = declaration.arguments.is_exempt(Exemption::InsecureOrigins);
        let null = declaration.arguments.is_exempt(Exemption::NullOrigin);
        for (index, origin) in self.origins().iter().enumerate().filter(|(_, origin)| origin.is_constant()) {
            let (cfgs, name) = (&origin.cfgs, self.constant_name(index));
            let arguments = quote! {
                #name, #credentials, __cors::ConstExemptions { insecure_origins: #insecure, null_origin: #null }
            };
            let check = check(origin.site.range, "assert_constant", &arguments);
            checks.extend(quote!(#(#cfgs)* #check));
        }
        checks
    }

    /// The check that no constant is redundant.
    pub(super) fn distinct_check(self) -> Option<TokenStream> {
        let list = self.list.filter(|list| self.has_constants() && list.elements.len() > 1)?;
        let pairs = self.origins().iter().enumerate().map(|(index, origin)| {
            let (cfgs, value, is_constant) = (&origin.cfgs, self.value(index, origin), origin.is_constant());
            quote!(#(#cfgs)* (#value, #is_constant))
        });
        let check = check(list.site.range, "assert_distinct", &quote!(&[#(#pairs),*]));
        Some(quote!(#[allow(long_running_const_eval)] #check))
    }

    /// The constant that holds an element which is not a literal.
    fn constant_name(self, index: usize) -> Ident {
        format_ident!("{}{index}", self.prefix)
    }

    fn value(self, index: usize, origin: &Origin) -> TokenStream {
        if origin.is_constant() { self.constant_name(index).into_token_stream() } else { origin.expr.to_token_stream() }
    }
}
