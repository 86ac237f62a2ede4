//! The playground, clicked through in Chromium (`apt-get install chromium`, or its path in `CHROMIUM`):
//!
//! ```sh
//! cargo test -p playground -- --ignored
//! ```
#![allow(clippy::unwrap_used)]

mod devtools;
mod example;

use devtools::Tab;
use example::{Example, error_for};
use serde_json::Value;

/// What the page shows after a request.
#[derive(Debug)]
struct Shown {
    what: String,
    headline: String,
    browser: String,
    policy: String,
    exchanges: String,
}

impl Shown {
    #[track_caller]
    fn is(&self, headline: &str, browser: &[&str], policy: &str, exchanges: &[&str]) {
        assert_eq!(self.headline, headline, "{self:#?}");
        assert_eq!(self.policy.split_whitespace().collect::<Vec<_>>().join(" "), policy, "{self:#?}");
        let missing = |text: &str, parts: &[&str]| parts.iter().any(|part| !text.contains(part));
        assert!(!missing(&self.browser, browser), "{browser:?} in {self:#?}");
        assert!(!missing(&self.exchanges, exchanges), "{exchanges:?} in {self:#?}");
    }
}

/// The playground in a tab.
struct Playground {
    tab: Tab,
    example: Example,
}

impl Playground {
    fn open() -> Playground {
        let example = Example::start();
        let mut tab = Tab::open();
        tab.go(&example.api);
        let mut playground = Playground { tab, example };
        playground.wait_until_open();
        playground
    }

    fn wait_until_open(&mut self) {
        self.tab.wait_until("document.querySelectorAll('#senders input:enabled').length === 5");
    }

    fn try_preset(&mut self, name: &str) -> Shown {
        self.tab.click(&format!(
            "[...document.querySelectorAll('#presets button')].find(button => button.innerText === {name:?})"
        ));
        self.shown()
    }

    fn set(&mut self, field: &str, value: &str) {
        self.tab.value(&format!(
            "(() => {{ const field = form.elements[{field:?}]; field.value = {value:?}; \
             form.dispatchEvent(new Event('input')); if (field.value !== {value:?}) throw Error('no such choice'); }})()"
        ));
    }

    fn press(&mut self, id: &str) -> Shown {
        self.tab.click(&format!("document.getElementById({id:?})"));
        self.shown()
    }

    fn shown(&mut self) -> Shown {
        self.tab.wait_until("document.getElementById('result').ariaBusy === 'false'");
        let [what, headline, browser, policy, exchanges] =
            ["what", "headline", "browser", "policy", "exchanges"].map(|id| self.tab.text(id));
        Shown { what, headline, browser, policy, exchanges }
    }

    fn log(&mut self, button: &str, status: &str) {
        self.tab.click(&format!("document.getElementById({button:?})"));
        self.tab.wait_until(&format!("document.getElementById('session').innerText === {status:?}"));
    }

    fn close(self) {
        assert_eq!(self.tab.errors, Vec::<String>::new());
    }
}

const BLOCKED: &str = "The page gets TypeError: Failed to fetch";

