//! What is declared, as all parts of the expansion read it.

use crate::arguments::{Arguments, List, Origin, Origins};
use crate::check::Checked;
use proc_macro2::TokenStream;
use quote::quote;

/// The checked arguments.
#[derive(Clone, Copy)]
pub(super) struct Declaration<'a> {
    pub(super) arguments: &'a Arguments,
    pub(super) checked: &'a Checked,
}

impl<'a> Declaration<'a> {
    /// The path of the module that generated code refers to.
    pub(super) fn private(self) -> TokenStream {
        match &self.arguments.facade {
            Some(path) => quote!(#path::__private),
            None => quote!(::handler_cors::__private),
        }
    }

    /// The elements of `origins` or `within`.
    pub(super) fn origins(self) -> &'a [Origin] {
        List::elements_of(self.arguments.origin_list())
    }

    /// Whether the origins of the policy are a list. With errors they are an empty one.
    pub(super) fn lists_origins(self) -> bool {
        !self.checked.is_sound || !matches!(self.arguments.origins, Some(Origins::Static(_) | Origins::Dynamic(_)))
    }
}
