//! The policy as a Markdown table, for the documentation of the handler.

use crate::arguments::{Arguments, List, Name, Origin, Origins, Target};
use crate::source::source;
use quote::ToTokens;

/// Further elements of a list are counted, not shown.
const SHOWN: usize = 50;

/// The table, which needs an empty line before it.
pub(super) fn table(arguments: &Arguments) -> String {
    let (title, rows): (_, fn(&Arguments, &mut String)) = match (arguments.target, &arguments.policy) {
        (Some(Target::Origins), _) => ("CORS origins", origins_rows),
        (_, Some(_)) => ("CORS policy", named_rows),
        (_, None) => ("CORS policy", policy_rows),
    };
    let mut table = format!("| {title} | |\n|---|---|");
    rows(arguments, &mut table);
    table
}

fn named_rows(arguments: &Arguments, table: &mut String) {
    let policy = source(arguments.policy.to_token_stream());
    row(table, "policy", &format!("[{}]", code(&policy)));
    row(table, "methods", &methods(arguments));
}

fn policy_rows(arguments: &Arguments, table: &mut String) {
    let origins = match &arguments.origins {
        Some(Origins::Listed(list)) => origins(Some(list)),
        Some(Origins::Static(path)) => code(&source(path.to_token_stream())),
        None => String::new(),
    };
    row(table, "origins", &origins);
    row(table, "methods", &methods(arguments));
    row(table, "headers", &headers(arguments.headers.as_ref()));
    row(table, "expose", &headers(arguments.expose.as_ref()));
    row(table, "credentials", if arguments.credentials.is_some() { "yes" } else { "no" });
    if let Some((seconds, _)) = arguments.max_age {
        row(table, "max age", &format!("{seconds} s"));
    }
    row(table, "enforcement", enforcement(arguments));
    row(table, "dangerously", &exemptions(arguments));
}

fn origins_rows(arguments: &Arguments, table: &mut String) {
    row(table, "within", &origins(arguments.within.as_ref()));
    row(table, "always", &origins(arguments.always.as_ref()));
    if let Some(variable) = &arguments.env {
        row(table, "environment variable", &code(variable));
    }
    let default = match &arguments.default {
        Some(default) if default.elements.is_empty() => "none".to_owned(),
        default => origins(default.as_ref()),
    };
    row(table, "default", &default);
    row(table, "dangerously", &exemptions(arguments));
}

/// Adds a row, unless its value is empty.
fn row(table: &mut String, key: &str, value: &str) {
    if !value.is_empty() {
        for part in ["\n| ", key, " | ", value, " |"] {
            table.push_str(part);
        }
    }
}

fn origins(list: Option<&List<Origin>>) -> String {
    let elements = List::elements_of(list);
    listed(elements.len(), &|index| origin(&elements[index]))
}

fn methods(arguments: &Arguments) -> String {
    let elements = List::elements_of(arguments.methods.as_ref());
    listed(elements.len(), &|index| code(&elements[index].text))
}

fn headers(list: Option<&List<Name>>) -> String {
    let elements = List::elements_of(list);
    listed(elements.len(), &|index| code(&elements[index].text.to_ascii_lowercase()))
}

fn exemptions(arguments: &Arguments) -> String {
    let exemptions = arguments.exemptions();
    listed(exemptions.len(), &|index| code(exemptions[index].0.name()))
}

fn enforcement(arguments: &Arguments) -> &'static str {
    if arguments.is_unenforced() {
        "none"
    } else if arguments.enforce {
        "all methods"
    } else {
        "POST, PUT, PATCH, DELETE"
    }
}

/// The elements, separated by commas.
fn listed(count: usize, show: &dyn Fn(usize) -> String) -> String {
    let mut text = String::new();
    for index in 0..count.min(SHOWN) {
        if index > 0 {
            text.push_str(", ");
        }
        text.push_str(&show(index));
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
