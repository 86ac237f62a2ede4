//! Code that the compiler checks after the macro: constants, lists with conditions, warnings.

use super::declaration::Declaration;
use super::spans::{call, checked_reference};
use crate::arguments::{Origin, Origins};
use crate::check::Warning;
use crate::diagnostics::{Site, SpanRange};
use handler_cors_policy::{Exemption, Pattern};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::ExprPath;

impl Declaration<'_> {
    /// Each constant once, so that rustc reports an error in it once.
    pub(super) fn constants(self) -> TokenStream {
        if let Some(Origins::Static(path)) = &self.arguments.origins {
            let reference = checked_reference(path, "named_origins");
            return quote!(const __CORS_ORIGINS: &__cors::Origins = #reference;);
        }
        let mut constants = TokenStream::new();
        for (index, origin) in self.origins().iter().enumerate() {
            if origin.is_constant() {
                let (cfgs, name) = (&origin.cfgs, constant_name(index));
                let value = call(origin.site.range, "constant_origin", &origin.expr.to_token_stream());
                constants.extend(quote!(#(#cfgs)* const #name: &::core::primitive::str = #value;));
            }
        }
        constants
    }

    /// The elements of the origin list, each with its conditions.
    pub(super) fn elements(self) -> TokenStream {
        let elements = self.origins().iter().enumerate().map(|(index, origin)| {
            let (cfgs, value) = (&origin.cfgs, value(index, origin));
            quote!(#(#cfgs)* #value)
        });
        quote!(#(#elements),*)
    }

    /// What only const evaluation can check: constants, lists that `#[cfg]` may empty, origins that are declared elsewhere.
    pub(super) fn checks(self) -> TokenStream {
        match &self.arguments.origins {
            Some(Origins::Static(path)) => self.bounds_checks(path),
            Some(Origins::Dynamic(_)) => TokenStream::new(),
            Some(Origins::Listed(_)) | None => self.list_checks(),
        }
    }

    /// With credentials, the bounds of a static `Origins` obey the rules for lists.
    fn bounds_checks(self, path: &ExprPath) -> TokenStream {
        let mut checks = TokenStream::new();
        let insecure = self.arguments.exemption_site(Exemption::InsecureOrigins);
        if self.arguments.credentials.is_some() {
            let allows_insecure = insecure.is_some();
            let arguments = quote!(__CORS_ORIGINS.within(), true, #allows_insecure);
            checks.extend(check(SpanRange::of(path), "assert_within", &arguments));
        }
        if let (Some(site), true) = (insecure, self.checked.is_sound) {
            checks.extend(check(site.range, "assert_insecure", &quote!(__CORS_ORIGINS.within())));
        }
        checks
    }

    fn list_checks(self) -> TokenStream {
        let mut checks = TokenStream::new();
        let Some(list) = self.arguments.origin_list() else { return checks };
        for (index, origin) in list.elements.iter().enumerate() {
            if origin.is_constant() {
                checks.extend(self.constant_check(index, origin));
            }
        }
        if !self.checked.is_sound {
            return checks;
        }
        let has_constants = list.elements.iter().any(Origin::is_constant);
        if list.elements.iter().all(|origin| !origin.cfgs.is_empty()) {
            checks.extend(check(list.site.range, "assert_some", &self.array()));
        }
        if has_constants && list.elements.len() > 1 {
            checks.extend(self.distinct_check(list.site));
        }
        if let (Some(site), true) = (self.unjustified_exemption(), has_constants) {
            checks.extend(check(site.range, "assert_insecure", &self.array()));
        }
        checks
    }

    fn array(self) -> TokenStream {
        let elements = self.elements();
        quote!(&[#elements])
    }

    fn constant_check(self, index: usize, constant: &Origin) -> TokenStream {
        let (cfgs, name) = (&constant.cfgs, constant_name(index));
        let credentials = self.arguments.credentials.is_some();
        let insecure = self.arguments.is_exempt(Exemption::InsecureOrigins);
        let null = self.arguments.is_exempt(Exemption::NullOrigin);
        let arguments = quote! {
            #name, #credentials, __cors::ConstExemptions { insecure_origins: #insecure, null_origin: #null }
        };
        let check = check(constant.site.range, "assert_constant", &arguments);
        quote!(#(#cfgs)* #check)
    }

    fn distinct_check(self, list: Site) -> TokenStream {
        let pairs = self.origins().iter().enumerate().map(|(index, origin)| {
            let (cfgs, value, is_constant) = (&origin.cfgs, value(index, origin), origin.is_constant());
            quote!(#(#cfgs)* (#value, #is_constant))
        });
        let check = check(list.range, "assert_distinct", &quote!(&[#(#pairs),*]));
        quote!(#[allow(long_running_const_eval)] #check)
    }

    /// The site of `insecure_origins`, unless a literal is such an origin: then a constant must be.
    fn unjustified_exemption(self) -> Option<Site> {
        let site = self.arguments.exemption_site(Exemption::InsecureOrigins)?;
        let is_justified = self.origins().iter().filter_map(|origin| origin.literal.as_deref()).any(|literal| {
            Pattern::parse(literal).is_ok_and(|pattern| pattern.scheme() == "http" && !pattern.is_loopback())
        });
        (!is_justified).then_some(site)
    }

    pub(super) fn warnings(self) -> TokenStream {
        self.checked.warnings.iter().flatten().map(warning).collect()
    }
}

/// The constant that holds an element which is not a literal.
fn constant_name(index: usize) -> Ident {
    format_ident!("__CORS_{index}")
}

fn value(index: usize, origin: &Origin) -> TokenStream {
    if origin.is_constant() { constant_name(index).into_token_stream() } else { origin.expr.to_token_stream() }
}

/// A const assertion, which const evaluation reports at `range`.
pub(super) fn check(range: SpanRange, assertion: &str, arguments: &TokenStream) -> TokenStream {
    let call = call(range, assertion, arguments);
    quote!(const _: () = #call;)
}

/// A use of a deprecated constant. A macro on stable Rust cannot warn in another way.
fn warning(warning: &Warning) -> TokenStream {
    let text = &warning.text;
    let declared = Ident::new(warning.name, Span::call_site());
    let used = Ident::new(warning.name, warning.site.range.first);
    quote! {
        const _: () = {
            #[deprecated(note = #text)]
            const #declared: () = ();
            #used
        };
    }
}
