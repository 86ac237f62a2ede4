//! Data of several tests.
#![allow(dead_code)] // Each test uses some of it.
#![allow(clippy::unwrap_used)]

use handler_cors_policy::{Draft, PublicSuffixes};
use serde::de::DeserializeOwned;

/// Some entries of the public suffix list.
pub(crate) const SUFFIXES: PublicSuffixes = PublicSuffixes { is_suffix, below };

const LISTED: [&str; 8] = ["com", "io", "uk", "app", "github.io", "vercel.app", "co.uk", "s3.amazonaws.com"];

fn is_suffix(host: &str) -> bool {
    // A wildcard rule with an exception.
    let by_wildcard = || host.strip_suffix(".kawasaki.jp").is_some_and(|label| !label.contains('.') && label != "city");
    LISTED.contains(&host) || by_wildcard()
}

fn below(host: &str) -> Option<String> {
    let inside = format!(".{host}");
    let listed = LISTED.iter().find(|suffix| suffix.ends_with(&inside)).map(|suffix| (*suffix).to_owned());
    listed.or_else(|| (host == "kawasaki.jp").then(|| "*.kawasaki.jp".to_owned()))
}

/// A policy without faults and warnings.
pub(crate) const DRAFT: Draft<'static> = Draft {
    origins: &[Some("https://app.example.com")],
    methods: &["POST"],
    headers: &[],
    expose: &[],
    credentials: false,
    max_age: None,
    enforce: false,
    dangerously: &[],
};

/// Reads a file of the test data.
pub(crate) fn corpus<T: DeserializeOwned>(name: &str) -> T {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/");
    let text = std::fs::read_to_string(format!("{folder}{name}")).unwrap();
    serde_json::from_str(&text).unwrap()
}
