//! Cases, and grids of cases.

use serde::Serialize;

pub(crate) const APP: &str = "http://app.example.test";
pub(crate) const PORT: &str = "http://app.example.test:8080";
pub(crate) const OTHER: &str = "http://other.test";
pub(crate) const LOCAL: &str = "http://app.localhost";
pub(crate) const NULL: &str = "null";
pub(crate) const API: &str = "http://api.example.test";
pub(crate) const API_PORT: &str = "http://api.example.test:8080";
pub(crate) const CDN: &str = "http://cdn.example.test";
/// Hosts that are trustworthy like https, so that browsers send Fetch Metadata to them.
pub(crate) const LOCAL_API: &str = "http://api.localhost";
pub(crate) const LOCAL_SHOP: &str = "http://shop.app.localhost";

/// What a page does with its own server, and the expected result.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    /// The table, and the row in it.
    pub(crate) name: String,
    pub(crate) page: &'static str,
    pub(crate) server: Server,
    pub(crate) steps: Vec<Step>,
}

#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) call: FetchCall,
    pub(crate) expected: String,
    /// What Chromium does, if it departs from the standard.
    pub(crate) in_chromium: Option<String>,
}

/// The arguments of a script's call of `fetch`.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FetchCall {
    pub(crate) method: &'static str,
    /// Scheme and host.
    pub(crate) at: &'static str,
    /// The path after the part that identifies the case.
    pub(crate) path: &'static str,
    pub(crate) headers: Vec<(&'static str, String)>,
    pub(crate) body: Option<&'static str>,
    /// `text`, which sets a content type, `bytes`, or `stream`.
    pub(crate) body_is: &'static str,
    pub(crate) credentials: &'static str,
    pub(crate) mode: &'static str,
    pub(crate) redirect: &'static str,
    /// Milliseconds to wait before the call.
    pub(crate) wait: u64,
}

