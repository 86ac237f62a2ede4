//! The policy as a Markdown table, for the documentation of the handler's type.

use crate::args::{Args, List, Name, Origin, Origins, Role};
use crate::source::source;
use quote::ToTokens;

/// More elements of a list than these are counted, not shown.
const SHOWN: usize = 50;

/// The table, to stand behind an empty line.
pub(crate) fn table(args: &Args) -> String {
    let (title, rows): (_, fn(&Args, &mut String)) = match (args.role, &args.policy) {
        (Some(Role::Origins), _) => ("CORS origins", origins_rows),
        (_, Some(_)) => ("CORS policy", named_rows),
        (_, None) => ("CORS policy", policy_rows),
    };
    let mut table = format!("| {title} | |\n|---|---|");
    rows(args, &mut table);
    table
}

fn named_rows(args: &Args, table: &mut String) {
    let policy = source(args.policy.to_token_stream());
    row(table, "policy", &format!("[{}]", code(&policy)));
    row(table, "methods", &methods(args));
}

fn policy_rows(args: &Args, table: &mut String) {
    let origins = match &args.origins {
        Some(Origins::Listed(list)) => origins(Some(list)),
        Some(Origins::Static(path)) => code(&source(path.to_token_stream())),
        Some(Origins::Dynamic(path)) => code(&format!("dynamic({})", source(path.to_token_stream()))),
        None => String::new(),
    };
    row(table, "origins", &origins);
    row(table, "methods", &methods(args));
    row(table, "headers", &headers(args.headers.as_ref()));
    row(table, "expose", &headers(args.expose.as_ref()));
    row(table, "credentials", if args.credentials.is_some() { "yes" } else { "no" });
    if let Some((seconds, _)) = args.max_age {
        row(table, "max age", &format!("{seconds} s"));
    }
    row(table, "enforcement", enforcement(args));
    row(table, "dangerously", &lifts(args));
}

fn origins_rows(args: &Args, table: &mut String) {
    if let Some(variable) = &args.env {
        row(table, "environment variable", &code(variable));
    }
    row(table, "within", &origins(args.within.as_ref()));
    row(table, "dangerously", &lifts(args));
}

/// A row, unless there is nothing to say.
fn row(table: &mut String, key: &str, value: &str) {
    if !value.is_empty() {
        for part in ["\n| ", key, " | ", value, " |"] {
            table.push_str(part);
        }
    }
}

fn origins(list: Option<&List<Origin>>) -> String {
    let elements = List::elements_of(list);
    listed(elements.len(), &|place| origin(&elements[place]))
}

fn methods(args: &Args) -> String {
    let elements = List::elements_of(args.methods.as_ref());
    listed(elements.len(), &|place| code(&elements[place].text))
}

fn headers(list: Option<&List<Name>>) -> String {
    let elements = List::elements_of(list);
    listed(elements.len(), &|place| code(&elements[place].text.to_ascii_lowercase()))
}

fn lifts(args: &Args) -> String {
    let lifts = args.all_lifts();
    listed(lifts.len(), &|place| code(lifts[place].0.name()))
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

/// The elements between commas.
fn listed(count: usize, show: &dyn Fn(usize) -> String) -> String {
    let mut text = String::new();
    for place in 0..count.min(SHOWN) {
        if place > 0 {
            text.push_str(", ");
        }
        text.push_str(&show(place));
    }
    if count > SHOWN {
        text += &format!(" and {} more", count - SHOWN);
    }
    text
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

/// The text as a code span within a table. Both `` ` `` and `|` may occur in a header's name.
fn code(text: &str) -> String {
    let (mut code, mut fence) = (String::new(), ("`", "`"));
    for character in text.chars() {
        match character {
            '|' => code.push_str("\\|"),
            '\n' => code.push(' '),
            '`' => {
                fence = ("`` ", " ``");
                code.push('`');
            }
            other => code.push(other),
        }
    }
    format!("{}{code}{}", fence.0, fence.1)
}
