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

/// What the names of cases begin with in which `Browser::chromium` does not depart from the standard.
pub(crate) const UNMODELLED: [&str; 10] = [
    "safelist: device-memory",
    "safelist: downlink",
    "safelist: dpr",
    "safelist: ect",
    "safelist: rtt",
    "safelist: save-data",
    "safelist: viewport-width",
    "safelist: width",
    "safelist: accept twice",
    "safelist: a stream",
];

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
