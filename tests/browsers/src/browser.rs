//! Chromium and Firefox, each with a profile of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// All hosts of the tests. Browsers resolve them to this machine.
pub(crate) const HOSTS: [&str; 5] =
    ["api.example.test", "app.example.test", "evil.example.test", "evil.test", "other.test"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Chromium,
    Firefox,
}

impl Engine {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Engine::Chromium => "Chromium",
            Engine::Firefox => "Firefox",
        }
    }

    /// The program, or what the environment says instead.
    fn program(self) -> String {
        let (variable, program) = match self {
            Engine::Chromium => ("CHROMIUM", "chromium"),
            Engine::Firefox => ("FIREFOX", "firefox-esr"),
        };
        std::env::var(variable).unwrap_or_else(|_| program.to_owned())
    }
}

/// A running browser. It and its profile are removed on drop.
pub(crate) struct Browser {
    process: Child,
    profile: PathBuf,
}

impl Browser {
    /// Opens a page, in a browser that trusts the authority and sends cookies with requests of other sites.
    pub(crate) fn open(engine: Engine, url: &str, authority: &str) -> Browser {
        let profile = std::env::temp_dir().join(format!("handler-cors-{}-{}", engine.name(), std::process::id()));
        let _ = fs::remove_dir_all(&profile);
        fs::create_dir_all(&profile).expect("a temporary folder");
        let mut command = match engine {
            Engine::Chromium => chromium(&profile),
            Engine::Firefox => firefox(&profile, authority),
        };
        match command.arg(url).stdout(Stdio::null()).stderr(Stdio::null()).spawn() {
            Ok(process) => Browser { process, profile },
            Err(error) => panic!("{} does not start: {error}\n\nhelp: tests/browsers/run --install", engine.name()),
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.profile);
    }
}

fn chromium(profile: &Path) -> Command {
    let preferences = r#"{"profile": {"cookie_controls_mode": 0, "block_third_party_cookies": false}, "net": {"network_prediction_options": 0}}"#;
    fs::create_dir_all(profile.join("Default")).expect("a folder in the profile");
    fs::write(profile.join("Default/Preferences"), preferences).expect("a file in the profile");
    let mut command = Command::new(Engine::Chromium.program());
    command
        .args(["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--no-proxy-server"])
        .args(["--disable-background-networking", "--disable-component-update", "--disable-popup-blocking"])
        .args(["--disable-features=HttpsUpgrades", "--ignore-certificate-errors"])
        .arg("--host-resolver-rules=MAP *.test 127.0.0.1, MAP * ~NOTFOUND")
        .arg(format!("--user-data-dir={}", profile.display()));
    command
}

fn firefox(profile: &Path, authority: &str) -> Command {
    let preferences = [
        ("network.dns.localDomains", format!("{:?}", HOSTS.join(","))),
        ("network.cookie.cookieBehavior", "0".to_owned()),
        ("network.proxy.type", "0".to_owned()),
        ("dom.disable_open_during_load", "false".to_owned()),
        ("browser.aboutwelcome.enabled", "false".to_owned()),
        ("browser.shell.checkDefaultBrowser", "false".to_owned()),
        ("datareporting.policy.dataSubmissionEnabled", "false".to_owned()),
        ("app.normandy.enabled", "false".to_owned()),
        ("app.update.auto", "false".to_owned()),
        ("dom.security.https_first", "false".to_owned()),
        ("services.settings.server", "\"http://127.0.0.1:9\"".to_owned()),
    ];
    let lines = preferences.iter().map(|(name, value)| format!("user_pref(\"{name}\", {value});\n"));
    fs::write(profile.join("user.js"), lines.collect::<String>()).expect("a file in the profile");
    trust(profile, authority);
    let mut command = Command::new(Engine::Firefox.program());
    command.args(["--headless", "--no-remote", "--profile"]).arg(profile);
    command
}

fn trust(profile: &Path, authority: &str) {
    let file = profile.join("authority.pem");
    fs::write(&file, authority).expect("a file in the profile");
    let database = format!("sql:{}", profile.display());
    let create = ["-N", "--empty-password", "-d", &database];
    let add = ["-A", "-d", &database, "-n", "handler-cors tests", "-t", "C,,", "-i"];
    certutil(Command::new("certutil").args(create));
    certutil(Command::new("certutil").args(add).arg(file));
}

fn certutil(command: &mut Command) {
    let status = command.stdout(Stdio::null()).status();
    assert!(status.is_ok_and(|status| status.success()), "certutil fails\n\nhelp: tests/browsers/run --install");
}
