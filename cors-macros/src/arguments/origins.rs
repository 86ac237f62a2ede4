//! The value of `origins`: a list, the path of a static, or a predicate; and the elements of `origins` and `within`.

use super::element::Element;
use super::key::{Key, Target};
use super::list::{ANY, list};
use super::model::{Origin, Origins};
use super::split::{Form, Value};
use super::values::meant_path;
use crate::diagnostics::{Diagnostics, Site};
use crate::source::source;
use crate::tokens::{parse, parse_by};
use handler_cors_policy::ValueProblem;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Expr, ExprPath, Lit, Token};

pub(super) fn origins(site: Site, value: Value, diagnostics: &mut Diagnostics) -> Option<Origins> {
    let position = value.position;
    if let Form::Assigned(trees) = &value.form {
        if let [TokenTree::Ident(word), TokenTree::Group(group)] = trees.as_slice() {
            if word == "dynamic" {
                return predicate(Site::of_trees(position, trees), group, diagnostics);
            }
        }
        // Lists may be long, and are read element by element.
        if !matches!(trees.as_slice(), [TokenTree::Group(_) | TokenTree::Literal(_)]) {
            if let Ok(expr) = parse(trees.iter().cloned().collect()) {
                let site = position.of(&expr);
                if let Expr::Path(path) = expr {
                    return static_origins(path, site, diagnostics);
                }
                if reads_variable(&expr) {
                    report_variable(site, diagnostics);
                    return None;
                }
                if let Some(meant) = meant_origins(&expr) {
                    diagnostics.report(site, ValueProblem::OriginsForm { meant: &meant });
                    return None;
                }
            }
        }
    }
    Some(Origins::Listed(list(Key::Origins, site, value, origin, diagnostics)))
}

/// The path of a static `Origins`.
fn static_origins(path: ExprPath, site: Site, diagnostics: &mut Diagnostics) -> Option<Origins> {
    let last = path.path.segments.last().map(|last| last.ident.to_string());
    match last.as_deref() {
        Some("dynamic") => diagnostics.report(site, ValueProblem::NoPredicate),
        Some(ANY) => {
            let path = &source(path.to_token_stream());
            diagnostics.report(site, ValueProblem::AnyOrigin { path });
        }
        _ => return Some(Origins::Static(path)),
    }
    None
}

/// The path or the predicate that an expression of another form probably means.
fn meant_origins(expr: &Expr) -> Option<String> {
    let dynamic = |expr: &Expr| path_of(expr)?.path.segments.last().filter(|last| last.ident == "dynamic").map(drop);
    match expr {
        Expr::Reference(reference) => path_of(&reference.expr).map(|path| source(path.to_token_stream())),
        Expr::MethodCall(call) => path_of(&call.receiver).map(|path| source(path.to_token_stream())),
        Expr::Call(call) => dynamic(&call.func).map(|()| format!("dynamic({})", source(call.args.to_token_stream()))),
        Expr::Assign(assign) => {
            dynamic(&assign.left).map(|()| format!("dynamic({})", source(assign.right.to_token_stream())))
        }
        _ => None,
    }
}

/// The path in `dynamic(path)`.
fn predicate(site: Site, group: &Group, diagnostics: &mut Diagnostics) -> Option<Origins> {
    let exprs = expressions(group.stream());
    match exprs.as_slice() {
        [] => diagnostics.report(site, ValueProblem::NoPredicate),
        [expr] => match path_of(expr) {
            Some(path) if group.delimiter() == Delimiter::Parenthesis => return Some(Origins::Dynamic(path.clone())),
            Some(path) => {
                let path = &source(path.to_token_stream());
                diagnostics.report(site, ValueProblem::PredicateParentheses { path });
            }
            None => report_no_path(expr, site, diagnostics),
        },
        [first, ..] => {
            let first = &source(first.to_token_stream());
            diagnostics.report(site, ValueProblem::SeveralPredicates { first });
        }
    }
    None
}

/// Reports a predicate that is not a path.
fn report_no_path(expr: &Expr, site: Site, diagnostics: &mut Diagnostics) {
    let site = site.position.of(expr);
    let (called, meant) = match expr {
        Expr::Call(call) => (true, path_of(&call.func).map(|path| source(path.to_token_stream()))),
        Expr::Lit(literal) => {
            (false, meant_path(&literal.to_token_stream()).map(|path| source(path.to_token_stream())))
        }
        Expr::Reference(reference) => (false, path_of(&reference.expr).map(|path| source(path.to_token_stream()))),
        _ => (false, None),
    };
    let problem = match &meant {
        Some(path) if called => ValueProblem::PredicateCalled { path },
        meant => ValueProblem::PredicatePath { meant: meant.as_deref() },
    };
    diagnostics.report(site, problem);
}

/// The expressions between commas, or none if one of them cannot be read.
fn expressions(tokens: TokenStream) -> Vec<Expr> {
    let mut expressions = Vec::new();
    let read = parse_by(tokens, &mut |input| {
        while !input.is_empty() {
            expressions.push(input.parse()?);
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    });
    if read.is_err() {
        expressions.clear();
    }
    expressions
}

/// The path, out of the invisible groups of `macro_rules!`.
fn path_of(expr: &Expr) -> Option<&ExprPath> {
    match expr {
        Expr::Group(group) => path_of(&group.expr),
        Expr::Path(path) => Some(path),
        _ => None,
    }
}

/// An element of `origins` or `within`: a string, or an expression that const evaluation reads.
pub(super) fn origin(element: Element, key: Key, diagnostics: &mut Diagnostics) -> Option<Vec<Origin>> {
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
        Expr::Array(_) | Expr::Range(_) | Expr::Assign(_) | Expr::Closure(_) => {
            element.report_unexpected("an origin", key, diagnostics);
            return None;
        }
        Expr::Call(call) if call.func.to_token_stream().to_string() == "dynamic" => {
            let predicate = &source(call.to_token_stream());
            diagnostics.report(element.site, ValueProblem::PredicateInList { predicate });
            return None;
        }
        expr if reads_variable(expr) => {
            report_variable(element.site, diagnostics);
            return None;
        }
        _ => {}
    }
    let Element { cfgs, expr, site } = element;
    Some(vec![Origin { literal, expr, cfgs, site }])
}

/// Whether the expression is `std::env::var("WEB_ORIGIN")`, with or without method calls on it.
fn reads_variable(expr: &Expr) -> bool {
    let function = match expr {
        Expr::Reference(reference) => return reads_variable(&reference.expr),
        Expr::Try(tried) => return reads_variable(&tried.expr),
        Expr::MethodCall(call) => return reads_variable(&call.receiver),
        Expr::Call(call) => source(call.func.to_token_stream()),
        _ => return false,
    };
    matches!(function.as_str(), "std::env::var" | "env::var")
}

fn report_variable(site: Site, diagnostics: &mut Diagnostics) {
    diagnostics.report(site, ValueProblem::VariableRead { declaration: Target::Origins.example() });
}
