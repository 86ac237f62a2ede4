//! The policy as a Markdown table, for the documentation of the handler's type.

use crate::args::{Args, List, Name, Origin, Origins, Role};
use crate::source::source;
use quote::ToTokens;

/// More elements of a list than these are counted, not shown.
const SHOWN: usize = 50;

/// The table, to stand behind an empty line.
pub(crate) fn table(args: &Args) -> String {
    let (title, rows) = match (args.role, &args.policy) {
        (Some(Role::Origins), _) => ("CORS origins", origins_rows(args)),
        (_, Some(policy)) => {
            let policy = source(policy.to_token_stream());
            ("CORS policy", vec![("policy", Some(format!("[{}]", code(&policy)))), ("methods", methods(args))])
        }
        (_, None) => ("CORS policy", policy_rows(args)),
    };
    let rows = rows.into_iter().filter_map(|(key, value)| Some(format!("\n| {key} | {} |", value?)));
    format!("| {title} | |\n|---|---|{}", rows.collect::<String>())
}

type Row = (&'static str, Option<String>);

fn policy_rows(args: &Args) -> Vec<Row> {
    let origins = match &args.origins {
        Some(Origins::Listed(list)) => listed(Some(list), origin),
        Some(Origins::Static(path)) => Some(code(&source(path.to_token_stream()))),
        Some(Origins::Dynamic(path)) => Some(code(&format!("dynamic({})", source(path.to_token_stream())))),
        None => None,
    };
    vec![
        ("origins", origins),
        ("methods", methods(args)),
        ("headers", listed(args.headers.as_ref(), header)),
        ("expose", listed(args.expose.as_ref(), header)),
        ("credentials", Some(if args.credentials.is_some() { "yes" } else { "no" }.to_owned())),
        ("max age", args.max_age.map(|(seconds, _)| format!("{seconds} s"))),
        ("enforcement", Some(enforcement(args).to_owned())),
        ("dangerously", lifts(args)),
    ]
}

fn origins_rows(args: &Args) -> Vec<Row> {
    vec![
        ("environment variable", args.env.as_deref().map(code)),
        ("within", listed(args.within.as_ref(), origin)),
        ("dangerously", lifts(args)),
    ]
}

fn methods(args: &Args) -> Option<String> {
    listed(args.methods.as_ref(), |method| code(&method.text))
}

fn lifts(args: &Args) -> Option<String> {
    listed(args.dangerously.as_ref(), |(lift, _)| code(lift.name()))
}

fn enforcement(args: &Args) -> &'static str {
    if args.enforces_nothing() {
        "none"
    } else if args.enforces_all() {
        "all methods"
    } else {
        "POST, PUT, PATCH, DELETE"
    }
}

/// The elements between commas, unless there are none.
fn listed<T>(list: Option<&List<T>>, show: impl Fn(&T) -> String) -> Option<String> {
    let elements = list.map(|list| list.elements.as_slice()).filter(|elements| !elements.is_empty())?;
    let shown: Vec<String> = elements.iter().take(SHOWN).map(show).collect();
    let more = match elements.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Some(shown.join(", ") + &more)
}

fn origin(origin: &Origin) -> String {
    let mut text = match &origin.literal {
        Some(literal) => code(literal),
        None => code(&source(origin.expr.to_token_stream())),
    };
    for cfg in &origin.cfgs {
        text += &format!(" ({})", code(&source(cfg.to_token_stream())));
    }
    text
}

fn header(name: &Name) -> String {
    code(&name.text.to_ascii_lowercase())
}

/// The text as a code span within a table. Both `` ` `` and `|` may occur in a header's name.
fn code(text: &str) -> String {
    let text = text.replace('|', "\\|").replace('\n', " ");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}
