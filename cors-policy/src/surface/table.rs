//! The surface as an aligned table.

use super::{Enforcement, OriginSource, Row, Surface};
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
        OriginSource::Environment { name, variable, origins, .. } => {
            texts.push(format!("{name}, from {variable}:"));
            for origin in origins {
                texts.push(format!("  {origin}"));
            }
        }
        OriginSource::Dynamic { predicate } => texts.push(format!("dynamic({predicate})")),
    }
    texts
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