#[test]
#[ignore = "needs Chromium"]
fn presets_show_allowed_and_blocked_requests() {
    let mut playground = Playground::open();
    let [app, cross_site] = [playground.example.app.clone(), playground.example.cross_site.clone()];

    let shown = playground.try_preset("GET from any origin");
    assert_eq!(shown.what, format!("GET /widgets from a cross-site page, {cross_site}"));
    let hidden = "The page cannot read x-served-by: the policy does not expose it.";
    let wildcard = "Request allowed * allows only requests whose credentials mode is not include.";
    let exchange =
        ["GET /widgets → 200 OK", "access-control-allow-origin\t*", "access-control-expose-headers\tx-total-count"];
    shown.is("The page reads the response: 200", &[hidden, "x-total-count\t1", "sprocket"], wildcard, &exchange);

    let shown = playground.try_preset("JSON POST from our app");
    assert_eq!(shown.what, format!("POST /widgets from the page of our app, {app}"));
    let allowed = format!("access-control-allow-origin\t{app}");
    let exchanged = [
        "OPTIONS /widgets → 204 No Content",
        "access-control-request-headers\tcontent-type,x-request-id",
        "access-control-allow-headers\tx-request-id, content-type",
        "POST /widgets → 201 Created",
        &allowed,
    ];
    let preflighted = "The browser sent a preflight first, and its response allowed the request.";
    let both = "Preflight allowed Request allowed";
    shown.is("The page reads the response: 201", &[preflighted, "location\t/widgets/2"], both, &exchanged);

    // Kept for the URL, `x-request-id` would be allowed for GET too, whose policy does not allow it.
    let shown = playground.press("again");
    let uncached = ["access-control-max-age\t0", "→ 201 Created"];
    shown.is("The page reads the response: 201", &[preflighted, "/widgets/3"], both, &uncached);

    let unlisted = "the policy does not list the origin";
    let shown = playground.try_preset("Cross-site JSON POST");
    let denied = ["The response has status 403, which denies the request.", "So the browser did not send the POST."];
    shown.is(BLOCKED, &denied, &format!("Preflight denied: {unlisted}"), &["OPTIONS /widgets → 403 Forbidden"]);
    assert!(!shown.exchanges.contains("POST /"), "{shown:#?}");

    let shown = playground.try_preset("Cross-site plain POST");
    let rejected = "The server rejected it, and no handler ran.";
    shown.is(BLOCKED, &[rejected], &format!("Request rejected: {unlisted}"), &["POST /widgets → 403 Forbidden"]);

    let shown = playground.try_preset("Cross-site plain POST, not enforced");
    let served = "Request served, but the response is not readable by the page: the policy does not list the origin";
    shown.is(BLOCKED, &["CORS hides responses, and does not stop requests."], served, &["POST /orders → 200 OK"]);

    let shown = playground.try_preset("Header that is not allowed");
    let missing = ["The policy does not allow the request header x-trace.", "did not send the POST"];
    let stops = "Preflight not sent by the browser: request headers not allowed: x-trace";
    shown.is(BLOCKED, &missing, stops, &["access-control-request-headers\tcontent-type,x-trace"]);

    let shown = playground.try_preset("Method without a handler");
    let names = "Preflight denied: no handler or service under a policy serves the method on this path \
                 The response lists the methods of the path, so that the browser can report the missing one.";
    shown.is(BLOCKED, &["The server allows POST, not PATCH."], names, &["access-control-allow-methods\tPOST"]);

    let shown = playground.try_preset("Predicate");
    shown.is(
        "The page reads the response: 200",
        &["for our tenants"],
        "Request the predicate of TENANTS decides It returned true.",
        &[],
    );
    playground.set("sender", "cross_site");
    let shown = playground.press("send");
    shown.is(
        BLOCKED,
        &["The response does not allow any origin"],
        "Request the predicate of TENANTS decides It returned false.",
        &["→ 200 OK"],
    );

    let shown = playground.try_preset("Sandboxed frame");
    shown.is(
        BLOCKED,
        &[rejected],
        "Request rejected: the origin is null, which any page can obtain",
        &["origin\tnull"],
    );

    let shown = playground.try_preset("Timeout");
    shown.is("The page reads the response: 504", &[], "Request allowed", &["GET /slow → 504 Gateway Timeout"]);

    let shown = playground.try_preset("Route without a policy");
    let none = "Request No policy: this is a plain axum route, without CORS headers.";
    shown.is(BLOCKED, &["The response does not allow any origin"], none, &["GET /plain → 200 OK"]);
    playground.close();
}

