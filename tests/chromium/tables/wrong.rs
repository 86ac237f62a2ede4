//! Wrong expectations, so that a run that compares nothing fails.

use super::WRONG;
use crate::case::{APP, Case, FetchCall, OTHER, Server};

pub(crate) fn cases() -> Vec<Case> {
    let rows = [
        // The server allows no origin, and the table says that the page reads the response.
        ("a server without CORS is read", APP, Server::new("204", "200"), FetchCall::new("GET"), 'r'),
        (
            "a response to credentials with `*` is readable",
            APP,
            Server::new("204", "200 | allow-origin: *"),
            FetchCall::new("GET").include(),
            'r',
        ),
        (
            "PUT goes without a preflight",
            OTHER,
            Server::new("204 | allow-origin: * | allow-methods: PUT", "200 | allow-origin: *"),
            FetchCall::new("PUT"),
            'r',
        ),
        // The server allows the page, and the table says that it does not.
        (
            "an allowed page cannot read the response",
            OTHER,
            Server::new("204", "200 | allow-origin: {page}"),
            FetchCall::new("GET"),
            'b',
        ),
        (
            "an opaque response is readable",
            OTHER,
            Server::new("204", "200"),
            FetchCall::new("POST").mode("no-cors"),
            'r',
        ),
    ];
    rows.into_iter()
        .map(|(name, page, server, call, letter)| {
            let method = call.method;
            let steps = vec![call.expect_letter(letter, page, 200, method)];
            Case { name: format!("{WRONG}: {name}"), page, server, steps }
        })
        .collect()
}
