//! What the compiler is to see of a policy when the macro is done: constants, conditional lists, warnings.

use super::{Declaration, all, call, comma, plain, referred, text};
use crate::args::{Origin, Origins};
use crate::check::Warning;
use crate::faults::Spot;
use crate::template::{fill, lexed};
use handler_cors_policy::{Exemption, Pattern};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident};
use syn::ExprPath;

impl Declaration<'_> {
    /// Each constant once, so that whatever rustc has to say about it is said once.
    pub(super) fn constants(&self, out: &mut TokenStream) {
        if let Some(Origins::Static(path)) = &self.args.origins {
            // Before Rust 1.90 no constant may refer to a static whose value is made at run time.
            let template = "static __CORS_ORIGINS: &__cors::Origins = #reference;";
            return fill(out, template, &|_, out| referred(out, path, "named_origins"));
        }
        for (place, origin) in self.listed().iter().enumerate() {
            if origin.is_constant() {
                fill(out, "#cfgs const #name: &::core::primitive::str = #value;", &|name, out| match name {
                    "cfgs" => all(out, &origin.cfgs),
                    "name" => constant_name(place).to_tokens(out),
                    _ => call(out, origin.spot, "constant_origin", origin.expr.to_token_stream()),
                });
            }
        }
    }

    /// The elements of the origin list.
    pub(super) fn elements(&self, out: &mut TokenStream) {
        for (place, origin) in self.listed().iter().enumerate() {
            comma(out, place);
            all(out, &origin.cfgs);
            value(out, place, origin);
        }
    }

    /// What only const evaluation can see: of constants, of lists that `#[cfg]` may empty, of origins in other places.
    pub(super) fn checks(&self, out: &mut TokenStream) {
        match &self.args.origins {
            Some(Origins::Static(path)) => self.source_checks(out, path),
            Some(Origins::Dynamic(_)) => {}
            Some(Origins::Listed(_)) | None => self.list_checks(out),
        }
    }

    /// Credentials go by the bounds of the origins, as they would by a list.
    fn source_checks(&self, out: &mut TokenStream, path: &ExprPath) {
        let insecure = self.args.lift(Exemption::InsecureOrigins);
        if self.args.credentials.is_some() {
            let bounds = match insecure {
                Some(_) => "__CORS_ORIGINS.within(), true, true",
                None => "__CORS_ORIGINS.within(), true, false",
            };
            check(out, Spot::of(path), "assert_within", lexed(bounds));
        }
        if let (Some(lift), true) = (insecure, self.sound) {
            check(out, lift, "assert_insecure", lexed("__CORS_ORIGINS.within()"));
        }
    }

    fn list_checks(&self, out: &mut TokenStream) {
        let Some(list) = self.args.listed() else { return };
        let mut has_constants = false;
        for (place, origin) in list.elements.iter().enumerate() {
            if origin.is_constant() {
                has_constants = true;
                self.constant_check(out, place, origin);
            }
        }
        if !self.sound {
            return;
        }
        if list.elements.iter().all(|origin| !origin.cfgs.is_empty()) {
            check(out, list.spot, "assert_some", self.array());
        }
        if has_constants && list.elements.len() > 1 {
            self.distinct_check(out, list.spot);
        }
        if let (Some(lift), true) = (self.unjustified_lift(), has_constants) {
            check(out, lift, "assert_insecure", self.array());
        }
    }

    fn array(&self) -> TokenStream {
        let mut array = TokenStream::new();
        fill(&mut array, "&[#elements]", &|_, out| self.elements(out));
        array
    }

    fn constant_check(&self, out: &mut TokenStream, place: usize, constant: &Origin) {
        let template =
            "#name, #credentials, __cors::ConstExemptions { insecure_origins: #insecure, null_origin: #null }";
        let mut arguments = TokenStream::new();
        fill(&mut arguments, template, &|name, out| {
            let holds = match name {
                "name" => return constant_name(place).to_tokens(out),
                "credentials" => self.args.credentials.is_some(),
                "insecure" => self.args.lifts(Exemption::InsecureOrigins),
                _ => self.args.lifts(Exemption::NullOrigin),
            };
            holds.to_tokens(out);
        });
        all(out, &constant.cfgs);
        check(out, constant.spot, "assert_constant", arguments);
    }

    fn distinct_check(&self, out: &mut TokenStream, spot: Spot) {
        let mut pairs = TokenStream::new();
        fill(&mut pairs, "&[#pairs]", &|_, out| {
            for (place, origin) in self.listed().iter().enumerate() {
                comma(out, place);
                all(out, &origin.cfgs);
                fill(out, "(#value, #is_constant)", &|name, out| match name {
                    "value" => value(out, place, origin),
                    _ => origin.is_constant().to_tokens(out),
                });
            }
        });
        plain(out, "#[allow(long_running_const_eval)]");
        check(out, spot, "assert_distinct", pairs);
    }

    /// The place of `insecure_origins` if only a constant can be what it is there for.
    fn unjustified_lift(&self) -> Option<Spot> {
        let spot = self.args.lift(Exemption::InsecureOrigins)?;
        let justified = self.listed().iter().filter_map(|origin| origin.literal.as_deref()).any(|literal| {
            Pattern::parse(literal).is_ok_and(|pattern| pattern.scheme() == "http" && !pattern.is_loopback())
        });
        (!justified).then_some(spot)
    }
}

/// The constant that holds a constant element.
fn constant_name(place: usize) -> Ident {
    format_ident!("__CORS_{place}")
}

fn value(out: &mut TokenStream, place: usize, origin: &Origin) {
    if origin.is_constant() {
        constant_name(place).to_tokens(out);
    } else {
        origin.expr.to_tokens(out);
    }
}

/// A const assertion that const evaluation reports at `spot`.
pub(super) fn check(out: &mut TokenStream, spot: Spot, name: &str, arguments: TokenStream) {
    fill(out, "const _: () = #call;", &|_, out| call(out, spot, name, arguments.clone()));
}

/// A use of something deprecated is the only warning that a macro can give on stable Rust.
pub(super) fn warning(out: &mut TokenStream, warning: &Warning) {
    let template = "
        const _: () = {
            #[deprecated(note = #text)]
            const #declared: () = ();
            #used
        };
    ";
    fill(out, template, &|name, out| match name {
        "text" => text(out, &warning.text),
        "declared" => Ident::new(warning.name, Span::call_site()).to_tokens(out),
        _ => Ident::new(warning.name, warning.spot.first).to_tokens(out),
    });
}
