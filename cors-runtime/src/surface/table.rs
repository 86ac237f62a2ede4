//! The surface as an aligned table.

use super::{OriginSource, Row, Surface};
use crate::policy::Enforcement;
use std::fmt;

const HEAD: [&str; 5] = ["METHOD", "PATH", "ORIGINS", "GRANTS", "HANDLER"];

impl fmt::Display for Surface {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = lines(self, f.alternate());
        let widths = HEAD.map(str::len);
        let widths = lines.iter().fold(widths, |widths, line| {
            let mut cells = line.iter().map(|cell| cell.chars().count());
            widths.map(|width| width.max(cells.next().unwrap_or_default()))
        });
        write_line(f, &HEAD.map(str::to_owned), widths)?;
        lines.iter().try_for_each(|line| write_line(f, line, widths))
    }
}

/// One line for each row, and one for each further origin.
#[inline]
fn lines(surface: &Surface, with_places: bool) -> Vec<[String; 5]> {
    let mut lines = Vec::new();
    for row in surface {
        let mut origins = origins(&row.origins).into_iter();
        let handler =
            if with_places { format!("{} ({}:{})", row.handler, row.file, row.line) } else { row.handler.into() };
        lines.push([row.method.into(), row.path.clone(), origins.next().unwrap_or_default(), grants(row), handler]);
        lines.extend(origins.map(|origin| [String::new(), String::new(), origin, String::new(), String::new()]));
    }
    lines
}

#[inline]
fn origins(source: &OriginSource) -> Vec<String> {
    match source {
        OriginSource::Listed(list) => list.iter().map(|origin| (*origin).to_owned()).collect(),
        OriginSource::Environment { name, variable, origins, .. } => {
            let head = format!("{name}, from {variable}:");
            [head].into_iter().chain(origins.iter().map(|origin| format!("  {origin}"))).collect()
        }
        OriginSource::Dynamic { predicate } => vec![format!("dynamic({predicate})")],
    }
}

#[inline]
fn grants(row: &Row) -> String {
    let listed = |name: &str, list: &[&str]| (!list.is_empty()).then(|| format!("{name} {}", list.join(", ")));
    let enforcement = match row.enforcement {
        Enforcement::UnsafeMethods | Enforcement::Off => None,
        Enforcement::AllMethods => Some("enforce".to_owned()),
    };
    let parts = [
        row.credentials.then(|| "credentials".to_owned()),
        listed("headers", &row.headers),
        listed("expose", row.expose),
        row.max_age.map(|seconds| format!("max age {seconds} s")),
        enforcement,
        (!row.dangerously.is_empty()).then(|| format!("dangerously({})", row.dangerously.join(", "))),
        row.policy.map(|name| format!("policy {name}")),
    ];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    parts.join("; ")
}

#[inline]
fn write_line(f: &mut fmt::Formatter<'_>, cells: &[String; 5], widths: [usize; 5]) -> fmt::Result {
    let padded = cells.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}"));
    let line = padded.collect::<Vec<_>>().join("  ");
    writeln!(f, "{}", line.trim_end())
}
