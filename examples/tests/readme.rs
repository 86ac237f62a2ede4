//! The README and the guide show what really happens.
#![allow(clippy::unwrap_used)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

const ADDRESS: &str = "127.0.0.1:3000";

/// The example, killed when the test ends.
struct Example(Child, String);

impl Drop for Example {
    fn drop(&mut self) {
        self.0.kill().and_then(|()| self.0.wait()).unwrap();
    }
}

fn start_widgets() -> Example {
    let mut child =
        Command::new(env!("CARGO_BIN_EXE_widgets")).arg("127.0.0.1:0").stdout(Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let address = line.trim().strip_prefix("listening on http://").expect("the example prints its address");
    Example(child, address.to_owned())
}

/// Sends the request of a `curl` command of the guide.
fn curl(arguments: &[String], address: &str) -> String {
    let (mut method, mut target, mut head, mut body) = (None, "", String::new(), "");
    let mut rest = arguments.iter().map(String::as_str);
    while let Some(argument) = rest.next() {
        match argument {
            "-i" => {}
            "-X" => method = rest.next(),
            "-H" => head += &format!("{}\r\n", rest.next().unwrap()),
            "-d" => body = rest.next().unwrap(),
            url => target = url.strip_prefix("http://").and_then(|url| url.strip_prefix(ADDRESS)).unwrap(),
        }
    }
    let method = method.unwrap_or(if body.is_empty() { "GET" } else { "POST" });
    let length = body.len();
    let mut stream = TcpStream::connect(address).unwrap();
    write!(
        stream,
        "{method} {target} HTTP/1.1\r\nHost: {ADDRESS}\r\nConnection: close\r\nContent-Length: {length}\r\n{head}\r\n{body}"
    )
    .unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).unwrap();
    response
}

fn words(command: &str) -> Vec<String> {
    let quoted = command.split('\'').enumerate();
    quoted
        .flat_map(|(i, part)| match i % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        })
        .collect()
}

/// Drops headers that differ from run to run or from client to client.
fn comparable(response: &str) -> String {
    let lines = response.lines().map(str::trim_end);
    let kept = lines.filter(|line| !line.starts_with("date: ") && *line != "connection: close");
    kept.collect::<Vec<_>>().join("\n").trim_end().to_owned()
}

const README: &str = include_str!("../../README.md");

/// The page of the guide with console sessions.
const FIRST_ROUTE: &str = include_str!("../../src/guide/first_route.md");

#[test]
fn the_compile_error_of_the_readme_is_real() {
    let text = include_str!("../../tests/ui/several_errors/readme.stderr")
        .replace("ui/several_errors/readme.rs", "src/main.rs");
    assert!(README.contains(&format!("```text\n{}\n```", text.trim_end())), "{text}");
}

#[test]
fn the_responses_of_the_guide_are_real() {
    let widgets = start_widgets();
    let mut calls = 0;
    for block in FIRST_ROUTE.split("```console\n").skip(1) {
        let block = block.split("\n```").next().unwrap();
        let (command, expected) = block.split_once('\n').unwrap_or((block, ""));
        let arguments = words(command.strip_prefix("$ curl ").expect("a console block is a curl call"));
        assert_eq!(comparable(&curl(&arguments, &widgets.1)), comparable(expected), "\n{command}");
        calls += 1;
    }
    assert!(calls >= 6, "only {calls} calls in the guide");
}

/// A registry's page and a terminal know neither the files of the repository nor the items of the documentation. Lines that start with
/// `#` are hidden in the documentation only.
#[test]
fn the_readme_is_whole_wherever_it_is_shown() {
    assert!(README.lines().count() <= 250, "{} lines", README.lines().count());
    for link in README.split("](").skip(1).map(|rest| rest.split(')').next().unwrap()) {
        assert!(link.starts_with("https://"), "`{link}` is relative");
    }
    let rust = README.split("```rust").skip(1).map(|rest| rest.split("```").next().unwrap());
    let hidden: Vec<&str> =
        rust.flat_map(str::lines).filter(|line| line.trim() == "#" || line.starts_with("# ")).collect();
    assert!(hidden.is_empty(), "{hidden:?}");
    assert!(!README.contains("[`"), "a link to an item");
}
