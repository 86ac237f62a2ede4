//! What one fetch did: what the page saw, and what the server received.

use crate::case::short;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// Request headers that are relevant to CORS, or that the page set.
const COMPARED: [&str; 14] = [
    "accept",
    "access-control-request-headers",
    "access-control-request-method",
    "authorization",
    "content-language",
    "content-length",
    "content-type",
    "cookie",
    "origin",
    "range",
    "referer",
    "sec-fetch-dest",
    "sec-fetch-mode",
    "sec-fetch-site",
];

/// Response headers that the framing of the server adds to some responses.
const FRAMING: [&str; 5] = ["connection", "content-length", "date", "keep-alive", "transfer-encoding"];

/// Response headers that every page can read.
const SAFELISTED: [&str; 6] =
    ["cache-control", "content-language", "content-type", "expires", "last-modified", "pragma"];

/// A request as the server received it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sent {
    pub(crate) method: String,
    pub(crate) host: String,
    /// The path after the part that identifies the case.
    pub(crate) path: String,
    pub(crate) headers: BTreeMap<String, String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", tag = "kind")]
pub(crate) enum Outcome {
    Read {
        status: u16,
        r#type: String,
        url: String,
        redirected: bool,
        headers: Vec<(String, String)>,
        body: String,
    },
    Opaque,
    OpaqueRedirect,
    /// Each browser has its own message.
    Blocked {
        why: String,
    },
}

#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Seen {
    pub(crate) outcome: Outcome,
    pub(crate) sent: Vec<Sent>,
}

pub(crate) fn is_compared(name: &str) -> bool {
    COMPARED.contains(&name) || name.starts_with("x-")
}

impl Seen {
    /// In the form of the tables: `OPTIONS api/, PUT api/ -> 200 cors`.
    pub(crate) fn summary(&self, page: &str) -> String {
        let sent: Vec<_> = self.sent.iter().map(|sent| sent.summary(page)).collect();
        let sent = if sent.is_empty() { "nothing".to_owned() } else { sent.join(", ") };
        format!("{sent} -> {}", self.outcome)
    }

    /// Whether two browsers agree.
    pub(crate) fn agrees_with(&self, other: &Seen) -> bool {
        let sent = |seen: &Seen| seen.sent.iter().map(Sent::comparable).collect::<Vec<_>>();
        sent(self) == sent(other) && self.outcome.comparable() == other.outcome.comparable()
    }

    /// All details, for the report.
    pub(crate) fn details(&self) -> String {
        let sent = self
            .sent
            .iter()
            .map(|sent| format!("\n      {} {}{} {:?}", sent.method, sent.host, sent.path, sent.headers));
        format!("{}\n      {:?}", sent.collect::<String>(), self.outcome.comparable())
    }
}

impl Sent {
    /// Chromium sends `Sec-Fetch-Mode` with every preflight, even without the other Fetch Metadata.
    fn comparable(&self) -> Sent {
        let mut sent = self.clone();
        if sent.method == "OPTIONS" && !sent.headers.contains_key("sec-fetch-site") {
            sent.headers.remove("sec-fetch-mode");
        }
        sent
    }

    fn summary(&self, page: &str) -> String {
        let Sent { method, host, path, headers } = self;
        let host = short(host);
        let from = match headers.get("origin").map(String::as_str) {
            None => " without origin".to_owned(),
            Some(origin) if origin == page => String::new(),
            Some(origin) => format!(" from {origin}"),
        };
        format!("{method} {host}{path}{from}")
    }
}

impl Outcome {
    pub(crate) fn is_read(&self) -> bool {
        matches!(self, Outcome::Read { .. })
    }

    fn comparable(&self) -> Outcome {
        match self.clone() {
            Outcome::Read { status, r#type, url, redirected, mut headers, body } => {
                headers.retain(|(name, _)| !FRAMING.contains(&name.as_str()));
                headers.sort();
                Outcome::Read { status, r#type, url, redirected, headers, body }
            }
            Outcome::Blocked { .. } => Outcome::Blocked { why: String::new() },
            other => other,
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Outcome::Read { status, r#type, redirected, headers, .. } => {
                write!(f, "{status} {type}{}", if *redirected { " redirected" } else { "" })?;
                let names = headers.iter().map(|(name, _)| name.as_str());
                let names = names.filter(|name| !FRAMING.contains(name) && !SAFELISTED.contains(name));
                // A page can read nearly all headers of same-origin responses; those of the tables are enough.
                let names = names.filter(|name| r#type == "cors" || name.starts_with("x-"));
                let mut names: Vec<_> = names.collect();
                names.sort_unstable();
                if names.is_empty() { Ok(()) } else { write!(f, " [{}]", names.join(" ")) }
            }
            Outcome::Opaque => f.write_str("opaque"),
            Outcome::OpaqueRedirect => f.write_str("opaqueredirect"),
            Outcome::Blocked { .. } => f.write_str("blocked"),
        }
    }
}
