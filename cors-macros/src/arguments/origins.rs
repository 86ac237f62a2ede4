//! The value of `origins`: a list, or the path of a static; and the elements of all lists of origins.

use super::element::Element;
use super::key::Key;
use super::list::list;
use super::model::{Origin, Origins};
use super::repair::{converted_origin, repaired};
use super::run_time;
use super::split::{Form, Value};
use super::words::ANY;
use crate::diagnostics::{Diagnostics, Site};
use crate::source::source;
use crate::tokens::parse;
use handler_cors_policy::ValueProblem;
use proc_macro2::TokenTree;
use quote::ToTokens;
use syn::{Expr, ExprPath, Lit};

/// `allows_any` says whether the value can be `["*"]`, which it cannot beside `credentials`.
pub(super) fn origins(site: Site, value: Value, allows_any: bool, diagnostics: &mut Diagnostics) -> Option<Origins> {
    let position = value.position;
    if let Form::Assigned(trees) = &value.form {
        // Lists may be long, and are read element by element.
        if !matches!(trees.as_slice(), [TokenTree::Group(_) | TokenTree::Literal(_)]) {
            if let Ok(expr) = parse(value.tokens()) {
                let site = position.of(&expr);
                if let Expr::Path(path) = expr {
                    return static_origins(path, site, diagnostics);
                }
                if report_expression(&expr, &value, allows_any, site, diagnostics) {
                    return None;
                }
            }
        }
    }
    Some(Origins::Listed(list(Key::Origins, None, site, value, origin, diagnostics)))
}

/// The path of a static `Origins`.
fn static_origins(path: ExprPath, site: Site, diagnostics: &mut Diagnostics) -> Option<Origins> {
    let last = path.path.segments.last().map(|last| last.ident.to_string());
    let written = &source(path.to_token_stream());
    match last.as_deref() {
        Some(word) if run_time::is_predicate(word) => {
            run_time::report(Key::Origins, &Expr::Path(path), None, site, diagnostics);
        }
        Some(ANY) => diagnostics.report(site, ValueProblem::AnyOrigin { path: written }),
        _ => return Some(Origins::Static(path)),
    }
    None
}

/// Reports an expression that is certainly not a list. Returns whether it is one.
fn report_expression(expr: &Expr, value: &Value, allows_any: bool, site: Site, diagnostics: &mut Diagnostics) -> bool {
    let meant = match expr {
        Expr::Reference(reference) => path_of(&reference.expr),
        Expr::MethodCall(call) => path_of(&call.receiver).filter(|path| is_static(path)),
        _ => None,
    };
    if let Some(path) = meant {
        diagnostics.report(site, ValueProblem::OriginsForm { meant: &source(path.to_token_stream()) });
        return true;
    }
    let names_origins = match expr {
        Expr::Call(call) if mirrors(&source(call.func.to_token_stream())) => {
            if !allows_any {
                run_time::report(Key::Origins, expr, None, site, diagnostics);
                return true;
            }
            let path = &source(expr.to_token_stream());
            diagnostics.report(site, ValueProblem::AnyOrigin { path });
            return true;
        }
        Expr::MethodCall(_) | Expr::Call(_) => repaired(Key::Origins, value).is_none(),
        Expr::Assign(_) | Expr::Index(_) => true,
        _ => run_time::is_run_time(expr),
    };
    if names_origins {
        run_time::report(Key::Origins, expr, None, site, diagnostics);
    }
    names_origins
}

/// Whether the function is one of other libraries that allows every origin.
fn mirrors(function: &str) -> bool {
    matches!(function.rsplit("::").next(), Some("mirror_request" | "any" | ANY))
}

/// Whether the path has the name of a static.
fn is_static(path: &ExprPath) -> bool {
    path.path.segments.last().is_some_and(|last| !last.ident.to_string().contains(|c: char| c.is_lowercase()))
}

/// The path, out of the invisible groups of `macro_rules!`.
fn path_of(expr: &Expr) -> Option<&ExprPath> {
    match expr {
        Expr::Group(group) => path_of(&group.expr),
        Expr::Path(path) => Some(path),
        _ => None,
    }
}

/// An element of a list of origins: a string, or an expression that const evaluation reads.
pub(super) fn origin(
    element: Element,
    key: Key,
    name: Option<&str>,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Origin>> {
    let mut literal = None;
    match &element.expr {
        Expr::Lit(written) => match &written.lit {
            Lit::Str(text) => literal = Some(text.value()),
            _ => {
                element.report_unexpected("an origin in quotation marks", key, diagnostics);
                return None;
            }
        },
        Expr::Verbatim(_) => {
            diagnostics.report(element.site, ValueProblem::UnquotedStar);
            return None;
        }
        Expr::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == ANY) => {
            let path = &source(path.to_token_stream());
            diagnostics.report(element.site, ValueProblem::AnyElement { path });
            return None;
        }
        Expr::Call(_) | Expr::MethodCall(_) | Expr::Try(_) if converted(&element.expr).is_some() => {
            let (written, meant) = (&source(element.expr.to_token_stream()), &converted(&element.expr)?);
            diagnostics.report(element.site, ValueProblem::ConvertedOrigin { written, meant });
            return None;
        }
        expr if run_time::is_run_time(expr) => {
            run_time::report(key, expr, name, element.site, diagnostics);
            return None;
        }
        Expr::Array(_) | Expr::Range(_) | Expr::Assign(_) => {
            element.report_unexpected("an origin", key, diagnostics);
            return None;
        }
        _ => {}
    }
    let Element { cfgs, expr, site } = element;
    Some(vec![Origin { literal, expr, cfgs, site }])
}

/// The literal in an expression that converts one, as it should be written.
fn converted(expr: &Expr) -> Option<String> {
    let trees: Vec<_> = expr.to_token_stream().into_iter().collect();
    converted_origin(&trees).map(source)
}
