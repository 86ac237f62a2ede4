//! The elements of `methods`, `headers` and `expose`.

use super::element::Element;
use super::header_names::{header_name, header_of_constant, nearest_constant};
use super::key::Key;
use super::model::Name;
use super::words::{ALL_METHODS, ANY, is_method};
use crate::diagnostics::{Diagnostics, Site};
use crate::source::source;
use handler_cors_policy::ValueProblem;
use quote::ToTokens;
use syn::{BinOp, Expr, ExprBinary, Lit, LitStr};

pub(super) fn method(
    element: Element,
    key: Key,
    _name: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Name>> {
    let Element { expr, site, .. } = &element;
    match expr {
        Expr::Path(path) => {
            let last = path.path.segments.last()?;
            if last.ident == ANY || last.ident == "ALL" {
                diagnostics.report(
                    *site,
                    ValueProblem::AnyMethod { found: &source(path.to_token_stream()), all: ALL_METHODS },
                );
                return None;
            }
            Some(vec![Name { text: last.ident.to_string(), site: *site }])
        }
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(vec![quoted_method(text, *site, diagnostics)]),
            _ => {
                element.report_unexpected("a method", key, diagnostics);
                None
            }
        },
        Expr::Binary(binary) if matches!(binary.op, BinOp::BitOr(_)) => joined_methods(binary, *site, diagnostics),
        Expr::Verbatim(_) => {
            diagnostics.report(*site, ValueProblem::AnyMethod { found: "*", all: ALL_METHODS });
            None
        }
        _ => {
            element.report_unexpected("a method", key, diagnostics);
            None
        }
    }
}

/// A string that is not a method is left to the checks, so that it has one error.
fn quoted_method(text: &LitStr, site: Site, diagnostics: &mut Diagnostics) -> Name {
    let text = text.value();
    if is_method(&text) {
        diagnostics.report(site, ValueProblem::QuotedMethod { method: &text });
    }
    Name { text, site }
}

/// `GET | POST`
fn joined_methods(binary: &ExprBinary, site: Site, diagnostics: &mut Diagnostics) -> Option<Vec<Name>> {
    let mut sides = Vec::new();
    alternatives(&Expr::Binary(binary.clone()), &mut sides);
    let (mut written, mut names) = (String::new(), Some(Vec::new()));
    for side in &sides {
        let comma = if written.is_empty() { "" } else { ", " };
        written += &format!("{comma}{}", source(side.to_token_stream()));
        match (&mut names, side) {
            (Some(names), Expr::Path(path)) => {
                let text = path.path.segments.last()?.ident.to_string();
                names.push(Name { text, site: site.position.of(side) });
            }
            _ => names = None,
        }
    }
    diagnostics.report(site, ValueProblem::JoinedMethods { methods: &written });
    names
}

/// The operands of all `|`.
fn alternatives(expr: &Expr, sides: &mut Vec<Expr>) {
    match expr {
        Expr::Binary(binary) if matches!(binary.op, BinOp::BitOr(_)) => {
            alternatives(&binary.left, sides);
            alternatives(&binary.right, sides);
        }
        side => sides.push(side.clone()),
    }
}

pub(super) fn header(
    element: Element,
    key: Key,
    _name: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Name>> {
    let site = element.site;
    match &element.expr {
        Expr::Lit(literal) => {
            if let Lit::Str(text) = &literal.lit {
                return Some(vec![Name { text: text.value(), site }]);
            }
            element.report_unexpected("a header name", key, diagnostics);
        }
        Expr::Path(path) => return header_constant(&path.path.segments.last()?.ident.to_string(), site, diagnostics),
        Expr::Verbatim(_) => diagnostics.report(site, ValueProblem::UnquotedStar),
        _ => element.report_unexpected("a header name", key, diagnostics),
    }
    None
}

/// A header by the name of its constant in `http::header`.
fn header_constant(constant: &str, site: Site, diagnostics: &mut Diagnostics) -> Option<Vec<Name>> {
    if let Some(header) = header_of_constant(constant) {
        return Some(vec![Name { text: header.to_owned(), site }]);
    }
    if constant.eq_ignore_ascii_case(ANY) {
        diagnostics.report(site, ValueProblem::AnyHeader { constant });
    } else {
        let (near, header) = (nearest_constant(constant), header_name(constant));
        let problem = ValueProblem::UnknownHeaderConstant { constant, near: near.as_deref(), header: &header };
        diagnostics.report(site, problem);
    }
    None
}
