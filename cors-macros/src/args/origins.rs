//! The value of `origins` where it is no list: the path of a static, or a predicate.

use super::argument::stream;
use super::value::meant_path;
use super::{Key, Origins, Reader, Value, list};
use crate::faults::Spot;
use crate::parse::{parse, parse_by};
use crate::source::source;
use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Expr, ExprPath, Token};

impl Reader<'_> {
    pub(super) fn origins(&mut self, spot: Spot, value: Value) -> Option<Origins> {
        if let Value::Assigned(trees) = &value {
            if let [TokenTree::Ident(word), TokenTree::Group(group)] = trees.as_slice() {
                if word == "dynamic" {
                    return self.predicate(Spot::from(word.span()).to(group.span().into()), group);
                }
            }
            // Lists may be long, and are read element by element.
            if !matches!(trees.as_slice(), [TokenTree::Group(_) | TokenTree::Literal(_)]) {
                match parse(stream(trees)) {
                    Ok(Expr::Path(path)) => return self.source(path),
                    Ok(expr) if list::reads_variable(&expr) => {
                        list::report_variable(Spot::of(&expr), self.faults);
                        return None;
                    }
                    Ok(expr) if self.names_another_way(&expr) => return None,
                    _ => {}
                }
            }
        }
        Some(Origins::Listed(self.list(Key::Origins, spot, value, list::origin)))
    }

    /// The path of a static `Origins`.
    fn source(&mut self, path: ExprPath) -> Option<Origins> {
        let last = path.path.segments.last().map(|last| last.ident.to_string());
        match last.as_deref() {
            Some("dynamic") => self.faults.report(Spot::of(&path), NO_PREDICATE.0, NO_PREDICATE.1),
            // What tower-http calls everybody.
            Some("Any") => {
                let fact = format!("`{}` is no source of origins", source(path.to_token_stream()));
                self.faults.report(Spot::of(&path), &fact, "for everybody, write `origins = [\"*\"]`");
            }
            _ => return Some(Origins::Static(path)),
        }
        None
    }

    /// Reports expressions that mean a path or a predicate.
    fn names_another_way(&mut self, expr: &Expr) -> bool {
        let dynamic =
            |expr: &Expr| path_of(expr)?.path.segments.last().filter(|last| last.ident == "dynamic").map(drop);
        let meant = match expr {
            Expr::Reference(reference) => path_of(&reference.expr).map(|path| source(path.to_token_stream())),
            Expr::MethodCall(call) => path_of(&call.receiver).map(|path| source(path.to_token_stream())),
            Expr::Call(call) => {
                dynamic(&call.func).map(|()| format!("dynamic({})", source(call.args.to_token_stream())))
            }
            Expr::Assign(assign) => {
                dynamic(&assign.left).map(|()| format!("dynamic({})", source(assign.right.to_token_stream())))
            }
            _ => None,
        };
        if let Some(meant) = &meant {
            let fact = "`origins` takes a list in brackets, the path of a static `Origins`, or `dynamic(path)`";
            self.faults.report(Spot::of(expr), fact, &format!("write `origins = {meant}`"));
        }
        meant.is_some()
    }

    /// The path in `dynamic(path)`.
    fn predicate(&mut self, spot: Spot, group: &Group) -> Option<Origins> {
        let exprs = expressions(group.stream());
        let (spot, (fact, remedy)) = match exprs.as_slice() {
            [] => (spot, (NO_PREDICATE.0, NO_PREDICATE.1.to_owned())),
            [expr] => match path_of(expr) {
                Some(path) if group.delimiter() == Delimiter::Parenthesis => {
                    return Some(Origins::Dynamic(path.clone()));
                }
                Some(path) => (spot, ("`dynamic` takes its predicate in parentheses", write_dynamic(path))),
                None => (Spot::of(expr), no_path(expr)),
            },
            [first, ..] => {
                let remedy = format!("name an async fn that asks all of them, or {}", write_dynamic(first));
                (spot, ("`dynamic` takes one predicate, which answers for all origins", remedy))
            }
        };
        self.faults.report(spot, fact, &remedy);
        None
    }
}

const NO_PREDICATE: (&str, &str) = (
    "`dynamic` names no predicate",
    "name an async fn that says whether an origin may call, as in `origins = dynamic(is_tenant)`",
);

/// What is wrong with a predicate that is no path, and what was probably meant.
fn no_path(expr: &Expr) -> (&'static str, String) {
    const FORM: &str = "`dynamic` takes the path of an async fn";
    let meant = match expr {
        Expr::Call(call) => {
            if let Some(path) = path_of(&call.func) {
                return ("a predicate is named here, not called: it is called for each origin", write_dynamic(path));
            }
            None
        }
        Expr::Lit(literal) => meant_path(&literal.to_token_stream()).map(write_dynamic),
        Expr::Reference(reference) => path_of(&reference.expr).map(write_dynamic),
        _ => None,
    };
    let remedy = meant.unwrap_or_else(|| {
        "name an async fn, as in `dynamic(is_tenant)` with `async fn is_tenant(origin: Origin, State(app): State<App>) \
         -> bool`"
            .to_owned()
    });
    (FORM, remedy)
}

fn write_dynamic(path: impl ToTokens) -> String {
    format!("write `dynamic({})`", source(path.to_token_stream()))
}

/// What stands between commas, if all of it can be read.
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
