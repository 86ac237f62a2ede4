//! The surface as an aligned table.

use super::{Enforcement, NamedBy, OriginSource, Row, Surface};
use core::fmt::{self, Write};

type Line = [String; 5];

impl fmt::Display for Surface {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines: Vec<Line> = vec![["METHOD", "PATH", "ORIGINS", "ALLOWS", "HANDLER"].map(str::to_owned)];
        for row in self {
            add(&mut lines, row, f.alternate());
        }
        let mut widths = [0; 5];
        for line in &lines {
            for (cell, width) in line.iter().zip(&mut widths) {
                *width = cell.chars().count().max(*width);
            }
        }
        if self.rows().iter().any(|row| row.report_only) {
            f.write_str("REPORT ONLY\n")?;
        }
        for line in &lines {
            let mut text = String::new();
            for (cell, width) in line.iter().zip(widths) {
                write!(text, "{cell:width$}  ")?;
            }
            writeln!(f, "{}", text.trim_end())?;
        }
        Ok(())
    }
}

/// One line for the row, and one for each further origin.
#[inline]
fn add(lines: &mut Vec<Line>, row: &Row, with_line: bool) {
    let mut origins = origins(&row.origins).into_iter();
    let handler = if with_line { format!("{} ({}:{})", row.handler, row.file, row.line) } else { row.handler.clone() };
    lines.push([row.method.clone(), row.path.clone(), origins.next().unwrap_or_default(), allows(row), handler]);
    for origin in origins {
        lines.push([String::new(), String::new(), origin, String::new(), String::new()]);
    }
}

#[inline]
fn origins(source: &OriginSource) -> Vec<String> {
    let mut texts = Vec::new();
    match source {
        OriginSource::NoPolicy => texts.push("NO POLICY, NOT ENFORCED".to_owned()),
        OriginSource::Listed(list) => {
            for origin in list {
                texts.push(origin.clone());
            }
        }
        OriginSource::Static { name, named, within, always, resolved } => {
            texts.push(format!("{name}, {}", named_by(named)));
            let named = match resolved {
                Some(origins) => listed("now", origins),
                None => listed("within", within),
            };
            texts.extend(named.chain(listed("always", always)));
        }
    }
    texts
}

#[inline]
fn named_by(named: &NamedBy) -> String {
    match named {
        NamedBy::List => "bound to a list".to_owned(),
        NamedBy::Predicate => "bound to a predicate".to_owned(),
        NamedBy::Environment { variable, default } => {
            let default = default.as_ref().map(|default| match default.as_slice() {
                [] => "default none".to_owned(),
                default => format!("default {}", default.join(" ")),
            });
            let variable = variable.as_ref().map(|variable| format!("from {variable}"));
            let parts: Vec<_> = variable.into_iter().chain(default).collect();
            if parts.is_empty() { "not bound".to_owned() } else { parts.join(", ") }
        }
    }
}

#[inline]
fn listed<'a>(word: &'a str, origins: &'a [String]) -> impl Iterator<Item = String> + 'a {
    origins.iter().map(move |origin| format!("  {word} {origin}"))
}

#[inline]
fn allows(row: &Row) -> String {
    let mut parts = Vec::new();
    if row.credentials {
        parts.push("credentials".to_owned());
    }
    if !row.headers.is_empty() {
        parts.push(format!("headers {}", row.headers.join(", ")));
    }
    if !row.expose.is_empty() {
        parts.push(format!("expose {}", row.expose.join(", ")));
    }
    match (&row.uncached_for, row.max_age) {
        (Some(handler), _) => parts.push(format!("max age 0 s because of {handler}")),
        (None, Some(seconds)) => parts.push(format!("max age {seconds} s")),
        (None, None) => {}
    }
    match row.enforcement {
        Enforcement::UnsafeMethods | Enforcement::Off => {}
        Enforcement::AllMethods => parts.push("enforce".to_owned()),
    }
    if !row.dangerously.is_empty() {
        parts.push(format!("dangerously({})", row.dangerously.join(", ")));
    }
    if row.report_only {
        parts.push("report only".to_owned());
    }
    if let Some(name) = &row.policy {
        parts.push(format!("policy {name}"));
    }
    parts.join("; ")
}
