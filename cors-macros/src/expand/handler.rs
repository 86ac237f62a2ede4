//! The expansion of a handler: a type and a function of its name, and what the router asks of them.

use super::{Declaration, all, checks, comma, group, placed, plain, referred, text};
use crate::faults::Spot;
use crate::handler::Handler;
use crate::lifetimes::{outlived, outlived_output};
use crate::table::table;
use crate::template::{fill, lexed};
use proc_macro2::{Delimiter, Ident, TokenStream};
use quote::{ToTokens, format_ident};
use syn::{Attribute, GenericParam, PatType, Path, Safety, Signature, Type};

/// A handler with its policy, about to become tokens.
pub(super) struct Expansion<'a> {
    pub(super) handler: &'a Handler,
    pub(super) declaration: Declaration<'a>,
    /// Of each argument, as bounds must have it.
    pub(super) types: Vec<Type>,
}

const ITEMS: &str = "
    #cfgs #docs #empty_line #[doc = #table] #unlinked #lints
    #[allow(
        non_camel_case_types, dead_code, missing_debug_implementations, missing_copy_implementations,
        clippy::pedantic, clippy::restriction,
    )]
    #visibility #type

    #cfgs #docs #lints #deprecated
    #[allow(clippy::pedantic, clippy::nursery, clippy::restriction)]
    #visibility #registration

    #cfgs #lints
    const _: () = {
        use #private as __cors;

        #handler

        #[allow(dead_code, #many_arguments)]
        impl #generics #name #own #clause {
            /// The handler itself, without CORS: for unit tests.
            #visibility fn call(#parameters) -> #future_type {
                #future
            }
        }

        #constants
        #policy

        #[automatically_derived]
        impl #generics __cors::Handler for #name #own #bounds {
            type Methods = #methods;
            #reads
            fn declared() -> __cors::Declared {
                __cors::Declared { name: #text, #place, policy: #reference }
            }
        }

        #[automatically_derived]
        impl #state_generics #fits for #name #own #state_bounds {
            #route
        }

        #checks
        #websockets
        #warnings
    };
";

