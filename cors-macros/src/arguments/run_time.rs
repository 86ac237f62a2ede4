//! Values that name origins when the program runs. They are bound to the router; the attribute has their bounds.

use super::key::{Key, Target};
use crate::diagnostics::{Diagnostics, Site};
use crate::source::source;
use crate::tokens::string_literal;
use handler_cors_policy::ValueProblem;
use proc_macro2::TokenTree;
use quote::ToTokens;
use syn::{Expr, ExprCall};

/// Words by which other versions and libraries name a predicate.
const PREDICATES: [&str; 3] = ["dynamic", "predicate", "async_predicate"];

const BOUNDS: &str = r#"within = ["https://*"]"#;

/// Whether the function decides on origins one by one.
pub(super) fn is_predicate(function: &str) -> bool {
    function.rsplit("::").next().is_some_and(|word| PREDICATES.contains(&word))
}

/// Reports that a value of `key` names origins when the program runs. `name` is that of the static, if the attribute is on one.
pub(super) fn report(key: Key, expr: &Expr, name: Option<&str>, site: Site, diagnostics: &mut Diagnostics) {
    if let Some(variable) = variable(expr) {
        let variable = variable.unwrap_or_else(|| "APP_ORIGINS".to_owned());
        let arguments = &format!(r#"{BOUNDS}, env = "{variable}""#);
        let declaration = &declaration(key, arguments).join(", and ");
        return diagnostics.report(site, ValueProblem::VariableRead { declaration });
    }
    let written = &source(expr.to_token_stream());
    let binding = &binding(expr, if key == Key::Origins { "PAGES" } else { name.unwrap_or("PAGES") });
    let declaration = &declaration(key, BOUNDS).join(", ");
    diagnostics.report(site, ValueProblem::RunTimeOrigins { written, key: key.name(), declaration, binding });
}

/// What to write in the attribute: the bounds, or a static that has them.
fn declaration(key: Key, arguments: &str) -> Vec<String> {
    match key {
        Key::Origins => {
            let ty = Target::Origins.type_name();
            vec![
                format!("declare `#[cors({arguments})] static PAGES: handler_cors::{ty};`"),
                "write `origins = PAGES` here".to_owned(),
            ]
        }
        _ => vec![format!("write `{arguments}`")],
    }
}

/// The call that binds what is written.
fn binding(expr: &Expr, name: &str) -> String {
    let predicate = |path: String| format!("call `.bind_predicate(&{name}, {path})` on the router");
    match expr {
        Expr::Call(call) if is_predicate(&source(call.func.to_token_stream())) => match only_path(call) {
            Some(path) => predicate(path),
            None => either(name),
        },
        Expr::Call(call) if call.args.is_empty() && is_layer(&source(call.func.to_token_stream())) => either(name),
        Expr::Call(call) => {
            let values = only_path(call).filter(|_| is_list(call)).unwrap_or_else(|| source(expr.to_token_stream()));
            format!("call `.bind_origins(&{name}, {values})` on the router")
        }
        Expr::MethodCall(call) => {
            format!("call `.bind_origins(&{name}, {})` on the router", source(call.to_token_stream()))
        }
        // Words of older versions, without parentheses.
        Expr::Index(index) => predicate(source(index.index.to_token_stream())),
        Expr::Assign(assign) => predicate(source(assign.right.to_token_stream())),
        Expr::Closure(_) => format!(
            "call `.bind_predicate(&{name}, is_allowed)` on the router, with `async fn is_allowed(origin: handler_cors::Origin) -> bool`"
        ),
        _ => either(name),
    }
}

fn either(name: &str) -> String {
    format!(
        "bind it on the router: `.bind_origins(&{name}, origins)` for a list, `.bind_predicate(&{name}, is_allowed)` for an async fn"
    )
}

/// Whether the function is one of `AllowOrigin`, which has no values to bind.
fn is_layer(function: &str) -> bool {
    function.contains("AllowOrigin::")
}

/// The path that is the only argument of a call.
fn only_path(call: &ExprCall) -> Option<String> {
    let mut arguments = call.args.iter();
    match (arguments.next(), arguments.next()) {
        (Some(Expr::Path(path)), None) => Some(source(path.to_token_stream())),
        _ => None,
    }
}

/// Whether the call makes a list of its argument.
fn is_list(call: &ExprCall) -> bool {
    matches!(source(call.func.to_token_stream()).rsplit("::").next(), Some("list" | "from" | "new"))
}

/// The name in `std::env::var("APP_ORIGINS")`, with or without method calls on it: `None` if it is no such call, `Some(None)` if
/// the name is not a literal.
fn variable(expr: &Expr) -> Option<Option<String>> {
    let call = match expr {
        Expr::Reference(reference) => return variable(&reference.expr),
        Expr::Try(tried) => return variable(&tried.expr),
        Expr::MethodCall(call) => return variable(&call.receiver),
        Expr::Call(call) => call,
        _ => return None,
    };
    let function = source(call.func.to_token_stream());
    matches!(function.as_str(), "std::env::var" | "env::var")
        .then(|| call.args.first().and_then(|name| string_literal(&name.to_token_stream())))
}

/// Whether the expression is certainly evaluated when the program runs.
pub(super) fn is_run_time(expr: &Expr) -> bool {
    match expr {
        Expr::Call(call) => is_predicate(&source(call.func.to_token_stream())) || variable(expr).is_some(),
        Expr::Reference(_) | Expr::Try(_) | Expr::MethodCall(_) => variable(expr).is_some(),
        Expr::Closure(_) => true,
        _ => false,
    }
}

/// Whether a tree is the word by which a value without a key names a predicate.
pub(super) fn is_predicate_word(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Ident(word) if is_predicate(&word.to_string()))
}
