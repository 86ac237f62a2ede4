//! The playground is what it says: clicked through in Chromium (`apt-get install chromium`, or its path in `CHROMIUM`) by
//!
//! ```sh
//! cargo test --test playground -- --ignored
//! ```
#![allow(clippy::unwrap_used)]

mod devtools;
mod example;

use devtools::Tab;
use example::{Example, refusal};
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

    fn log(&mut self, button: &str, told: &str) {
        self.tab.click(&format!("document.getElementById({button:?})"));
        self.tab.wait_until(&format!("document.getElementById('session').innerText === {told:?}"));
    }

    fn close(self) {
        assert_eq!(self.tab.faults, Vec::<String>::new());
    }
}

const KEPT: &str = "The page gets TypeError: Failed to fetch";

#[test]
#[ignore = "needs Chromium"]
fn requests_are_granted_and_refused() {
    let mut playground = Playground::open();
    let [app, stranger] = [playground.example.app.clone(), playground.example.stranger.clone()];

    let shown = playground.try_preset("Everybody may read");
    assert_eq!(shown.what, format!("GET /widgets from a stranger's page, {stranger}"));
    let unseen = "It cannot read x-served-by, which the policy does not expose.";
    let open = "Request allowed To requests whose credentials mode is not include: it is *.";
    let answer =
        ["GET /widgets → 200 OK", "access-control-allow-origin\t*", "access-control-expose-headers\tx-total-count"];
    shown.is("The page reads the answer: 200", &[unseen, "x-total-count\t1", "sprocket"], open, &answer);

    let shown = playground.try_preset("Our page's JSON POST");
    assert_eq!(shown.what, format!("POST /widgets from our app's page, {app}"));
    let allowed = format!("access-control-allow-origin\t{app}");
    let exchanged = [
        "OPTIONS /widgets → 204 No Content",
        "access-control-request-headers\tcontent-type,x-request-id",
        "access-control-allow-headers\tx-request-id, content-type",
        "POST /widgets → 201 Created",
        &allowed,
    ];
    let asked = "The browser has asked first, by a preflight, and was allowed to send it.";
    let both = "Preflight allowed Request allowed";
    shown.is("The page reads the answer: 201", &[asked, "location\t/widgets/2"], both, &exchanged);

    let shown = playground.press("again");
    let remembered = "The browser still remembers that it may send this, and has not asked again.";
    shown.is("The page reads the answer: 201", &[remembered, "/widgets/3"], "Request allowed", &["→ 201 Created"]);
    assert!(!shown.exchanges.contains("OPTIONS"), "{shown:#?}");

    let unlisted = "rejected: the policy does not list the origin";
    let shown = playground.try_preset("A stranger's JSON POST");
    let no = ["was answered 403, which is a no.", "So the browser has never sent the POST."];
    shown.is(KEPT, &no, &format!("Preflight {unlisted}"), &["OPTIONS /widgets → 403 Forbidden"]);
    assert!(!shown.exchanges.contains("POST /"), "{shown:#?}");

    let shown = playground.try_preset("A stranger's plain POST");
    let refused = "The server has refused it, and run nothing.";
    shown.is(KEPT, &[refused], &format!("Request {unlisted}"), &["POST /widgets → 403 Forbidden"]);

    let shown = playground.try_preset("The same, unenforced");
    let served = "Request served, but the response is not readable by the page: the policy does not list the origin";
    shown.is(KEPT, &["CORS hides answers, and stops no requests."], served, &["POST /orders → 200 OK"]);

    let shown = playground.try_preset("A forgotten header");
    let forgotten = ["The policy does not allow the request header x-trace.", "has never sent the POST"];
    let stops = "Preflight not sent by the browser: request headers not allowed: x-trace";
    shown.is(KEPT, &forgotten, stops, &["access-control-request-headers\tcontent-type,x-trace"]);

    let shown = playground.try_preset("PATCH that nobody answers");
    let names = "Preflight rejected: no #[cors] handler of the path serves the method \
                 The response lists the methods of the path, so that the browser can name the missing one.";
    shown.is(KEPT, &["The server allows POST, and not PATCH."], names, &["access-control-allow-methods\tPOST"]);

    let shown = playground.try_preset("Ask a predicate");
    shown.is(
        "The page reads the answer: 200",
        &["for our tenants"],
        "Request the predicate is_tenant decides It returned true.",
        &[],
    );
    playground.set("sender", "stranger");
    let shown = playground.press("send");
    shown.is(
        KEPT,
        &["Nothing in the answer allows this page"],
        "Request the predicate is_tenant decides It returned false.",
        &["→ 200 OK"],
    );

    let shown = playground.try_preset("A sandboxed frame");
    shown.is(KEPT, &[refused], "Request rejected: the origin is null, which any page can obtain", &["origin\tnull"]);

    let shown = playground.try_preset("Too slow");
    shown.is("The page reads the answer: 504", &[], "Request allowed", &["GET /slow → 504 Gateway Timeout"]);

    let shown = playground.try_preset("A route without a policy");
    let none = "Request No policy: the route is axum's own, without CORS headers.";
    shown.is(KEPT, &["Nothing in the answer allows this page"], none, &["GET /plain → 200 OK"]);
    playground.close();
}

