//! What the compiler is to see of a policy when the macro is done: constants, conditional lists, warnings.

use super::{Declaration, referred};
use crate::args::{Origin, Origins};
use crate::check::Warning;
use crate::faults::Spot;
use handler_cors_policy::{Lift, Pattern};
use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::ExprPath;

impl Declaration<'_> {
    /// Each constant once, so that whatever rustc has to say about it is said once.
    pub(super) fn constants(&self) -> Vec<TokenStream> {
        if let Some(Origins::Static(path)) = &self.args.origins {
            let reference = referred(path);
            return vec![quote!(const __CORS_ORIGINS: &__cors::Origins = #reference;)];
        }
        let constants = self.listed().iter().enumerate().filter(|(_, origin)| origin.literal.is_none());
        let items = constants.map(|(place, origin)| {
            let (name, Origin { expr, cfgs, .. }) = (constant_name(place), origin);
            quote!(#(#cfgs)* const #name: &::core::primitive::str = #expr;)
        });
        items.collect()
    }

    /// The elements of the origin list.
    pub(super) fn elements(&self) -> Vec<TokenStream> {
        let elements = self.listed().iter().enumerate().map(|(place, origin)| {
            let (value, cfgs) = (value(place, origin), &origin.cfgs);
            quote!(#(#cfgs)* #value)
        });
        elements.collect()
    }

    /// What only const evaluation can see: of constants, of lists that `#[cfg]` may empty, of origins in other places.
    pub(super) fn checks(&self) -> Vec<TokenStream> {
        match &self.args.origins {
            Some(Origins::Static(path)) => self.source_checks(path),
            Some(Origins::Dynamic(_)) => Vec::new(),
            Some(Origins::Listed(_)) | None => self.list_checks(),
        }
    }

    /// Credentials go by the bounds of the origins, as they would by a list.
    fn source_checks(&self, path: &ExprPath) -> Vec<TokenStream> {
        let mut checks = Vec::new();
        let insecure = self.args.lift(Lift::InsecureOrigins);
        if self.args.credentials.is_some() {
            let lifted = insecure.is_some();
            let bounds = quote!(__CORS_ORIGINS.within(), true, #lifted);
            checks.push(check(Spot::of(path), "require_within", bounds));
        }
        if let (Some(lift), true) = (insecure, self.sound) {
            checks.push(check(lift, "require_insecure", quote!(__CORS_ORIGINS.within())));
        }
        checks
    }

    fn list_checks(&self) -> Vec<TokenStream> {
        let Some(list) = self.args.listed() else { return Vec::new() };
        let constants = || list.elements.iter().enumerate().filter(|(_, origin)| origin.literal.is_none());
        let mut checks: Vec<_> = constants().map(|(place, constant)| self.constant_check(place, constant)).collect();
        if !self.sound {
            return checks;
        }
        if list.elements.iter().all(|origin| !origin.cfgs.is_empty()) {
            let elements = self.elements();
            checks.push(check(list.spot, "require_some", quote!(&[#(#elements),*])));
        }
        if constants().next().is_some() && list.elements.len() > 1 {
            checks.push(self.distinct_check(list.spot));
        }
        if let (Some(lift), Some(_)) = (self.unjustified_lift(), constants().next()) {
            let elements = self.elements();
            checks.push(check(lift, "require_insecure", quote!(&[#(#elements),*])));
        }
        checks
    }

    fn constant_check(&self, place: usize, constant: &Origin) -> TokenStream {
        let (name, Origin { cfgs, spot, .. }) = (constant_name(place), constant);
        let credentials = self.args.credentials.is_some();
        let [insecure, null] = [Lift::InsecureOrigins, Lift::NullOrigin].map(|lift| self.args.lifts(lift));
        let lifts = quote!(__cors::ConstLifts { insecure_origins: #insecure, null_origin: #null });
        let check = check(*spot, "require_constant", quote!(#name, #credentials, #lifts));
        quote!(#(#cfgs)* #check)
    }

    fn distinct_check(&self, spot: Spot) -> TokenStream {
        let pairs = self.listed().iter().enumerate().map(|(place, origin)| {
            let (value, cfgs) = (value(place, origin), &origin.cfgs);
            let is_constant = origin.literal.is_none();
            quote!(#(#cfgs)* (#value, #is_constant))
        });
        let check = check(spot, "require_distinct", quote!(&[#(#pairs),*]));
        quote!(#[allow(long_running_const_eval)] #check)
    }

    /// The place of `insecure_origins` if only a constant can be what it is there for.
    fn unjustified_lift(&self) -> Option<Spot> {
        let spot = self.args.lift(Lift::InsecureOrigins)?;
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

fn value(place: usize, origin: &Origin) -> TokenStream {
    match origin.literal {
        Some(_) => origin.expr.to_token_stream(),
        None => constant_name(place).into_token_stream(),
    }
}

/// A const assertion that const evaluation reports at `spot`.
pub(super) fn check(spot: Spot, name: &str, arguments: TokenStream) -> TokenStream {
    let mut arguments = Group::new(Delimiter::Parenthesis, arguments);
    arguments.set_span(spot.last);
    let name = Ident::new(name, spot.first);
    let function = quote_spanned!(spot.first=> __cors::#name);
    quote!(const _: () = #function #arguments;)
}

/// A use of something deprecated is the only warning that a macro can give on stable Rust.
pub(super) fn warning(warning: &Warning) -> TokenStream {
    let Warning { spot, name, text } = warning;
    let [declared, used] = [Span::call_site(), spot.first].map(|span| Ident::new(name, span));
    quote! {
        const _: () = {
            #[deprecated(note = #text)]
            const #declared: () = ();
            #used
        };
    }
}
