//! The values of statics and handlers: a policy, or origins from the environment.

use super::{Declaration, comma, placed, plain, spanning, text};
use crate::args::{Args, List, Name, Origins};
use crate::faults::Spot;
use crate::source::source;
use crate::template::{fill, lexed};
use proc_macro2::{Literal, TokenStream};
use quote::ToTokens;

impl Declaration<'_> {
    /// The policy as a value; of faulty arguments one that admits nobody.
    pub(super) fn policy(&self, out: &mut TokenStream) {
        fill(out, "__cors::Policy { #fields ..__cors::DEFAULTS }", &|_, out| self.fields(out));
    }

    /// What differs from the defaults.
    fn fields(&self, out: &mut TokenStream) {
        let Args { headers, expose, credentials, max_age, .. } = self.args;
        fill(out, "origins: __cors::Source::#origins,", &|_, out| self.source(out));
        self.names(out, "headers: &[#names],", headers.as_ref());
        self.names(out, "expose: &[#names],", expose.as_ref());
        if credentials.is_some() {
            plain(out, "credentials: true,");
        }
        if let Some(seconds) = max_age.and_then(|(seconds, _)| u32::try_from(seconds).ok()) {
            fill(out, "max_age: ::core::option::Option::Some(#seconds),", &|_, out| {
                Literal::u32_unsuffixed(seconds).to_tokens(out);
            });
        }
        if self.args.enforces_nothing() {
            plain(out, "enforcement: __cors::Enforcement::Off,");
        } else if self.args.enforces_all() {
            plain(out, "enforcement: __cors::Enforcement::AllMethods,");
        }
        self.lifts(out, "dangerously: &[#names],");
    }

    /// Whether the policy's origins are a list; those of faulty arguments are an empty one.
    pub(super) fn lists_origins(&self) -> bool {
        !self.sound || !matches!(self.args.origins, Some(Origins::Static(_) | Origins::Dynamic(_)))
    }

    /// The origins of a static of this name as a value; of faulty arguments some that admit nobody.
    pub(super) fn origins(&self, out: &mut TokenStream, name: &str) {
        let template = "__cors::Origins::declare(&__CORS_LOADED, #name, #variable, &[#within])";
        fill(out, template, &|part, out| match part {
            "name" => text(out, name),
            "variable" => text(out, self.args.env.as_deref().unwrap_or_default()),
            _ if self.sound => self.elements(out),
            _ => {}
        });
        self.lifts(out, ".dangerously(&[#names])");
    }

    fn source(&self, out: &mut TokenStream) {
        match &self.args.origins {
            Some(Origins::Static(_)) if self.sound => plain(out, "Environment(__CORS_ORIGINS)"),
            Some(Origins::Dynamic(path)) if self.sound => {
                // What is no predicate is reported at its path.
                let spot = Spot::of(path);
                let mut call = TokenStream::new();
                fill(&mut call, "#of(#name, #path)", &|part, out| match part {
                    "of" => placed(out, spot, lexed("__cors::Predicate::of")),
                    "name" => text(out, &source(path.to_token_stream())),
                    _ => path.to_tokens(out),
                });
                fill(out, "Dynamic(|| #call)", &|_, out| spanning(out, spot, call.clone()));
            }
            _ if self.sound => fill(out, "Listed(&[#origins])", &|_, out| self.elements(out)),
            _ => plain(out, "Listed(&[])"),
        }
    }

    /// Names of headers in lower case, if there are any.
    fn names(&self, out: &mut TokenStream, template: &str, list: Option<&List<Name>>) {
        let names = List::elements_of(list);
        if !self.sound || names.is_empty() {
            return;
        }
        fill(out, template, &|_, out| {
            for (place, name) in names.iter().enumerate() {
                comma(out, place);
                text(out, &name.text.to_ascii_lowercase());
            }
        });
    }

    /// The refusals that are lifted, if any.
    fn lifts(&self, out: &mut TokenStream, template: &str) {
        let lifts = self.args.all_lifts();
        if !self.sound || lifts.is_empty() {
            return;
        }
        fill(out, template, &|_, out| {
            for (place, (lift, _)) in lifts.iter().enumerate() {
                comma(out, place);
                text(out, lift.name());
            }
        });
    }
}
