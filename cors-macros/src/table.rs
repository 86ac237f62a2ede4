//! The policy as a Markdown table, for the documentation of the handler's type.

use crate::args::{Args, List, Name, Origin};
use crate::source::source;
use quote::ToTokens;

/// More elements of a list than these are counted, not shown.
const SHOWN: usize = 50;

/// The table, to stand behind an empty line.
pub(crate) fn table(args: &Args) -> String {
    let rows = [
        ("origins", listed(&args.origins, origin)),
        ("methods", listed(&args.methods, |method| code(&method.text))),
        ("headers", listed(&args.headers, header)),
        ("expose", listed(&args.expose, header)),
        ("credentials", Some(if args.credentials.is_some() { "yes" } else { "no" }.to_owned())),
        ("max age", args.max_age.map(|(seconds, _)| format!("{seconds} s"))),
        ("enforcement", Some(enforcement(args).to_owned())),
        ("dangerously", listed(&args.dangerously, |(lift, _)| code(lift.name()))),
    ];
    let rows = rows.into_iter().filter_map(|(key, value)| Some(format!("\n| {key} | {} |", value?)));
    format!("| CORS policy | |\n|---|---|{}", rows.collect::<String>())
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
fn listed<T>(list: &Option<List<T>>, show: impl Fn(&T) -> String) -> Option<String> {
    let elements = list.as_ref().map(|list| list.elements.as_slice()).filter(|elements| !elements.is_empty())?;
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
