//! The statics that the attribute gives their values: named policies, and origins from the environment.

use crate::args::{Args, Role};
use crate::attributes::{Attributes, is_cors};
use crate::faults::{Faults, Spot};
use crate::source::source;
use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use std::iter::once;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Token, Type, Visibility};

/// A static without a value, under `#[cors]`.
pub(crate) struct Static {
    pub(crate) attributes: Attributes,
    pub(crate) visibility: Visibility,
    pub(crate) keyword: Token![static],
    pub(crate) ident: Ident,
    pub(crate) ty: Type,
    pub(crate) semicolon: Token![;],
}

/// What stands there, which may be a constant or have a value.
pub(crate) struct Written {
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
    /// Reports what is no static without a value, and takes it as one.
    pub(crate) fn read(written: Written, faults: &mut Faults) -> Static {
        let Written { mut attributes, visibility, keyword, is_constant, mutability, ident, ty, value, semicolon } =
            written;
        attributes.retain(|attribute| !is_second(attribute, faults));
        let declared = Static { attributes: Attributes::sorted(attributes), visibility, keyword, ident, ty, semicolon };
        let remedy = format!("write `{}`", declared.head(&declared.ty));
        if is_constant {
            let fact = format!("a constant is copied wherever it is used, and `{}` is one for all", declared.ident);
            faults.report(declared.keyword.span, &fact, &remedy);
        }
        if let Some(mutability) = mutability {
            faults.report(mutability.span, "the value that `#[cors]` makes never changes", &remedy);
        }
        if !value.is_empty() {
            let fact = format!("the value of `{}` is made by `#[cors]`, and cannot be given", declared.ident);
            faults.report(Spot::of(&value), &fact, &remedy);
        }
        declared
    }

    /// What its type says that it is; an alias says nothing.
    pub(crate) fn role(&self) -> Option<Role> {
        let Type::Path(path) = &self.ty else { return None };
        path.path.segments.last().and_then(|last| Role::of_type(&last.ident.to_string()))
    }

    /// A type that says one thing where the keys say the other.
    pub(crate) fn check_type(&self, args: &Args, faults: &mut Faults) {
        let (Some(says), Some(role)) = (self.role(), args.role) else { return };
        let Some((key, _)) = args.written.iter().find(|(key, _)| !says.takes(*key)).filter(|_| says != role) else {
            return;
        };
        let name = &self.ident;
        let [wanted, written] = [role, says].map(Role::type_name);
        let fact = format!("`{}` is a key of `{wanted}`, and the type of `{name}` is `{written}`", key.name());
        let ty = Ident::new(wanted, Span::call_site());
        faults.report(Spot::of(&self.ty), &fact, &format!("write `{}`", self.head(&ty)));
    }

    /// The item as it should be written.
    fn head(&self, ty: &dyn ToTokens) -> String {
        let visibility = source(self.visibility.to_token_stream());
        let space = if visibility.is_empty() { "" } else { " " };
        format!("{visibility}{space}static {}: {};", self.ident, source(ty.to_token_stream()))
    }
}

/// A second `#[cors]` on the same static.
fn is_second(attribute: &Attribute, faults: &mut Faults) -> bool {
    let is_second = is_cors(attribute);
    if is_second {
        let fact = "a static has one value, and this is its second `#[cors]`";
        faults.report(Spot::of(attribute), fact, "remove one of them; another policy takes another static");
    }
    is_second
}
