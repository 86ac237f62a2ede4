//! The table, by topic.

pub(crate) mod cors_router;
mod expose;
mod headers;
mod methods;
mod modes;
mod origins;
mod redirects;
mod safelist;
mod sequences;
mod statuses;
mod wrong;

use crate::case::Case;

/// The prefix of the names of cases whose expectation is wrong on purpose.
pub(crate) const WRONG: &str = "wrong on purpose";

pub(crate) fn all() -> Vec<Case> {
    let tables = [
        origins::cases,
        statuses::cases,
        methods::cases,
        headers::cases,
        safelist::cases,
        expose::cases,
        modes::cases,
        redirects::cases,
        sequences::cases,
        cors_router::cases,
        wrong::cases,
    ];
    tables.into_iter().flat_map(|table| table()).collect()
}
