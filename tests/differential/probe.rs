//! `testing::probe` finds nothing in random compositions: each responds as its surface says.

use crate::build::quietly;
use crate::finding::{Finding, Report};
use crate::here;
use crate::record::Log;
use crate::tree::Tree;
use crate::wanted::is_embedding;
use handler_cors::surface::{OriginSource, Surface};
use handler_cors::testing::probe::Probe;
use std::collections::BTreeSet;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

/// Values for the parameters of all paths, which no other route has.
const PARAMETERS: [(&str, &str); 3] = [("x", "x1"), ("t", "t1"), ("rest", "r1/r2")];

pub(crate) fn check(tree: &Tree, report: &mut Report) -> Option<Finding> {
    // The surface does not have what is in a `CorsRouter` inside of an axum router.
    if is_embedding(tree) {
        return None;
    }
    let log = Log::default();
    let mut router = quietly(|| here::built(tree, &log)).ok()?;
    let surface = router.surface();
    // What serves the path that is named for a prefix may be a route for all of a plain router, or of an application around it.
    let prefixes = prefixes(&surface);
    let is_shared = prefixes > 1 || prefixes == 1 && has_plain(&surface);
    let has_routes_for_all = ["{*rest}", "nest_service"].iter().any(|call| tree.to_string().contains(call));
    if is_shared && has_routes_for_all {
        return None;
    }
    let probe = probe(&surface);
    // A path may be served by several rows, so that none can be named for one of them.
    probe.at_most().ok()?;
    let mut running = pin!(probe.run(&mut router));
    let Poll::Ready(Ok(probed)) = running.as_mut().poll(&mut Context::from_waker(Waker::noop())) else {
        panic!("nothing in a composition waits")
    };
    report.requests += probed.requests;
    let kinds: Vec<&str> = probed.kinds().iter().map(|kind| kind.name()).collect();
    (!probed.is_clean()).then(|| Finding::new(tree, kinds.join(", "), probed.to_string()))
}

/// How many things serve what is below a prefix.
fn prefixes(surface: &Surface) -> usize {
    let rows = surface.rows().iter().filter(|row| row.path.ends_with("/*") && row.origins != OriginSource::NoPolicy);
    rows.map(|row| (&row.path, &row.file, row.line)).collect::<BTreeSet<_>>().len()
}

fn has_plain(surface: &Surface) -> bool {
    surface.rows().iter().any(|row| row.origins == OriginSource::NoPolicy)
}

fn probe(surface: &Surface) -> Probe {
    let rows = || surface.rows().iter().filter(|row| row.origins != OriginSource::NoPolicy);
    let has = |name: &str| {
        rows().any(|row| row.path.contains(&format!("{{{name}}}")) || row.path.contains(&format!("{{*{name}}}")))
    };
    let named = PARAMETERS.into_iter().filter(|(name, _)| has(name));
    let mut probe = named.fold(Probe::new(surface), |probe, (name, value)| probe.path(name, value));
    for row in rows() {
        if let Some(prefix) = row.path.strip_suffix('*') {
            let prefix = prefix.replace("{x}", "x1").replace("{t}", "t1");
            probe = probe.path(&row.path, &format!("{prefix}nobody/else/is/here"));
        }
    }
    probe
}
