//! A layer of another library in place of arguments: `CorsLayer::permissive()`, `Cors::default().allowed_origin("...")`.

use super::aliases::LAYERS;
use super::key::{Key, Target};
use super::split::{Argument, Value};
use super::words::is_method;
use crate::diagnostics::{Diagnostics, Site};
use crate::source::source;
use crate::tokens::string_literal;
use handler_cors_policy::AttributeProblem;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;

/// Origins, methods and flags that are named anywhere in a layer.
#[derive(Default)]
struct Named {
    origins: Vec<String>,
    methods: Vec<String>,
    allows_all: bool,
}

/// The arguments that an argument stands for, if it is a layer. Reports it, with them.
pub(super) fn arguments(
    argument: &Argument,
    target: Option<Target>,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<(Key, Value)>> {
    let [TokenTree::Ident(first), ..] = argument.key.as_slice() else { return None };
    if !LAYERS.contains(&first.to_string().as_str()) {
        return None;
    }
    let mut named = Named::default();
    named.collect(argument.key.iter().cloned().chain(argument.value.trees()).collect());
    let mut meant = vec![(Key::Origins, named.origin_list())];
    if target == Some(Target::Handler) {
        meant.push((Key::Methods, named.method_list()));
    }
    let texts: Vec<_> = meant.iter().map(|(key, list)| format!("{} = {list}", key.name())).collect();
    let (written, arguments) = (&source(argument.key.iter().cloned().collect()), &texts.join(", "));
    let site: Site = argument.key_site();
    diagnostics.report(site, AttributeProblem::LayerForKeys { written, arguments });
    Some(meant.into_iter().map(|(key, list)| (key, argument.value.replaced(&list))).collect())
}

impl Named {
    fn collect(&mut self, tokens: TokenStream) {
        for tree in tokens {
            match tree {
                TokenTree::Group(group) => self.collect(group.stream()),
                TokenTree::Ident(word) => {
                    let word = word.to_string();
                    self.allows_all |=
                        ["Any", "permissive", "very_permissive", "allow_any_origin"].contains(&word.as_str());
                    self.method(&word);
                }
                TokenTree::Literal(literal) => {
                    let Some(text) = string_literal(&literal.to_token_stream()) else { continue };
                    self.method(&text);
                    if text.contains("://") {
                        self.origins.push(literal.to_string());
                    }
                }
                TokenTree::Punct(_) => {}
            }
        }
    }

    fn method(&mut self, word: &str) {
        if is_method(word) {
            self.methods.push(word.to_owned());
        }
    }

    fn origin_list(&self) -> String {
        match self.origins.as_slice() {
            [] if self.allows_all => r#"["*"]"#.to_owned(),
            [] => r#"["https://app.example.com"]"#.to_owned(),
            origins => format!("[{}]", origins.join(", ")),
        }
    }

    fn method_list(&self) -> String {
        let methods = if self.methods.is_empty() { "GET".to_owned() } else { self.methods.join(", ") };
        format!("[{methods}]")
    }
}
