//! Prints one kind of measurement as tables. `benches/tables` builds and runs what it needs.

#[path = "../allocations.rs"]
mod allocations;

use allocations::{Allocations, allocations};
use handler_cors_benches::cases::{self, Case};
use handler_cors_benches::contender::Contender;
use handler_cors_benches::measure;
use handler_cors_benches::text::grouped;
use std::error::Error;
use std::path::{Path, PathBuf};

/// A cell of a table: the measurement, and that of bare axum.
type Measure = fn(&Case) -> Result<Cell, Box<dyn Error>>;

#[derive(Clone, Copy)]
enum Cell {
    Count(u64),
    Allocations(Allocations),
    Nanoseconds(f64),
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let measure: Measure = match arguments.next().as_deref() {
        Some("instructions") => |case| Ok(Cell::Count(measure::instructions(&sibling("requests")?, case)?)),
        Some("allocations") => |case| Ok(Cell::Allocations(allocations(case))),
        Some("times") => |case| Ok(Cell::Nanoseconds(criterion_median(case)?)),
        _ => return Err("usage: tables instructions|allocations|times [table]".into()),
    };
    let wanted = arguments.next();
    let mut cases = cases::all();
    cases.retain(|case| wanted.as_ref().is_none_or(|table| *table == case.table));
    for table in cases.chunk_by(|one, other| one.table == other.table) {
        print(table, measure)?;
    }
    Ok(())
}

fn print(table: &[Case], measure: Measure) -> Result<(), Box<dyn Error>> {
    for (at, row) in table.chunk_by(|one, other| one.row == other.row).enumerate() {
        if at == 0 {
            let names = row.iter().map(|case| format!(" {} |", case.contender.name()));
            println!("\n| {} |{}\n|---|{}", table[0].table, names.collect::<String>(), "--:|".repeat(row.len()));
        }
        let cells = row.iter().map(measure).collect::<Result<Vec<Cell>, _>>()?;
        let bare = row.iter().zip(&cells).find(|(case, _)| case.contender == Contender::Bare).map(|(_, cell)| *cell);
        let shown = row.iter().zip(&cells).map(|(case, cell)| match bare {
            Some(bare) if case.contender != Contender::Bare => format!(" {} |", cell.beside(bare)),
            _ => format!(" {} |", cell.alone()),
        });
        println!("| {} |{}", row[0].row, shown.collect::<String>());
    }
    Ok(())
}

impl Cell {
    fn alone(self) -> String {
        match self {
            Cell::Count(count) => grouped(count),
            Cell::Allocations(all) => format!("{}; {} B", all.count, grouped(all.bytes)),
            Cell::Nanoseconds(time) => format!("{time:.0} ns"),
        }
    }

    /// The total, and in brackets the difference to bare axum.
    fn beside(self, bare: Cell) -> String {
        let added = match (self, bare) {
            (Cell::Count(own), Cell::Count(bare)) => signed(own, bare),
            (Cell::Allocations(own), Cell::Allocations(bare)) => {
                format!("{}; {} B", signed(own.count, bare.count), signed(own.bytes, bare.bytes))
            }
            (Cell::Nanoseconds(own), Cell::Nanoseconds(bare)) => format!("{:+.0}", own - bare),
            _ => return self.alone(),
        };
        format!("{} ({added})", self.alone())
    }
}

fn signed(own: u64, bare: u64) -> String {
    let sign = if own < bare { "−" } else { "+" };
    format!("{sign}{}", grouped(own.abs_diff(bare)))
}

/// The program with this name in the folder of this one.
fn sibling(name: &str) -> std::io::Result<PathBuf> {
    Ok(std::env::current_exe()?.with_file_name(name))
}

/// From the results of `cargo bench`.
fn criterion_median(case: &Case) -> Result<f64, Box<dyn Error>> {
    let target = std::env::current_exe()?.ancestors().nth(2).map(Path::to_owned).ok_or("no target directory")?;
    let folders = [&case.table, &case.row, case.contender.name()];
    let file =
        folders.iter().fold(target.join("criterion"), |path, folder| path.join(folder)).join("new/estimates.json");
    let text = std::fs::read_to_string(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let median = text.split_once("\"median\"").and_then(|(_, rest)| rest.split_once("\"point_estimate\":"));
    let number = median.and_then(|(_, rest)| rest.split([',', '}']).next()).ok_or("an estimate without a median")?;
    Ok(number.trim().parse()?)
}
