//! A static whose value the attribute generates.

use super::attributes::{Attributes, is_cors};
use crate::diagnostics::{Diagnostics, Position, Site};
use crate::source::source;
use handler_cors_policy::ItemProblem;
use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use std::iter::once;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Token, Type, Visibility};

/// What comes before the type.
const HEAD: Position = Position::Item(0);
const TYPE: Position = Position::Item(1);
const VALUE: Position = Position::Item(2);

/// A static without a value, under `#[cors]`.
pub(crate) struct Static {
    pub(crate) attributes: Attributes,
    pub(crate) visibility: Visibility,
    pub(crate) keyword: Token![static],
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) semicolon: Token![;],
}

/// A static as it is written, which may be a constant or have a value.
pub(super) struct Written {
    attributes: Vec<Attribute>,
    visibility: Visibility,
    keyword: Token![static],
    is_constant: bool,
    mutability: Option<Token![mut]>,
    ident: Ident,
    ty: Type,
    /// From the `=` on.
    value: TokenStream,
    semicolon: Token![;],
}

impl Parse for Written {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let constant: Option<Token![const]> = input.parse()?;
        let keyword = match constant {
            Some(constant) => Token![static](constant.span),
            None => input.parse()?,
        };
        let mutability = input.parse()?;
        let ident = input.parse()?;
        input.parse::<Token![:]>()?;
        let ty = input.parse()?;
        let mut value = TokenStream::new();
        while !input.peek(Token![;]) {
            value.extend(once(input.parse::<TokenTree>()?));
        }
        let semicolon = input.parse()?;
        let is_constant = constant.is_some();
        Ok(Written { attributes, visibility, keyword, is_constant, mutability, ident, ty, value, semicolon })
    }
}

impl Static {
    /// Reports whatever is not a static without a value, and continues with one.
    pub(super) fn new(written: Written, diagnostics: &mut Diagnostics) -> Static {
        let Written { mut attributes, visibility, keyword, is_constant, mutability, ident, ty, value, semicolon } =
            written;
        attributes.retain(|attribute| !is_second(attribute, diagnostics));
        let declared = Static { attributes: Attributes::sorted(attributes), visibility, keyword, ident, ty, semicolon };
        let name = &declared.ident.to_string();
        let declaration = &declared.declaration(&declared.ty);
        if is_constant {
            let problem = ItemProblem::ConstItem { name, declaration };
            diagnostics.report(HEAD.at(declared.keyword.span), problem);
        }
        if let Some(mutability) = mutability {
            diagnostics.report(HEAD.at(mutability.span), ItemProblem::MutableStatic { name, declaration });
        }
        if !value.is_empty() {
            diagnostics.report(VALUE.of(&value), ItemProblem::StaticWithValue { name, declaration });
        }
        declared
    }

    /// The last segment of the type's path.
    pub(crate) fn type_name(&self) -> Option<String> {
        let Type::Path(path) = &self.ty else { return None };
        path.path.segments.last().map(|last| last.ident.to_string())
    }

    pub(crate) fn type_site(&self) -> Site {
        TYPE.of(&self.ty)
    }

    /// The item as it should be written, with this type.
    pub(crate) fn declaration(&self, ty: &dyn ToTokens) -> String {
        let visibility = source(self.visibility.to_token_stream());
        let space = if visibility.is_empty() { "" } else { " " };
        format!("{visibility}{space}static {}: {};", self.ident, source(ty.to_token_stream()))
    }
}

/// Whether it is a second `#[cors]` on one static.
fn is_second(attribute: &Attribute, diagnostics: &mut Diagnostics) -> bool {
    let is_second = is_cors(attribute);
    if is_second {
        diagnostics.report(HEAD.of(attribute), ItemProblem::DuplicateAttribute { item: "static" });
    }
    is_second
}
