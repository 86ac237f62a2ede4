//! A static whose value the attribute generates.

use super::attributes::{Attributes, is_cors};
use crate::diagnostics::{Diagnostics, Position, Site};
use crate::source::source;
use crate::tokens::find_ident;
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
    /// Whether the type is written. Otherwise `ty` is the name, for its place.
    pub(crate) is_typed: bool,
    /// Whether a value is written, which is an error.
    pub(crate) has_value: bool,
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
    /// `None` where it is missing.
    ty: Option<Type>,
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
        let colon: Option<Token![:]> = input.parse()?;
        let ty = colon.map(|_| input.parse()).transpose()?;
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
        let is_typed = ty.is_some();
        let ty = ty.unwrap_or_else(|| Type::Verbatim(ident.to_token_stream()));
        let has_value = !value.is_empty();
        let attributes = Attributes::sorted(attributes);
        let declared = Static { attributes, visibility, keyword, ident, ty, is_typed, has_value, semicolon };
        let name = &declared.ident.to_string();
        let declaration = &match declared.has_wrong_type() {
            true => declared.declaration(&Ident::new(declared.named_type(), declared.ident.span())),
            false => declared.declaration(&declared.ty),
        };
        if is_constant {
            let problem = ItemProblem::ConstItem { name, declaration };
            diagnostics.report(HEAD.at(declared.keyword.span), problem);
        }
        if let Some(mutability) = mutability {
            diagnostics.report(HEAD.at(mutability.span), ItemProblem::MutableStatic { name, declaration });
        }
        if has_value {
            diagnostics.report(VALUE.of(&value), ItemProblem::StaticWithValue { name, declaration });
        }
        declared
    }

    /// Whether the type cannot be `Policy` or `Origins`, by whatever name: it is missing, or something around one of them, or a
    /// layer.
    pub(crate) fn has_wrong_type(&self) -> bool {
        !self.is_typed || is_wrong(&self.ty)
    }

    /// The type that a wrong type contains, or `Policy`.
    fn named_type(&self) -> &'static str {
        match find_ident(self.ty.to_token_stream(), "Origins") {
            Some(_) if self.is_typed => "Origins",
            _ => "Policy",
        }
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

fn is_wrong(ty: &Type) -> bool {
    match ty {
        // Fragments of `macro_rules!` are in invisible groups.
        Type::Group(group) => is_wrong(&group.elem),
        Type::Path(path) => path.path.segments.last().is_some_and(|last| {
            !last.arguments.is_none() || ["CorsLayer", "Cors", "String", "str"].iter().any(|name| last.ident == name)
        }),
        Type::Macro(_) | Type::Verbatim(_) => false,
        _ => true,
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