#[test]
#[ignore = "needs Chromium"]
fn presets_show_when_credentials_are_sent() {
    let mut playground = Playground::open();
    let shown = playground.try_preset("Without a login");
    let none = "The browser sent no cookie";
    let inside = "The login layer is inside CORS: it sees no preflight, and its 401 has the headers of the policy.";
    let layers = [none, inside, "log in first"];
    shown.is("The page reads the response: 401", &layers, "Request allowed", &["→ 401 Unauthorized"]);

    // Presets log in and out where they need it.
    let sent = "The browser sent the cookie.";
    let shown = playground.try_preset("Credentials from our app");
    let cookie = "cookie\tsession=open-sesame";
    shown.is("The page reads the response: 200", &[sent, "\"Ada\""], "Request allowed", &[cookie]);

    let shown = playground.try_preset("* with credentials");
    let wildcard = "Request allowed * allows only requests whose credentials mode is not include.";
    shown.is(BLOCKED, &["does not cover requests with credentials", sent], wildcard, &["→ 200 OK", cookie]);

    let unlisted = "Request rejected: the policy does not list the origin";
    let rejected = "The server rejected it, and no handler ran.";
    let shown = playground.try_preset("Cross-site POST with credentials");
    shown.is(BLOCKED, &[rejected, none], unlisted, &["→ 403 Forbidden"]);
    assert!(!shown.exchanges.contains("session="), "{shown:#?}");

    // The attack: the request carries the cookie, and is rejected.
    let shown = playground.try_preset("Same-site POST with credentials");
    shown.is(
        BLOCKED,
        &[rejected, sent],
        "Request the predicate of TENANTS decides It returned false.",
        &["→ 403 Forbidden", cookie],
    );

    let shown = playground.try_preset("Without a login");
    assert_eq!(shown.headline, "The page reads the response: 401");
    playground.log("log_in", "This browser has a session cookie.");
    playground.log("log_out", "This browser has no cookie.");
    playground.close();
}

#[test]
#[ignore = "needs Chromium"]
fn presets_show_forms_and_sockets() {
    let mut playground = Playground::open();
    let unlisted = "Request rejected: the policy does not list the origin";
    let without_cors = "Forms need no CORS";

    // The attack: it would act with the user's cookie.
    let shown = playground.try_preset("Same-site form post");
    let rejected = [without_cors, "The server rejected it, and no handler ran", "The browser sent the cookie."];
    let denied = "Request the predicate of TENANTS decides It returned false.";
    shown.is("The form was rejected: 403", &rejected, denied, &["POST /tenant → 403 Forbidden", "cookie\tsession="]);

    let shown = playground.try_preset("Cross-site form post, not enforced");
    let handled = [without_cors, "The handler ran, and responded with 200."];
    let served = "Request served, but the response is not readable by the page: the policy does not list the origin";
    shown.is("The form was handled: 200", &handled, served, &["POST /orders → 200 OK"]);

    let shown = playground.try_preset("WebSocket from our app");
    let open = ["lets the page read what it receives", "The browser sent the cookie.", "echo: hello"];
    shown.is("The socket is open", &open, "Request allowed", &["GET /echo → 101 Switching Protocols"]);

    let shown = playground.try_preset("WebSocket from a cross-site page");
    let failed = "The page gets an error event: the connection failed";
    shown.is(failed, &["The server rejected the handshake"], unlisted, &["GET /echo → 403 Forbidden"]);
    // The browser's own lines about the failed handshake.
    playground.tab.errors.retain(|error| !error.contains("WebSocket"));
    playground.close();
}

#[test]
#[ignore = "needs Chromium"]
fn the_page_shows_the_code_and_the_surface_whole() {
    let mut playground = Playground::open();
    playground.try_preset("JSON POST from our app");
    let code = playground.tab.text("code");
    let policy = "static WEB_APP: Policy;";
    let handler = "#[cors(policy = WEB_APP, methods = [POST])]\nasync fn create_widget(";
    assert!(code.starts_with("#[cors(\n    origins = [\"http://localhost:*\"]"), "{code}");
    assert!(code.contains(policy) && code.contains(handler), "{code}");
    playground.try_preset("GET from any origin");
    assert!(playground.tab.text("code").starts_with("#[cors(origins = [\"*\"], methods = [GET]"));
    playground.try_preset("Predicate");
    assert!(playground.tab.text("code").contains("static TENANTS: Origins;"));
    playground.try_preset("Route without a policy");
    assert!(playground.tab.text("code").starts_with("// No handler"), "{}", playground.tab.text("code"));

    let overflow =
        "(() => { const box = document.querySelector('.wide'); return box.scrollWidth - box.clientWidth; })()";
    assert_eq!(playground.tab.value(overflow), Value::from(0));
    let links = "[...document.querySelectorAll('nav a')].every(link => link.href.includes('/handler_cors/guide/'))";
    assert_eq!(playground.tab.value(links), Value::from(true));
    playground.close();
}

