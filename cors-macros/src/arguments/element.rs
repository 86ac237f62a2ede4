//! The elements of a list, before their key interprets them.

use super::key::Key;
use super::repair::meant_elements;
use crate::diagnostics::{Diagnostics, Position, Site};
use crate::source::source;
use crate::tokens::parse_by;
use handler_cors_policy::{AttributeProblem, ValueProblem};
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{End, ParseStream};
use syn::{Attribute, Expr, ExprLit, ExprPath, Ident, Lit, LitStr, Meta, Token};

pub(super) struct Element {
    pub(super) cfgs: Vec<Attribute>,
    pub(super) expr: Expr,
    pub(super) site: Site,
}

impl Element {
    /// Reports an element that is not `expected`, such as "a method".
    pub(super) fn report_unexpected(&self, expected: &str, key: Key, diagnostics: &mut Diagnostics) {
        let trees: Vec<_> = self.expr.to_token_stream().into_iter().collect();
        let (element, meant) = (&source(self.expr.to_token_stream()), meant_elements(key, &trees).map(source));
        let problem =
            ValueProblem::UnexpectedElement { element, expected, meant: meant.as_deref(), example: key.example() };
        diagnostics.report(self.site, problem);
    }
}

/// Reads elements for `take`, which returns whether it can interpret one. Returns whether all of them can be read.
///
/// `list` is the position of the list.
pub(super) fn elements(
    key: Key,
    list: Position,
    content: TokenStream,
    diagnostics: &mut Diagnostics,
    take: &mut dyn FnMut(Element, &mut Diagnostics) -> bool,
) -> bool {
    let mut is_complete = true;
    let mut position = list;
    let read = parse_by(content, &mut |input| {
        while !input.is_empty() {
            position = next(position);
            if let Ok(comma) = input.parse::<Token![,]>() {
                diagnostics.report(position.at(comma.span), AttributeProblem::EmptyElement);
                continue;
            }
            is_complete &= element(input, position, key, diagnostics).is_some_and(|element| take(element, diagnostics));
            separator(input, next(position), diagnostics)?;
        }
        Ok(())
    });
    if let Err(error) = read {
        report_unreadable(&error, position, key, diagnostics);
        is_complete = false;
    }
    is_complete
}

/// The position of the first element of a list, or of the one after an element.
fn next(position: Position) -> Position {
    match position {
        Position::Argument { token, element } => Position::Argument { token, element: element + 1 },
        other => other,
    }
}

/// Reads one element, up to the comma after it.
fn element(input: ParseStream<'_>, position: Position, key: Key, diagnostics: &mut Diagnostics) -> Option<Element> {
    let element = input.call(Attribute::parse_outer).and_then(|attributes| {
        let cfgs = cfgs(attributes, position, key, diagnostics);
        let expr = ungrouped(expression(input)?);
        Ok(Element { cfgs, site: position.of(&expr), expr })
    });
    if let Err(error) = &element {
        report_unreadable(error, position, key, diagnostics);
        while !input.is_empty() && !input.peek(Token![,]) {
            let _: syn::Result<TokenTree> = input.parse();
        }
    }
    element.ok()
}

/// Lists may be long, and most elements are a word or a string: these need no search for operators.
fn expression(input: ParseStream<'_>) -> syn::Result<Expr> {
    if input.peek(Token![*]) {
        // Not an expression, but each key has its own error for it.
        return Ok(Expr::Verbatim(input.parse::<Token![*]>()?.into_token_stream()));
    }
    let attrs = Vec::new();
    if input.peek2(Token![,]) || input.peek2(End) {
        if input.peek(LitStr) {
            return Ok(Expr::Lit(ExprLit { attrs, lit: Lit::Str(input.parse()?) }));
        }
        if input.peek(Ident) {
            return Ok(Expr::Path(ExprPath { attrs, qself: None, path: input.parse::<Ident>()?.into() }));
        }
    }
    input.parse()
}

/// Reads the comma after an element. `after` is the position of the next one.
fn separator(input: ParseStream<'_>, after: Position, diagnostics: &mut Diagnostics) -> syn::Result<()> {
    if input.is_empty() || input.peek(Token![,]) {
        return input.parse::<Option<Token![,]>>().map(drop);
    }
    let next: TokenTree = input.fork().parse()?;
    diagnostics.report(after.at(next.span()), AttributeProblem::MissingComma { before: &next.to_string() });
    // A token that cannot begin an element would be read again and again.
    if matches!(next, TokenTree::Punct(_)) { input.parse::<TokenTree>().map(drop) } else { Ok(()) }
}

/// The conditions of an element. Other attributes are reported.
fn cfgs(attributes: Vec<Attribute>, position: Position, key: Key, diagnostics: &mut Diagnostics) -> Vec<Attribute> {
    let mut cfgs = Vec::new();
    for attribute in attributes {
        let site = position.of(&attribute);
        if !attribute.path().is_ident("cfg") {
            let attribute = &source(attribute.to_token_stream());
            diagnostics.report(site, ValueProblem::AttributeOnElement { attribute });
        } else if !key.lists_origins() {
            diagnostics.report(site, ValueProblem::CfgOnElement { key: key.name() });
        } else if !matches!(&attribute.meta, Meta::List(list) if !list.tokens.is_empty()) {
            diagnostics.report(site, ValueProblem::EmptyCfg);
        } else {
            cfgs.push(attribute);
        }
    }
    cfgs
}

/// Fragments of `macro_rules!` are in invisible groups.
fn ungrouped(expr: Expr) -> Expr {
    match expr {
        Expr::Group(group) => ungrouped(*group.expr),
        expr => expr,
    }
}

fn report_unreadable(error: &syn::Error, position: Position, key: Key, diagnostics: &mut Diagnostics) {
    let problem = ValueProblem::InvalidElement { key: key.name(), error: &error.to_string(), example: key.example() };
    diagnostics.report(position.at(error.span()), problem);
}
