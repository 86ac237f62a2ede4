//! The value of `origins`: a list, or the path of a static; and the elements of all lists of origins.

use super::element::Element;
use super::key::{Key, Target};
use super::list::{ANY, list};
use super::model::{Origin, Origins};
use super::split::{Form, Value};
use crate::diagnostics::{Diagnostics, Site};
use crate::source::source;
use crate::tokens::{parse, string_literal};
use handler_cors_policy::ValueProblem;
use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Expr, ExprCall, ExprPath, Lit};

/// Words by which other versions and libraries name a predicate.
pub(super) const RUN_TIME_WORDS: [&str; 2] = ["dynamic", "predicate"];

/// The declaration of a static for origins that are named at run time.
const RUN_TIME_DECLARATION: &str = r#"#[cors(within = ["https://*"])]"#;

pub(super) fn origins(site: Site, value: Value, diagnostics: &mut Diagnostics) -> Option<Origins> {
    let position = value.position;
    if let Form::Assigned(trees) = &value.form {
        // Lists may be long, and are read element by element.
        if !matches!(trees.as_slice(), [TokenTree::Group(_) | TokenTree::Literal(_)]) {
            if let Ok(expr) = parse(trees.iter().cloned().collect()) {
                let site = position.of(&expr);
                if let Expr::Path(path) = expr {
                    return static_origins(path, site, diagnostics);
                }
                if report_expression(&expr, site, diagnostics) {
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
    let written = &source(path.to_token_stream());
    match last.as_deref() {
        Some(word) if RUN_TIME_WORDS.contains(&word) => report_run_time(written, site, diagnostics),
        Some(ANY) => diagnostics.report(site, ValueProblem::AnyOrigin { path: written }),
        _ => return Some(Origins::Static(path)),
    }
    None
}

fn report_run_time(written: &str, site: Site, diagnostics: &mut Diagnostics) {
    diagnostics.report(site, ValueProblem::RunTimeOrigins { written, declaration: RUN_TIME_DECLARATION });
}

/// Reports an expression that is certainly not a list. Returns whether it is one.
fn report_expression(expr: &Expr, site: Site, diagnostics: &mut Diagnostics) -> bool {
    let meant = match expr {
        Expr::Reference(reference) => path_of(&reference.expr).map(|path| source(path.to_token_stream())),
        _ if reads_variable(expr) => {
            report_variable(site, diagnostics);
            return true;
        }
        Expr::MethodCall(call) => match path_of(&call.receiver).filter(|path| is_static(path)) {
            Some(path) => Some(source(path.to_token_stream())),
            None => {
                report_run_time(&source(expr.to_token_stream()), site, diagnostics);
                return true;
            }
        },
        Expr::Call(call) => {
            report_call(call, site, diagnostics);
            return true;
        }
        Expr::Assign(_) | Expr::Closure(_) | Expr::Index(_) => {
            report_run_time(&source(expr.to_token_stream()), site, diagnostics);
            return true;
        }
        _ => None,
    };
    if let Some(meant) = &meant {
        diagnostics.report(site, ValueProblem::OriginsForm { meant });
    }
    meant.is_some()
}

/// Whether the path has the name of a static.
fn is_static(path: &ExprPath) -> bool {
    path.path.segments.last().is_some_and(|last| !last.ident.to_string().contains(|c: char| c.is_lowercase()))
}

/// A call, as other libraries have it: `AllowOrigin::any()`, `AllowOrigin::list([...])`, `dynamic(path)`.
fn report_call(call: &ExprCall, site: Site, diagnostics: &mut Diagnostics) {
    let function = &source(call.func.to_token_stream());
    let mut literals = Vec::new();
    collect_literals(call.args.to_token_stream(), &mut literals);
    if matches!(function.rsplit("::").next(), Some("any" | ANY)) {
        diagnostics.report(site, ValueProblem::AnyOrigin { path: function });
    } else if literals.is_empty() || RUN_TIME_WORDS.contains(&function.rsplit("::").next().unwrap_or_default()) {
        report_run_time(&source(call.to_token_stream()), site, diagnostics);
    } else {
        let meant = &format!("[{}]", literals.join(", "));
        diagnostics.report(site, ValueProblem::OriginsForm { meant });
    }
}

/// The string literals anywhere in the tokens, as written.
fn collect_literals(tokens: TokenStream, literals: &mut Vec<String>) {
    for tree in tokens {
        match tree {
            TokenTree::Group(group) => collect_literals(group.stream(), literals),
            TokenTree::Literal(literal) if string_literal(&literal.to_token_stream()).is_some() => {
                literals.push(literal.to_string());
            }
            _ => {}
        }
    }
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
        Expr::Call(call) if RUN_TIME_WORDS.contains(&&*call.func.to_token_stream().to_string()) => {
            report_run_time(&source(call.to_token_stream()), element.site, diagnostics);
            return None;
        }
        Expr::Path(path) if key == Key::Origins && path.path.segments.last().is_some_and(|last| last.ident == ANY) => {
            let path = &source(path.to_token_stream());
            diagnostics.report(element.site, ValueProblem::AnyOrigin { path });
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