impl<'a> Expansion<'a> {
    pub(super) fn of(handler: &'a Handler, declaration: Declaration<'a>) -> Expansion<'a> {
        let mut types = Vec::new();
        for argument in &handler.arguments {
            types.push(outlived(&argument.ty));
        }
        Expansion { handler, declaration, types }
    }

    pub(crate) fn items(&self, out: &mut TokenStream) {
        let Handler { attributes, visibility, signature, .. } = self.handler;
        let (generics, own, clause) = signature.generics.split_for_impl();
        fill(out, ITEMS, &|name, out| match name {
            "name" => self.ident().to_tokens(out),
            "generics" => generics.to_tokens(out),
            "own" => own.to_tokens(out),
            "clause" => clause.to_tokens(out),
            "visibility" => visibility.to_tokens(out),
            "cfgs" => all(out, &attributes.cfgs),
            "lints" => all(out, &attributes.lints),
            "docs" => all(out, &attributes.docs),
            "empty_line" if attributes.docs.is_empty() => {}
            "empty_line" => plain(out, r#"#[doc = ""]"#),
            "table" => text(out, &table(self.declaration.args)),
            // The named policy may be private.
            "unlinked" if self.named().is_some() => plain(out, "#[allow(rustdoc::private_intra_doc_links)]"),
            "unlinked" => {}
            "type" => self.ty(out),
            "deprecated" => all(out, &attributes.deprecated),
            "registration" => self.registration(out),
            "private" => self.declaration.private(out),
            "handler" => self.itself(out),
            // The handler has been told already.
            "many_arguments" if self.types.len() > 7 => plain(out, "clippy::too_many_arguments"),
            "many_arguments" => {}
            "parameters" => self.parameters(out),
            "future_type" => self.future_type(out),
            "future" => self.future(out),
            "constants" => self.declaration.constants(out),
            "policy" => self.policy(out),
            "checks" => self.declaration.checks(out),
            "websockets" => self.websocket_checks(out),
            "warnings" => self.declaration.warnings(out),
            _ => self.part_of_impls(name, out),
        });
    }

    pub(super) fn ident(&self) -> &'a Ident {
        &self.handler.signature.ident
    }

    /// The function of the handler's name, with the spans of the handler's own head, so that lints look at it as at the handler.
    fn registration(&self, out: &mut TokenStream) {
        let Signature { fn_token, ident, generics, paren_token, .. } = &self.handler.signature;
        let parentheses = paren_token.span;
        let (declared, arguments, clause) = generics.split_for_impl();
        fn_token.to_tokens(out);
        ident.to_tokens(out);
        declared.to_tokens(out);
        group(out, Delimiter::Parenthesis, TokenStream::new(), parentheses.open());
        let mut returned = TokenStream::new();
        fill(&mut returned, "-> #private::RegisterWithCorsRouter<#name #arguments>", &|name, out| match name {
            "private" => self.declaration.private(out),
            "name" => ident.to_tokens(out),
            _ => arguments.to_tokens(out),
        });
        placed(out, parentheses.close().into(), returned);
        clause.to_tokens(out);
        let mut body = TokenStream::new();
        fill(&mut body, "#private::register()", &|_, out| self.declaration.private(out));
        group(out, Delimiter::Brace, body, self.handler.body.span());
    }

    /// An enum without variants, so that variables may bear its name; generic parameters need a struct to stand in.
    fn ty(&self, out: &mut TokenStream) {
        let (name, generics) = (self.ident(), &self.handler.signature.generics);
        if generics.params.is_empty() {
            // With the spans of the handler's head, at which rustc then points when the name is taken.
            Ident::new("enum", self.handler.signature.fn_token.span).to_tokens(out);
            name.to_tokens(out);
            return group(out, Delimiter::Brace, TokenStream::new(), self.handler.body.span());
        }
        let template = "struct #name<#declared> { __cors: ::core::marker::PhantomData<fn() -> (#used)> }";
        fill(out, template, &|part, out| match part {
            "name" => name.to_tokens(out),
            "declared" => {
                for (place, param) in generics.params.iter().enumerate() {
                    comma(out, place);
                    declared(out, param);
                }
            }
            _ => generics.params.iter().for_each(|param| used(out, param)),
        });
    }

    /// The handler as it was written.
    fn itself(&self, out: &mut TokenStream) {
        let Handler { attributes, signature, body, fit, .. } = self.handler;
        all(out, &attributes.others);
        if !fit {
            plain(out, "#[allow(dead_code)]");
        }
        if signature.asyncness.is_some() && signature.constness.is_some() {
            // Both at once would be one more error.
            Signature { constness: None, ..signature.clone() }.to_tokens(out);
        } else {
            signature.to_tokens(out);
        }
        body.to_tokens(out);
    }

    /// Of `call`, a plain fn that returns the handler's future.
    fn parameters(&self, out: &mut TokenStream) {
        for (place, (argument, ty)) in self.handler.arguments.iter().zip(&self.types).enumerate() {
            comma(out, place);
            fill(out, "#cfgs #name: #ty", &|name, out| match name {
                "cfgs" => cfgs(out, argument),
                "name" => parameter(place).to_tokens(out),
                _ => ty.to_tokens(out),
            });
        }
    }

    fn future(&self, out: &mut TokenStream) {
        let signature = &self.handler.signature;
        let call = match (&signature.asyncness, &signature.safety) {
            (Some(_), Safety::Default) => "#name #given(#passed)",
            (Some(_), _) => "unsafe { #name #given(#passed) }",
            (None, Safety::Default) => "async move { #name #given(#passed) }",
            (None, _) => "async move { unsafe { #name #given(#passed) } }",
        };
        fill(out, call, &|name, out| match name {
            "name" => self.ident().to_tokens(out),
            "given" => self.given_generics(out),
            _ => {
                for (place, argument) in self.handler.arguments.iter().enumerate() {
                    comma(out, place);
                    cfgs(out, argument);
                    parameter(place).to_tokens(out);
                }
            }
        });
    }

    /// The type of the handler's future, at the handler's name: there rustc reports one that is not `Send`.
    fn future_type(&self, out: &mut TokenStream) {
        let Handler { signature, fit, .. } = self.handler;
        let spot = Spot::from(self.ident().span());
        placed(out, spot, lexed("impl ::core::future::Future<Output ="));
        match outlived_output(&signature.output) {
            Some(ty) => ty.to_tokens(out),
            None => plain(out, "()"),
        }
        placed(out, spot, lexed(">"));
        // Before edition 2024, lifetimes are not captured by themselves.
        if signature.generics.lifetimes().next().is_some() {
            let (_, arguments, _) = signature.generics.split_for_impl();
            fill(out, "+ use #arguments", &|_, out| arguments.to_tokens(out));
        }
        // What is wrong with a faulty handler is said already.
        if *fit {
            placed(out, spot, lexed("+ ::core::marker::Send"));
        }
    }

    /// The generic arguments of the handler, spelt out: nothing else might tell them. Lifetimes may be late-bound, and then cannot
    /// be given.
    fn given_generics(&self, out: &mut TokenStream) {
        let mut given = TokenStream::new();
        for param in &self.handler.signature.generics.params {
            let ident = match param {
                GenericParam::Lifetime(_) => continue,
                GenericParam::Type(param) => &param.ident,
                GenericParam::Const(param) => &param.ident,
            };
            ident.to_tokens(&mut given);
            comma(&mut given, 1);
        }
        if !given.is_empty() {
            fill(out, "::<#given>", &|_, out| given.to_tokens(out));
        }
    }

    /// The path of the named policy, if it is not the handler's own.
    pub(super) fn named(&self) -> Option<&'a Path> {
        self.declaration.args.policy.as_ref()
    }

    /// Whether the policy is written where it is referred to, and costs no item of its own. Origins of another static cannot be read
    /// there, and policies with a predicate are told apart by their addresses.
    fn is_in_place(&self) -> bool {
        self.named().is_none() && self.declaration.lists_origins()
    }

    fn policy(&self, out: &mut TokenStream) {
        if self.is_in_place() {
            return;
        }
        let template = "static __CORS_POLICY: &__cors::Policy = #reference;";
        fill(out, template, &|_, out| match self.named() {
            Some(path) => referred(out, path, "named_policy"),
            None => self.own_policy(out),
        });
        if self.named().is_some() && self.asks_cookies() {
            plain(out, "const __CORS_CREDENTIALS: ::core::primitive::bool = __CORS_POLICY.credentials;");
        }
    }

    pub(super) fn policy_reference(&self, out: &mut TokenStream) {
        match self.is_in_place() {
            true => self.own_policy(out),
            false => plain(out, "__CORS_POLICY"),
        }
    }

    fn own_policy(&self, out: &mut TokenStream) {
        fill(out, "&#policy", &|_, out| self.declaration.policy(out));
    }

    /// Whether arguments that read cookies are to be warned of, unless a named policy has credentials.
    pub(super) fn asks_cookies(&self) -> bool {
        let Declaration { args, warnings, .. } = self.declaration;
        self.handler.fit && !self.types.is_empty() && warnings.is_some() && args.credentials.is_none()
    }

    /// Whether a named policy guards WebSockets, only const evaluation sees.
    fn websocket_checks(&self, out: &mut TokenStream) {
        if self.named().is_none() {
            return;
        }
        for upgrade in self.handler.websocket_upgrades() {
            let guards = lexed("__CORS_POLICY.guards_websockets()");
            checks::check(out, upgrade.span().into(), "assert_enforced", guards);
        }
    }
}

