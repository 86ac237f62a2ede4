//! A handler with its policy, as all parts of its expansion read it.

use super::declaration::Declaration;
use super::lifetimes::with_static_lifetimes;
use crate::item::Handler;
use proc_macro2::Ident;
use syn::{Path, Type};

pub(super) struct Expansion<'a> {
    pub(super) handler: &'a Handler,
    pub(super) declaration: Declaration<'a>,
    /// The types of the arguments, with `'static` in place of elided lifetimes.
    pub(super) types: Vec<Type>,
}

impl<'a> Expansion<'a> {
    pub(super) fn new(handler: &'a Handler, declaration: Declaration<'a>) -> Expansion<'a> {
        let types = handler.arguments.iter().map(|argument| with_static_lifetimes(&argument.ty)).collect();
        Expansion { handler, declaration, types }
    }

    pub(super) fn ident(&self) -> &'a Ident {
        &self.handler.signature.ident
    }

    /// The path of the named policy, if the handler has one.
    pub(super) fn named_policy(&self) -> Option<&'a Path> {
        self.declaration.arguments.policy.as_ref()
    }

    /// Whether the handler is called with arguments.
    pub(super) fn has_arguments(&self) -> bool {
        self.handler.is_callable && !self.types.is_empty()
    }

    /// Whether the types of the handler can name generic parameters, or `Self`.
    pub(super) fn is_generic(&self) -> bool {
        self.handler.names_self || !self.handler.signature.generics.params.is_empty()
    }

    /// Whether to warn of arguments that read cookies, unless a named policy has credentials.
    pub(super) fn asks_cookies(&self) -> bool {
        let Declaration { arguments, checked } = self.declaration;
        self.has_arguments() && checked.warnings.is_some() && arguments.credentials.is_none()
    }
}
