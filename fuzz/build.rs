//! Generates policies for two handlers each from random origin lists, with a fixed seed. The attribute needs them at compile time,
//! so a fuzzer cannot choose them.

use handler_cors_policy::{Draft, PublicSuffixes, check};
use std::fmt::Write;
use std::path::Path;

const ROUTERS: usize = 48;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let mut random = Random(0x5eed);
    let mut code = String::new();
    for number in 0..ROUTERS {
        let (read, write) = (list(&mut random), list(&mut random));
        writeln!(code, "router!(set_{number}: {}, {});", arguments(&read), arguments(&write)).unwrap();
    }
    let numbers: Vec<_> = (0..ROUTERS).map(|number| format!("set_{number}::ROUTER")).collect();
    writeln!(code, "pub(crate) const ROUTERS: [Declared; {ROUTERS}] = [{}];", numbers.join(", ")).unwrap();
    let out = std::env::var_os("OUT_DIR").unwrap();
    std::fs::write(Path::new(&out).join("routers.rs"), code).unwrap();
}

fn arguments(list: &[String]) -> String {
    let patterns: Vec<_> = list.iter().map(|pattern| format!("{pattern:?}")).collect();
    let credentials = if may_have_credentials(list) { " credentials" } else { "" };
    format!("[{}]{credentials}", patterns.join(", "))
}

/// Xorshift: the numbers need not be secure.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }

    fn choose<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// Patterns that are similar, and can be in one list.
fn list(random: &mut Random) -> Vec<String> {
    let length = 1 + random.below(12);
    let mut list: Vec<String> = Vec::new();
    while list.len() < length {
        list.push(pattern(random));
        if !is_accepted(&list, false) {
            list.pop();
        }
    }
    list
}

fn pattern(random: &mut Random) -> String {
    let scheme = random.choose(&["https", "https", "http", "tauri"]);
    let special = random.below(8) == 0;
    let host = if special {
        random.choose(&["localhost", "127.0.0.1", "192.0.2.10", "[::1]", "[2001:db8::1]", "a.example."]).to_owned()
    } else {
        let labels: Vec<_> =
            (0..1 + random.below(3)).map(|_| random.choose(&["a", "b", "ab", "a-b", "a_b", "x1"])).collect();
        let wildcard = random.choose(&["", "", "", "*.", "a*.", "*-b.", "a*b."]);
        format!("{wildcard}{}.example", labels.join("."))
    };
    let port = random.choose(&["", "", "", ":8443", ":80", ":443", ":8080", ":*"]);
    format!("{scheme}://{host}{port}")
}

fn may_have_credentials(list: &[String]) -> bool {
    is_accepted(list, true)
}

fn is_accepted(list: &[String], credentials: bool) -> bool {
    let origins: Vec<_> = list.iter().map(|pattern| Some(pattern.as_str())).collect();
    let draft = Draft {
        origins: &origins,
        methods: &["GET"],
        headers: &[],
        expose: &[],
        credentials,
        max_age: None,
        enforce: false,
        dangerously: &[],
    };
    check(&draft, &PublicSuffixes { is_suffix: |host| host == "example", below: |_| None }).is_empty()
}
