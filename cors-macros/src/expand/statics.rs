//! The expansion of a static: the same static, with its value.

use super::{Declaration, all, plain, spanning, text};
use crate::args::Role;
use crate::faults::Spot;
use crate::statics::Static;
use crate::table::table;
use crate::template::{fill, no_part};
use proc_macro2::{Ident, TokenStream};
use quote::ToTokens;
use syn::ext::IdentExt;

/// A static with what it declares, about to become tokens.
pub(super) struct Expansion<'a> {
    pub(super) item: &'a Static,
    pub(super) declaration: Declaration<'a>,
}

const ITEM: &str = "
    #cfgs #docs #empty_line #[doc = #table] #lints #deprecated #others
    #visibility #static #name: #type = {
        use #private as __cors;
        #written
        #constants
        #checks
        #warnings
        #value
    } #semicolon
";

impl Expansion<'_> {
    pub(super) fn item(&self, out: &mut TokenStream) {
        let Static { attributes, visibility, keyword, ident, ty, semicolon } = self.item;
        fill(out, ITEM, &|name, out| match name {
            "cfgs" => all(out, &attributes.cfgs),
            "docs" => all(out, &attributes.docs),
            "empty_line" if attributes.docs.is_empty() => {}
            "empty_line" => plain(out, r#"#[doc = ""]"#),
            "table" => text(out, &table(self.declaration.args)),
            "lints" => all(out, &attributes.lints),
            "deprecated" => all(out, &attributes.deprecated),
            "others" => all(out, &attributes.others),
            "visibility" => visibility.to_tokens(out),
            "static" => keyword.to_tokens(out),
            "name" => ident.to_tokens(out),
            "type" => self.ty(out),
            "private" => self.declaration.private(out),
            // An import of another type is used all the same.
            "written" if self.is_mistyped() => fill(out, "type __CorsWritten = #ty;", &|_, out| ty.to_tokens(out)),
            "written" => {}
            "constants" => self.declaration.constants(out),
            "checks" => self.declaration.checks(out),
            "warnings" => self.declaration.warnings(out),
            "value" => self.value(out),
            "semicolon" => semicolon.to_tokens(out),
            _ => no_part(name),
        });
    }

    /// The type as it is written, or as it should be, so that those who name the static are not told too.
    fn ty(&self, out: &mut TokenStream) {
        match self.declaration.args.role {
            Some(role) if self.is_mistyped() => fill(out, "#private::#ty", &|name, out| match name {
                "private" => self.declaration.private(out),
                _ => Ident::new(role.type_name(), self.item.ident.span()).to_tokens(out),
            }),
            _ => self.item.ty.to_tokens(out),
        }
    }

    /// Whether the type says one thing where the keys say the other.
    fn is_mistyped(&self) -> bool {
        self.item.role().is_some() && self.item.role() != self.declaration.args.role
    }

    /// The value, which rustc compares with the type.
    fn value(&self, out: &mut TokenStream) {
        let name = self.item.ident.unraw().to_string();
        let mut value = TokenStream::new();
        if self.declaration.args.role == Some(Role::Origins) {
            plain(out, "static __CORS_LOADED: __cors::Loaded = __cors::Loaded::new();");
            self.declaration.origins(&mut value, &name);
        } else {
            self.declaration.policy(&mut value);
            fill(&mut value, ".named(#name)", &|_, out| text(out, &name));
        }
        spanning(out, Spot::of(&self.item.ty), value);
    }
}
