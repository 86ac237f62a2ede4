//! Each request is served as in axum: by whom, with which URI, captures and state, through which layers.

use crate::ask::{Answer, Ask, METHODS, URIS};
use crate::build::{Both, Built, build};
use crate::finding::{Finding, Report};
use crate::tree::Tree;
use crate::wanted::{Wants, panic_here, panic_in_axum};

/// Compares whether the composition can be built, and if so the responses.
pub(crate) fn compare(tree: &Tree, report: &mut Report) -> Option<Finding> {
    match build(tree) {
        Built::Both(both) => compare_responses(tree, &both, report),
        built => compare_panics(tree, &built, report).err(),
    }
}

/// Whether both can be built. If only one panics, that must be wanted.
pub(crate) fn grows(tree: &Tree, report: &mut Report) -> Result<bool, Finding> {
    compare_panics(tree, &build(tree), report)
}

fn compare_panics(tree: &Tree, built: &Built, report: &mut Report) -> Result<bool, Finding> {
    let (who, message, wanted) = match built {
        Built::Both(_) => return Ok(true),
        Built::Neither => {
            report.both_panic += 1;
            return Ok(false);
        }
        Built::OnlyAxum(message) => ("CorsRouter", message, panic_here(tree, message)),
        Built::OnlyHere(message) => ("axum", message, panic_in_axum(tree, message)),
    };
    let wanted = wanted.ok_or_else(|| Finding::new(tree, format!("only {who} panics"), message.clone()))?;
    report.count(wanted);
    Ok(false)
}

fn compare_responses(tree: &Tree, both: &Both, report: &mut Report) -> Option<Finding> {
    let wants = Wants::of(tree);
    URIS.iter().find_map(|uri| {
        let asks = METHODS.map(|method| Ask::new(method, uri));
        let in_axum = asks.each_ref().map(|ask| ask.send(&both.axum, &both.log).0);
        asks.iter().zip(&in_axum).find_map(|(ask, axum)| {
            let (here, _) = ask.send(&both.here, &both.log);
            report.requests += 1;
            if *axum == here {
                return None;
            }
            match wants.difference(ask, &in_axum, axum, &here) {
                Some(wanted) => {
                    report.count(wanted);
                    None
                }
                None => Some(differs(tree, ask, axum, &here)),
            }
        })
    })
}

fn differs(tree: &Tree, ask: &Ask, axum: &Answer, here: &Answer) -> Finding {
    let kind = format!("axum responds {}, CorsRouter {}", axum.status, here.status);
    Finding::new(tree, kind, format!("{ask}\n  axum: {axum}\n  CorsRouter: {here}"))
}
