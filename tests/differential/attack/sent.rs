//! What came of a request.

use crate::record::{Event, Seen};
use axum::http::HeaderMap;
use axum::http::header::{SET_COOKIE, VARY};
use handler_cors::Report;
use std::fmt::{self, Display, Formatter};

/// What ran for a request, and the response.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
    pub(super) events: Vec<Event>,
    pub(super) report: Option<Report>,
}

impl Sent {
    pub(super) fn served(&self) -> Option<&Seen> {
        self.events.iter().find_map(|event| match event {
            Event::Served(seen) => Some(seen),
            Event::Layer { .. } => None,
        })
    }

    pub(super) fn all(&self, name: &str) -> Vec<String> {
        let values = self.headers.get_all(name).iter();
        values.map(|value| value.as_bytes().escape_ascii().to_string()).collect()
    }

    /// The CORS headers, sorted.
    pub(super) fn cors(&self) -> Vec<String> {
        let names = self.headers.iter().filter(|(name, _)| name.as_str().starts_with("access-control-"));
        let mut lines: Vec<String> =
            names.map(|(name, value)| format!("{name}: {}", value.as_bytes().escape_ascii())).collect();
        lines.sort();
        lines
    }

    pub(super) fn sets_cookies(&self) -> bool {
        self.headers.contains_key(SET_COOKIE)
    }

    /// Whether a cache that has this response must look at a header.
    pub(super) fn varies_by(&self, name: &str) -> bool {
        let values = self.headers.get_all(VARY).iter().filter_map(|value| value.to_str().ok());
        values
            .flat_map(|value| value.split(','))
            .any(|listed| listed.trim().eq_ignore_ascii_case(name) || listed == "*")
    }
}

impl Display for Sent {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}", self.status, self.body)?;
        for (name, value) in &self.headers {
            write!(f, "\n      {name}: {}", value.as_bytes().escape_ascii())?;
        }
        if let Some(report) = &self.report {
            write!(f, "\n      {report:?}")?;
        }
        self.events.iter().try_for_each(|event| write!(f, "\n      ran: {event:?}"))
    }
}
