//! Attacks by class, against a list with a pattern of every kind. Each table has origins that must not be allowed and similar
//! ones that must, so that no test passes for another reason.

mod bytes;
mod compositions;
mod look_alikes;
mod oracle;
mod sizes;
mod spellings;

use crate::client::{Served, TestRequest, serve};
use crate::{http1, http2};
use handler_cors::{CorsRouter, cors};

#[cors(
    origins = [
        "https://app.example.com",
        "https://my_app.example.com:8443",
        "https://dotted.example.com.",
        "https://*.partner.example",
        "https://pr-*.preview.example",
        "https://*-web.preview.example:*",
        "https://192.0.2.10",
        "https://[2001:db8::1]",
        "http://localhost:*",
        "http://127.0.0.1:*",
        "http://[::1]:*",
        "capacitor://localhost",
    ],
    methods = [GET, POST],
    headers = ["x-request-id"],
    credentials,
)]
#[allow(deprecated, reason = "loopback origins")]
async fn listed() -> &'static str {
    "listed"
}

#[cors(origins = ["*"], methods = [GET, POST])]
async fn public() -> &'static str {
    "public"
}

/// For pages in sandboxed frames.
#[cors(origins = ["null"], methods = [GET, POST], dangerously(null_origin))]
async fn sandbox() -> &'static str {
    "sandbox"
}

/// One origin for each pattern of the list.
const ALLOWED: [&str; 12] = [
    "https://app.example.com",
    "https://my_app.example.com:8443",
    "https://dotted.example.com.",
    "https://a.partner.example",
    "https://pr-1.preview.example",
    "https://new-web.preview.example:8443",
    "https://192.0.2.10",
    "https://[2001:db8::1]",
    "http://localhost:3000",
    "http://127.0.0.1:3000",
    "http://[::1]:3000",
    "capacitor://localhost",
];

/// The server, with one connection of each kind.
#[derive(Debug)]
struct Target {
    app: Served,
    http1: http1::Connection,
    http2: http2::Connection,
}

const DENIED: &str = "403\nVary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

impl Target {
    async fn new() -> Target {
        let app = CorsRouter::new().route("/listed", listed).route("/public", public).route("/sandbox", sandbox);
        let app = serve(app).await;
        let http1 = http1::Connection::open(app.address).await;
        let http2 = http2::Connection::open(app.address).await;
        Target { app, http1, http2 }
    }

    /// Checks the response in process, over HTTP/1.1 and over HTTP/2.
    async fn assert(&mut self, request: &TestRequest, expected: &str) {
        let shown = || request.headers.iter().map(|(_, value)| value.escape_ascii().to_string()).collect::<Vec<_>>();
        let expected = crate::client::canonical(expected);
        assert_eq!(self.app.request_in_process(request.clone()).await.text(), expected, "in process: {:?}", shown());
        assert_eq!(self.http1.request(request).await.text(), expected, "HTTP/1.1: {:?}", shown());
        self.http1.assert_silent();
        assert_eq!(self.http2.request(request).await.unwrap().text(), expected, "HTTP/2: {:?}", shown());
    }

    /// The list allows none of these, and the policy for any origin treats them like all others.
    async fn rejects<O: AsRef<[u8]>>(&mut self, origins: impl IntoIterator<Item = O>) {
        for origin in origins {
            let request = |text| TestRequest::new(text).header("origin", origin.as_ref());
            self.assert(&request("GET /listed"), "200\nVary: Origin\n\nlisted").await;
            self.assert(&request("POST /listed"), "403\nVary: Origin").await;
            self.assert(&request("OPTIONS /listed\nAccess-Control-Request-Method: POST"), DENIED).await;
            self.assert(&request("GET /public"), "200\nAccess-Control-Allow-Origin: *\n\npublic").await;
        }
    }

    async fn allows(&mut self, origins: &[&str]) {
        for origin in origins {
            let allow_headers = format!(
                "\nAccess-Control-Allow-Origin: {origin}\nAccess-Control-Allow-Credentials: true\nVary: Origin"
            );
            let request = |text| TestRequest::new(text).header("origin", origin);
            self.assert(&request("GET /listed"), &format!("200{allow_headers}\n\nlisted")).await;
            self.assert(&request("POST /listed"), &format!("200{allow_headers}\n\nlisted")).await;
            let preflight = format!(
                "204{allow_headers}, Access-Control-Request-Method, Access-Control-Request-Headers
                 Access-Control-Allow-Methods: GET, POST
                 Access-Control-Allow-Headers: x-request-id"
            );
            self.assert(&request("OPTIONS /listed\nAccess-Control-Request-Method: POST"), &preflight).await;
        }
    }
}

/// Every way to replace one occurrence of a string in the origin.
fn replaced(origin: &str, from: &str, to: &str) -> Vec<String> {
    let positions = origin.match_indices(from).map(|(at, _)| at);
    positions.map(|at| [&origin[..at], to, &origin[at + from.len()..]].concat()).collect()
}

#[tokio::test]
async fn the_list_allows_an_origin_of_each_pattern() {
    Target::new().await.allows(&ALLOWED).await;
}
