//! Attacks by class, against a list that has a pattern of every kind: each table holds what must not be admitted, and its
//! nearest neighbours that must, so that no test passes for a reason of its own.

mod bytes;
mod look_alikes;
mod oracle;
mod sizes;
mod spellings;

use crate::client::{Ask, Served, serve};
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

/// An origin of each pattern of the list.
const ADMITTED: [&str; 12] = [
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

/// The server, with a connection of each kind.
#[derive(Debug)]
struct Target {
    app: Served,
    http1: http1::Connection,
    http2: http2::Connection,
}

const REFUSED: &str = "403\nVary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

impl Target {
    async fn new() -> Target {
        let app = CorsRouter::new().route("/listed", listed).route("/public", public).route("/sandbox", sandbox);
        let app = serve(app).await;
        let http1 = http1::Connection::open(app.address).await;
        let http2 = http2::Connection::open(app.address).await;
        Target { app, http1, http2 }
    }

    /// In process, over HTTP/1.1 and over HTTP/2, each of which must answer the same.
    async fn assert(&mut self, ask: &Ask, expected: &str) {
        let shown = || ask.headers.iter().map(|(_, value)| value.escape_ascii().to_string()).collect::<Vec<_>>();
        let expected = crate::client::canonical(expected);
        assert_eq!(self.app.ask_in_process(ask.clone()).await.text(), expected, "in process: {:?}", shown());
        assert_eq!(self.http1.ask(ask).await.text(), expected, "HTTP/1.1: {:?}", shown());
        self.http1.assert_silent();
        assert_eq!(self.http2.ask(ask).await.unwrap().text(), expected, "HTTP/2: {:?}", shown());
    }

    /// To none of these the list gives anything, and everybody's policy no more than to all.
    async fn refuses<O: AsRef<[u8]>>(&mut self, origins: impl IntoIterator<Item = O>) {
        for origin in origins {
            let ask = |text| Ask::new(text).header("origin", origin.as_ref());
            self.assert(&ask("GET /listed"), "200\nVary: Origin\n\nlisted").await;
            self.assert(&ask("POST /listed"), "403\nVary: Origin").await;
            self.assert(&ask("OPTIONS /listed\nAccess-Control-Request-Method: POST"), REFUSED).await;
            self.assert(&ask("GET /public"), "200\nAccess-Control-Allow-Origin: *\n\npublic").await;
        }
    }

    async fn admits(&mut self, origins: &[&str]) {
        for origin in origins {
            let grant = format!(
                "\nAccess-Control-Allow-Origin: {origin}\nAccess-Control-Allow-Credentials: true\nVary: Origin"
            );
            let ask = |text| Ask::new(text).header("origin", origin);
            self.assert(&ask("GET /listed"), &format!("200{grant}\n\nlisted")).await;
            self.assert(&ask("POST /listed"), &format!("200{grant}\n\nlisted")).await;
            let preflight = format!(
                "204{grant}, Access-Control-Request-Method, Access-Control-Request-Headers
                 Access-Control-Allow-Methods: GET, POST
                 Access-Control-Allow-Headers: x-request-id"
            );
            self.assert(&ask("OPTIONS /listed\nAccess-Control-Request-Method: POST"), &preflight).await;
        }
    }
}

/// Every way to put another text in the place of one that the origin has.
fn replaced(origin: &str, from: &str, to: &str) -> Vec<String> {
    let places = origin.match_indices(from).map(|(at, _)| at);
    places.map(|at| [&origin[..at], to, &origin[at + from.len()..]].concat()).collect()
}

#[tokio::test]
async fn the_list_admits_an_origin_of_each_pattern() {
    Target::new().await.admits(&ADMITTED).await;
}
