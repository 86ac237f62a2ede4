//! The handler: its signature, and what a router could not call. The body stays tokens.

use crate::args::{Args, Key};
use crate::attributes::{Attributes, is_cors};
use crate::faults::{Faults, Spot};
use crate::source::source;
use handler_cors_policy::{HandlerProblem, Problem};
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, FnArg, PatType, Safety, Signature, Type, Visibility};

/// How many arguments axum extracts.
const MAX_ARGUMENTS: usize = 16;

/// A free function under `#[cors]`.
pub(crate) struct Handler {
    pub(crate) attributes: Attributes,
    pub(crate) visibility: Visibility,
    pub(crate) signature: Signature,
    pub(crate) arguments: Vec<PatType>,
    pub(crate) body: TokenTree,
    /// Whether a router can call it.
    pub(crate) fit: bool,
}

/// What any function consists of.
pub(crate) struct Function {
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
    /// `None`, with a report, where nothing of a handler's name could be generated beside it.
    pub(crate) fn read(function: Function, faults: &mut Faults) -> Option<Handler> {
        if !is_free(&function, faults) {
            return None;
        }
        let Function { mut attributes, visibility, signature, body } = function;
        attributes.retain(|attribute| !is_misplaced(attribute, faults));
        let before = faults.count();
        check_signature(&signature, faults);
        let mut arguments = Vec::new();
        for input in &signature.inputs {
            if let FnArg::Typed(argument) = input {
                arguments.push(argument.clone());
            }
        }
        check_arguments(&arguments, &signature, faults);
        let fit = faults.count() == before;
        Some(Handler { attributes: Attributes::sorted(attributes), visibility, signature, arguments, body, fit })
    }

    /// CORS is no guard of WebSockets: browsers open them to any origin, with cookies, and show the page what comes. Of named
    /// policies const evaluation knows.
    pub(crate) fn check_websocket(&self, args: &Args, faults: &mut Faults) {
        if args.has(Key::Policy) || args.enforces_all() || args.enforces_nothing() {
            return;
        }
        for upgrade in self.websocket_upgrades() {
            faults.push(
                upgrade.span().into(),
                Vec::new(),
                Problem::Handler(HandlerProblem::WebSocketUnguarded).to_string(),
            );
        }
    }

    /// The names of the arguments' types that are WebSocket handshakes.
    pub(crate) fn websocket_upgrades(&self) -> impl Iterator<Item = TokenTree> {
        self.arguments.iter().filter_map(|argument| find(argument.ty.to_token_stream(), "WebSocketUpgrade"))
    }
}

/// Whether the function stands on its own, as far as that can be seen: neither method nor part of a trait.
fn is_free(function: &Function, faults: &mut Faults) -> bool {
    let signature = &function.signature;
    let before = faults.count();
    let free = "move the handler out of the block: it is a function of its own";
    if let Some(receiver) = signature.receiver() {
        let remedy = format!("{free}, and what `self` holds comes from an extractor such as `State`");
        faults.report(Spot::of(receiver), "a handler takes no `self`", &remedy);
    }
    if let Some(name) = find(signature.to_token_stream(), "Self").filter(|_| faults.count() == before) {
        let remedy = format!("{free}, and name the type instead of `Self`");
        faults.report(name.span(), "a handler cannot be inside an impl block", &remedy);
    }
    if matches!(&function.body, TokenTree::Punct(_)) && faults.count() == before {
        let fact = "a handler has a body, and cannot be declared in a trait";
        faults.report(signature.ident.span(), fact, "put `#[cors(...)]` on an `async fn` of its own");
    }
    faults.count() == before
}

/// Attributes that cannot stand below `#[cors]`.
fn is_misplaced(attribute: &Attribute, faults: &mut Faults) -> bool {
    let path = source(attribute.path().to_token_stream());
    let is_utoipa = path.ends_with("utoipa::path") || (path == "path" && attribute.meta.require_list().is_ok());
    if is_utoipa {
        let fact = format!("`#[{path}]` below `#[cors]` would describe a function that nobody can name");
        faults.report(Spot::of(attribute), &fact, &format!("put `#[{path}(...)]` above `#[cors(...)]`"));
    }
    let is_second = is_cors(attribute);
    if is_second {
        let fact = "a handler has one policy, and this is its second `#[cors]`";
        faults.report(Spot::of(attribute), fact, "remove one of them; another policy takes another handler");
    }
    is_utoipa || is_second
}

fn check_signature(signature: &Signature, faults: &mut Faults) {
    let name = &signature.ident;
    if signature.asyncness.is_none() {
        faults.report(signature.fn_token.span, "a handler is an async fn", &format!("write `async fn {name}`"));
    } else if let Some(constness) = &signature.constness {
        faults.report(constness.span, "a handler is no const fn", &format!("write `async fn {name}`"));
    }
    if let Safety::Unsafe(token) = &signature.safety {
        faults.report(
            token.span,
            "a handler is safe to call: the router calls it",
            &format!("write `async fn {name}`"),
        );
    }
    if let Some(abi) = &signature.abi {
        faults.report(
            Spot::of(abi),
            "a handler has Rust's own calling convention",
            &format!("write `async fn {name}`"),
        );
    }
}

fn check_arguments(arguments: &[PatType], signature: &Signature, faults: &mut Faults) {
    for argument in arguments {
        if let Type::ImplTrait(opaque) = &*argument.ty {
            let (name, bounds) = (&signature.ident, source(opaque.bounds.to_token_stream()));
            let remedy =
                format!("name the type, or write `T` with `{name}<T: {bounds}>`, and register `{name}::<...>`");
            faults.report(
                Spot::of(opaque),
                "an `impl Trait` argument has no type that a router could extract",
                &remedy,
            );
        } else if let Some(token) = find(argument.ty.to_token_stream(), "impl") {
            let fact = "an argument with `impl Trait` in it has no type that a router could extract";
            faults.report(token.span(), fact, "write a concrete type or a generic parameter");
        }
        if let Some(cfg) = argument.attrs.iter().find(|attribute| attribute.path().is_ident("cfg")) {
            let remedy = format!("put `{}` on a handler of its own", source(cfg.to_token_stream()));
            faults.report(Spot::of(cfg), "`#[cfg]` cannot stand on a handler's argument", &remedy);
        }
    }
    if let [first, ..] = arguments.get(MAX_ARGUMENTS..).unwrap_or_default() {
        let fact = format!("a handler takes up to {MAX_ARGUMENTS} arguments, and this one takes {}", arguments.len());
        faults.report(Spot::of(first), &fact, "gather some of them in a struct that derives `FromRequestParts`");
    }
}

/// The first identifier of this name, however deep it stands.
pub(crate) fn find(tokens: TokenStream, name: &str) -> Option<TokenTree> {
    for tree in tokens {
        let found = match tree {
            TokenTree::Group(group) => find(group.stream(), name),
            TokenTree::Ident(ref ident) if ident == name => Some(tree),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
    }
    None
}
