//! Code that the compiler checks after the macro: constants, lists with conditions, warnings.

use super::declaration::Declaration;
use super::spans::{asserted, checked_reference};
use crate::arguments::Origins;
use crate::check::Warning;
use crate::diagnostics::{Site, SpanRange};
use handler_cors_policy::{Exemption, Pattern};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::ExprPath;

impl Declaration<'_> {
    /// The static `Origins` of a policy, or the constants of all lists.
    pub(super) fn constants(self) -> TokenStream {
        if let Some(Origins::Static(path)) = &self.arguments.origins {
            let reference = checked_reference(path, "origins");
            return quote!(const __CORS_ORIGINS: &__cors::Origins = #reference;);
        }
        self.origin_lists().into_iter().map(|list| list.constants()).collect()
    }

    /// What only const evaluation can check: constants, lists that `#[cfg]` may empty, origins that are declared elsewhere.
    pub(super) fn checks(self) -> TokenStream {
        match &self.arguments.origins {
            Some(Origins::Static(path)) => self.static_checks(path),
            Some(Origins::Listed(_)) | None => self.list_checks(),
        }
    }

    /// With credentials, all lists of a static `Origins` obey the rules for lists.
    fn static_checks(self, path: &ExprPath) -> TokenStream {
        let mut checks = TokenStream::new();
        let insecure = self.arguments.exemption_site(Exemption::InsecureOrigins);
        let any_host = self.arguments.exemption_site(Exemption::AnyHost);
        let lists = quote!(__cors::origins_lists(__CORS_ORIGINS));
        if self.arguments.credentials.is_some() {
            let (insecure, any_host) = (insecure.is_some(), any_host.is_some());
            checks.extend(check(SpanRange::of(path), "assert_within", &quote!(#lists, #insecure, #any_host)));
        }
        if !self.checked.is_sound {
            return checks;
        }
        if let Some(site) = insecure {
            checks.extend(check(site.range, "assert_insecure_within", &lists));
        }
        if let Some(site) = any_host {
            checks.extend(check(site.range, "assert_any_host_within", &lists));
        }
        checks
    }

    fn list_checks(self) -> TokenStream {
        let lists = self.origin_lists();
        let mut checks: TokenStream = lists.iter().map(|list| list.constant_checks(self)).collect();
        if !self.checked.is_sound {
            return checks;
        }
        let origins = self.origins();
        if let (Some(list), true) = (origins.list(), origins.can_be_emptied()) {
            checks.extend(check(list.site.range, "assert_some", &origins.array()));
        }
        checks.extend(lists.iter().filter_map(|list| list.distinct_check()));
        checks.extend(self.default_check());
        if let (Some(site), true) = (self.unjustified_exemption(), origins.has_constants()) {
            checks.extend(check(site.range, "assert_insecure", &origins.array()));
        }
        checks
    }

    /// The check that `default` is within the bounds, where the macro cannot know it.
    fn default_check(self) -> Option<TokenStream> {
        let (within, default) = (self.origins(), self.default());
        let list = default.list().filter(|list| !list.elements.is_empty())?;
        let has_conditions = within.origins().iter().any(|bound| !bound.cfgs.is_empty());
        if !has_conditions && !within.has_constants() && !default.has_constants() {
            return None;
        }
        let (default, within) = (default.array(), within.array());
        Some(check(list.site.range, "assert_default", &quote!(#default, #within)))
    }

    /// The site of `insecure_origins`, unless a literal is such an origin: then a constant must be.
    fn unjustified_exemption(self) -> Option<Site> {
        let site = self.arguments.exemption_site(Exemption::InsecureOrigins)?;
        let is_justified =
            self.origins().origins().iter().filter_map(|origin| origin.literal.as_deref()).any(|literal| {
                Pattern::parse(literal).is_ok_and(|pattern| pattern.scheme() == "http" && !pattern.is_loopback())
            });
        (!is_justified).then_some(site)
    }

    pub(super) fn warnings(self) -> TokenStream {
        self.checked.warnings.iter().flatten().map(warning).collect()
    }
}

/// A const assertion, which const evaluation reports at `range`.
pub(super) fn check(range: SpanRange, assertion: &str, arguments: &TokenStream) -> TokenStream {
    let call = asserted(range, assertion, arguments);
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
