//! Expectations that are wrong, so that a run in which nothing is compared cannot pass.

use super::WRONG;
use crate::case::{APP, Ask, Case, OTHER, Server};

pub(crate) fn cases() -> Vec<Case> {
    let rows = [
        // A server that admits nobody, of which the table says that the page reads it.
        ("a server without CORS is read", APP, Server::new("204", "200"), Ask::new("GET"), 'r'),
        (
            "a credentialed answer with `*` is read",
            APP,
            Server::new("204", "200 | allow-origin: *"),
            Ask::new("GET").include(),
            'r',
        ),
        (
            "PUT goes without a preflight",
            OTHER,
            Server::new("204 | allow-origin: * | allow-methods: PUT", "200 | allow-origin: *"),
            Ask::new("PUT"),
            'r',
        ),
        // A server that admits the page, of which the table says that it does not.
        (
            "an admitted page reads nothing",
            OTHER,
            Server::new("204", "200 | allow-origin: {page}"),
            Ask::new("GET"),
            'b',
        ),
        ("an opaque answer is read", OTHER, Server::new("204", "200"), Ask::new("POST").mode("no-cors"), 'r'),
    ];
    rows.into_iter()
        .map(|(name, page, server, ask, letter)| {
            let method = ask.method;
            let steps = vec![ask.expect_letter(letter, page, 200, method)];
            Case { name: format!("{WRONG}: {name}"), page, server, steps }
        })
        .collect()
}
