//! The value of `dangerously(...)`.

use super::element::{Element, elements};
use super::key::Key;
use super::list::unwrapped;
use super::model::List;
use super::split::{Form, Value};
use crate::diagnostics::{Diagnostics, Site};
use crate::source::source;
use handler_cors_policy::{Exemption, ExemptionProblem, Problem, ValueProblem};
use proc_macro2::{Delimiter, TokenStream};
use quote::ToTokens;
use syn::{Expr, Lit};

pub(super) fn exemptions(site: Site, value: Value, diagnostics: &mut Diagnostics) -> List<(Exemption, Site)> {
    let position = value.position;
    let (content, is_well_formed) = match value.form {
        Form::Grouped(group) => (group.stream(), group.delimiter() == Delimiter::Parenthesis),
        Form::Assigned(trees) => (unwrapped(trees), false),
        Form::Missing => (TokenStream::new(), true),
    };
    if content.is_empty() {
        diagnostics.report(site, ValueProblem::EmptyDangerously { example: Key::Dangerously.example() });
    } else if !is_well_formed {
        let elements = &source(content.clone());
        diagnostics.report(position.of(&content), ValueProblem::DangerouslyForm { elements });
    }
    let mut list = List { elements: Vec::new(), is_complete: true, site };
    list.is_complete = elements(Key::Dangerously, position, content, diagnostics, &mut |element, diagnostics| {
        let exemption = exemption(&element, diagnostics);
        list.elements.extend(exemption.map(|exemption| (exemption, element.site)));
        exemption.is_some()
    });
    list
}

fn exemption(element: &Element, diagnostics: &mut Diagnostics) -> Option<Exemption> {
    let word = match &element.expr {
        Expr::Path(path) => path.path.segments.last()?.ident.to_string(),
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => text.value(),
            _ => element.expr.to_token_stream().to_string(),
        },
        expr => expr.to_token_stream().to_string(),
    };
    match Exemption::parse(&word) {
        Ok(exemption) => {
            if matches!(element.expr, Expr::Lit(_)) {
                diagnostics.report(element.site, ValueProblem::QuotedExemption { name: &word });
            }
            Some(exemption)
        }
        Err(problem) => {
            diagnostics.report(element.site, problem);
            // Continues with the one that is probably meant, so that the check that it disables reports nothing.
            let Problem::Exemption(ExemptionProblem::UnknownExemption { near: Some(meant), .. }) = problem else {
                return None;
            };
            Exemption::parse(meant).ok()
        }
    }
}