/// For each path, the responses to preflights and to all other requests. `200 | allow-origin: * | x-a: 1`, where `allow-`,
/// `max-age` and `expose-headers` are short for the CORS headers, `{page}` is the origin of the page (`{PAGE}` in upper case),
/// `{origin}` that of the request, `{method}` and `{names}` what a preflight requests, and `{base}` the part of the path that
/// identifies the case.
#[derive(Clone, Debug, Default)]
pub(crate) struct Server(pub(crate) Vec<(&'static str, String, String)>);

impl FetchCall {
    pub(crate) fn new(method: &'static str) -> FetchCall {
        FetchCall {
            method,
            at: API,
            path: "/",
            headers: Vec::new(),
            body: None,
            body_is: "text",
            credentials: "same-origin",
            mode: "cors",
            redirect: "follow",
            wait: 0,
        }
    }

    pub(crate) fn at(self, at: &'static str) -> FetchCall {
        FetchCall { at, ..self }
    }

    pub(crate) fn path(self, path: &'static str) -> FetchCall {
        FetchCall { path, ..self }
    }

    pub(crate) fn header(mut self, name: &'static str, value: impl Into<String>) -> FetchCall {
        self.headers.push((name, value.into()));
        self
    }

    pub(crate) fn text(self, body: &'static str) -> FetchCall {
        FetchCall { body: Some(body), ..self }
    }

    pub(crate) fn bytes(self, body: &'static str) -> FetchCall {
        FetchCall { body: Some(body), body_is: "bytes", ..self }
    }

    pub(crate) fn stream(self, body: &'static str) -> FetchCall {
        FetchCall { body: Some(body), body_is: "stream", ..self }
    }

    /// Whether a cross-origin call needs a preflight, whatever the values of its headers.
    pub(crate) fn needs_preflight(&self) -> bool {
        !matches!(self.method, "GET" | "HEAD" | "POST") || !self.headers.is_empty() || self.body_is == "stream"
    }

    pub(crate) fn include(self) -> FetchCall {
        FetchCall { credentials: "include", ..self }
    }

    pub(crate) fn omit(self) -> FetchCall {
        FetchCall { credentials: "omit", ..self }
    }

    pub(crate) fn mode(self, mode: &'static str) -> FetchCall {
        FetchCall { mode, ..self }
    }

    pub(crate) fn redirect(self, redirect: &'static str) -> FetchCall {
        FetchCall { redirect, ..self }
    }

    pub(crate) fn after(self, wait: u64) -> FetchCall {
        FetchCall { wait, ..self }
    }

    pub(crate) fn expect(self, expected: impl Into<String>) -> Step {
        Step { call: self, expected: expected.into(), in_chromium: None }
    }

    /// The expected result, by a letter:
    ///
    /// | letter | sent | the page |
    /// |---|---|---|
    /// | `r` | the request | reads |
    /// | `R` | a preflight and the request | reads |
    /// | `b` | the request | does not read |
    /// | `B` | a preflight and the request | does not read |
    /// | `p` | a preflight | does not read |
    /// | `o` | the request | gets an opaque response |
    /// | `-` | nothing | does not read |
    pub(crate) fn expect_letter(self, letter: char, page: &str, status: u16, method: &str) -> Step {
        let host = short(self.at);
        let (path, is_own) = (self.path, page == self.at);
        let method = if method == "put" { "PUT" } else { method };
        let says_none = (is_own || self.mode == "no-cors") && matches!(method, "GET" | "HEAD");
        let from = if says_none { " without origin" } else { "" };
        let (preflight, request) = (format!("OPTIONS {host}{path}"), format!("{method} {host}{path}{from}"));
        let kind = if is_own { "basic" } else { "cors" };
        let expected = match letter {
            'r' => format!("{request} -> {status} {kind}"),
            'R' => format!("{preflight}, {request} -> {status} {kind}"),
            'b' => format!("{request} -> blocked"),
            'B' => format!("{preflight}, {request} -> blocked"),
            'p' => format!("{preflight} -> blocked"),
            'o' => format!("{request} -> opaque"),
            '-' => "nothing -> blocked".to_owned(),
            other => panic!("no such letter: {other}"),
        };
        self.expect(expected)
    }
}

/// A host or an origin as the tables call it: `api` for `http://api.example.test`.
pub(crate) fn short(host: &str) -> String {
    host.replace("http://", "").replace(".example.test", "")
}

impl Step {
    pub(crate) fn but_in_chromium(self, does: impl Into<String>) -> Step {
        Step { in_chromium: Some(does.into()), ..self }
    }
}

impl Server {
    /// One path, `/`.
    pub(crate) fn new(preflight: impl Into<String>, actual: impl Into<String>) -> Server {
        Server::default().path("/", preflight, actual)
    }

    pub(crate) fn path(
        mut self,
        path: &'static str,
        preflight: impl Into<String>,
        actual: impl Into<String>,
    ) -> Server {
        self.0.push((path, preflight.into(), actual.into()));
        self
    }
}

/// Calls × servers, with a letter for each expected result.
pub(crate) struct Grid<'a> {
    pub(crate) name: &'a str,
    pub(crate) pages: &'a [&'static str],
    pub(crate) calls: Vec<(&'a str, FetchCall)>,
    /// A name, the responses of the server to preflights and to requests, and a letter for each of `calls`.
    pub(crate) rows: Vec<(&'a str, String, String, &'a str)>,
}

impl Grid<'_> {
    pub(crate) fn cases(self) -> Vec<Case> {
        let mut cases = Vec::new();
        for page in self.pages {
            for (row, preflight, actual, letters) in &self.rows {
                let letters: Vec<char> = letters.chars().filter(|letter| *letter != ' ').collect();
                assert_eq!(letters.len(), self.calls.len(), "{}: {row}", self.name);
                for ((column, call), letter) in self.calls.iter().zip(letters) {
                    let status = actual.split(' ').next().unwrap().parse().unwrap();
                    let step = call.clone().expect_letter(letter, page, status, call.method);
                    cases.push(Case {
                        name: format!("{}: {row}: {column}", self.name),
                        page,
                        server: Server::new(preflight, actual),
                        steps: vec![step],
                    });
                }
            }
        }
        cases
    }
}