/// A generic parameter without its bounds.
fn declared(out: &mut TokenStream, param: &GenericParam) {
    match param {
        GenericParam::Lifetime(param) => param.lifetime.to_tokens(out),
        GenericParam::Type(param) => {
            param.ident.to_tokens(out);
            plain(out, ": ?::core::marker::Sized");
        }
        GenericParam::Const(param) => fill(out, "const #name: #ty", &|name, out| match name {
            "name" => param.ident.to_tokens(out),
            _ => param.ty.to_tokens(out),
        }),
    }
}

/// A type that uses the parameter.
fn used(out: &mut TokenStream, param: &GenericParam) {
    match param {
        GenericParam::Lifetime(param) => fill(out, "&#lifetime (),", &|_, out| param.lifetime.to_tokens(out)),
        GenericParam::Type(param) => fill(out, "*const #name,", &|_, out| param.ident.to_tokens(out)),
        GenericParam::Const(_) => {}
    }
}

fn parameter(place: usize) -> Ident {
    format_ident!("__cors_{place}")
}

fn cfgs(out: &mut TokenStream, argument: &PatType) {
    argument.attrs.iter().filter(|attribute| is_cfg(attribute)).for_each(|cfg| cfg.to_tokens(out));
}

fn is_cfg(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg")
}
