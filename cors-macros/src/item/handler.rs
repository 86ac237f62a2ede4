//! The signature of a handler, and why a router could not call it. The body stays tokens.

use super::attributes::{Attributes, is_cors};
use crate::diagnostics::{Diagnostics, Position};
use crate::source::source;
use crate::tokens::find_ident;
use handler_cors_policy::ItemProblem;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, FnArg, PatType, Safety, Signature, Type, Visibility};

/// The number of arguments that axum extracts.
const MAX_ARGUMENTS: usize = 16;

/// What comes before the arguments.
const HEAD: Position = Position::Item(0);

/// A function under `#[cors]` that is not a method.
pub(crate) struct Handler {
    pub(crate) attributes: Attributes,
    pub(crate) visibility: Visibility,
    pub(crate) signature: Signature,
    pub(crate) arguments: Vec<PatType>,
    pub(crate) body: TokenTree,
    /// Whether a router can call it.
    pub(crate) is_callable: bool,
    /// Whether it names `Self`. Then it is in an `impl` block.
    pub(crate) names_self: bool,
}

/// Any function.
pub(super) struct Function {
    attributes: Vec<Attribute>,
    visibility: Visibility,
    signature: Signature,
    body: TokenTree,
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Function {
            attributes: input.call(Attribute::parse_outer)?,
            visibility: input.parse()?,
            signature: input.parse()?,
            body: input.parse()?,
        })
    }
}

impl Handler {
    /// `None`, with an error, for a method, and for a function without a body.
    pub(super) fn new(function: Function, diagnostics: &mut Diagnostics) -> Option<Handler> {
        if is_method(&function, diagnostics) {
            return None;
        }
        let Function { mut attributes, visibility, signature, body } = function;
        attributes.retain(|attribute| !is_misplaced(attribute, diagnostics));
        let before = diagnostics.count();
        check_qualifiers(&signature, diagnostics);
        let arguments = typed_arguments(&signature);
        for (index, argument) in arguments.iter().enumerate() {
            if index == MAX_ARGUMENTS {
                let problem = ItemProblem::TooManyArguments { max: MAX_ARGUMENTS, count: arguments.len() };
                diagnostics.report(argument_position(index).of(argument), problem);
            }
            check_argument(index, argument, &signature, diagnostics);
        }
        let is_callable = diagnostics.count() == before;
        let head = quote!(#(#attributes)* #signature);
        let names_self = find_ident(head, "Self").is_some() || names_self(body.to_token_stream());
        Some(Handler {
            attributes: Attributes::sorted(attributes),
            visibility,
            signature,
            arguments,
            body,
            is_callable,
            names_self,
        })
    }
}

fn argument_position(index: usize) -> Position {
    Position::Item(1 + index)
}

/// All arguments but `self`.
fn typed_arguments(signature: &Signature) -> Vec<PatType> {
    let mut arguments = Vec::new();
    for input in &signature.inputs {
        if let FnArg::Typed(argument) = input {
            arguments.push(argument.clone());
        }
    }
    arguments
}

/// Whether the function has `self`, or is an item of a trait without a body.
fn is_method(function: &Function, diagnostics: &mut Diagnostics) -> bool {
    let signature = &function.signature;
    if let Some(receiver) = signature.receiver() {
        diagnostics.report(HEAD.of(receiver), ItemProblem::SelfArgument);
    } else if matches!(&function.body, TokenTree::Punct(_)) {
        diagnostics.report(HEAD.at(signature.ident.span()), ItemProblem::HandlerWithoutBody);
    } else {
        return false;
    }
    true
}

/// Whether a body names the `Self` of an `impl` block around it. Items in the body have their own.
fn names_self(tokens: TokenStream) -> bool {
    let mut is_in_item = false;
    for tree in tokens {
        match tree {
            TokenTree::Ident(word) if word == "Self" && !is_in_item => return true,
            TokenTree::Ident(word) => {
                is_in_item |= ["impl", "trait", "struct", "enum"].iter().any(|keyword| word == keyword);
            }
            TokenTree::Group(group) => {
                if !is_in_item && names_self(group.stream()) {
                    return true;
                }
                is_in_item &= group.delimiter() != Delimiter::Brace;
            }
            TokenTree::Punct(punct) => is_in_item &= punct.as_char() != ';',
            TokenTree::Literal(_) => {}
        }
    }
    false
}

/// Attributes that cannot be below `#[cors]`.
fn is_misplaced(attribute: &Attribute, diagnostics: &mut Diagnostics) -> bool {
    let path = source(attribute.path().to_token_stream());
    let is_utoipa = path.ends_with("utoipa::path") || (path == "path" && attribute.meta.require_list().is_ok());
    if is_utoipa {
        diagnostics.report(HEAD.of(attribute), ItemProblem::AttributeOrder { attribute: &path });
    }
    let is_second = is_cors(attribute);
    if is_second {
        diagnostics.report(HEAD.of(attribute), ItemProblem::DuplicateAttribute { item: "handler" });
    }
    is_utoipa || is_second
}

/// Checks what comes before the arguments, in the order in which it is written.
fn check_qualifiers(signature: &Signature, diagnostics: &mut Diagnostics) {
    let name = &signature.ident.to_string();
    if let (Some(constness), Some(_)) = (&signature.constness, &signature.asyncness) {
        diagnostics.report(HEAD.at(constness.span), ItemProblem::ConstHandler { name });
    }
    if let Safety::Unsafe(token) = &signature.safety {
        diagnostics.report(HEAD.at(token.span), ItemProblem::UnsafeHandler { name });
    }
    if let Some(abi) = &signature.abi {
        diagnostics.report(HEAD.of(abi), ItemProblem::ExternHandler { name });
    }
    if signature.asyncness.is_none() {
        diagnostics.report(HEAD.at(signature.fn_token.span), ItemProblem::NotAsync { name });
    }
}

fn check_argument(index: usize, argument: &PatType, signature: &Signature, diagnostics: &mut Diagnostics) {
    let position = argument_position(index);
    if let Some(cfg) = argument.attrs.iter().find(|attribute| attribute.path().is_ident("cfg")) {
        let problem = ItemProblem::CfgOnArgument { cfg: &source(cfg.to_token_stream()) };
        diagnostics.report(position.of(cfg), problem);
    }
    if let Type::ImplTrait(opaque) = &*argument.ty {
        let (name, bounds) = (&signature.ident.to_string(), &source(opaque.bounds.to_token_stream()));
        diagnostics.report(position.of(opaque), ItemProblem::ImplTraitArgument { name, bounds });
    } else if let Some(token) = find_ident(argument.ty.to_token_stream(), "impl") {
        diagnostics.report(position.at(token.span()), ItemProblem::NestedImplTrait);
    }
}