/// The pages of the guide to which it links exist.
#[test]
fn links_lead_to_pages_of_the_guide() {
    let page = include_str!("../page/index.html");
    let links: Vec<&str> =
        page.split("/handler_cors/guide/").skip(1).map(|rest| rest.split('/').next().unwrap()).collect();
    assert!(links.len() >= 5, "{links:?}");
    let guide = include_str!("../../../src/guide/mod.rs");
    for link in links {
        assert!(guide.contains(&format!("pub mod {link} {{")), "no page `{link}`");
    }
}

#[test]
#[ignore = "needs Chromium"]
fn the_form_sends_requests_and_shows_them_as_text() {
    let mut playground = Playground::open();
    let surface = playground.tab.text("surface");
    assert!(surface.starts_with("METHOD\tPATH\tORIGINS"), "{surface}");
    assert!(surface.contains("dangerously(unenforced)"), "{surface}");

    for (field, value) in [("sender", "own"), ("method", "POST"), ("path", "/widgets"), ("type", "application/json")] {
        playground.set(field, value);
    }
    let marked = "[...document.querySelectorAll('#surface .selected')].map(line => line.innerText).join()";
    let marked = playground.tab.value(marked);
    assert!(marked.as_str().unwrap().starts_with("POST\t/widgets\t"), "{marked}");
    playground.tab.click("form.elements.body");
    playground.tab.write(r#"{"name": "<img src=x onerror=alert(1)>"}"#);
    playground.tab.click("form.elements.header_name");
    playground.tab.write("X-Own");
    playground.tab.click("form.elements.header_value");
    playground.tab.write("<b>1</b>");
    playground.tab.press_enter();
    let shown = playground.shown();
    let own = "The request is same-origin, so CORS does not apply.";
    shown.is("The page reads the response: 201", &[own], "Request allowed", &["POST /widgets → 201 Created"]);
    playground.tab.click("document.querySelector('#exchanges summary')");
    assert!(playground.tab.text("exchanges").contains("x-own\t<b>1</b>"));

    let shown = playground.try_preset("GET from any origin");
    assert!(shown.browser.contains("<img src=x onerror=alert(1)>"), "{shown:#?}");
    let parsed = "document.querySelectorAll('#result img, #result b').length";
    assert_eq!(playground.tab.value(parsed), Value::from(0));

    playground.tab.click("form.elements.header_name");
    playground.tab.write("no name");
    let shown = playground.press("send");
    assert!(shown.headline.starts_with("The page gets TypeError: Failed to execute 'fetch'"), "{shown:#?}");
    assert!(shown.browser.contains("The browser sent nothing"), "{shown:#?}");
    assert_eq!(shown.policy, "The server received nothing.");

    let other_name = playground.example.api.replace("localhost", "127.0.0.1");
    playground.tab.go(&other_name);
    playground.wait_until_open();
    assert_eq!(playground.tab.value("location.origin"), Value::from(playground.example.api.as_str()));
    playground.close();
}

#[test]
fn recorded_exchanges_are_bounded() {
    let example = Example::start();
    let recorded = |example: &Example| {
        let (_, body) = example.get("/exchanges/mine");
        serde_json::from_str::<Vec<Value>>(&body).unwrap()
    };
    let send = |query: &str| example.get(&format!("/widgets?exchange={query}"));
    let (head, _) = send("mine");
    assert!(head.contains("access-control-allow-origin: *"), "{head}");
    assert_eq!(recorded(&example)[0]["explain"], "served: not a CORS request");
    for _ in 0..250 {
        send("mine");
    }
    assert_eq!(recorded(&example).len(), 200);
    send("another");
    send(&"n".repeat(41));
    assert_eq!(recorded(&example).len(), 199);
}

#[test]
fn an_invalid_port_is_an_error_with_help() {
    for wrong in ["65533", "-1", "http", "127.0.0.1:3000"] {
        let error = error_for(wrong);
        assert!(error.contains(&format!("`{wrong}` is not a port")) && error.contains("help: "), "{error}");
    }
}