#[test]
#[ignore = "needs Chromium"]
fn credentials_are_sent_where_they_may_be() {
    let mut playground = Playground::open();
    let shown = playground.try_preset("Our page's cookie");
    let none = "There was no cookie to send";
    shown.is("The page reads the answer: 401", &[none, "log in first"], "Request allowed", &["→ 401 Unauthorized"]);

    playground.log("log_in", "This browser has a session cookie.");
    let sent = "The cookie was sent along.";
    let shown = playground.try_preset("Our page's cookie");
    let cookie = "cookie\tsession=open-sesame";
    shown.is("The page reads the answer: 200", &[sent, "\"Ada\""], "Request allowed", &[cookie]);

    let shown = playground.try_preset("* and a cookie");
    let open = "Request allowed To requests whose credentials mode is not include: it is *.";
    shown.is(KEPT, &["does not hold for requests with credentials", sent], open, &["→ 200 OK", cookie]);

    let unlisted = "Request rejected: the policy does not list the origin";
    let refused = "The server has refused it, and run nothing.";
    let shown = playground.try_preset("A stranger with your cookie");
    shown.is(KEPT, &[refused, none], unlisted, &["→ 403 Forbidden"]);
    assert!(!shown.exchanges.contains("session="), "{shown:#?}");

    // The attack: the neighbour's request carries the cookie, and does nothing all the same.
    let shown = playground.try_preset("A neighbour with your cookie");
    shown.is(
        KEPT,
        &[refused, sent],
        "Request the predicate is_tenant decides It returned false.",
        &["→ 403 Forbidden", cookie],
    );

    playground.log("log_out", "This browser has no cookie.");
    let shown = playground.try_preset("Our page's cookie");
    assert_eq!(shown.headline, "The page reads the answer: 401");
    playground.close();
}

#[test]
#[ignore = "needs Chromium"]
fn a_request_of_ones_own_is_sent_and_shown_as_text() {
    let mut playground = Playground::open();
    let surface = playground.tab.text("surface");
    assert!(surface.starts_with("METHOD  PATH "), "{surface}");
    assert!(surface.contains("dangerously(unenforced)"), "{surface}");

    for (field, value) in [("sender", "own"), ("method", "POST"), ("path", "/widgets"), ("type", "application/json")] {
        playground.set(field, value);
    }
    let marked = "[...document.querySelectorAll('#surface .answers')].map(line => line.innerText).join()";
    let marked = playground.tab.value(marked);
    assert!(marked.as_str().unwrap().starts_with("POST    /widgets "), "{marked}");
    playground.tab.click("form.elements.body");
    playground.tab.write(r#"{"name": "<img src=x onerror=alert(1)>"}"#);
    playground.tab.click("form.elements.header_name");
    playground.tab.write("X-Own");
    playground.tab.click("form.elements.header_value");
    playground.tab.write("<b>1</b>");
    playground.tab.press_enter();
    let shown = playground.shown();
    let own = "The page is of the API's own origin, where CORS has no say.";
    shown.is("The page reads the answer: 201", &[own], "Request allowed", &["POST /widgets → 201 Created"]);
    playground.tab.click("document.querySelector('#exchanges summary')");
    assert!(playground.tab.text("exchanges").contains("x-own\t<b>1</b>"));

    let shown = playground.try_preset("Everybody may read");
    assert!(shown.browser.contains("<img src=x onerror=alert(1)>"), "{shown:#?}");
    let parsed = "document.querySelectorAll('#result img, #result b').length";
    assert_eq!(playground.tab.value(parsed), Value::from(0));

    playground.tab.click("form.elements.header_name");
    playground.tab.write("no name");
    let shown = playground.press("send");
    assert!(shown.headline.starts_with("The page gets TypeError: Failed to execute 'fetch'"), "{shown:#?}");
    assert!(shown.browser.contains("The browser has sent nothing"), "{shown:#?}");
    assert_eq!(shown.policy, "Nothing has reached the server.");

    let other_name = playground.example.api.replace("localhost", "127.0.0.1");
    playground.tab.go(&other_name);
    playground.wait_until_open();
    assert_eq!(playground.tab.value("location.origin"), Value::from(playground.example.api.as_str()));
    playground.close();
}

#[test]
fn what_is_kept_is_bounded() {
    let example = Example::start();
    let kept = |example: &Example| {
        let (_, body) = example.get("/exchanges/mine");
        serde_json::from_str::<Vec<Value>>(&body).unwrap()
    };
    let ask = |query: &str| example.get(&format!("/widgets?exchange={query}"));
    let (head, _) = ask("mine");
    assert!(head.contains("access-control-allow-origin: *"), "{head}");
    assert_eq!(kept(&example)[0]["explain"], "served: not a CORS request");
    for _ in 0..250 {
        ask("mine");
    }
    assert_eq!(kept(&example).len(), 200);
    ask("another");
    ask(&"n".repeat(41));
    assert_eq!(kept(&example).len(), 199);
}

#[test]
fn a_port_that_is_none_is_refused_with_a_remedy() {
    for wrong in ["65533", "-1", "http", "127.0.0.1:3000"] {
        let told = refusal(wrong);
        assert!(told.contains(&format!("`{wrong}` is no port")) && told.contains("help: "), "{told}");
    }
}
