//! Headless Chromium, driven through the Chrome DevTools Protocol.

use serde_json::{Value, json};
use std::fs;
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};
use tungstenite::{Message, WebSocket, client};

const PATIENCE: Duration = Duration::from_secs(30);
const PAUSE: Duration = Duration::from_millis(20);

/// A running Chromium with its own profile. Both are removed on drop.
struct Chromium {
    process: Child,
    profile: PathBuf,
}

impl Chromium {
    fn start() -> Chromium {
        static STARTED: AtomicU32 = AtomicU32::new(0);
        let name = format!("playground-{}-{}", std::process::id(), STARTED.fetch_add(1, Ordering::Relaxed));
        let profile = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        let program = std::env::var("CHROMIUM").unwrap_or_else(|_| "chromium".to_owned());
        let process = Command::new(&program)
            .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--no-proxy-server"])
            .args(["--disable-background-networking", "--disable-component-update", "--remote-debugging-port=0"])
            .args([
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
                "--window-size=1200,900",
            ])
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg("about:blank")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        match process {
            Ok(process) => Chromium { process, profile },
            Err(error) => {
                panic!("`{program}` does not start: {error}\n\nhelp: `apt-get install chromium`, or set CHROMIUM")
            }
        }
    }

    /// The address on which it listens. Chromium writes it to a file.
    fn socket(&self) -> WebSocket<TcpStream> {
        let file = self.profile.join("DevToolsActivePort");
        let text =
            within("Chromium listens", || fs::read_to_string(&file).ok().filter(|text| text.lines().count() == 2));
        let (port, path) = text.split_once('\n').unwrap();
        let stream = TcpStream::connect(format!("127.0.0.1:{port}")).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        client(format!("ws://127.0.0.1:{port}{path}"), stream).unwrap().0
    }
}

impl Drop for Chromium {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        // Its child processes end later, and may still write.
        for _ in 0..50 {
            if fs::remove_dir_all(&self.profile).is_ok() {
                return;
            }
            sleep(PAUSE);
        }
    }
}

/// Polls until there is a result.
fn within<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(reply) = ask() {
            return reply;
        }
        assert!(start.elapsed() < PATIENCE, "in {PATIENCE:?} it has not come to be that {what}");
        sleep(PAUSE);
    }
}

/// A tab, with the errors that its pages reported.
pub(crate) struct Tab {
    pub(crate) errors: Vec<String>,
    socket: WebSocket<TcpStream>,
    session: Option<String>,
    last: u64,
    _chromium: Chromium,
}

impl Tab {
    pub(crate) fn open() -> Tab {
        let chromium = Chromium::start();
        let socket = chromium.socket();
        let mut tab = Tab { errors: Vec::new(), socket, session: None, last: 0, _chromium: chromium };
        let target = within("there is a tab", || {
            let targets = tab.command("Target.getTargets", json!({}));
            let targets = targets["targetInfos"].as_array().unwrap().clone();
            targets.into_iter().find(|target| target["type"] == "page")
        });
        let attached = tab.command("Target.attachToTarget", json!({ "targetId": target["targetId"], "flatten": true }));
        tab.session = attached["sessionId"].as_str().map(str::to_owned);
        for domain in ["Runtime.enable", "Log.enable", "Page.enable"] {
            tab.command(domain, json!({}));
        }
        tab
    }

    fn command(&mut self, method: &str, parameters: Value) -> Value {
        self.last += 1;
        let mut command = json!({ "id": self.last, "method": method, "params": parameters });
        if let Some(session) = &self.session {
            command["sessionId"] = json!(session);
        }
        self.socket.send(Message::text(command.to_string())).unwrap();
        loop {
            let Message::Text(text) = self.socket.read().unwrap() else { continue };
            let mut told: Value = serde_json::from_str(&text).unwrap();
            if told["id"] == self.last {
                assert!(told["error"].is_null(), "{command}: {told}");
                return told["result"].take();
            }
            self.record_error(&told);
        }
    }

    /// Records uncaught exceptions and violations of the Content-Security-Policy.
    fn record_error(&mut self, told: &Value) {
        let is_error = match told["method"].as_str() {
            Some("Runtime.exceptionThrown") => true,
            Some("Log.entryAdded") => told["params"]["entry"]["source"] == "security",
            _ => false,
        };
        if is_error {
            self.errors.push(told["params"].to_string());
        }
    }

    pub(crate) fn go(&mut self, url: &str) {
        self.command("Page.navigate", json!({ "url": url }));
    }

    /// The value of an expression.
    pub(crate) fn value(&mut self, expression: &str) -> Value {
        let parameters = json!({ "expression": expression, "returnByValue": true, "awaitPromise": true });
        let mut reply = self.command("Runtime.evaluate", parameters);
        assert!(reply["exceptionDetails"].is_null(), "{expression}: {reply}");
        reply["result"]["value"].take()
    }

    pub(crate) fn wait_until(&mut self, expression: &str) {
        within(expression, || (self.value(expression) == true).then_some(()));
    }

    /// The visible text of an element.
    pub(crate) fn text(&mut self, id: &str) -> String {
        let text = self.value(&format!("document.getElementById({}).innerText", json!(id)));
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Clicks on the element that an expression selects.
    pub(crate) fn click(&mut self, element: &str) {
        let place = self.value(&format!(
            "(() => {{ const element = {element}; element.scrollIntoView({{ block: 'center' }}); \
             const box = element.getBoundingClientRect(); \
             return {{ x: box.x + box.width / 2, y: box.y + box.height / 2 }}; }})()"
        ));
        for kind in ["mousePressed", "mouseReleased"] {
            let event = json!({ "type": kind, "x": place["x"], "y": place["y"], "button": "left", "clickCount": 1 });
            self.command("Input.dispatchMouseEvent", event);
        }
    }

    /// Types into the focused element.
    pub(crate) fn write(&mut self, text: &str) {
        self.command("Input.insertText", json!({ "text": text }));
    }

    pub(crate) fn press_enter(&mut self) {
        for kind in ["keyDown", "keyUp"] {
            let event =
                json!({ "type": kind, "key": "Enter", "code": "Enter", "text": "\r", "windowsVirtualKeyCode": 13 });
            self.command("Input.dispatchKeyEvent", event);
        }
    }
}
