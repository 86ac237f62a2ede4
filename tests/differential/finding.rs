//! What a test has found and counted.

use crate::shrink::shrink;
use crate::tree::Tree;
use crate::wanted::Wanted;
use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::time::{Duration, Instant};

/// A composition that does not do what it must.
#[derive(Debug)]
pub(crate) struct Finding {
    pub(crate) tree: Tree,
    /// What findings of one cause have in common.
    pub(crate) kind: String,
    pub(crate) details: String,
}

impl Finding {
    pub(crate) fn new(tree: &Tree, kind: impl Into<String>, details: String) -> Finding {
        Finding { tree: tree.clone(), kind: kind.into(), details }
    }

    /// The smallest composition in which `check` has a finding of this kind.
    pub(crate) fn shrunk(self, check: impl Fn(&Tree) -> Option<Finding>) -> Finding {
        let check = |tree: &Tree| check(tree).filter(|found| found.kind == self.kind);
        let tree = shrink(self.tree.clone(), |tree| check(tree).is_some());
        check(&tree).unwrap_or(self)
    }
}

impl Display for Finding {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}\n\n{}", self.kind, self.details, self.tree)
    }
}

/// Counts, which a test prints.
#[derive(Debug)]
pub(crate) struct Report {
    started: Instant,
    pub(crate) compositions: usize,
    pub(crate) requests: usize,
    pub(crate) both_panic: usize,
    wanted: BTreeMap<Wanted, usize>,
}

impl Report {
    pub(crate) fn new() -> Report {
        Report { started: Instant::now(), compositions: 0, requests: 0, both_panic: 0, wanted: BTreeMap::new() }
    }

    pub(crate) fn count(&mut self, wanted: Wanted) {
        *self.wanted.entry(wanted).or_default() += 1;
    }

    pub(crate) fn print(&self, test: &str) {
        let elapsed = self.started.elapsed().max(Duration::from_millis(1));
        let per_second = self.requests as f64 / elapsed.as_secs_f64();
        println!("{test}: {} compositions, {} requests, {per_second:.0} a second", self.compositions, self.requests);
        println!("  calls that panic in both: {}", self.both_panic);
        for (wanted, count) in &self.wanted {
            println!("  wanted: {wanted:?} {count}");
        }
    }
}
