//! Generates the handlers with long lists.

use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

#[path = "src/origins.rs"]
mod origins;

fn main() {
    println!("cargo::rerun-if-changed=src/origins.rs");
    let mut source = String::new();
    for length in origins::LENGTHS {
        handler(&mut source, "exact", length, origins::exact);
        handler(&mut source, "patterns", length, origins::pattern);
    }
    let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&out).join("listed.rs"), source).expect("OUT_DIR can be written");
}

fn handler(source: &mut String, name: &str, length: usize, entry: fn(usize) -> String) {
    source.push_str("#[cors(methods = [GET], credentials, origins = [\n");
    for at in 0..length {
        writeln!(source, "    {:?},", entry(at)).expect("a String takes everything");
    }
    writeln!(source, "])]\nasync fn {name}_{length}() -> &'static str {{\n    \"listed\"\n}}\n").expect("as above");
}
