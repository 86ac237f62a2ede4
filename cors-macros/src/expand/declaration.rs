//! What is declared, as all parts of the expansion read it.

use crate::arguments::Arguments;
use crate::check::Checked;
use proc_macro2::TokenStream;
use quote::quote;

/// The checked arguments.
#[derive(Clone, Copy)]
pub(super) struct Declaration<'a> {
    pub(super) arguments: &'a Arguments,
    pub(super) checked: &'a Checked,
}

impl Declaration<'_> {
    /// The path of the crate that generated code refers to.
    pub(super) fn facade(self) -> TokenStream {
        match &self.arguments.facade {
            Some(path) => quote!(#path),
            None => quote!(::handler_cors),
        }
    }

    /// The path of its module for generated code.
    pub(super) fn private(self) -> TokenStream {
        let facade = self.facade();
        quote!(#facade::__private)
    }
}
